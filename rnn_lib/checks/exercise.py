"""What a check knows of its exercise: one record, from which everything else is made."""

from collections.abc import Callable
from typing import NamedTuple

ORDINARY, ONE_STEP = "ordinary", "one step"
REPEATED, INTEGERS, SATURATED = "repeated", "integers", "saturated"


class Probe(NamedTuple):
    """One call of the checked function.

    Attributes
    ----------
    role : {"ordinary", "one step", "repeated", "integers", "saturated"}
        What the call is for.
    story : str
        What is special about it, to complete "On …".
    arguments : tuple of ndarray
        The positional arguments.
    expected : tuple of ndarray
        The right results.
    """

    role: str
    story: str
    arguments: tuple
    expected: tuple


def as_it_is(value):
    """Return the value: most answers take and return plain arrays."""
    return value


def as_tuple(returned):
    """Return the results of a function as a tuple, also where it has a single one."""
    return returned if isinstance(returned, tuple) else (returned,)


class Exercise(NamedTuple):
    """What is asked, with what it is checked, and which mistakes can be made.

    Attributes
    ----------
    name : str
        The name of its check, after "check_".
    subject : str
        What is checked, for instance "step forward": how a report begins.
    summary : str
        The same in a sentence that begins with "Check".
    arguments, results : tuple of str
        The names of the arguments and of the results, in order.
    draw : callable
        Returns the list of `Probe`, always the same one.
    right : callable
        The right function. Like all functions here it takes arrays and returns a tuple of them.
    rows : tuple of Mistake
        The mistakes that can be made.
    explain : callable
        ``explain(rows, probes, answers, sizes)`` returns each `Explanation` of wrong numbers.
    library : tuple of callable
        The functions of the library that are the answer themselves.
    returns : str
        What the answer returns, in words, where that is not the names of the results.
    named : callable or None
        Returns the role, the story and every array by name of each call, for answers that ask for
        other arguments; None where there are no other forms.
    not_tried : tuple of str
        What an answer in another form does not give or get.
    cases : callable
        Returns simpler calls as words and arguments, to tell where an answer is right.
    upstream : str
        The name of the argument in which the gradient of the loss comes; empty if there is none.
    weights : tuple of str
        The arguments that only an update may change.
    updates : tuple of str
        The arguments that the answer is asked to change.
    pack, flat, unpack : callable
        ``pack(arguments)`` makes what the answer gets, where that is not one array a name;
        ``flat`` takes it apart again, and ``unpack(returned, given)`` does so with what the answer
        returns.
    """

    name: str
    subject: str
    summary: str
    arguments: tuple
    results: tuple
    draw: Callable
    right: Callable
    rows: tuple
    explain: Callable
    library: tuple = ()
    returns: str = ""
    named: Callable | None = None
    not_tried: tuple = ()
    cases: Callable = tuple
    upstream: str = ""
    weights: tuple = ()
    updates: tuple = ()
    pack: Callable = as_it_is
    flat: Callable = as_it_is
    unpack: Callable | None = None

    @property
    def probes(self):
        """The calls."""
        return self.draw()

    @property
    def signature(self):
        """The names of the arguments, as one writes them in a call."""
        return ", ".join(dict.fromkeys(self.arguments))

    def probe(self, role, story, arguments):
        """Return the probe with these arguments and their right results."""
        return Probe(role, story, arguments, as_tuple(self.right(*arguments)))

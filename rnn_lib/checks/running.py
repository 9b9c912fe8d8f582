"""Call a learner's function once, in this process.

A grader has a function of its own in place of `run_here`: there the answer lives elsewhere.
"""

import sys
import warnings
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from .exceptions import Raised, describe_exception


class Call(NamedTuple):
    """What one call of an answer showed.

    Attributes
    ----------
    returned : object
        What it returned; None if it raised.
    raised : Raised or None
        What it raised.
    library_calls : tuple of str
        The functions of the library that it called, of those that were watched.
    """

    returned: object
    raised: Raised | None = None
    library_calls: tuple = ()


def run_here(f, arguments, watched=()):
    """Call ``f`` with these very arguments, which it may change.

    Parameters
    ----------
    f : callable
        The answer.
    arguments : tuple
        What it is called with.
    watched : tuple of callable
        The functions of the library whose calls are noted.

    Returns
    -------
    Call
        What the call showed. An exception of ``f`` is in it, not raised.
    """
    returned, raised = None, None
    with _calls_noted(watched) as called, warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            returned = f(*arguments)
        except (Exception, SystemExit) as error:
            raised = describe_exception(error)
    return Call(returned, raised, tuple(called))


@contextmanager
def _calls_noted(functions):
    """Note, while the block runs, which of these functions are called: a dict of their names."""
    names = {function.__code__: function.__name__ for function in functions}
    called = {}

    def note(frame, event, argument):
        if event == "call" and frame.f_code in names:
            called[names[frame.f_code]] = True

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(before)

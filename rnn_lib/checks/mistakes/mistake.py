"""What a row of the tables of mistakes holds."""

from collections.abc import Callable
from typing import NamedTuple


class Mistake(NamedTuple):
    r"""A mistake that learners make, and how to recognise it.

    It shows in numbers, and then has ``variants``; or in behaviour, and then ``shows`` tells.

    Attributes
    ----------
    id : str
        Its fixed name.
    title : str
        What can be seen of it from outside, to complete "your function …".
    why : str
        What is wrong with that: a reason, and not the line that would put it right.
    hint : str
        A test to run, or a question to think through, that leads to the line.
    equation : str
        The label of the equation in the book to which it belongs; empty if to none.
    right, wrong : str
        The formula as it should be and as the mistake makes it, in LaTeX; empty where the
        mistake is not one of formulas.
    seen : int
        In how many public answers to the assignment it was found; 0 if not counted. Of 57 in
        all, 32 tried the backward pass.
    variants : tuple
        The forms in which it occurs. Of the recurrence: dicts of the pieces of `faulty` that are
        replaced. Elsewhere: whole functions. In a dict, ``says`` is a sentence for the report.
    sized : tuple of callable
        Forms that depend on a number of steps: ``form(size)`` returns such a dict.
    in_one_step : bool
        Whether it can be seen in a single step, too.
    shows : callable or None
        ``shows(evidence)`` tells whether it shows in what an answer did.
    example : callable, dict or None
        How an answer with a mistake without variants is made: by a function that takes a right
        answer, or by pieces of `faulty`.
    """

    id: str
    title: str
    why: str
    hint: str
    equation: str = ""
    right: str = ""
    wrong: str = ""
    seen: int = 0
    variants: tuple = ()
    sized: tuple = ()
    in_one_step: bool = False
    shows: Callable | None = None
    example: Callable | dict | None = None

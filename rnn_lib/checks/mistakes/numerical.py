"""The mistakes of a gradient by central differences, one row each.

A variant replaces pieces of `differences`: how far to go, what moves, what is divided by what.
"""

import numpy as np

from ..weighted_tanh import WeightedTanh
from .behaviour import INPUTS_MUTATED, INTEGER_TRUNCATION
from .mistake import Mistake


def _move_one(x, index, step):
    moved = x.copy()
    moved[index] += step
    return moved


def _move_all(x, index, step):
    return x + step


PIECES = {
    "step": lambda eps: eps,
    "moved": _move_one,
    "rise": lambda above, here, below: above - below,
    "run": lambda eps: 2 * eps,
    "here": lambda x, start: x,
    "next": lambda x, above, below: x,
    "result": lambda gradient: gradient,
}
"""What there is to replace: ``here`` is where the loss is taken that a one-sided difference needs,
``next`` the point at which the next entry is measured."""


def differences(weights, x, power, pieces=()):
    """Measure a gradient of `WeightedTanh`, with some pieces replaced.

    Parameters
    ----------
    weights, x : ndarray, of one shape
        The weights of the loss, and the point.
    power : int
        The step is 10 to the power of minus this.
    pieces : dict
        What is replaced of `PIECES`.

    Returns
    -------
    ndarray, shape of x
        The gradient, or what the pieces make of it.
    """
    how, loss = {**PIECES, **dict(pieces)}, WeightedTanh(weights)
    x, eps = x.astype(np.float64), how["step"](10.0**-power)
    start, gradient = x, np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = how["moved"](x, index, eps), how["moved"](x, index, -eps)
        here = how["here"](x, start)
        gradient[index] = how["rise"](loss(above), loss(here), loss(below)) / how["run"](eps)
        x = how["next"](x, above, below)
    return how["result"](gradient)


_UP = {"rise": lambda above, here, below: above - here}
_DOWN = {"rise": lambda above, here, below: here - below}
_ONCE = {"run": lambda eps: eps}
_FROM_START = {"here": lambda x, start: start}
_HALVED = {"says": "It divides by twice the distance that it went, besides."}

NUMERICAL = (
    Mistake(
        id="one-sided-difference",
        title="measures on one side of x only",
        why="Seen from one side, the bend of the curve counts as slope, and the error shrinks no "
        "faster than the step. From both sides the bend cancels.",
        hint="The square of x has slope 2 at x = 1. What does your difference say there with a "
        "step of 0.1?",
        variants=(
            {**_UP, **_ONCE},
            {**_UP, **_ONCE, **_FROM_START},
            {**_DOWN, **_ONCE},
            {**_DOWN, **_ONCE, **_FROM_START},
            {**_UP, **_HALVED},
            {**_DOWN, **_HALVED},
        ),
    ),
    Mistake(
        id="difference-not-halved",
        title="divides by another distance than the one between its two points",
        why="A slope is a rise over a run, and both are taken between the same two points.",
        hint="How far apart are the two places at which you take the loss, and what do you divide "
        "by, in which order?",
        variants=(_ONCE, {"run": lambda eps: 2 / eps}),
    ),
    Mistake(
        id="entries-not-restored",
        title="measures an entry while others are still moved",
        why="A partial derivative moves one entry and holds all others. What stays moved is "
        "another point.",
        hint="When your loop comes to the second entry, which numbers stand in x?",
        variants=(
            {"next": lambda x, above, below: below},
            {"next": lambda x, above, below: above},
        ),
    ),
    Mistake(
        id="all-entries-moved",
        title="moves all entries at once",
        why="Moved together, they share one number: what all slopes add up to. A gradient has a "
        "number of its own for each entry.",
        hint="A loss of three times a and five times b has a gradient of two numbers. Which are "
        "they, and what does your difference see?",
        variants=(
            {"moved": _move_all},
            {"moved": _move_all, "result": lambda gradient: np.asarray(gradient.flat[0])},
        ),
    ),
    Mistake(
        id="eps-ignored",
        title="takes another step than the one it is given",
        why="How far to go is the caller's choice. A long step misses the bends, a tiny one drowns "
        "in rounding.",
        hint="Call it with a step of 1 and with a step of 0.001. Which number in your code is "
        "another one then?",
        variants=(
            *({"step": lambda eps, own=10.0**-k: own} for k in range(2, 8)),
            {"step": lambda eps: eps / 2},
            {"step": lambda eps: 2 * eps},
        ),
    ),
    INPUTS_MUTATED,
    INTEGER_TRUNCATION._replace(
        hint="What is the dtype of each array that you write into, and what becomes of 0.00001 "
        "in it?"
    ),
)
"""Every mistake of a gradient by central differences."""

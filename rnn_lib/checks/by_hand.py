"""The check of single numbers of the small sequence, worked out by hand.

A wrong number is looked up among those that usual slips give. What is said of it leads to the
place, and leaves the formula to the reader.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from ..data import small_sequence
from .judging import NOTHING_YET, failure
from .report import Report
from .returned import WrongReturn, read_results
from .running import run_here

SUBJECT = "by hand"
TOLERANCE = 1e-3
"""The relative error allowed: who rounds on the way is not wrong."""
DIGITS = 1e-6
"""How near six decimals come to the number that they are taken from."""


class Blank(NamedTuple):
    """A number to work out.

    Attributes
    ----------
    right : float
        The number.
    known : tuple of (float, str)
        Wrong numbers, each with what it comes from.
    """

    right: float
    known: tuple


def check_by_hand(f, name, *, run=None):
    """Check a number of the small sequence, for the loss that sums the last state.

    Parameters
    ----------
    f : callable
        ``f() -> number``: a function of no arguments that returns the number.
    name : {"a_2[0]", "da_2[0]", "dWh[0, 0]"}
        Which number it is.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict. A relative error of 0.001 is allowed.

    Raises
    ------
    ValueError
        If no number of this name is asked for.
    """
    blanks = _blanks()
    if not isinstance(name, str) or name not in blanks:
        known = ", ".join(map(repr, blanks))
        raise ValueError(f"name must be one of {known}, got {name!r}")
    subject = f"{SUBJECT}, {name}"
    if f is None:
        return Report(subject, "not attempted", (NOTHING_YET,))
    call = (run or run_here)(f if callable(f) else lambda: f, (), ())
    results, raised = read_results(call, (name,), _one_number)
    if raised:
        return failure(subject, raised)
    return _compare(subject, name, blanks[name], results[0].item())


def _one_number(returned, given):
    """Return what was returned, if it is one real number; raise `WrongReturn` if not."""
    if returned is None:
        raise WrongReturn("Return one number. Yours returned None: is there a return statement?")
    try:
        array = np.array(returned)
    except Exception:  # whatever an object does that is asked for an array
        array = np.array(None)
    if array.dtype.kind not in "iuf":
        kind = type(returned).__name__
        raise WrongReturn(f"Return one real number. Yours returned a value of type {kind}.")
    if array.size != 1:
        wanted = f"Return one number. Yours returned an array of shape {array.shape}"
        raise WrongReturn(f"{wanted}: which of its entries is asked for?")
    return array.reshape(()).astype(np.float64)


def _compare(subject, name, blank, given):
    # A slip may move the number by less than is allowed: to six decimals it is told all the same.
    known = _nearest(given, blank.known, lambda number: DIGITS)
    if not known and abs(given - blank.right) <= TOLERANCE * abs(blank.right):
        return Report(subject, "correct", (f"{name} = {blank.right:.10g}",))
    known = known or _nearest(given, blank.known, lambda number: TOLERANCE * abs(number))
    line = known or _how_far(given, blank.right)
    return Report(subject, "incorrect", (f"{name} is not {given:.6g}.", line))


def _nearest(given, known, allowed):
    """Return what is said of the nearest known wrong number; an empty string if none is near."""
    near = [(abs(given - n), words) for n, words in known if abs(given - n) <= allowed(n)]
    return min(near)[1] if near else ""


def _how_far(given, right):
    """Say how far off a number is that nothing known gives."""
    if not np.isfinite(given):
        return "It is no finite number. What is divided by zero, or too large for a power?"
    if given == 0:
        return "It is not zero. Which factor of yours is?"
    if (given > 0) != (right > 0):
        return "It has the wrong sign. Where does your minus come from?"
    factor = max(given / right, right / given)
    side = "large" if abs(given) > abs(right) else "small"
    digits = f"{factor:.4f}" if factor < 1.1 else f"{factor:.3g}"
    return f"It is too {side} by a factor of {digits}. Which of your terms is of that size?"


@cache
def _blanks():
    """Return every number that can be asked for, by its name."""
    x, h_0, Wx, Wh, B = (array.astype(float) for array in small_sequence())
    x, h, a = x[0], [h_0[0]], [None]
    for x_t in x:
        a.append(x_t @ Wx + h[-1] @ Wh + B)
        h.append(np.tanh(a[-1]))
    dh, da = [None] * 4, [None] * 4
    dh[3] = np.ones(4)
    for t in (3, 2, 1):
        da[t] = dh[t] * (1 - h[t] ** 2)
        dh[t - 1] = da[t] @ Wh.T
    return {
        "a_2[0]": Blank(a[2][0], tuple(_wrong_a(x, h, a, Wx, Wh, B))),
        "da_2[0]": Blank(da[2][0], tuple(_wrong_da(h, dh, da, Wh))),
        "dWh[0, 0]": Blank(h[1][0] * da[2][0] + h[2][0] * da[3][0], tuple(_wrong_dWh(h, da))),
    }


def _wrong_a(x, h, a, Wx, Wh, B):
    """Yield the wrong numbers that slips make of a_2[0]."""
    own, before = x[1] @ Wx[:, 0], h[1] @ Wh[:, 0]
    yield (
        own + h[1] @ Wh[0] + B[0],
        "That takes row 0 of Wh. Which weights lead into node 0, a row or a column?",
    )
    yield own + before, "A term is missing that has neither an input nor a state. Which one?"
    yield h[2][0], "That is h_2[0]. What do you have one step before it?"
    yield own + B[0], "That forgets the first step. What does node 0 hear of h_1?"
    yield before + B[0], "No input goes into that. What does step 2 see of x?"
    yield a[1][0], "That is the number of step 1. Which state comes in at step 2?"
    yield a[3][0], "That is the number of step 3. Which input does step 2 see?"
    yield x[0] @ Wx[:, 0] + before + B[0], "The input is that of step 1. Which one does step 2 see?"
    yield own + a[1] @ Wh[:, 0] + B[0], "a_1 went in. What does the next step get of step 1?"
    yield own + h[2] @ Wh[:, 0] + B[0], "h_2 went in. Is it there before a_2 is?"


def _wrong_da(h, dh, da, Wh):
    """Yield the wrong numbers that slips make of da_2[0]."""
    yield dh[2][0], "That is dh_2[0]. What lies between h_2 and a_2, and how steep is it there?"
    where = "At which step does the gradient pass through tanh here?"
    yield dh[2][0] * (1 - h[1][0] ** 2), f"The slope is that of h_1. {where}"
    yield dh[2][0] * (1 - h[3][0] ** 2), f"The slope is that of h_3. {where}"
    yield dh[2][0] * (1 - h[2][0]), "At h = -0.8 the slope is that at h = 0.8. Is it in yours?"
    yield (
        (da[3] @ Wh[:, 0]) * (1 - h[2][0] ** 2),
        "The carry takes column 0 of Wh. Into which nodes did h_2[0] go, and beside which weights?",
    )
    yield da[3][0], "That is da_3[0]. What does step 2 get of it?"
    yield da[1][0], "That is da_1[0], one step too far back. What does step 2 get from step 3?"
    yield (
        (1 + dh[2][0]) * (1 - h[2][0] ** 2),
        "Something is added to the carry. Does this loss look at h_2?",
    )
    yield 1 - h[2][0] ** 2, "That is a slope alone. Which gradient passes through it?"
    yield (
        (np.ones(4) @ Wh[0]) * (1 - h[2][0] ** 2),
        "dh_3 went into the carry. What is the gradient at the sum of step 3?",
    )
    yield h[2][0] ** 2 * dh[2][0], "What is tanh like where its output is near 1: steep, or flat?"


def _wrong_dWh(h, da):
    """Yield the wrong numbers that slips make of dWh[0, 0]."""
    second, third = h[1][0] * da[2][0], h[2][0] * da[3][0]
    late = "The states are those after each step. Beside which state does Wh stand in the sum?"
    yield sum(h[t][0] * da[t][0] for t in (1, 2, 3)), late
    yield h[2][0] * da[2][0] + h[3][0] * da[3][0], late
    yield third, "That is what step 3 gives. In which other steps does Wh[0, 0] have a part?"
    yield second, "That is what step 2 gives. In which other steps does Wh[0, 0] have a part?"
    yield (second + third) / 3, "That is a mean. Does a weight that acts in three steps count once?"
    yield (second + third) / 2, "That is a mean. Does a weight that acts in two steps count once?"
    yield (
        sum(da[t][0] for t in (1, 2, 3)),
        "That is dB[0]. What does Wh[0, 0] stand beside, where the bias stands beside a one?",
    )
    yield (
        da[2][0] + da[3][0],
        "The states are missing. What does Wh[0, 0] stand beside in each step?",
    )
    yield (
        h[1][0] * da[3][0] + h[2][0] * da[2][0],
        "Each state has met the gradient of the other step. Which two belong to one step?",
    )
    yield h[3][0] * da[3][0], "h_3 comes out of the last step. Which state went into it?"

"""The check of one derivative for every activation that it can be asked for by name."""

from typing import NamedTuple

import numpy as np

from ..activations import ACTIVATIONS
from .activation import PLACES, STEP, describe_slope, recognise
from .judging import failure, refusal
from .mistakes.behaviour import INPUTS_MUTATED
from .report import Report
from .returned import read_results
from .running import run_here
from .wording import describe_mistake

SUBJECT = "slope"
NAMES = ("tanh", "sigmoid", "relu", "identity")
SHAPE = (3, 4)
"""Of the h that the answer gets: no row is a column."""


class _Outcome(NamedTuple):
    """What the answer gave for one activation: what is wrong, and mistakes by their ids."""

    wrong: tuple = ()
    rows: dict = {}  # noqa: RUF012 (nobody writes into it)
    raised: object = None
    is_number: bool = False


def check_slope(f, *, run=None):
    """Check the slope of each activation, in terms of its output.

    A single number in place of an array counts as right where every entry has this slope:
    ``dh_t * 1.0`` is what ``dh_t * np.ones_like(h)`` is. The report says so.

    Parameters
    ----------
    f : callable
        ``f(h, activation) -> slope``: the derivative at a of "tanh", "sigmoid", "relu" or
        "identity", entry by entry, for h = phi(a), shape (batch_size, n_nodes).
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if refused := refusal(SUBJECT, f):
        return refused
    outcomes = {name: _outcome(f, name, run or run_here) for name in NAMES}
    right = [name for name, one in outcomes.items() if not (one.wrong or one.raised)]
    if len(right) == len(NAMES):
        numbers = [name for name, one in outcomes.items() if one.is_number]
        return Report(SUBJECT, "correct", _in_words(numbers))
    return _wrong(outcomes, right)


def _in_words(numbers):
    lines = (f"Right for {', '.join(NAMES)}, at {PLACES.size} places each.",)
    if not numbers:
        return lines
    given = f"For {', '.join(numbers)} it returns one number, not an array of the shape of h."
    return (*lines, f"{given} In a product the two do the same.")


def _wrong(outcomes, right):
    """Report what is right, the first that is wrong, and the first that raises."""
    wrong = {name: one for name, one in outcomes.items() if one.wrong}
    stopped = {name: one.raised for name, one in outcomes.items() if one.raised}
    lines = [f"Right for {', '.join(right)}."] if right else []
    lines += [f"Wrong for {', '.join(wrong)}."] if len(wrong) > 1 else []
    for name in [*wrong][:1]:
        lines += wrong[name].wrong
    for name in [*stopped][:1]:
        first, *others = stopped[name].lines
        lines += [f"For {name}: {first}", *others]
    if not wrong:
        return _stopped(*next(iter(stopped.items())), lines, right)
    rows = {id_: row for one in wrong.values() for id_, row in one.rows.items()}
    return Report(SUBJECT, "incorrect", tuple(lines), tuple(map(describe_mistake, rows.values())))


def _stopped(name, raised, lines, right):
    """Report what raises; an answer that knows some activations and not all is still open."""
    if right and raised.kind == "NotImplementedError":
        line = f"For {name} it still raises NotImplementedError."
        return Report(SUBJECT, "not attempted", (lines[0], line))
    return failure(SUBJECT, raised, tuple(lines))


def _outcome(f, name, run):
    """Ask for the slope of one activation."""
    a = PLACES.reshape(SHAPE)
    h, above, below = (_phi(name, places) for places in (a, a + STEP, a - STEP))
    measured, given = (above - below) / (2 * STEP), h.copy()
    results, raised = _call(f, given, name, run)
    if raised:
        return _Outcome(raised=raised)
    (slope,) = results
    is_number = slope.ndim == 0
    if not is_number and slope.shape != SHAPE:
        line = f"For {name}, h has shape {SHAPE}, and yours has shape {slope.shape}. "
        return _Outcome((f"{line}What is the slope of each entry?",))
    slope = np.broadcast_to(slope, SHAPE)
    if wrong := describe_slope(measured, slope):
        line = (f"For {name}, at {wrong}.",)
        line += ("Yours is one number for all entries.",) if is_number else ()
        others = [one.derivative(h) for other, one in ACTIVATIONS.items() if other != name]
        rows = recognise(measured, slope, others, lambda: _call(f, a.copy(), name, run)[0])
        return _Outcome(line, rows, is_number=is_number)
    if not np.array_equal(given, h):
        line = f"For {name} the slope is right, but after the call other numbers stand in h."
        return _Outcome((line,), {INPUTS_MUTATED.id: INPUTS_MUTATED})
    return _Outcome(is_number=is_number)


def _call(f, h, name, run):
    return read_results(run(f, (h, name), ()), ("slope",))


def _phi(name, a):
    return ACTIVATIONS[name].function(a, np.empty_like(a))

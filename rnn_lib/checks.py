"""Checks for the exercises of the three problems."""

from functools import cache

from .answers import difference, run_answer
from .data import small_sequence
from .diagnosis import Task
from .functional import rnn_backward, rnn_forward, rnn_step_backward, rnn_step_forward
from .mistakes import BACKWARD, FORWARD
from .probes import (
    backward_probes,
    forward_probes,
    right_forward,
    right_step_forward,
    step_backward_probes,
    step_forward_probes,
)
from .report import Report
from .search import explain_backward, explain_forward, explain_step_backward, explain_step_forward
from .shortcuts import calls_noted, describe_shortcut
from .verdict import NOTHING_YET, failure, judge


def check_step_forward(f):
    """Check one step forward, ``f(x_t, h_prev, Wx, Wh, B) -> h_t``.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return judge(_step_forward(), f)


def check_forward(f):
    """Check a sequence forward, ``f(x, h0, Wx, Wh, B) -> h`` with every state.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return judge(_forward(), f)


def check_step_backward(f):
    """Check one step backward.

    It is ``f(dh_t, x_t, h_prev, h_t, Wx, Wh) -> dx_t, dh_prev, dWx, dWh, dB``.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return judge(_step_backward(), f)


def check_backward(f):
    """Check a sequence backward, ``f(dh, x, h0, h, Wx, Wh) -> dx, dh0, dWx, dWh, dB``.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return judge(_backward(), f)


def check_small_sequence(h):
    """Check the states of Problem 2.

    Parameters
    ----------
    h : array_like or callable
        The last state, shape (1, 4) or (4,), or every state, shape (1, 3, 4) or (3, 4);
        or a function of no arguments that returns one of them.

    Returns
    -------
    Report
        The verdict.
    """
    subject = "small sequence"
    if h is None:
        return Report(subject, "not attempted", (NOTHING_YET,))
    with calls_noted((rnn_forward,)) as library_calls:
        outcome = run_answer(h if callable(h) else lambda: h, (), ("h",))
    if outcome.results is None:
        return failure(subject, outcome.error)
    (answer,) = outcome.results
    states = rnn_forward(*small_sequence())
    last, every = ("h_3", states[:, -1]), ("h", states)
    known = {(1, 4): last, (4,): last, (1, 3, 4): every, (3, 4): every}
    if answer.shape not in known:
        wanted = "Give h_3, shape (1, 4), or all three states, shape (3, 4)."
        return Report(subject, "incorrect", (f"h has shape {answer.shape}. {wanted}",))
    name, expected = known[answer.shape]
    wrong = difference(name, answer, expected.reshape(answer.shape))
    if wrong:
        return Report(subject, "incorrect", (wrong,))
    if library_calls:
        return Report(subject, "not attempted", (describe_shortcut(library_calls),))
    return Report(subject, "correct", (f"Your {name} has the numbers of the assignment.",))


@cache
def _step_forward():
    arguments = ("x_t", "h_prev", "Wx", "Wh", "B")
    rows = tuple(row for row in FORWARD if row.in_one_step)
    explain, right = explain_step_forward, right_step_forward
    own = rnn_step_forward, rnn_forward
    return Task(
        "step forward", arguments, ("h_t",), step_forward_probes(), rows, explain, right, own
    )


@cache
def _forward():
    arguments = ("x", "h0", "Wx", "Wh", "B")
    explain, right = explain_forward, right_forward
    own = (rnn_forward,)
    return Task("forward", arguments, ("h",), forward_probes(), FORWARD, explain, right, own)


@cache
def _step_backward():
    arguments = ("dh_t", "x_t", "h_prev", "h_t", "Wx", "Wh")
    names = ("dx_t", "dh_prev", "dWx", "dWh", "dB")
    rows = tuple(row for row in BACKWARD if row.in_one_step)
    explain, right = explain_step_backward, rnn_step_backward
    own = rnn_step_backward, rnn_backward
    return Task(
        "step backward", arguments, names, step_backward_probes(), rows, explain, right, own
    )


@cache
def _backward():
    arguments = ("dh", "x", "h0", "h", "Wx", "Wh")
    names = ("dx", "dh0", "dWx", "dWh", "dB")
    explain, right = explain_backward, rnn_backward
    own = (rnn_backward,)
    return Task("backward", arguments, names, backward_probes(), BACKWARD, explain, right, own)

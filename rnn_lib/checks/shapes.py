"""The check of the shapes of a forward pass: an answer that returns them by name."""

import numpy as np

from .judging import failure, refusal
from .report import Report
from .running import run_here
from .wording import describe_call

SUBJECT, SIGNATURE = "shapes", "batch_size, n_sequences, n_features, n_nodes"
SIZES = ((2, 5, 3, 4), (7, 6, 8, 9))
"""No two numbers of a call are equal, and none of the first occurs in the second."""
QUESTIONS = {
    "x": "x holds all sequences of the batch with all their steps, and n_sequences counts the time "
    "steps. What does each axis count, and in which order?",
    "x_t": "x_t is one time step of x. Which axis is gone, and which are left?",
    "h_t": "A state has a number for every node. How many sequences have a state at step t?",
    "Wx": "What stands on its left in x_t Wx, and how long are the rows of that?",
    "Wh": "What stands on its left in h_{t-1} Wh, and what is its product added to?",
    "B": "B is added to every row. How long is such a row, and how many B are there?",
    "h": "h holds the state of every time step. Which other array holds time steps, and how?",
}
"""What leads on, by the name of the array."""


def check_shapes(f, *, run=None):
    """Check the shapes of all arrays of a forward pass.

    The answer is ``f(batch_size, n_sequences, n_features, n_nodes) -> shapes``, a dict that has the
    shape of x, x_t, h_t, Wx, Wh, B and h by these names.

    Parameters
    ----------
    f : callable
        The answer. What it raises is reported, not raised.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if refused := refusal(SUBJECT, f):
        return refused
    wrong = []
    for sizes in SIZES:
        call = (run or run_here)(f, sizes, ())
        if call.raised:
            return failure(SUBJECT, call.raised, describe_call(call.raised, SIGNATURE))
        if problems := _no_shapes(call.returned):
            return Report(SUBJECT, "error", problems)
        wrong.append(_wrong(call.returned, sizes))
    return _verdict(*wrong)


def _right(batch_size, n_sequences, n_features, n_nodes):
    return {
        "x": (batch_size, n_sequences, n_features),
        "x_t": (batch_size, n_features),
        "h_t": (batch_size, n_nodes),
        "Wx": (n_features, n_nodes),
        "Wh": (n_nodes, n_nodes),
        "B": (n_nodes,),
        "h": (batch_size, n_sequences, n_nodes),
    }


def _no_shapes(returned):
    """Say why something is no dict of the seven shapes; empty if it is one."""
    if returned is None:
        return ("Return a dict. Yours returned None: is there a return statement?",)
    if not isinstance(returned, dict):
        return (f"Return a dict with a shape for each name. Yours is a {type(returned).__name__}.",)
    lines = []
    if missing := [name for name in QUESTIONS if name not in returned]:
        lines.append(f"There is no {', '.join(missing)} in your dict.")
    if others := [_shown(name) for name in returned if name not in QUESTIONS]:
        known = ", ".join(QUESTIONS)
        lines.append(f"Your dict has {', '.join(others)}, which is not asked for. Asked: {known}.")
    lines += [_no_shape(name, returned[name]) for name in QUESTIONS if name in returned]
    return tuple(filter(None, lines))


def _no_shape(name, value):
    """Say why something is no shape; empty if it is one."""
    if isinstance(value, np.ndarray):
        return f"{name} is an array in your dict. Give its shape in its place."
    if isinstance(value, (tuple, list)) and all(map(_is_whole, value)):
        return ""
    wanted = "A shape is a tuple of whole numbers, with one number for each axis."
    return f"{name} is {_shown(value)} in your dict. {wanted}"


def _is_whole(number):
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool)


def _shown(value):
    try:
        return repr(value)[:60]
    except Exception:  # an object of the learner's own, whose text raises
        return f"a {type(value).__name__}"


def _wrong(given, sizes):
    """Return each wrong shape by its name, as a tuple of int."""
    shapes = {name: tuple(map(int, given[name])) for name in QUESTIONS}
    return {name: shapes[name] for name, right in _right(*sizes).items() if shapes[name] != right}


def _verdict(first, second):
    if not first and not second:
        line = f"All {len(QUESTIONS)} shapes are right, for two sets of sizes."
        return Report(SUBJECT, "correct", (line,))
    if first:
        questions = (QUESTIONS[name] for name in first)
        return Report(SUBJECT, "incorrect", (_sentence(SIZES[0], first), *questions))
    lines = (
        f"All shapes are right {_story(SIZES[0])}.",
        _sentence(SIZES[1], second),
        "Which numbers in your dict do not come from the arguments?",
    )
    return Report(SUBJECT, "incorrect", lines)


def _sentence(sizes, wrong):
    words = ", ".join(f"{name} is {_shown(shape)}" for name, shape in wrong.items())
    story = _story(sizes)
    return f"{story[0].upper()}{story[1:]}: {words} in yours."


def _story(sizes):
    N, T, D, H = sizes
    return f"for a batch of {N}, {T} steps, {D} features and {H} nodes"

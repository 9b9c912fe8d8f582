"""A forward pass over sequences of unequal lengths, padded to one length."""

from functools import cache

import numpy as np

from ...functional import rnn_step_forward
from ..comparing import same
from ..exercise import INTEGERS, Exercise
from ..mistakes import TABLES
from ..mistakes.padding import OF_ONE_MASK, padded
from ..search import Explanation, choices, plain_forms, sized_forms, smallest
from .calls import forward_calls, simple_calls

FIRST_MASK = [[1, 1, 1, 0, 0], [0, 1, 0, 1, 1], [1, 1, 1, 1, 1]]
MASKS = {
    "a batch of 3 sequences": ("a batch with padding at the end, inside and nowhere", FIRST_MASK),
    "the same call again": ("the same call again", FIRST_MASK),
    "a single time step": ("a single time step, real or padding", [[1], [0], [1]]),
    "arrays of integers": ("arrays of integers", [[1, 1, 0, 1, 0], [1, 0, 0, 0, 0]]),
    "large pre-activations": ("large pre-activations", [[1, 1, 1, 1], [1, 1, 0, 0]]),
}
"""New stories of calls, and their masks; those of the others are drawn."""
MOST = 2
"""How many mistakes are sought in combination."""


@cache
def _probes():
    return [PADDED_FORWARD.probe(*_padded(*call)) for call in forward_calls()]


def _padded(role, story, call):
    """Return the role, the story and the arguments of a call with padding in it."""
    rng = np.random.default_rng(call.x.shape[1])
    drawn = (story + " and a mask of bools", rng.random(call.x.shape[:2]) < 0.7)
    story, mask = MASKS.get(story, drawn)
    mask = np.asarray(mask)
    if mask.dtype.kind == "i" and role != INTEGERS:
        mask = mask.astype(np.float64)
    return role, story, _with_mask(call, mask)


def _with_mask(call, mask):
    """Return the arguments. What stands in x at a padded step is not zero, and is no input."""
    rubbish = np.where(call.x == 0, 7, 3 * call.x)
    x = np.where((mask != 0)[:, :, None], call.x, rubbish)
    return x, mask, *call[1:]


def _cases():
    """Return calls with less in them: one kind of padding, or a simple call."""
    (_, one), (_, from_zeros) = simple_calls()
    N, T, _ = from_zeros.x.shape
    ones, ends = np.ones((N, T)), np.ones((N, T))
    ends[:, -2:] = 0
    some = 1.0 * np.asarray(FIRST_MASK)
    whole = from_zeros._replace(h0=np.full(from_zeros.h0.shape, 0.5))
    return [
        ("no padding", _with_mask(whole, ones)),
        ("two padded steps at the end of each sequence", _with_mask(whole, ends)),
        ("one sequence", _with_mask(one, some[1:2])),
        ("h0 of zeros", _with_mask(from_zeros, some)),
    ]


def _right(x, mask, h0, Wx, Wh, B):
    states, h_prev = [], h0
    for t in range(x.shape[1]):
        h_t = rnn_step_forward(x[:, t], h_prev, Wx, Wh, B)
        h_prev = np.where(mask[:, t, None] != 0, h_t, h_prev)
        states.append(h_prev)
    return np.stack(states, axis=1)


def _explain(rows, probes, answers, sizes=()):
    """Explain states by a mistake with the mask, by mistakes of the forward pass, or by both.

    It takes and returns what `explain_forward` does. The rows are always those of two tables.
    """
    for size in range(1, MOST + 1):
        found = [
            name
            for name, whole, pieces in _candidates(sizes, size)
            if all(same(a, _result(whole, p, pieces)) for p, a in zip(probes, answers))
        ]
        if found:
            return smallest(found)
    return []


def _candidates(sizes, size):
    """Yield names, a whole function and the pieces to replace in it, for so many mistakes."""
    plain, sized = plain_forms(TABLES["forward"]), sized_forms(TABLES["forward"], sizes)
    for name, whole in _wholes():
        count = size - len(name.ids)
        if count or not sized:
            for others, pieces in choices(plain, sized, count):
                yield name | others, whole, pieces


def _wholes():
    """Yield the whole functions that know a mask, with their mistakes; the first is right."""
    yield Explanation(), padded
    for row in TABLES["padding"]:
        for form in row.variants:
            yield Explanation(frozenset({row.id})), form
    for form in OF_ONE_MASK:
        yield Explanation(frozenset({"batch-rows-mixed"})), form


def _result(whole, probe, pieces):
    try:
        return (whole(*probe.arguments, pieces),)
    except (ValueError, IndexError):
        return None


PADDED_FORWARD = Exercise(
    name="padded_forward",
    subject="padded forward",
    summary="a forward pass over padded sequences: where mask is 0, the state passes through",
    arguments=("x", "mask", "h0", "Wx", "Wh", "B"),
    results=("h",),
    returns="h, with every state",
    draw=_probes,
    right=_right,
    rows=(*TABLES["padding"], *TABLES["forward"]),
    explain=_explain,
    cases=_cases,
)

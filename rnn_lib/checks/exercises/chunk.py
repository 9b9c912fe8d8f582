"""One step of training on a chunk: an answer that changes a dict of weights in place."""

from functools import cache

import numpy as np

from ..exercise import ORDINARY, REPEATED, Exercise
from ..faulty_chunk import NAMES, train_on_chunk
from ..mistakes import TABLES
from ..returned import WrongReturn
from ..search import explain_by

FAR = 50.0
"""A limit that no gradient of the calls reaches."""


@cache
def _probes():
    first = _draw(41, 3, 5, 7, 4)
    calls = [
        (ORDINARY, "a chunk of 5 characters, with a limit out of reach", first, 0.5, FAR),
        (REPEATED, "the same call again", first, 0.5, FAR),
        (ORDINARY, "a gradient longer than the limit", _draw(42, 3, 5, 7, 4), 2.0, 0.05),
        (ORDINARY, "other sizes", _draw(43, 4, 6, 5, 3), 0.25, 0.2),
        (ORDINARY, "a single text", _draw(44, 1, 4, 6, 5), 1.5, FAR),
    ]
    return [
        CHUNK.probe(role, story, (*arrays, np.asarray(lr), np.asarray(limit)))
        for role, story, arrays, lr, limit in calls
    ]


def _draw(seed, n_texts, n_steps, n_characters, n_nodes):
    """Draw a chunk that is one-hot, its targets, a state and five weights."""
    rng = np.random.default_rng(seed)
    text = rng.integers(n_characters, size=(n_texts, n_steps + 1))
    text[:, -1] = (text[:, -2] + 1) % n_characters
    shapes = [
        (n_texts, n_nodes),
        (n_characters, n_nodes),
        (n_nodes, n_nodes),
        (n_nodes,),
        (n_nodes, n_characters),
        (n_characters,),
    ]
    arrays = [rng.uniform(-0.9, 0.9, size=shape) for shape in shapes]
    return np.eye(n_characters)[text[:, :-1]], text[:, 1:], *arrays


def _cases():
    x, y, h0, *weights = _draw(45, 3, 4, 6, 5)
    lr, far, near = np.asarray(0.5), np.asarray(FAR), np.asarray(0.1)
    return [
        ("a limit out of reach", (x, y, h0, *weights, lr, far)),
        ("a limit within reach", (x, y, h0, *weights, lr, near)),
        ("a state of zeros", (x, y, 0 * h0, *weights, lr, far)),
        ("a chunk of one character", (x[:, :1], y[:, :1], h0, *weights, lr, far)),
    ]


def _pack(arguments):
    x, y, h0, *weights, lr, max_norm = arguments
    return x, y, h0, dict(zip(NAMES, weights)), lr.item(), max_norm.item()


def _flat(given):
    x, y, h0, params, lr, max_norm = given
    return x, y, h0, *(params.get(name) for name in NAMES), lr, max_norm


def _unpack(returned, given):
    """Return the loss, the state and the weights as they are after the call."""
    params = given[3]
    if set(params) != set(NAMES):
        raise WrongReturn(f"params must keep its names, {', '.join(NAMES)}. It has {list(params)}.")
    if not isinstance(returned, (tuple, list)) or len(returned) != 2:
        hint = "is there a return statement?" if returned is None else "in this order."
        raise WrongReturn(f"Return the loss and the last state, a number and an array: {hint}")
    return *returned, *(params[name] for name in NAMES)


CHUNK = Exercise(
    name="train_on_chunk",
    subject="chunk",
    summary="a step of training on a chunk of texts, which changes the dict of weights in place",
    arguments=("x", "y", "h0", *["params"] * len(NAMES), "lr", "max_norm"),
    results=("loss", "h_last", *(f'params["{name}"]' for name in NAMES)),
    returns="loss, h_last",
    draw=_probes,
    right=train_on_chunk,
    rows=TABLES["chunk"],
    explain=explain_by(train_on_chunk),
    cases=_cases,
    updates=("params",),
    pack=_pack,
    flat=_flat,
    unpack=_unpack,
)
"""Results are named by what the answer returns, and by what it leaves in ``params``."""

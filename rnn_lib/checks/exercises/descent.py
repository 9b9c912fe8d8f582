"""Gradient descent on the sum of the last state: the loop that trains."""

from functools import cache

import numpy as np

from ...data import small_sequence
from ..exercise import INTEGERS, ORDINARY, REPEATED, Exercise
from ..mistakes import TABLES
from ..mistakes.descent import descend
from ..search import explain_by


@cache
def _probes():
    first, whole = _draw(21, 3, 5, 2, 4), _draw(23, 2, 5, 3, 4)
    whole[-1] = np.array([1, 0, -1, 1])
    calls = [
        (ORDINARY, "3 steps of descent", first, 3, 0.3),
        (REPEATED, "the same call again", first, 3, 0.3),
        (ORDINARY, "a single step of descent", first, 1, 0.3),
        (ORDINARY, "10 steps in other sizes", _draw(22, 6, 4, 5, 3), 10, 0.05),
        (INTEGERS, "a bias of integers", whole, 3, 0.2),
        (INTEGERS, "the small sequence", small_sequence(), 3, 0.5),
    ]
    return [
        DESCENT.probe(role, story, (*arrays, np.asarray(n_steps), np.asarray(lr)))
        for role, story, arrays, n_steps, lr in calls
    ]


def _draw(seed, batch_size, n_sequences, n_features, n_nodes):
    """Draw arrays on which every weight matters at every step."""
    rng = np.random.default_rng(seed)
    shapes = [
        (batch_size, n_sequences, n_features),
        (batch_size, n_nodes),
        (n_features, n_nodes),
        (n_nodes, n_nodes),
        (n_nodes,),
    ]
    return [rng.uniform(-0.8, 0.8, shape) for shape in shapes]


def _cases():
    x, *others = _draw(24, 3, 5, 2, 4)
    one, lr = np.asarray(1), np.asarray(0.3)
    return [
        ("one step of descent over 5 time steps", (x, *others, one, lr)),
        ("one step of descent over a single time step", (x[:, :1], *others, one, lr)),
    ]


def _pack(arguments):
    *arrays, n_steps, lr = arguments
    return *arrays, int(n_steps), lr.item()


DESCENT = Exercise(
    name="descend",
    subject="descent",
    summary="gradient descent on the sum of the last state, over sequences and nodes",
    arguments=("x", "h0", "Wx", "Wh", "B", "n_steps", "lr"),
    results=("losses", "Wx", "Wh", "B"),
    draw=_probes,
    right=descend,
    rows=TABLES["descent"],
    explain=explain_by(descend),
    cases=_cases,
    pack=_pack,
)

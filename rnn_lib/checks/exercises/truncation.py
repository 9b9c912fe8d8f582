"""A truncated gradient: the gradients of the weights of a pass in chunks."""

from functools import cache

import numpy as np

from ..exercise import INTEGERS, ORDINARY, REPEATED, Exercise
from ..mistakes import TABLES
from ..mistakes.truncation import truncated_gradient
from ..search import explain_by


@cache
def _probes():
    first, whole = _draw(31, 3, 7, 2, 4), _draw(34, 2, 5, 3, 4)
    whole[-1] = np.array([1, 0, -1, 1])
    calls = [
        (ORDINARY, "7 steps in chunks of 3", first, 3),
        (REPEATED, "the same call again", first, 3),
        (ORDINARY, "7 steps in chunks of 1", first, 1),
        (ORDINARY, "8 steps in chunks of 4, in other sizes", _draw(32, 4, 8, 5, 3), 4),
        (ORDINARY, "5 steps in chunks of 9", _draw(33, 1, 5, 3, 2), 9),
        (INTEGERS, "a bias of integers", whole, 2),
    ]
    return [
        TRUNCATION.probe(role, story, (*arrays, np.asarray(K))) for role, story, arrays, K in calls
    ]


def _draw(seed, batch_size, n_sequences, n_features, n_nodes):
    """Draw arrays on which every pair of steps matters."""
    rng = np.random.default_rng(seed)
    shapes = [
        (batch_size, n_sequences, n_nodes),
        (batch_size, n_sequences, n_features),
        (batch_size, n_nodes),
        (n_features, n_nodes),
        (n_nodes, n_nodes),
        (n_nodes,),
    ]
    return [rng.uniform(-0.8, 0.8, shape) for shape in shapes]


def _cases():
    arrays = _draw(35, 3, 6, 2, 4)
    return [
        ("one chunk for all steps", (*arrays, np.asarray(6))),
        ("two whole chunks", (*arrays, np.asarray(3))),
        ("a last chunk that is shorter", (*arrays, np.asarray(4))),
        ("chunks of one step", (*arrays, np.asarray(1))),
    ]


def _pack(arguments):
    *arrays, K = arguments
    return *arrays, int(K)


TRUNCATION = Exercise(
    name="truncated_gradient",
    subject="truncated gradient",
    summary="the gradients of the weights of a pass in chunks, with a gradient from every step",
    arguments=("upstream", "x", "h0", "Wx", "Wh", "B", "K"),
    results=("dWx", "dWh", "dB"),
    draw=_probes,
    right=truncated_gradient,
    rows=TABLES["truncation"],
    explain=explain_by(truncated_gradient),
    cases=_cases,
    pack=_pack,
)

"""A gradient by central differences: an answer that takes a function, an array and a step."""

from functools import cache

import numpy as np

from ...gradcheck import numerical_gradient
from ..exercise import INTEGERS, ORDINARY, REPEATED, Exercise
from ..mistakes import TABLES
from ..mistakes.numerical import differences
from ..search import explain_by
from ..weighted_tanh import WeightedTanh


@cache
def _probes():
    calls = [
        (ORDINARY, "an x of shape (3, 4), with eps = 0.001", (3, 4), 3),
        (REPEATED, "the same call again", (3, 4), 3),
        (ORDINARY, "an x of shape (5,), with eps = 0.1", (5,), 1),
        (ORDINARY, "an x of shape (2, 3, 2), with eps = 0.00001", (2, 3, 2), 5),
        (INTEGERS, "an x of integers, with eps = 0.00001", (2, 3), 5),
    ]
    probes = []
    for role, story, shape, power in calls:
        weights, x = _draw(shape, whole=role == INTEGERS)
        # The step is its power of ten here: where it is an integer, nobody draws another one.
        probes.append(NUMERICAL.probe(role, story, (weights, x, np.asarray(power))))
    return probes


def _draw(shape, whole):
    """Draw weights above zero, and an x where neither the loss nor its bend is near zero."""
    rng = np.random.default_rng(len(shape))
    weights, x = rng.uniform(0.3, 1.2, shape), rng.uniform(0.2, 1.3, shape)
    return weights, np.rint(2 * x).astype(int) if whole else np.round(x, 3)


def _pack(arguments):
    weights, x, power = arguments
    return WeightedTanh(weights), x, 10.0**-power


def _flat(given):
    """Return the arrays of a call; x without the rounding of a step there and back again.

    Probes have three digits. What comes back with the same nine is what went out.
    """
    loss, x, eps = given
    return loss.weights, np.round(x, 9), round(-np.log10(eps))


def _right(*arguments):
    return numerical_gradient(*_pack(arguments))


NUMERICAL = Exercise(
    name="numerical_gradient",
    subject="numerical gradient",
    summary="a gradient by central differences, for a loss that takes an array",
    arguments=("loss", "x", "eps"),
    results=("gradient",),
    draw=_probes,
    right=_right,
    rows=TABLES["numerical"],
    explain=explain_by(differences),
    library=(numerical_gradient,),
    pack=_pack,
    flat=_flat,
)

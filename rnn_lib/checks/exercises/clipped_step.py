"""A step of descent along a clipped gradient: an answer that takes two dicts and returns one."""

from functools import cache

import numpy as np

from ..exercise import ORDINARY, REPEATED, Exercise
from ..mistakes import TABLES
from ..mistakes.clipped_step import NAMES, clipped_step
from ..returned import WrongReturn
from ..search import explain_by


@cache
def _probes():
    calls = [
        (ORDINARY, "gradients longer than the limit", 5, 3.0, 0.3),
        (REPEATED, "the same call again", 5, 3.0, 0.3),
        (ORDINARY, "gradients shorter than the limit", 4, 0.1, 0.05),
        (ORDINARY, "other sizes, with a rate above one", 6, 1.0, 1.5),
    ]
    return [
        CLIPPED_STEP.probe(role, story, _draw(n_nodes, scale, lr, 2))
        for role, story, n_nodes, scale, lr in calls
    ]


def _draw(n_nodes, scale, lr, max_norm):
    """Draw weights and gradients; each array of these is longer than the scale."""
    rng = np.random.default_rng(n_nodes)
    shapes = [(3, n_nodes), (n_nodes, n_nodes), (n_nodes,), (n_nodes, 2), (2,)]
    weights = [rng.uniform(-1, 1, shape) for shape in shapes]
    signs = [rng.choice([-1, 1], shape) for shape in shapes]
    grads = [scale * sign * rng.uniform(0.8, 1.4, sign.shape) for sign in signs]
    # The limit is an int, and so nobody mistakes it for one of the arrays.
    return *weights, *grads, np.asarray(lr), np.asarray(max_norm)


def _cases():
    return [
        ("a limit out of reach", _draw(4, 1.0, 0.5, 50)),
        ("a limit within reach", _draw(4, 1.0, 0.5, 2)),
        ("a rate of 1", _draw(4, 1.0, 1.0, 2)),
    ]


def _pack(arguments):
    weights, grads, (lr, max_norm) = arguments[:5], arguments[5:10], arguments[10:]
    return dict(zip(NAMES, weights)), dict(zip(NAMES, grads)), lr.item(), max_norm.item()


def _flat(given):
    params, grads, lr, max_norm = given
    arrays = [arrays.get(name) for arrays in (params, grads) for name in NAMES]
    return *arrays, lr, max_norm


def _unpack(returned, given):
    """Return the new weights and the norm one after the other, or raise `WrongReturn`."""
    is_pair = isinstance(returned, (tuple, list)) and len(returned) == 2
    if not is_pair or not isinstance(returned[0], dict):
        hint = "is there a return statement?" if returned is None else "in this order."
        raise WrongReturn(f"Return new and norm, a dict of arrays and a number: {hint}")
    new, norm = returned
    if set(new) != set(NAMES):
        wanted = ", ".join(NAMES)
        raise WrongReturn(f"new must have the names of params, {wanted}. Yours has {list(new)}.")
    return (*(new[name] for name in NAMES), norm)


CLIPPED_STEP = Exercise(
    name="clipped_step",
    subject="clipped step",
    summary="a step of gradient descent along a clipped gradient, for dicts of five arrays",
    arguments=(*["params"] * len(NAMES), *["grads"] * len(NAMES), "lr", "max_norm"),
    results=(*(f'new["{name}"]' for name in NAMES), "norm"),
    returns="new, norm",
    draw=_probes,
    right=clipped_step,
    rows=TABLES["clipped step"],
    explain=explain_by(clipped_step),
    cases=_cases,
    pack=_pack,
    flat=_flat,
    unpack=_unpack,
)

"""Clipping by the global norm: an answer that takes and returns a dict."""

from functools import cache

import numpy as np

from ...optim import clip_by_global_norm
from ..exercise import ORDINARY, REPEATED, SATURATED, Exercise
from ..mistakes import TABLES
from ..returned import WrongReturn
from ..search import explain_alone

NAMES = ("Wx", "Wh", "B", "W", "b")
"""The gradients of a classifier, as the answer gets them."""


@cache
def _probes():
    calls = [
        (ORDINARY, "long gradients", 5, 3.0),
        (REPEATED, "the same call again", 5, 3.0),
        (ORDINARY, "gradients shorter than the limit", 4, 0.1),
        (ORDINARY, "other sizes", 6, 1.0),
        # Not an ordinary call: what a mistake makes of it, 0 / 0, explains nothing.
        (SATURATED, "gradients of zeros", 5, 0.0),
    ]
    # The limit is an int, and so nobody mistakes it for one of the arrays.
    return [
        CLIPPING.probe(role, story, (*(scale * g for g in _draw(n_nodes)), np.asarray(2)))
        for role, story, n_nodes, scale in calls
    ]


def _draw(n_nodes):
    """Draw five arrays; each is longer than 1 in all, and no two are of the same length."""
    rng = np.random.default_rng(n_nodes)
    shapes = [(3, n_nodes), (n_nodes, n_nodes), (n_nodes,), (n_nodes, 2), (2,)]
    return [rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape) for shape in shapes]


def _pack(arguments):
    *arrays, max_norm = arguments
    return dict(zip(NAMES, arrays)), max_norm.item()


def _flat(given):
    grads, max_norm = given
    return *(grads.get(name) for name in NAMES), max_norm


def _unpack(returned, given):
    """Return the arrays and the norm one after the other, or raise `WrongReturn`."""
    is_pair = isinstance(returned, (tuple, list)) and len(returned) == 2
    if not is_pair or not isinstance(returned[0], dict):
        hint = "is there a return statement?" if returned is None else "in this order."
        raise WrongReturn(f"Return grads and norm, a dict of arrays and a number: {hint}")
    grads, norm = returned
    if set(grads) != set(NAMES):
        wanted = ", ".join(NAMES)
        raise WrongReturn(f"grads must keep its names, {wanted}. Yours has {list(grads)}.")
    return (*(grads[name] for name in NAMES), norm)


def _right(*arguments):
    grads, norm = clip_by_global_norm(*_pack(arguments))
    return *grads.values(), np.asarray(norm)


CLIPPING = Exercise(
    name="clip_by_global_norm",
    subject="clipping",
    summary="clipping by the global norm, for a dict of five gradients",
    arguments=(*["grads"] * len(NAMES), "max_norm"),
    results=(*(f'grads["{name}"]' for name in NAMES), "norm"),
    returns="grads, norm",
    draw=_probes,
    right=_right,
    rows=TABLES["clipping"],
    explain=explain_alone,
    library=(clip_by_global_norm,),
    pack=_pack,
    flat=_flat,
    unpack=_unpack,
)

"""The check for clipping by the global norm."""

import copy
from functools import cache, wraps

import numpy as np

from .answers import WrongReturn
from .diagnosis import Task
from .mistakes.training import CLIP
from .optim import clip_by_global_norm
from .probes import ORDINARY, REPEATED, SATURATED, Probe
from .search import explain_alone
from .verdict import judge

NAMES = ("Wx", "Wh", "B", "W", "b")
"""The gradients of a classifier, as the answer gets them."""


def check_clip_by_global_norm(f):
    """Check clipping, ``f(grads, max_norm) -> grads, norm``, for a dict of five gradients.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    if f is clip_by_global_norm:  # how the library itself is checked
        return judge(_clipping()._replace(shortcuts=(on_arrays := _on_arrays(f),)), on_arrays)
    return judge(_clipping(), _on_arrays(f) if callable(f) else f)


@cache
def _clipping():
    stories = [
        (ORDINARY, "long gradients", 5, 3.0),
        (REPEATED, "the same call again", 5, 3.0),
        (ORDINARY, "gradients shorter than the limit", 4, 0.1),
        (ORDINARY, "other sizes", 6, 1.0),
        # Not an ordinary call: what a mistake makes of it, 0 / 0, explains nothing.
        (SATURATED, "gradients of zeros", 5, 0.0),
    ]
    probes = []
    for role, story, n_nodes, scale in stories:
        # The limit is an int, and so nobody mistakes it for one of the arrays.
        arguments = (*(scale * array for array in _draw(n_nodes)), np.asarray(2))
        probes.append(Probe(role, story, arguments, _right(*arguments)))
    arguments = (*["grads"] * len(NAMES), "max_norm")
    names = (*(f'grads["{name}"]' for name in NAMES), "norm")
    own = (clip_by_global_norm,)
    return Task("clipping", arguments, names, probes, CLIP, explain_alone, _right, own)


def _draw(n_nodes):
    """Draw five arrays; each is longer than 1 in all, and no two are of the same length."""
    rng = np.random.default_rng(n_nodes)
    shapes = [(3, n_nodes), (n_nodes, n_nodes), (n_nodes,), (n_nodes, 2), (2,)]
    return [rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape) for shape in shapes]


def _on_arrays(f):
    """Make of an answer that takes and returns a dict one that takes and returns arrays."""

    @wraps(f, updated=())
    def on_arrays(*arguments):
        *arrays, max_norm = arguments
        grads = dict(zip(NAMES, arrays))
        returned = copy.deepcopy(f(grads, max_norm.item()))
        for name, array in zip(NAMES, arrays):
            if grads.get(name) is not array:
                array.fill(np.nan)  # an entry of the caller's dict replaced is a change, too
        return _as_arrays(returned)

    return on_arrays


def _as_arrays(returned):
    """Return the arrays and the norm one after the other, or raise `WrongReturn`."""
    is_pair = isinstance(returned, (tuple, list)) and len(returned) == 2
    if not is_pair or not isinstance(returned[0], dict):
        hint = "is there a return statement?" if returned is None else "in this order."
        kinds = "a dict of arrays and a number"
        raise WrongReturn(f"Return grads and norm, {kinds}: {hint}")
    grads, norm = returned
    if set(grads) != set(NAMES):
        wanted = ", ".join(NAMES)
        raise WrongReturn(f"grads must keep its names, {wanted}. Yours has {list(grads)}.")
    return (*(grads[name] for name in NAMES), norm)


def _right(*arguments):
    *arrays, max_norm = arguments
    grads, norm = clip_by_global_norm(dict(zip(NAMES, arrays)), max_norm.item())
    return *grads.values(), np.asarray(norm)

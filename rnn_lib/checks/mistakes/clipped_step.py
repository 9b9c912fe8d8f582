"""The mistakes of a step with clipping, one row each. A variant replaces pieces of `clipped_step`.

It takes five weights, their gradients, the rate and the limit, and returns five weights and the
norm.
"""

import numpy as np

from ...optim import clip_by_global_norm
from .behaviour import INPUTS_MUTATED
from .clipping import CLIPPING
from .descent import DESCENT
from .mistake import Mistake

NAMES = ("Wx", "Wh", "B", "W", "b")
"""What is updated, as the answer gets it."""
LAYERS = (NAMES[:3], NAMES[3:])


def clipped(grads, max_norm):
    """Return the gradients, clipped by their global norm."""
    return clip_by_global_norm(grads, max_norm)[0]


PIECES = {
    "gradient": clipped,
    "direction": -1,
    "rate": lambda lr: lr,
    "step": lambda step, max_norm: step,
    "new": lambda W, step, max_norm: {name: W[name] + step[name] for name in NAMES},
    "norm": lambda before, after: before,
}
"""What there is to replace."""


def clipped_step(*arguments):
    """Take a step of gradient descent along a clipped gradient, with some pieces replaced.

    Parameters
    ----------
    *arguments
        The five weights, their five gradients, the learning rate, the limit of the norm; and
        what is replaced of `PIECES`, if anything is.

    Returns
    -------
    tuple of ndarray
        The five new weights, and the norm before clipping.
    """
    weights, grads = (dict(zip(NAMES, arguments[i : i + 5])) for i in (0, 5))
    lr, max_norm, *pieces = arguments[10:]
    how, max_norm = {**PIECES, **dict(*pieces)}, float(max_norm)
    used = how["gradient"](grads, max_norm)
    factor = how["direction"] * how["rate"](float(lr))
    step = how["step"]({name: factor * grad for name, grad in used.items()}, max_norm)
    norms = [clip_by_global_norm(arrays, 1.0)[1] for arrays in (grads, used)]
    new = how["new"](weights, step, max_norm)
    return *new.values(), np.asarray(how["norm"](*norms))


def _row(table, name, **changes):
    (row,) = (row for row in table if row.id == name)
    return row._replace(**changes)


def _one_by_one(grads, max_norm):
    return {n: clipped({n: g}, max_norm)[n] for n, g in grads.items()}


def _by_layer(grads, max_norm):
    parts = [clipped({name: grads[name] for name in names}, max_norm) for names in LAYERS]
    return parts[0] | parts[1]


def _by_entry(grads, max_norm):
    return {n: np.clip(g, -max_norm, max_norm) for n, g in grads.items()}


def _as_it_came(grads, max_norm):
    return grads


def _limited_weights(W, step, max_norm):
    return clipped({name: W[name] + step[name] for name in NAMES}, max_norm)


CLIPPED_STEP = (
    Mistake(
        id="clipped-after-step",
        title="moves the weights by more than the rate times the limit",
        why="What moves the weights must be clipped before it moves them. Afterwards the harm is "
        "done.",
        hint="Which arrays stand in the line that moves the weights: those that came in, or those "
        "that were clipped?",
        equation="eq-clip",
        variants=({"gradient": _as_it_came},),
    ),
    Mistake(
        id="weights-clipped",
        title="limits how long the weights are",
        why="Weights may be of any length. What must not be long is the gradient by which they "
        "move.",
        hint="Call it with gradients of zero. Which weights should come back, and which do?",
        equation="eq-clip",
        variants=(
            {"gradient": _as_it_came, "new": _limited_weights},
            {"new": _limited_weights},
        ),
    ),
    Mistake(
        id="rate-inside-the-limit",
        title="clips the gradient times the rate",
        why="The limit is one for gradients. A small rate would lift it, and a large one would "
        "lower it.",
        hint="Halve the rate. Should the step be half as long then, and is yours?",
        equation="eq-clip",
        variants=({"gradient": _as_it_came, "step": clipped},),
    ),
    _row(
        CLIPPING,
        "clipped-one-by-one",
        variants=({"gradient": _one_by_one}, {"gradient": _by_layer}),
    ),
    _row(CLIPPING, "clipped-by-entry", variants=({"gradient": _by_entry},)),
    _row(DESCENT, "gradient-added"),
    _row(
        DESCENT,
        "rate-ignored",
        variants=({"rate": lambda lr: 1.0}, {"rate": lambda lr: 0.1}, {"rate": lambda lr: 0.01}),
    ),
    Mistake(
        id="step-for-weights",
        title="returns how far the weights move, and not where they end",
        why="The caller goes on with what comes back, and a step is no place.",
        hint="Call it with gradients of zero. Which weights should come back, and which do?",
        variants=({"new": lambda W, step, max_norm: step},),
    ),
    _row(CLIPPING, "clipped-norm-returned", variants=({"norm": lambda before, after: after},)),
    INPUTS_MUTATED,
)
"""Every mistake of a step with clipping."""

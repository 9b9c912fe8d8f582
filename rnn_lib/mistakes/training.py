"""The mistakes of clipping by the global norm, one row each.

A variant is a whole function here. It takes the arrays one by one and then the limit, and returns
the arrays and then the norm.
"""

import numpy as np

from .forward import FORWARD
from .table import Mistake


def norm_of(arrays):
    """Return the length of all arrays put into one vector."""
    return np.sqrt(sum((array**2).sum() for array in arrays))


def _scaled(arrays, norm, max_norm):
    return [array * min(1.0, max_norm / norm) for array in arrays]


def _with_norm(wrong_norm):
    def clip(*arguments):
        *arrays, max_norm = arguments
        norm = wrong_norm(arrays)
        return *_scaled(arrays, norm, max_norm), np.asarray(norm)

    return clip


def _with_arrays(wrong_arrays):
    def clip(*arguments):
        *arrays, max_norm = arguments
        return *wrong_arrays(arrays, max_norm), np.asarray(norm_of(arrays))

    return clip


def _one_by_one(arrays, max_norm):
    return [_scaled([array], norm_of([array]), max_norm)[0] for array in arrays]


def _one_by_one_with_its_norm(*arguments):
    *arrays, max_norm = arguments
    return *_one_by_one(arrays, max_norm), np.asarray(norm_of(arrays[-1:]))


def _by_entry(arrays, max_norm):
    return [np.clip(array, -max_norm, max_norm) for array in arrays]


def _always(arrays, max_norm):
    return [array * max_norm / norm_of(arrays) for array in arrays]


def _norm_after(*arguments):
    *arrays, max_norm = arguments
    clipped = _scaled(arrays, norm_of(arrays), max_norm)
    return *clipped, np.asarray(norm_of(clipped))


def _entries(arrays):
    return np.concatenate([array.ravel() for array in arrays])


_SHARED = {row.id: row for row in FORWARD}

CLIP = (
    Mistake(
        "clipped-one-by-one",
        "clips each array by its own norm",
        "Each array gets a factor of its own, and the step points elsewhere.",
        "Divide an entry of dWx by one of dB, before and after. Is the ratio still the same?",
        "eq-clip",
        r"g_i \cdot \min(1, c / \lVert g \rVert)",
        r"g_i \cdot \min(1, c / \lVert g_i \rVert)",
        variants=(_with_arrays(_one_by_one), _one_by_one_with_its_norm),
    ),
    Mistake(
        "clipped-by-entry",
        "cuts off each entry at the limit",
        "Large entries shrink, small ones stay, and the step points elsewhere.",
        "By how many different factors do you multiply? How many may there be?",
        "eq-clip",
        r"g_i \cdot \min(1, c / \lVert g \rVert)",
        r"\min(\max(g_i, -c), c)",
        variants=(_with_arrays(_by_entry),),
    ),
    Mistake(
        "short-gradients-scaled-up",
        "stretches a gradient that is shorter than the limit",
        "A limit is no target. Near a minimum the gradient is short, and the step should be.",
        "Give it gradients of norm 1 and a limit of 5. What should change?",
        "eq-clip",
        r"\min(1, c / \lVert g \rVert)",
        r"c / \lVert g \rVert",
        variants=(_with_arrays(_always),),
    ),
    Mistake(
        "limit-ignored",
        "returns the gradients as they are",
        "A gradient longer than the limit must come back as long as the limit.",
        "What is the norm of what you return, and which arrays do you return?",
        "eq-clip",
        r"g_i \cdot \min(1, c / \lVert g \rVert)",
        r"g_i",
        variants=(_with_arrays(lambda arrays, max_norm: arrays),),
    ),
    Mistake(
        "norms-summed",
        "adds up the norms of the arrays",
        "Lengths at right angles do not add up; their squares do.",
        "How long is the vector (3, 4): 7 or 5?",
        "eq-clip",
        r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        r"\sum_i \lVert g_i \rVert",
        variants=(_with_norm(lambda arrays: sum(norm_of([array]) for array in arrays)),),
    ),
    Mistake(
        "norm-without-root",
        "takes the sum of squares for the norm",
        "The norm is a length: the root of that sum.",
        "Double all gradients. Does your norm double?",
        "eq-clip",
        r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        r"\sum_i \lVert g_i \rVert^2",
        variants=(_with_norm(lambda arrays: norm_of(arrays) ** 2),),
    ),
    Mistake(
        "norm-averaged",
        "divides by the number of entries in the norm",
        "The norm is a length, and a vector with more entries may be longer.",
        "How long is the vector (3, 4)? What does your function say?",
        "eq-clip",
        r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        r"\sqrt{\frac{1}{n} \sum_i \lVert g_i \rVert^2}",
        variants=(
            _with_norm(lambda arrays: norm_of(arrays) / np.sqrt(_entries(arrays).size)),
            _with_norm(lambda arrays: norm_of(arrays) / _entries(arrays).size),
        ),
    ),
    Mistake(
        "norm-of-largest-entry",
        "takes the largest entry for the norm",
        "A thousand entries of one make a long vector, though none of them is large.",
        "How long is the vector (3, 4)? What does your function say?",
        "eq-clip",
        r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        r"\max_i \lvert g_i \rvert",
        variants=(_with_norm(lambda arrays: np.abs(_entries(arrays)).max()),),
    ),
    Mistake(
        "norm-of-one-array",
        "has the norm of a single array",
        "The norm is global: the squares of all arrays are added up before the root.",
        "In your loop over the arrays, is it = or +=?",
        "eq-clip",
        r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        r"\lVert g_i \rVert",
        variants=(
            _with_norm(lambda arrays: norm_of(arrays[-1:])),
            _with_norm(lambda arrays: norm_of(arrays[:1])),
        ),
    ),
    Mistake(
        "clipped-norm-returned",
        "returns the norm after clipping",
        "That one never exceeds the limit. The norm before tells when a gradient explodes.",
        "On a run that explodes, what would a curve of your norm look like?",
        "eq-clip",
        variants=(_norm_after,),
    ),
    Mistake(
        "norm-of-zero",
        "divides by a norm of zero",
        "Zero divided by zero is not a number, and it gets into every weight.",
        "When all gradients are zero, what should come back, and what does?",
        "eq-clip",
    ),
    _SHARED["inputs-mutated"]._replace(equation="eq-clip"),
)
"""Every mistake of clipping by the global norm."""

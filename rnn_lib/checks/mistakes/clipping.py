"""The mistakes of clipping by the global norm, one row each.

A variant is a whole function here. It takes the arrays one by one and then the limit, and returns
the arrays and then the norm.
"""

import numpy as np

from .behaviour import INPUTS_MUTATED
from .mistake import Mistake


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


CLIPPING = (
    Mistake(
        id="clipped-one-by-one",
        title="shrinks some arrays more than others",
        why="All gradients together are one long vector. Where its parts do not shrink alike, the "
        "step points elsewhere.",
        hint="Divide an entry of dWx by one of dB, before and after. Is the ratio still the same?",
        equation="eq-clip",
        right=r"g_i \cdot \min(1, c / \lVert g \rVert)",
        wrong=r"g_i \cdot \min(1, c / \lVert g_i \rVert)",
        variants=(_with_arrays(_one_by_one), _one_by_one_with_its_norm),
    ),
    Mistake(
        id="clipped-by-entry",
        title="shrinks some entries more than others",
        why="Large entries shrink, small ones stay, and the step points elsewhere.",
        hint="Divide the largest entry by the smallest, before and after. Is the ratio still the "
        "same?",
        equation="eq-clip",
        right=r"g_i \cdot \min(1, c / \lVert g \rVert)",
        wrong=r"\min(\max(g_i, -c), c)",
        variants=(_with_arrays(_by_entry),),
    ),
    Mistake(
        id="short-gradients-scaled-up",
        title="stretches a gradient that is shorter than the limit",
        why="A limit is no target. Near a minimum the gradient is short, and the step should be.",
        hint="Give it gradients of norm 1 and a limit of 5. What should change?",
        equation="eq-clip",
        right=r"\min(1, c / \lVert g \rVert)",
        wrong=r"c / \lVert g \rVert",
        variants=(_with_arrays(_always),),
    ),
    Mistake(
        id="limit-ignored",
        title="returns gradients that are longer than the limit",
        why="A gradient may come in longer than the limit, but must not go out longer.",
        hint="What is the norm of the arrays that you return, and which arrays are they?",
        equation="eq-clip",
        right=r"g_i \cdot \min(1, c / \lVert g \rVert)",
        wrong=r"g_i",
        variants=(_with_arrays(lambda arrays, max_norm: arrays),),
    ),
    Mistake(
        id="norms-summed",
        title="has a norm that is too long as soon as there are two arrays",
        why="The arrays are parts of one vector. They stand at right angles to each other, like "
        "the two short sides of a triangle.",
        hint="Put 3 into one array and 4 into another. How long is the vector (3, 4), and what is "
        "your norm?",
        equation="eq-clip",
        right=r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        wrong=r"\sum_i \lVert g_i \rVert",
        variants=(_with_norm(lambda arrays: sum(norm_of([array]) for array in arrays)),),
    ),
    Mistake(
        id="norm-without-root",
        title="has a norm that is four times as long when the gradients double",
        why="The norm is a length: twice the vector has twice the length.",
        hint="How long is the vector (3, 4), and what is your norm?",
        equation="eq-clip",
        right=r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        wrong=r"\sum_i \lVert g_i \rVert^2",
        variants=(_with_norm(lambda arrays: norm_of(arrays) ** 2),),
    ),
    Mistake(
        id="norm-averaged",
        title="has a norm that does not grow with the number of entries",
        why="The norm is a length, and a vector with more entries may be longer.",
        hint="Which is longer, the vector (1, 1, 1, 1) or the vector (1, 1)? What does your norm "
        "say of each?",
        equation="eq-clip",
        right=r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        wrong=r"\sqrt{\frac{1}{n} \sum_i \lVert g_i \rVert^2}",
        variants=(
            _with_norm(lambda arrays: norm_of(arrays) / np.sqrt(_entries(arrays).size)),
            _with_norm(lambda arrays: norm_of(arrays) / _entries(arrays).size),
        ),
    ),
    Mistake(
        id="norm-of-largest-entry",
        title="has a norm that knows one entry only",
        why="A thousand entries of one make a long vector, though none of them is large.",
        hint="How long is the vector (3, 4), and what is your norm?",
        equation="eq-clip",
        right=r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        wrong=r"\max_i \lvert g_i \rvert",
        variants=(_with_norm(lambda arrays: np.abs(_entries(arrays)).max()),),
    ),
    Mistake(
        id="norm-of-one-array",
        title="has a norm that knows one array only",
        why="The norm is global: every array has a part in it.",
        hint="Make one array ten times larger, then another one. When should your norm change, and "
        "when does it?",
        equation="eq-clip",
        right=r"\sqrt{\sum_i \lVert g_i \rVert^2}",
        wrong=r"\lVert g_i \rVert",
        variants=(
            _with_norm(lambda arrays: norm_of(arrays[-1:])),
            _with_norm(lambda arrays: norm_of(arrays[:1])),
        ),
    ),
    Mistake(
        id="clipped-norm-returned",
        title="returns a norm that never exceeds the limit",
        why="The norm is returned to show when a gradient explodes.",
        hint="On a run that explodes, what would a curve of your norm look like?",
        variants=(_norm_after,),
    ),
    Mistake(
        id="norm-of-zero",
        title="fails when all gradients are zero",
        why="Zero divided by zero is not a number, and from the gradients it gets into every "
        "weight.",
        hint="When all gradients are zero, what should come back, and what does?",
        equation="eq-clip",
        shows=lambda evidence: evidence.overflows,
    ),
    INPUTS_MUTATED,
)
"""Every mistake of clipping by the global norm."""

"""The mistakes of a softmax, one row each. A variant is a whole function here."""

import numpy as np

from .behaviour import INPUTS_MUTATED
from .mistake import Mistake


def softmax(scores, axis=-1):
    """Compute the softmax along an axis, as the rows of the table need it."""
    exps = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return exps / exps.sum(axis=axis, keepdims=True)


OVERFLOW = Mistake(
    id="overflow-in-softmax",
    title="computes exp of large scores",
    why="exp is infinite beyond 709, and infinity divided by infinity is not a number.",
    hint="What may you subtract from all scores of a row without changing its probabilities?",
    equation="eq-softmax",
    right=r"\frac{e^{s_k - m}}{\sum_j e^{s_j - m}},\ m = \max_j s_j",
    wrong=r"\frac{e^{s_k}}{\sum_j e^{s_j}} \text{ in floating point}",
    shows=lambda evidence: evidence.overflows,
)
CHANGES = INPUTS_MUTATED._replace(equation="eq-softmax")

SOFTMAX = (
    OVERFLOW,
    Mistake(
        id="softmax-over-batch",
        title="normalises over the batch instead of the classes",
        why="The probabilities of one sequence must have the sum one.",
        hint="Along which axis do your probabilities add up to one?",
        equation="eq-softmax",
        variants=(lambda scores: softmax(scores, axis=0),),
    ),
    Mistake(
        id="softmax-over-everything",
        title="normalises over batch and classes together",
        why="The probabilities of one sequence must have the sum one.",
        hint="What is the sum of each row of your result?",
        equation="eq-softmax",
        variants=(lambda scores: softmax(scores, axis=None),),
    ),
    Mistake(
        id="softmax-not-normalised",
        title="does not divide by the sum",
        why="Probabilities have the sum one.",
        hint="What is the sum of each row of your result?",
        equation="eq-softmax",
        variants=(
            np.exp,
            lambda scores: np.exp(scores - scores.max(axis=-1, keepdims=True)),
        ),
    ),
    CHANGES,
)
"""Every mistake of softmax."""

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
    title="fails where a score is large",
    why="In float64, exp is infinite beyond 709.78, and infinity divided by infinity is not a "
    "number.",
    hint="Add 1000 to all scores of a row. What should happen to its probabilities, and what "
    "happens to yours?",
    equation="eq-softmax",
    right=r"\frac{e^{s_k - m}}{\sum_j e^{s_j - m}},\ m = \max_j s_j",
    wrong=r"\frac{e^{s_k}}{\sum_j e^{s_j}} \text{ in floating point}",
    shows=lambda evidence: evidence.overflows,
)

SOFTMAX = (
    OVERFLOW,
    Mistake(
        id="softmax-over-batch",
        title="gives a sequence other probabilities when it shares a batch",
        why="Each sequence is classified by itself. Its probabilities have the sum one.",
        hint="Along which axis do your probabilities add up to one, and along which should they?",
        equation="eq-softmax",
        variants=(lambda scores: softmax(scores, axis=0),),
    ),
    Mistake(
        id="softmax-over-everything",
        title="divides one probability among the whole batch",
        why="Each sequence is classified by itself. Its probabilities have the sum one.",
        hint="Put every sequence into the batch twice. Should its probabilities change, and do "
        "yours?",
        equation="eq-softmax",
        variants=(lambda scores: softmax(scores, axis=None),),
    ),
    Mistake(
        id="softmax-not-normalised",
        title="returns numbers that are no probabilities",
        why="Probabilities are shares of a whole.",
        hint="What is the sum of each row of your result, and what should it be?",
        equation="eq-softmax",
        variants=(
            np.exp,
            lambda scores: np.exp(scores - scores.max(axis=-1, keepdims=True)),
        ),
    ),
    INPUTS_MUTATED,
)
"""Every mistake of softmax."""

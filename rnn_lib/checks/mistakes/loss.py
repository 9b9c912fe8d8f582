"""The mistakes of softmax with cross-entropy, one row each. A variant is a whole function here."""

import numpy as np

from .mistake import Mistake
from .softmax import CHANGES, OVERFLOW, softmax


def cross_entropy(scores, y):
    """Compute the loss of each sequence and its gradient for the scores, without the mean."""
    p, rows = softmax(scores), np.arange(len(y))
    dscores = p.copy()
    dscores[rows, y] -= 1
    return -np.log(p[rows, y]), dscores


def _mean_loss(scores, y):
    losses, dscores = cross_entropy(scores, y)
    return losses.mean(), dscores / len(y)


def _without_target(scores, y):
    return _mean_loss(scores, y)[0], softmax(scores) / len(y)


LOSS = (
    OVERFLOW,
    Mistake(
        id="loss-not-averaged",
        title="adds the losses of the batch up instead of averaging them",
        why="The length of a step would grow with the batch size.",
        hint="Put every sequence into the batch twice. Should the loss double?",
        equation="eq-softmax",
        right=r"\frac{1}{N} \sum_n",
        wrong=r"\sum_n",
        variants=(
            lambda scores, y: tuple(
                part.sum(axis=0) if part.ndim == 1 else part for part in cross_entropy(scores, y)
            ),
        ),
    ),
    Mistake(
        id="gradient-not-averaged",
        title="averages the loss, but not its gradient",
        why="dscores is the gradient of the loss that you return, with its division by N.",
        hint="Raise one score a little. Does your loss change by what your gradient says?",
        equation="eq-softmax",
        right=r"\frac{1}{N}(p_{nk} - [k = y_n])",
        wrong=r"p_{nk} - [k = y_n]",
        variants=(lambda scores, y: (_mean_loss(scores, y)[0], cross_entropy(scores, y)[1]),),
    ),
    Mistake(
        id="loss-averaged-twice",
        title="divides by the batch size twice",
        why="The mean over the batch is taken once, in the loss.",
        hint="How many places in your code divide by N?",
        equation="eq-softmax",
        right=r"\frac{1}{N}",
        wrong=r"\frac{1}{N^2}",
        variants=(
            lambda scores, y: tuple(part / len(y) for part in _mean_loss(scores, y)),
            lambda scores, y: (_mean_loss(scores, y)[0], _mean_loss(scores, y)[1] / len(y)),
        ),
    ),
    Mistake(
        id="loss-averaged-over-classes",
        title="divides by the number of classes, too",
        why="The mean is over the N predictions. Each has one loss, however many classes there "
        "are.",
        hint="Go from two classes to ten: why should the gradient be divided by five?",
        equation="eq-softmax",
        right=r"\frac{1}{N}",
        wrong=r"\frac{1}{N K}",
        variants=(
            lambda scores, y: tuple(part / scores.shape[1] for part in _mean_loss(scores, y)),
            lambda scores, y: (
                _mean_loss(scores, y)[0],
                _mean_loss(scores, y)[1] / scores.shape[1],
            ),
        ),
    ),
    Mistake(
        id="target-not-subtracted",
        title="returns the probabilities as the gradient",
        why="For the true class the gradient is p - 1: raising its score lowers the loss.",
        hint="What is the sum of each row of dscores? It should be zero.",
        equation="eq-softmax",
        right=r"p_k - [k = y]",
        wrong=r"p_k",
        variants=(
            _without_target,
            lambda scores, y: (_mean_loss(scores, y)[0], softmax(scores)),
        ),
    ),
    Mistake(
        id="gradient-with-wrong-sign",
        title="returns minus the gradient",
        why="A step against it would raise the loss.",
        hint="Raise the score of the true class. Does the loss fall, and what does your gradient "
        "say?",
        equation="eq-softmax",
        right=r"p_k - [k = y]",
        wrong=r"[k = y] - p_k",
        variants=(lambda scores, y: (_mean_loss(scores, y)[0], -_mean_loss(scores, y)[1]),),
    ),
    CHANGES,
)
"""Every mistake of softmax and cross-entropy together."""

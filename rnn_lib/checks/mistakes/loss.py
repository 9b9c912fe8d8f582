"""The mistakes of softmax with cross-entropy, one row each. A variant is a whole function here."""

import numpy as np

from .behaviour import INPUTS_MUTATED
from .mistake import Mistake
from .softmax import OVERFLOW, softmax


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
        title="has a loss that grows with the number of sequences",
        why="The length of an update would grow with the batch size.",
        hint="Put every sequence into the batch twice. Should the loss double, and does yours?",
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
        title="returns a gradient that is too large for its loss",
        why="The gradient belongs to the very loss that you return, with every factor in it.",
        hint="Raise one score a little. By how much does your loss change, and by how much does "
        "your gradient say that it will?",
        equation="eq-softmax",
        right=r"\frac{1}{N}(p_{nk} - [k = y_n])",
        wrong=r"p_{nk} - [k = y_n]",
        variants=(lambda scores, y: (_mean_loss(scores, y)[0], cross_entropy(scores, y)[1]),),
    ),
    Mistake(
        id="loss-averaged-twice",
        title="returns numbers that are too small, the more so the larger the batch",
        why="The mean over the batch is taken once, in the loss. The gradient gets it from there.",
        hint="Put every sequence into the batch twice. What should happen to the loss and to each "
        "row of dscores, and what does?",
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
        title="returns numbers that are too small, the more so the more classes there are",
        why="The mean is over the N predictions. Each has one loss, however many classes there "
        "are.",
        hint="Take one sequence with all scores zero. What is dscores for its true class with two "
        "classes, and what with ten?",
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
        title="returns a gradient that does not depend on y",
        why="Raising the score of the true class lowers the loss, and raising any other score "
        "raises it.",
        hint="Keep the scores and take another y. Which entries of dscores should change, and do "
        "any of yours?",
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
        title="returns a gradient that points downhill",
        why="A gradient points to where the loss grows. An update takes the step against it.",
        hint="Raise the score of the true class. Does the loss fall, and what does the sign of "
        "your gradient say?",
        equation="eq-softmax",
        right=r"p_k - [k = y]",
        wrong=r"[k = y] - p_k",
        variants=(lambda scores, y: (_mean_loss(scores, y)[0], -_mean_loss(scores, y)[1]),),
    ),
    INPUTS_MUTATED,
)
"""Every mistake of softmax and cross-entropy together."""

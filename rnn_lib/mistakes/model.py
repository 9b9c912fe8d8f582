"""The mistakes of a softmax classifier, one row each. A variant is a whole function here."""

import numpy as np

from .forward import FORWARD
from .table import Mistake


def softmax(scores, axis=-1):
    """Compute the softmax along an axis, as the rows of the table need it."""
    exps = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return exps / exps.sum(axis=axis, keepdims=True)


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


_SHARED = {row.id: row for row in FORWARD}
_CHANGES = _SHARED["inputs-mutated"]._replace(equation="eq-softmax")

SOFTMAX = (
    Mistake(
        "overflow-in-softmax",
        "computes exp of large scores",
        "exp is infinite beyond 709, and infinity divided by infinity is not a number.",
        "What may you subtract from all scores of a row without changing its probabilities?",
        "eq-softmax",
        r"\frac{e^{s_k - m}}{\sum_j e^{s_j - m}},\ m = \max_j s_j",
        r"\frac{e^{s_k}}{\sum_j e^{s_j}} \text{ in floating point}",
    ),
    Mistake(
        "softmax-over-batch",
        "normalises over the batch instead of the classes",
        "The probabilities of one sequence must have the sum one.",
        "Along which axis do your probabilities add up to one?",
        "eq-softmax",
        variants=(lambda scores: softmax(scores, axis=0),),
    ),
    Mistake(
        "softmax-over-everything",
        "normalises over batch and classes together",
        "The probabilities of one sequence must have the sum one.",
        "What is the sum of each row of your result?",
        "eq-softmax",
        variants=(lambda scores: softmax(scores, axis=None),),
    ),
    Mistake(
        "softmax-not-normalised",
        "does not divide by the sum",
        "Probabilities have the sum one.",
        "What is the sum of each row of your result?",
        "eq-softmax",
        variants=(
            np.exp,
            lambda scores: np.exp(scores - scores.max(axis=-1, keepdims=True)),
        ),
    ),
    _CHANGES,
)
"""Every mistake of softmax."""

LOSS = (
    SOFTMAX[0],
    Mistake(
        "loss-not-averaged",
        "adds the losses of the batch up instead of averaging them",
        "The length of a step would grow with the batch size.",
        "Put every sequence into the batch twice. Should the loss double?",
        "eq-softmax",
        r"\frac{1}{N} \sum_n",
        r"\sum_n",
        variants=(
            lambda scores, y: tuple(
                part.sum(axis=0) if part.ndim == 1 else part for part in cross_entropy(scores, y)
            ),
        ),
    ),
    Mistake(
        "gradient-not-averaged",
        "averages the loss, but not its gradient",
        "dscores is the gradient of the loss that you return, with its division by N.",
        "Raise one score a little. Does your loss change by what your gradient says?",
        "eq-softmax",
        r"\frac{1}{N}(p_{nk} - [k = y_n])",
        r"p_{nk} - [k = y_n]",
        variants=(lambda scores, y: (_mean_loss(scores, y)[0], cross_entropy(scores, y)[1]),),
    ),
    Mistake(
        "loss-averaged-twice",
        "divides by the batch size twice",
        "The mean over the batch is taken once, in the loss.",
        "How many places in your code divide by N?",
        "eq-softmax",
        r"\frac{1}{N}",
        r"\frac{1}{N^2}",
        variants=(
            lambda scores, y: tuple(part / len(y) for part in _mean_loss(scores, y)),
            lambda scores, y: (_mean_loss(scores, y)[0], _mean_loss(scores, y)[1] / len(y)),
        ),
    ),
    Mistake(
        "loss-averaged-over-classes",
        "divides by the number of classes, too",
        "The mean is over the N predictions. Each has one loss, however many classes there are.",
        "Go from two classes to ten: why should the gradient be divided by five?",
        "eq-softmax",
        r"\frac{1}{N}",
        r"\frac{1}{N K}",
        variants=(
            lambda scores, y: tuple(part / scores.shape[1] for part in _mean_loss(scores, y)),
            lambda scores, y: (
                _mean_loss(scores, y)[0],
                _mean_loss(scores, y)[1] / scores.shape[1],
            ),
        ),
    ),
    Mistake(
        "target-not-subtracted",
        "returns the probabilities as the gradient",
        "For the true class the gradient is p - 1: raising its score lowers the loss.",
        "What is the sum of each row of dscores? It should be zero.",
        "eq-softmax",
        r"p_k - [k = y]",
        r"p_k",
        variants=(
            _without_target,
            lambda scores, y: (_mean_loss(scores, y)[0], softmax(scores)),
        ),
    ),
    Mistake(
        "gradient-with-wrong-sign",
        "returns minus the gradient",
        "A step against it would raise the loss.",
        "Raise the score of the true class. Does the loss fall, and what does your gradient say?",
        "eq-softmax",
        r"p_k - [k = y]",
        r"[k = y] - p_k",
        variants=(lambda scores, y: (_mean_loss(scores, y)[0], -_mean_loss(scores, y)[1]),),
    ),
    _CHANGES,
)
"""Every mistake of softmax and cross-entropy together."""

DERIVATIVE = (
    Mistake(
        "derivative-does-not-follow",
        "keeps the derivative of tanh for another activation",
        "1 - h² belongs to tanh alone. Choose another activation, and its derivative changes too.",
        "What is the slope of your activation at zero, and what does your derivative say there?",
        "eq-da",
        r"\varphi'(a)",
        r"1 - h^2",
    ),
    Mistake(
        "derivative-of-preactivation",
        "expects a_t where it gets h_t",
        "The backward pass keeps states, not pre-activations, so the derivative must take h.",
        "Write the derivative as a formula of h alone. Which functions let you?",
        "eq-da",
    ),
)
"""Every mistake of an activation and its derivative."""

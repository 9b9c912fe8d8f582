"""The loss of a classifier: softmax and cross-entropy."""

import numpy as np

from .validation import as_array, checked


def softmax(scores):
    r"""Turn scores into probabilities, along the last axis.

    .. math:: p_k = \frac{e^{s_k - m}}{\sum_j e^{s_j - m}}, \qquad m = \max_j s_j

    Subtracting m changes nothing in exact arithmetic and keeps exp from overflowing.

    Parameters
    ----------
    scores : array_like, shape (..., n_classes)
        One score a class.

    Returns
    -------
    probabilities : ndarray, shape (..., n_classes)
        Non-negative, with sum one along the last axis.

    Raises
    ------
    ValueError
        If ``scores`` is empty or not finite.
    """
    (scores,) = checked(scores=(scores, "... n_classes"))
    exps = np.exp(scores - scores.real.max(axis=-1, keepdims=True))
    return exps / exps.sum(axis=-1, keepdims=True)


def softmax_cross_entropy(scores, y):
    r"""Compute the cross-entropy of the softmax, averaged over all predictions, and its gradient.

    .. math::

        L = -\frac{1}{N} \sum_n \log p_{n, y_n}, \qquad
        \frac{dL}{ds_{nk}} = \frac{1}{N} \left(p_{nk} - [k = y_n]\right)

    The average is taken here, once. No other gradient in this library divides by N.

    In the book: [eq-softmax].

    Parameters
    ----------
    scores : array_like, shape (..., n_classes)
        Any leading axes; N is the number of predictions in all of them.
    y : array_like of int, shape (...)
        The index of the true class of each prediction, from 0 to n_classes - 1.

    Returns
    -------
    loss : float
        In nats.
    dscores : ndarray, shape (..., n_classes)
        dL/dscores.

    Raises
    ------
    ValueError
        If ``scores`` is empty or not finite, or ``y`` has another shape, holds no integers,
        or names a class that does not exist.
    """
    (scores,) = checked(scores=(scores, "... n_classes"))
    y = _class_indices(y, scores.shape)
    shifted = scores - scores.real.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    true_log_p = np.take_along_axis(log_p, y[..., np.newaxis], axis=-1)
    dscores = np.exp(log_p)
    np.put_along_axis(dscores, y[..., np.newaxis], np.exp(true_log_p) - 1, axis=-1)
    loss = (0 - true_log_p.sum()) / y.size  # not -sum: a loss of zero is 0, not -0
    return loss.item(), dscores / y.size


def _class_indices(y, scores_shape):
    y = as_array("y", y)
    *leading, n_classes = scores_shape
    if y.shape != tuple(leading):
        wanted = f"{tuple(leading)}, one class for each row of scores"
        raise ValueError(f"y must have shape {wanted}, got {y.shape}")
    if y.dtype.kind not in "iu":
        raise ValueError(f"y must hold integers, the indices of the classes, got dtype {y.dtype}")
    if y.min() < 0 or y.max() >= n_classes:
        wrong = y.min() if y.min() < 0 else y.max()
        wanted = f"between 0 and {n_classes - 1}, as scores has {n_classes} classes"
        raise ValueError(f"y must lie {wanted}, got {wrong}")
    return y

"""One step of training on a chunk, with a place for a mistake at every piece."""

import numpy as np

from ..dense import dense_backward, dense_forward
from ..functional import rnn_backward, rnn_forward
from ..losses import softmax_cross_entropy
from ..optim import clip_by_global_norm

NAMES = ("Wx", "Wh", "B", "W", "b")
"""What there is to learn."""


def _handed_on(h, h0):
    return h[:, -1]


def _loss_of_all(scores, x, y):
    return softmax_cross_entropy(scores, y)


def clipped(grads, max_norm):
    """Return the gradients, clipped by their global norm."""
    return clip_by_global_norm(grads, max_norm)[0]


PIECES = {
    "start": lambda h0: h0,
    "start_of_gradient": lambda h0: h0,
    "loss": _loss_of_all,
    "upstream": lambda upstream: upstream,
    "clipped": clipped,
    "rate": lambda lr: lr,
    "direction": -1,
    "moving": NAMES,
    "handed": _handed_on,
    "noted": lambda before, after: before,
}
"""What there is to replace."""


def train_on_chunk(x, y, h0, Wx, Wh, B, W, b, lr, max_norm, pieces=()):
    """Take one step of training on a chunk, with some pieces replaced.

    Parameters
    ----------
    x : ndarray, shape (n_texts, n_steps, n_characters)
        The characters, one-hot.
    y : ndarray of int, shape (n_texts, n_steps)
        The character after each.
    h0 : ndarray, shape (n_texts, n_nodes)
        The state before the chunk.
    Wx, Wh, B, W, b : ndarray
        The weights.
    lr, max_norm : float
        The learning rate, and the limit of the gradient's norm.
    pieces : dict
        What is replaced of `PIECES`.

    Returns
    -------
    tuple of ndarray
        The loss, the state to hand on, and the five weights after the step.
    """
    how, params = {**PIECES, **dict(pieces)}, dict(zip(NAMES, (Wx, Wh, B, W, b)))
    before, grads = _pass(x, y, h0, params, how)
    grads = how["clipped"](grads, float(max_norm))
    factor = how["direction"] * how["rate"](float(lr))
    moved = {n: W + factor * grads[n] * (n in how["moving"]) for n, W in params.items()}
    after, _ = _pass(x, y, h0, moved, how)
    loss, h = how["noted"](before, after)
    return np.asarray(loss), how["handed"](h, h0), *moved.values()


def _pass(x, y, h0, params, how):
    """Return the loss with all states, and the gradients."""
    Wx, Wh, B, W, b = params.values()
    h = rnn_forward(x, how["start"](h0), Wx, Wh, B)
    loss, dscores = how["loss"](dense_forward(h, W, b), x, y)
    upstream, dW, db = dense_backward(dscores, h, W)
    upstream, before = how["upstream"](upstream), how["start_of_gradient"](h0)
    _, _, *recurrent = rnn_backward(upstream, x, before, h, Wx, Wh)
    return (loss, h), dict(zip(NAMES, (*recurrent, dW, db)))

"""Answers with a mistake that shows in behaviour: each function makes one of a right answer."""

import numpy as np


def quotient_of_exponentials(a_t):
    """Compute tanh as it is defined, which overflows."""
    return (np.exp(a_t) - np.exp(-a_t)) / (np.exp(a_t) + np.exp(-a_t))


def keeping_the_state(answer):
    """Make a forward answer start from where its last call with these sizes ended."""
    kept = {}

    def forward(x, h0, Wx, Wh, B):
        h = answer(x, kept.get(h0.shape, h0), Wx, Wh, B)
        kept[h0.shape] = h[:, -1] if h.ndim == 3 else h
        return h

    return forward


def with_typed_in_weights(answer):
    """Make a forward answer use weights of its own."""

    def forward(x, h0, Wx, Wh, B):
        return answer(x, h0, np.linspace(-0.5, 0.9, Wx.size).reshape(Wx.shape), Wh, B)

    return forward


def changing_h0(answer):
    """Make a forward answer write into h0."""

    def forward(x, h0, Wx, Wh, B):
        h = answer(x, h0.copy(), Wx, Wh, B)
        h0 += 1
        return h

    return forward


def adding_carries_to_dh(answer):
    """Make a backward answer write into upstream."""

    def backward(upstream, x, h0, h, Wx, Wh):
        gradients = answer(upstream.copy(), x, h0, h, Wx, Wh)
        upstream[:, 0] += 1
        return gradients

    return backward


def truncating_forward(answer):
    """Make a forward answer store its states in an array with the dtype of x."""
    return lambda x, *others: np.asarray(answer(x, *others)).astype(x.dtype)


def truncating_backward(answer):
    """Make a backward answer store its gradients in arrays with the dtype of x."""
    return lambda upstream, x, *others: [
        np.asarray(g).astype(x.dtype) for g in answer(upstream, x, *others)
    ]


def weights_first(answer):
    """Make a backward answer return its weight gradients first."""

    def backward(*arguments):
        dx, dh0, dWx, dWh, dB = answer(*arguments)
        return dWx, dWh, dB, dx, dh0

    return backward


def never_zeroing_gradients(answer):
    """Make a backward answer add its weight gradients to those of earlier calls."""
    kept = {}

    def backward(*arguments):
        dx, dh0, *fresh = answer(*arguments)
        shapes = tuple(np.shape(gradient) for gradient in fresh)
        kept[shapes] = [old + new for old, new in zip(kept.get(shapes, (0, 0, 0)), fresh)]
        return dx, dh0, *kept[shapes]

    return backward


def updating_weights(answer):
    """Make a backward answer take a step of gradient descent."""

    def backward(upstream, x, h0, h, Wx, Wh):
        gradients = answer(upstream, x, h0, h, Wx, Wh)
        for W, gradient in zip((Wx, Wh), gradients[2:4]):
            W -= np.sign(gradient).astype(W.dtype) if W.dtype.kind == "i" else 0.1 * gradient
        return gradients

    return backward


def clipping_at_two(answer):
    """Make a backward answer cut off the entries of its weight gradients."""

    def backward(*arguments):
        dx, dh0, *weights = answer(*arguments)
        return dx, dh0, *(np.clip(gradient, -2, 2) for gradient in weights)

    return backward

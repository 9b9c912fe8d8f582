"""Backward answers as real learners write them, with the ids that a check must name."""

import numpy as np


def sends_dx_through_Wh(upstream, x, h0, h, Wx, Wh):
    """Raises wherever there are not as many features as nodes."""
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    dh_next = np.zeros(h0.shape)
    for t in range(x.shape[1] - 1, -1, -1):
        da = (upstream[:, t] + dh_next) * (1 - h[:, t] ** 2)
        dx[:, t] = np.dot(da, Wh.T)
        dWx += np.dot(x[:, t].T, da)
        dWh += np.dot((h[:, t - 1] if t > 0 else h0).T, da)
        dB += np.sum(da, axis=0)
        dh_next = np.dot(da, Wh.T)
    return dx, dh_next, dWx, dWh, dB


def updates_in_the_loop(upstream, x, h0, h, Wx, Wh):
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    dh_next = np.zeros(h0.shape)
    for t in reversed(range(x.shape[1])):
        da = (upstream[:, t] + dh_next) * (1 - h[:, t] ** 2)
        h_prev = h[:, t - 1] if t > 0 else h0
        dWx, dWh, dB = x[:, t].T @ da, h_prev.T @ da, da.sum(axis=0)
        dx[:, t], dh_next = da @ Wx.T, da @ Wh.T
        Wx -= 0.1 * dWx
        Wh -= 0.1 * dWh
    return dx, dh_next, dWx, dWh, dB


def updates_at_the_end(upstream, x, h0, h, Wx, Wh):
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    dh_next = np.zeros(h0.shape)
    for t in reversed(range(x.shape[1])):
        da = (upstream[:, t] + dh_next) * (1 - h[:, t] ** 2)
        dWx += x[:, t].T @ da / len(x)
        dWh += (h[:, t - 1] if t > 0 else h0).T @ da / len(x)
        dB += da.mean(axis=0)
        dx[:, t], dh_next = da @ Wx.T, da @ Wh.T
    Wx[...] = Wx - 0.1 * dWx
    Wh[...] = Wh - 0.1 * dWh
    return dx, dh_next, dWx, dWh, dB


def takes_the_partial_for_the_total(upstream, x, h0, h, Wx, Wh):
    """Computes ∂h_t/∂a_t, which the handout writes, where ∂L/∂a_t is meant."""
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    for t in range(x.shape[1]):
        da = 1 - h[:, t] ** 2
        dB += da.sum(axis=0)
        dWx += x[:, t].T @ da
        dWh += (h[:, t - 1] if t > 0 else h0).T @ da
        dx[:, t] = da @ Wx.T
        if t == 0:
            dh0 = da @ Wh.T
    return dx, dh0, dWx, dWh, dB


def looks_at_the_last_dh_and_averages(upstream, x, h0, h, Wx, Wh):
    T = x.shape[1]
    dx, das = np.zeros(x.shape), []
    carry = upstream[:, -1]
    for t in range(T - 1, -1, -1):
        da = carry * (1 - np.tanh(h[:, t]) ** 2)
        das.insert(0, da)
        dx[:, t] = da @ Wx.T
        carry = da @ Wh.T
    h_prevs = [h0, *(h[:, t] for t in range(T - 1))]
    dWx = np.mean([x[:, t].T @ das[t] for t in range(T)], axis=0)
    dWh = np.mean([h_prevs[t].T @ das[t] for t in range(T)], axis=0)
    return dx, carry, dWx, dWh, np.mean(das, axis=0).sum(axis=0)


def adds_the_last_dh_at_every_step(upstream, x, h0, h, Wx, Wh):
    T = x.shape[1]
    dx = np.zeros(x.shape)
    dWx, dWh, dB = 0, 0, 0
    carry = np.zeros(h0.shape)
    for t in reversed(range(T)):
        da = (upstream[:, -1] + carry) * (1 - h[:, t] ** 2)
        dWx += x[:, t].T @ da
        dWh += h[:, t].T @ da
        dB += da.sum()
        dx[:, t] = da @ Wx.T
        carry = da @ Wh.T
    return dx, carry, dWx, dWh, dB


def truncates_and_forgets_the_chain(upstream, x, h0, h, Wx, Wh):
    dx, dWx, dWh = np.zeros_like(x), np.zeros_like(Wx), np.zeros_like(Wh)
    dB = np.zeros(len(Wh))
    carry = np.zeros(h0.shape)
    for t in range(x.shape[1] - 1, -1, -1):
        da = upstream[:, t] + carry
        dWx[...] = dWx + x[:, t].T @ da
        dWh[...] = dWh + (h[:, t - 1] if t else h0).T @ da
        dB = dB + da.sum(axis=0)
        dx[:, t] = da @ Wx.T
        carry = da @ Wh
    return dx, carry, dWx, dWh, dB


def carries_in_dh_itself(upstream, x, h0, h, Wx, Wh):
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    for t in range(x.shape[1] - 1, -1, -1):
        da = upstream[:, t] * (1 - h[:, t] ** 2)
        dWx = x[:, t].T @ da
        dWh = (h[:, t - 1] if t else h0).T @ da
        dB = da.sum(axis=0)
        dx[:, t] = da @ Wx.T
        if t:
            upstream[:, t - 1] += da @ Wh.T
    return dx, da @ Wh.T, dWx, dWh, dB


def returns_as_pytorch_does(upstream, x, h0, h, Wx, Wh):
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    dh_next = np.zeros(h0.shape)
    for t in reversed(range(x.shape[1])):
        da = (upstream[:, t] + dh_next) * (1 - h[:, t] ** 2)
        dWx += x[:, t].T @ da
        dWh += h[:, t - 1].T @ da
        dB += da.sum(axis=0)
        dx[:, t] = (upstream[:, t] + dh_next) @ Wx.T
        dh_next = da @ Wh.T
    return dWx, dWh, dB, dx, dh_next


class NeverZeroed:
    """A layer whose gradients are made once and added to in every call."""

    def __init__(self):
        self.grads = {}

    def __call__(self, upstream, x, h0, h, Wx, Wh):
        zeros = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
        dWx, dWh, dB = self.grads.setdefault(Wx.shape, zeros)
        dx = np.zeros(x.shape)
        dh_next = np.zeros(h0.shape)
        for t in reversed(range(x.shape[1])):
            dh_t = upstream[:, t] + dh_next
            da = dh_t * (1 - h[:, t] ** 2)
            dWx += x[:, t].T @ da
            dWh += (h[:, t - 1] if t else 0 * h0).T @ da
            dB += da.sum(axis=0)
            dx[:, t] = da @ Wx.T
            dh_next = dh_t @ Wh.T
        return dx, dh_next, dWx.copy(), dWh.copy(), dB.copy()


class Decaying:
    """A layer whose rate of learning becomes smaller with every call of whatever sizes."""

    def __init__(self):
        self.rate = 1.0

    def __call__(self, upstream, x, h0, h, Wx, Wh):
        dx = np.zeros(x.shape)
        dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
        carry = np.zeros(h0.shape)
        for t in reversed(range(x.shape[1])):
            da = (upstream[:, t] + carry) * (1 - h[:, t] ** 2)
            dWx += self.rate * x[:, t].T @ da
            dWh += self.rate * h[:, t].T @ da
            dB += self.rate * da.sum(axis=0)
            dx[:, t] = da @ Wx.T
            carry = da @ Wh
        self.rate *= 0.9
        return dx, carry, dWx, dWh, dB


def loops_forwards_without_Wh(upstream, x, h0, h, Wx, Wh):
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    carry = np.zeros(h0.shape)
    for t in range(x.shape[1]):
        da = (upstream[:, t] + carry) * (1 - h[:, t] ** 2)
        dWx += x[:, t].T @ da
        dWh += (h[:, t - 1] if t else h0).T @ da
        dB += da[0]
        dx[:, t] = da @ Wx.T
        carry = da
    return dx, carry, dWx, dWh, dB


def has_three_mistakes(upstream, x, h0, h, Wx, Wh):
    dx = np.zeros(x.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    carry = np.zeros(h0.shape)
    for t in reversed(range(x.shape[1])):
        da = (upstream[:, t] + carry) * (1 - h[:, t])
        dWx += x[:, t].T @ da
        dWh += h[:, t].T @ da
        dB += da.sum(axis=0)
        dx[:, t] = da @ Wx.T
        carry = da @ Wh
    return dx, carry, dWx, dWh, dB


BACKWARD_LEARNERS = {
    sends_dx_through_Wh: {"dx-through-Wh"},
    updates_in_the_loop: {"weights-updated-inside"},
    updates_at_the_end: {"weights-updated-inside", "scaled-by-batch"},
    takes_the_partial_for_the_total: {"upstream-ignored"},
    looks_at_the_last_dh_and_averages: {
        "upstream-last-step-only",
        "tanh-derivative-at-h",
        "averaged-over-time",
    },
    adds_the_last_dh_at_every_step: {"upstream-reinjected", "h-t-for-h-prev", "bias-scalar"},
    truncates_and_forgets_the_chain: {
        "tanh-derivative-missing",
        "carry-not-transposed",
        "integer-truncation",
    },
    carries_in_dh_itself: {"inputs-mutated", "overwritten-over-time", "integer-truncation"},
    returns_as_pytorch_does: {
        "results-misordered",
        "previous-index-wraps",
        "dx-not-through-tanh",
    },
    NeverZeroed: {"not-deterministic", "h0-assumed-zero", "carry-not-through-tanh"},
    Decaying: {"not-deterministic", "h-t-for-h-prev", "carry-not-transposed"},
    loops_forwards_without_Wh: {
        "time-runs-forwards",
        "carry-without-Wh",
        "bias-not-summed-over-batch",
    },
    has_three_mistakes: {"tanh-derivative-unsquared", "h-t-for-h-prev", "carry-not-transposed"},
}

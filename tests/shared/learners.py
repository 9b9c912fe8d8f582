"""Answers as real learners write them: loops, preallocated arrays, several mistakes at once.

Each stands with the ids that a check must name. None of them uses rnn_lib.
"""

import numpy as np

# --- forward ---


def keeps_one_list_entry_many_times(x, h0, Wx, Wh, B):
    h = h0.astype(float)
    states = []
    for t in range(x.shape[1]):
        h[:] = np.tanh(x[:, t] @ Wx + h @ Wh + B)
        states.append(h)
    return np.stack(states, axis=1)


def reshapes_to_time_first(x, h0, Wx, Wh, B):
    N, T, D = x.shape
    h = np.zeros((T, N, Wh.shape[0]))
    h_prev = h0
    for t, x_t in enumerate(x.reshape(T, N, D)):
        h[t] = h_prev = np.tanh(x_t @ Wx + h_prev @ Wh + B)
    return h.reshape(N, T, -1)


def fills_an_array_from_its_end(x, h0, Wx, Wh, B):
    h = np.zeros((x.shape[0], x.shape[1], Wh.shape[0]))
    for t in range(x.shape[1]):
        h[:, t] = np.tanh(x[:, t] @ Wx + h[:, t - 1] @ Wh.T + B)
    return h


def counts_to_three_by_hand(x, h0, Wx, Wh, B):
    h1 = x[:, 0] @ Wx + h0 @ Wh + B
    h2 = x[:, 1] @ Wx + h1 @ Wh + B
    h3 = x[:, 2] @ Wx + h2 @ Wh + B
    return np.stack([h1, h2, h3], axis=1)


def returns_inside_the_loop(x, h0, Wx, Wh, B):
    h = h0
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh)
        return h


def writes_its_own_tanh(x, h0, Wx, Wh, B):
    h = h0
    states = np.zeros((len(x), x.shape[1], len(B)))
    for t in range(x.shape[1]):
        a = x[:, t] @ Wx + h @ Wh
        states[:, t] = h = (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))
    return states


class Remembering:
    """A class whose state is made once and never again."""

    def __init__(self):
        self.h = None

    def __call__(self, x, h0, Wx, Wh, B):
        if self.h is None or self.h.shape != h0.shape:
            self.h = h0
        states = []
        for t in range(x.shape[1]):
            self.h = np.tanh(x[:, t] @ Wx + self.h @ Wh.T + B)
            states.append(self.h)
        return np.array(states).transpose(1, 0, 2)


def types_the_assignment_in(x, h0, Wx, Wh, B):
    Wx = np.array([[1, 3, 5, 7], [3, 5, 7, 8]]) / 100
    Wh = np.array([[1, 3, 5, 7], [2, 4, 6, 8], [3, 5, 7, 8], [4, 6, 8, 10]]) / 100
    h = np.zeros((x.shape[0], 4))
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + 1)
        states.append(h)
    return np.stack(states, axis=1)


def types_the_sizes_in_too(x, h0, Wx, Wh, B):
    """Raises wherever there is more than one sequence."""
    Wx = np.array([[1, 3, 5, 7], [3, 5, 7, 8]]) / 100
    h = np.zeros((1, 3, 4))
    h_prev = np.zeros((1, 4))
    for t in range(3):
        h[:, t] = h_prev = np.tanh(x[:, t] @ Wx + h_prev @ Wh + B)
    return h


def overwrites_h0(x, h0, Wx, Wh, B):
    states = np.zeros(x.shape[:2] + B.shape, dtype=x.dtype)
    for t in range(x.shape[1]):
        h0[:] = np.tanh(x[:, t] @ Wx + h0 @ Wh + B)
        states[:, t] = h0
    return states


def computes_the_first_sequence(x, h0, Wx, Wh, B):
    h = h0[0]
    states = []
    for x_t in x[0]:
        h = np.maximum(0, x_t @ Wx + h @ Wh + B)
        states.append(h)
    return np.array([states])


FORWARD_LEARNERS = {
    keeps_one_list_entry_many_times: {"states-aliased"},
    reshapes_to_time_first: {"axes-reshaped"},
    fills_an_array_from_its_end: {"h0-ignored", "previous-index-wraps", "Wh-transposed"},
    counts_to_three_by_hand: {"fixed-sequence-length", "activation-missing"},
    returns_inside_the_loop: {"returns-first-state", "bias-ignored"},
    writes_its_own_tanh: {"bias-ignored", "overflow-in-tanh"},
    Remembering: {"state-kept-between-calls", "Wh-transposed"},
    types_the_assignment_in: {"argument-ignored"},
    types_the_sizes_in_too: {"argument-ignored"},
    overwrites_h0: {"inputs-mutated", "integer-truncation"},
    computes_the_first_sequence: {"batch-rows-mixed", "activation-wrong"},
}


# --- backward ---


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

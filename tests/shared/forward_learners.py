"""Forward answers as real learners write them: loops, several mistakes at once.

Each stands with the ids that a check must name. None of them uses rnn_lib.
"""

import numpy as np


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

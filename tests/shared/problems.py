"""What the tests of rnn_lib share: random arrays and an independent recurrence.

Nothing here uses a formula of rnn_lib: the recurrence is the textbook's, one row and one step at a
time, and its gradient comes from complex steps.
"""

from typing import NamedTuple

import numpy as np

import rnn_lib as rl

# (batch_size, n_sequences, n_features, n_nodes): pairwise distinct, and each of them one in turn.
SIZES = [
    (2, 5, 3, 4),
    (5, 2, 4, 3),
    (3, 7, 5, 2),
    (1, 5, 3, 4),
    (2, 1, 3, 4),
    (2, 5, 1, 4),
    (2, 5, 3, 1),
    (1, 1, 1, 1),
]
ACTIVATIONS = ["tanh", "relu", "sigmoid", "identity"]
GRADIENTS = ["dx", "dh0", "dWx", "dWh", "dB"]

_PHI = {
    "tanh": np.tanh,
    "relu": lambda a: a * (a.real > 0),
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "identity": lambda a: a,
}


class Problem(NamedTuple):
    """The arguments of rnn_forward, and what a loss sends to every state."""

    x: np.ndarray
    h0: np.ndarray
    Wx: np.ndarray
    Wh: np.ndarray
    B: np.ndarray
    upstream: np.ndarray

    @property
    def forward_arguments(self):
        return self[:5]

    def backward_arguments(self, activation="tanh"):
        h = rl.rnn_forward(*self.forward_arguments, activation=activation)
        return self.upstream, self.x, self.h0, h, self.Wx, self.Wh


def draw(sizes, *, seed=157, dtype=np.float64):
    """Draw a problem with nonzero h0, asymmetric Wh and an upstream gradient at every step.

    With this seed no relu is dead and no gradient vanishes at any of SIZES.
    """
    N, T, D, H = sizes
    rng = np.random.default_rng([seed, *sizes])
    shapes = [(N, T, D), (N, H), (D, H), (H, H), (H,), (N, T, H)]
    scales = [1, 0.5, 0.6 * D**-0.5, 0.9 * H**-0.5, 0.3, 1]
    return Problem(
        *(rng.normal(0.0, s, size=shape).astype(dtype) for shape, s in zip(shapes, scales))
    )


def many_to_one(problem):
    """Return the problem with an upstream gradient at the last step only."""
    upstream = np.zeros_like(problem.upstream)
    upstream[:, -1] = problem.upstream[:, -1]
    return problem._replace(upstream=upstream)


def reference_forward(x, h0, Wx, Wh, B, *, activation="tanh"):
    """Compute the recurrence one sequence and one step at a time; complex numbers pass through."""
    phi = _PHI[activation]
    h = []
    for sequence, state in zip(x, h0):
        states = [state]
        for x_t in sequence:
            states.append(phi(x_t @ Wx + states[-1] @ Wh + B))
        h.append(states[1:])
    return np.array(h)


def complex_step(f, arguments, position):
    """Differentiate ``f(*arguments)`` by its argument number ``position``, entry by entry."""
    gradient = np.empty(arguments[position].shape)
    for index in np.ndindex(gradient.shape):
        moved = [np.array(argument, dtype=np.complex128) for argument in arguments]
        moved[position][index] += 1e-20j
        gradient[index] = f(*moved).imag / 1e-20
    return gradient


def difference(a, b):
    """Return the largest difference of two arrays relative to the largest entry of either."""
    a, b = np.asarray(a), np.asarray(b)
    assert a.shape == b.shape
    return np.abs(a - b).max() / max(np.abs(a).max(), np.abs(b).max(), np.finfo(float).tiny)

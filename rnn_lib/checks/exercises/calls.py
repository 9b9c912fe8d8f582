"""The arrays on which recurrences are called: chosen so that wrong formulas give wrong numbers.

All sizes of a call differ, so that no transposed or reshaped array fits by chance; among the calls
are few and many sequences, few and many steps. Weights are not symmetric, h0 is not zero, and the
loss sends a gradient to every step: a usual one, a large one, a small one.
"""

from typing import NamedTuple

import numpy as np

from ...functional import rnn_forward
from ..exercise import INTEGERS, ONE_STEP, ORDINARY, REPEATED, SATURATED
from ..sizes import FIRST

LONG = 130
"""Steps of the longest call: more than a program cuts gradients off at that was seen."""


class Arrays(NamedTuple):
    """The arguments of `rnn_forward`."""

    x: np.ndarray
    h0: np.ndarray
    Wx: np.ndarray
    Wh: np.ndarray
    B: np.ndarray


def forward_calls():
    """Return the role, the story and the arrays of every call of a forward pass."""
    first = _draw(1, *FIRST)
    large = _draw(5, 2, 4, 5, 3)
    whole = Arrays(*(np.rint(2 * array).astype(int) for array in _draw(4, 2, 5, 3, 4)))
    return [
        (ORDINARY, "a batch of 3 sequences", first),
        (REPEATED, "the same call again", first),
        (ONE_STEP, "a single time step", _draw(2, 3, 1, 4, 2)),
        (ORDINARY, "other sizes", _draw(3, 40, 6, 4, 3)),
        (INTEGERS, "arrays of integers", whole),
        (ORDINARY, "a long sequence", _long()),
        (SATURATED, "large pre-activations", large._replace(x=1000 * large.x, Wh=1000 * large.Wh)),
    ]


def backward_calls():
    """Return role, story, upstream, states and arrays of every call of a backward pass.

    Saturated states send no gradient: there is nothing to compare. In their place come small
    gradients; those of the long sequence are large.
    """
    calls = []
    *usual, _ = forward_calls()
    few_steps = (ORDINARY, "small gradients", _draw(6, 5, 2, 4, 3))
    for seed, (role, story, arrays) in enumerate([*usual, few_steps]):
        h = rnn_forward(*arrays)
        scale = {"a long sequence": 3000, "small gradients": 1e-6}.get(story, 1)
        upstream = scale * np.random.default_rng(100 + seed).normal(size=h.shape)
        if role == INTEGERS:
            upstream = np.rint(2 * upstream).astype(int)
        again = calls[0][2:] if role == REPEATED else (upstream, h, arrays)
        calls.append((role, story, *again))
    return calls


def simple_calls():
    """Return simpler arrays with what is simple about them, in words."""
    arrays = _draw(8, *FIRST)
    one = Arrays(
        *(array[:1] if name in ("x", "h0") else array for name, array in arrays._asdict().items())
    )
    return [("one sequence", one), ("h0 of zeros", arrays._replace(h0=0 * arrays.h0))]


def _long():
    """Draw a sequence of many steps through which neither states nor gradients fade.

    Wh only turns them, and stretches by what tanh takes away.
    """
    arrays = _draw(7, 2, LONG, 3, 5)
    turn, _ = np.linalg.qr(arrays.Wh)
    return arrays._replace(x=0.08 * arrays.x, h0=0.3 * arrays.h0, Wh=1.04 * turn, B=0.03 * arrays.B)


def _draw(seed, batch_size, n_sequences, n_features, n_nodes):
    """Draw arrays large enough to bend tanh and small enough not to saturate it."""
    rng = np.random.default_rng(seed)
    return Arrays(
        x=rng.normal(size=(batch_size, n_sequences, n_features)),
        h0=rng.uniform(-0.9, 0.9, size=(batch_size, n_nodes)),
        Wx=rng.normal(0.0, 0.7 * n_features**-0.5, size=(n_features, n_nodes)),
        Wh=rng.normal(0.0, 0.9 * n_nodes**-0.5, size=(n_nodes, n_nodes)),
        B=rng.normal(0.0, 0.3, size=n_nodes),
    )

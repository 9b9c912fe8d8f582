"""The inputs on which a check runs an answer: chosen so that wrong formulas give wrong numbers.

All sizes of a probe differ, so that no transposed or reshaped array fits by chance. Weights are
not symmetric, h0 is not zero, and the loss sends a gradient to every step.
"""

from typing import NamedTuple

import numpy as np

from .functional import rnn_backward, rnn_forward, rnn_step_backward, rnn_step_forward

ONE_STEP, REPEATED, SATURATED = (
    "a single time step",
    "the first call repeated",
    "large pre-activations",
)


class Probe(NamedTuple):
    """One call of the checked function.

    Attributes
    ----------
    story : str
        What is special about this call, to complete "On …".
    arguments : tuple of ndarray
        The positional arguments.
    expected : tuple of ndarray
        The right results.
    """

    story: str
    arguments: tuple
    expected: tuple


def step_forward_probes():
    """Return the probes for one step forward."""
    return [
        Probe(story, arguments, (rnn_step_forward(*arguments),))
        for story, (x, *rest) in _forward_arguments()
        if story != ONE_STEP
        for arguments in [(x[:, 0], *rest)]
    ]


def forward_probes():
    """Return the probes for a sequence forward."""
    return [
        Probe(story, arguments, (rnn_forward(*arguments),))
        for story, arguments in _forward_arguments()
    ]


def step_backward_probes():
    """Return the probes for one step backward."""
    probes = []
    for story, (dh, x, h0, h, Wx, Wh) in _backward_arguments():
        if story == ONE_STEP:
            continue
        arguments = dh[:, 0], x[:, 0], h0, h[:, 0], Wx, Wh
        probes.append(Probe(story, arguments, rnn_step_backward(*arguments)))
    return probes


def backward_probes():
    """Return the probes for a sequence backward."""
    return [
        Probe(story, arguments, rnn_backward(*arguments))
        for story, arguments in _backward_arguments()
    ]


def _forward_arguments():
    small, single, other = _draw(1, 2, 4, 3, 5), _draw(2, 3, 1, 4, 2), _draw(3, 4, 6, 2, 3)
    whole = tuple(np.rint(2 * array).astype(int) for array in _draw(4, 2, 5, 3, 4))
    x, h0, Wx, Wh, B = _draw(5, 2, 4, 5, 3)
    return [
        ("a batch of 2 sequences", small),
        (ONE_STEP, single),
        ("a second call, with other sizes", other),
        (REPEATED, small),
        ("arrays of integers", whole),
        (SATURATED, (1000 * x, h0, Wx, 1000 * Wh, B)),
    ]


def _backward_arguments():
    probes = []
    for seed, (story, (x, h0, Wx, Wh, B)) in enumerate(_forward_arguments()):
        if story == SATURATED:  # saturated states send no gradient: nothing to compare
            continue
        if story == REPEATED:
            probes.append((story, probes[0][1]))
            continue
        h = rnn_forward(x, h0, Wx, Wh, B)
        dh = np.random.default_rng(100 + seed).normal(size=h.shape)
        if x.dtype.kind == "i":
            dh = np.rint(2 * dh).astype(int)
        probes.append((story, (dh, x, h0, h, Wx, Wh)))
    return probes


def _draw(seed, batch_size, n_sequences, n_features, n_nodes):
    """Draw x, h0, Wx, Wh, B: large enough to bend tanh, small enough not to saturate it."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(batch_size, n_sequences, n_features))
    h0 = rng.uniform(-0.9, 0.9, size=(batch_size, n_nodes))
    Wx = rng.normal(0.0, 0.7 * n_features**-0.5, size=(n_features, n_nodes))
    Wh = rng.normal(0.0, 0.9 * n_nodes**-0.5, size=(n_nodes, n_nodes))
    B = rng.normal(0.0, 0.3, size=n_nodes)
    return x, h0, Wx, Wh, B

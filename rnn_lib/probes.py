"""The inputs on which a check runs an answer: chosen so that wrong formulas give wrong numbers.

All sizes of a probe differ, so that no transposed or reshaped array fits by chance. Weights are
not symmetric, h0 is not zero, and the loss sends a gradient to every step.
"""

from typing import NamedTuple

import numpy as np

from .functional import rnn_backward, rnn_forward, rnn_step_backward, rnn_step_forward

FIRST_SIZES = (3, 5, 2, 4)  # batch_size, n_sequences, n_features, n_nodes: no two are equal
ORDINARY, REPEATED, INTEGERS, SATURATED = "ordinary", "repeated", "integers", "saturated"


class Probe(NamedTuple):
    """One call of the checked function.

    Attributes
    ----------
    role : {"ordinary", "repeated", "integers", "saturated"}
        What the call is for.
    story : str
        What is special about it, to complete "On …".
    arguments : tuple of ndarray
        The positional arguments.
    expected : tuple of ndarray
        The right results.
    """

    role: str
    story: str
    arguments: tuple
    expected: tuple


def forward_probes():
    """Return the probes for a sequence forward."""
    return [Probe(*head, arguments, right_forward(*arguments)) for head, arguments in _forward()]


def step_forward_probes():
    """Return the probes for one step forward."""
    return [
        Probe(*head, (x[:, 0], *rest), right_step_forward(x[:, 0], *rest))
        for head, (x, *rest) in _forward()
        if x.shape[1] > 1
    ]


def backward_probes():
    """Return the probes for a sequence backward."""
    return [Probe(*head, arguments, rnn_backward(*arguments)) for head, arguments in _backward()]


def step_backward_probes():
    """Return the probes for one step backward."""
    probes = []
    for head, (dh, x, h0, h, Wx, Wh) in _backward():
        if x.shape[1] > 1:
            arguments = dh[:, 0], x[:, 0], h0, h[:, 0], Wx, Wh
            probes.append(Probe(*head, arguments, rnn_step_backward(*arguments)))
    return probes


def right_forward(*arguments):
    """Return the right result of a sequence forward, as a tuple of one."""
    return (rnn_forward(*arguments),)


def right_step_forward(*arguments):
    """Return the right result of one step forward, as a tuple of one."""
    return (rnn_step_forward(*arguments),)


def of_problem_2(arguments):
    """Return arguments of the same kind in the sizes of Problem 2, with other numbers in them."""
    return _resized(arguments, (1, 3, 2, 4))


def of_equal_sizes(arguments):
    """Return arguments of the same kind with as many features as nodes."""
    return _resized(arguments, (3, 5, 4, 4))


def _resized(arguments, sizes):
    """Draw arguments like those of the first probe, with other sizes in the order N, T, D, H."""
    new = dict(zip(FIRST_SIZES, sizes))
    rng = np.random.default_rng(9)
    shapes = [tuple(new.get(size, size) for size in array.shape) for array in arguments]
    return tuple(rng.uniform(-0.8, 0.8, size=shape) for shape in shapes)


def _forward():
    first = _draw(1, *FIRST_SIZES)
    x, h0, Wx, Wh, B = _draw(5, 2, 4, 5, 3)
    whole = tuple(np.rint(2 * array).astype(int) for array in _draw(4, 2, 5, 3, 4))
    return [
        ((ORDINARY, "a batch of 3 sequences"), first),
        ((REPEATED, "the same call again"), first),
        ((ORDINARY, "a single time step"), _draw(2, 3, 1, 4, 2)),
        ((ORDINARY, "other sizes"), _draw(3, 2, 6, 4, 3)),
        ((INTEGERS, "arrays of integers"), whole),
        ((SATURATED, "large pre-activations"), (1000 * x, h0, Wx, 1000 * Wh, B)),
    ]


def _backward():
    calls = []
    for seed, (head, (x, h0, Wx, Wh, B)) in enumerate(_forward()):
        if head[0] == SATURATED:  # saturated states send no gradient: nothing to compare
            continue
        h = rnn_forward(x, h0, Wx, Wh, B)
        dh = np.random.default_rng(100 + seed).normal(size=h.shape)
        dh = np.rint(2 * dh).astype(int) if head[0] == INTEGERS else dh
        calls.append((head, calls[0][1] if head[0] == REPEATED else (dh, x, h0, h, Wx, Wh)))
    return calls


def _draw(seed, batch_size, n_sequences, n_features, n_nodes):
    """Draw x, h0, Wx, Wh, B: large enough to bend tanh, small enough not to saturate it."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(batch_size, n_sequences, n_features))
    h0 = rng.uniform(-0.9, 0.9, size=(batch_size, n_nodes))
    Wx = rng.normal(0.0, 0.7 * n_features**-0.5, size=(n_features, n_nodes))
    Wh = rng.normal(0.0, 0.9 * n_nodes**-0.5, size=(n_nodes, n_nodes))
    B = rng.normal(0.0, 0.3, size=n_nodes)
    return x, h0, Wx, Wh, B

r"""The activation functions, each with the derivative that belongs to it.

A recurrence keeps its states h_t, not its pre-activations a_t. So every derivative here is
written in terms of the *output*: for tanh, :math:`\varphi'(a) = 1 - \tanh^2(a) = 1 - h^2`.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class Activation(NamedTuple):
    """An activation function and its derivative.

    Attributes
    ----------
    function : callable
        ``function(a, out)`` writes φ(a) into ``out``, which may be ``a`` itself, and returns it.
    derivative : callable
        ``derivative(h)`` returns φ'(a) as a new array, given h = φ(a).
    """

    function: Callable
    derivative: Callable


def _tanh_derivative(h):
    squares = h * h
    return np.subtract(1, squares, out=squares)


def _relu(a, out):
    # Compare real parts: a complex step must follow the branch that its real part takes.
    out[...] = np.where(a.real <= 0, 0, a)
    return out


def _sigmoid(a, out):
    # 1 / (1 + exp(-a)) overflows for a below -709; tanh never does.
    np.tanh(np.multiply(a, 0.5, out=out), out=out)
    out += 1
    out *= 0.5
    return out


def _identity(a, out):
    if out is not a:
        out[...] = a
    return out


ACTIVATIONS = {
    "tanh": Activation(np.tanh, _tanh_derivative),
    "relu": Activation(_relu, lambda h: (h.real > 0).astype(h.dtype)),
    "sigmoid": Activation(_sigmoid, lambda h: h * (1 - h)),
    "identity": Activation(_identity, np.ones_like),
}
"""Every activation by its name."""


def activation_by_name(name):
    """Return the `Activation` called ``name``.

    Raises
    ------
    ValueError
        If there is none of that name.
    """
    if isinstance(name, str) and name in ACTIVATIONS:
        return ACTIVATIONS[name]
    known = ", ".join(repr(known) for known in ACTIVATIONS)
    raise ValueError(f"activation must be one of {known}, got {name!r}")

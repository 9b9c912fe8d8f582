"""A forward and a backward pass made of pieces, so that a mistake is one piece replaced.

`forward` and `backward` are right as they stand. Each takes ``pieces``, a dict of functions that
replace pieces of theirs by name. The tables of mistakes hold such dicts.
"""

from types import SimpleNamespace

import numpy as np


def _every_step(x):
    return [x[:, t] for t in range(x.shape[1])]


FORWARD = {
    "inputs": _every_step,  # x -> the x_t in the order in which they are read
    "start": lambda h0: h0,  # h0 -> the state before the first step
    "recurrent": lambda h_prev, Wh: h_prev @ Wh,
    "bias": lambda B: B,
    "activation": np.tanh,
    "carried": lambda h_t, h0: h_t,  # -> the state that the next step gets
    "collected": lambda states, h0, T: np.stack(states, axis=1),  # -> the result
}
"""The pieces of a right forward pass."""


def forward(x, h0, Wx, Wh, B, pieces=None):
    """Compute every state of a sequence with some pieces replaced.

    Parameters
    ----------
    x, h0, Wx, Wh, B : ndarray
        As for `rnn_forward`.
    pieces : dict of str to callable
        What replaces the pieces of `FORWARD` of the same names.

    Returns
    -------
    ndarray
        With no pieces replaced, shape (batch_size, n_sequences, n_nodes).
    """
    use = SimpleNamespace(**{**FORWARD, **(pieces or {})})
    states, h_prev = [], use.start(h0)
    for x_t in use.inputs(x):
        a_t = x_t @ Wx + use.recurrent(h_prev, Wh) + use.bias(B)
        states.append(use.activation(a_t))
        h_prev = use.carried(states[-1], h0)
    return use.collected(states, h0, x.shape[1])


PATH = {
    "order": lambda T: range(T - 1, -1, -1),  # -> the steps in the order of the loop
    "upstream": lambda dh, t: dh[:, t],  # -> what the loss sends to h_t directly
    "slope": lambda h_t, h_prev, dh_t: 1 - h_t**2,  # -> φ'(a_t)
    "carry": lambda da_t, dh_t, Wh, t: da_t @ Wh.T,  # -> what goes back to h_{t-1}
}
"""The pieces of a right backward pass that lead to da_t."""

RESULTS = {
    "through": lambda da, dh, Wx, Wh: da @ Wx.T,  # -> dx, from all da_t and all dh_t
    "before": lambda h, h0: np.concatenate([h0[None], h[:-1]]),  # -> the factors of dWh
    "rows": lambda da_t: da_t.sum(axis=0),  # -> the share of one step in dB
    "steps": sum,  # -> one gradient from the shares of all steps, first step first
    "scale": lambda gradient, N: gradient,
}
"""The pieces that make the five gradients of da_t."""

NEEDED = {
    "dx": ("through",),
    "dh0": (),
    "dWx": ("steps", "scale"),
    "dWh": ("before", "steps", "scale"),
    "dB": ("rows", "steps", "scale"),
}
"""The pieces of `RESULTS` on which each gradient depends."""


def walk(dh, x, h0, h, Wx, Wh, pieces=None):
    """Go back through the steps, with some pieces of `PATH` replaced.

    Returns
    -------
    SimpleNamespace
        da and dh with time first, the last carry, and the arguments with time first.
    """
    use = SimpleNamespace(**{**PATH, **(pieces or {})})
    seen = SimpleNamespace(x=x.swapaxes(0, 1), h0=h0, h=h.swapaxes(0, 1), Wx=Wx, Wh=Wh)
    seen.da, seen.dh = np.zeros(seen.h.shape), np.zeros(seen.h.shape)
    seen.carry = np.zeros(h0.shape)
    for t in use.order(len(seen.h)):
        h_prev = seen.h[t - 1] if t else h0
        seen.dh[t] = use.upstream(dh, t) + seen.carry
        seen.da[t] = seen.dh[t] * use.slope(seen.h[t], h_prev, seen.dh[t])
        seen.carry = use.carry(seen.da[t], seen.dh[t], Wh, t)
    return seen


def gradient(name, seen, pieces=None):
    """Make one of the five gradients of a `walk`, with some pieces of `RESULTS` replaced."""
    use = SimpleNamespace(**{**RESULTS, **(pieces or {})})
    if name == "dx":
        return np.swapaxes(use.through(seen.da, seen.dh, seen.Wx, seen.Wh), 0, 1)
    if name == "dh0":
        return seen.carry
    if name == "dB":
        shares = [use.rows(da_t) for da_t in seen.da]
    else:
        factors = seen.x if name == "dWx" else use.before(seen.h, seen.h0)
        shares = [factor.T @ da_t for factor, da_t in zip(factors, seen.da)]
    return use.scale(use.steps(shares), len(seen.h0))


def backward(dh, x, h0, h, Wx, Wh, pieces=None):
    """Take the gradient through a sequence with some pieces replaced.

    Parameters
    ----------
    dh, x, h0, h, Wx, Wh : ndarray
        As for `rnn_backward`.
    pieces : dict of str to callable
        What replaces the pieces of `PATH` and `RESULTS` of the same names.

    Returns
    -------
    tuple of ndarray
        dx, dh0, dWx, dWh, dB.
    """
    pieces = pieces or {}
    seen = walk(dh, x, h0, h, Wx, Wh, {key: pieces[key] for key in PATH if key in pieces})
    rest = {key: pieces[key] for key in RESULTS if key in pieces}
    return tuple(np.asarray(gradient(name, seen, rest)) for name in NEEDED)

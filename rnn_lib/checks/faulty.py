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
    "passed": lambda h_t, h_prev, t: h_t,  # -> the state after step t, of the new and the old one
    "carried": lambda h_t, h0, t: h_t,  # -> the state that the next step gets
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
    for t, x_t in enumerate(use.inputs(x)):
        a_t = x_t @ Wx + use.recurrent(h_prev, Wh) + use.bias(B)
        states.append(use.passed(use.activation(a_t), h_prev, t))
        h_prev = use.carried(states[-1], h0, t)
    return use.collected(states, h0, x.shape[1])


PATH = {
    "order": lambda T, N: range(T - 1, -1, -1),  # -> the steps in the order of the loop
    "upstream": lambda seen, t: seen.upstream[t],  # -> what the loss sends to h_t directly
    "total": lambda dh_t: dh_t,  # what is made of dL/dh_t
    "slope": lambda step: 1 - step.h_t**2,  # -> φ'(a_t)
    "made": lambda da_t: da_t,  # what is made of dL/da_t
    "carry": lambda step: step.da_t @ step.Wh.T,  # -> what goes back to h_{t-1}
    "crosses": lambda t, T: True,  # -> whether the carry goes on from step t to the one before
}
"""The pieces of a right backward pass that lead to da_t; t counts from zero."""

RESULTS = {
    "through": lambda seen: seen.da @ seen.Wx.T,  # -> dx
    "before": lambda seen: np.concatenate([seen.h0[None], seen.h[:-1]]),  # -> the factors of dWh
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


def walk(upstream, x, h0, h, Wx, Wh, pieces=None):
    """Go back through the steps, with some pieces of `PATH` replaced.

    Two pieces have no right form: ``factor(N)`` multiplies everything, and with ``window``, a
    number, the gradient of each step's loss visits so many steps and no more.

    Returns
    -------
    SimpleNamespace
        All with time first: the arguments, what came directly (``direct``), dL/dh_t (``upstream``),
        dL/da_t (``da``), every carry (``carries``) and the last of them (``carry``).
    """
    pieces = dict(pieces or {})
    window, factor = pieces.pop("window", None), pieces.pop("factor", lambda N: 1)
    seen = SimpleNamespace(h0=h0, Wx=Wx, Wh=Wh)
    seen.upstream, seen.x, seen.h = (array.swapaxes(0, 1) for array in (upstream, x, h))
    seen.upstream = seen.upstream * factor(len(h0))
    use = SimpleNamespace(**{**PATH, **pieces})
    if window is None:
        return _walked(seen, use, use.order(len(seen.h), len(h0)))
    return _windowed(seen, use, window)


def _walked(seen, use, steps):
    seen.direct, seen.dh, seen.da = (np.zeros(seen.h.shape) for _ in range(3))
    seen.carry, seen.carries = np.zeros(seen.h0.shape), []
    T, step = len(seen.h), SimpleNamespace(Wh=seen.Wh, h_T=seen.h[-1])
    for t in steps:
        step.h_t, step.h_prev = seen.h[t], (seen.h[t - 1] if t else seen.h0)
        step.direct = seen.direct[t] = use.upstream(seen, t)
        step.dh_t = seen.dh[t] = use.total(step.direct + seen.carry)
        step.da_t = seen.da[t] = use.made(step.dh_t * use.slope(step))
        seen.carry = use.carry(step) if use.crosses(t, T) else np.zeros(seen.h0.shape)
        seen.carries.append(seen.carry)
    return seen


def _windowed(seen, use, window):
    """Add up one walk for each step whose loss sends something."""
    parts, upstream = [], seen.upstream
    for last in range(len(seen.h)):
        part = SimpleNamespace(**vars(seen))
        part.upstream = np.zeros(upstream.shape)
        part.upstream[last] = upstream[last]
        first = max(-1, last - window)
        _walked(part, use, range(last, first, -1))
        if first >= 0:
            part.carry = np.zeros(seen.h0.shape)
        parts.append(part)
    for name in ("direct", "dh", "da", "carry"):
        setattr(seen, name, sum(getattr(part, name) for part in parts))
    return seen


def gradient(name, seen, pieces=None):
    """Make one of the five gradients of a `walk`, with some pieces of `RESULTS` replaced."""
    use = SimpleNamespace(**{**RESULTS, **(pieces or {})})
    if name == "dx":
        return np.swapaxes(use.through(seen), 0, 1)
    if name == "dh0":
        return seen.carry
    if name == "dB":
        shares = [use.rows(da_t) for da_t in seen.da]
    else:
        factors = seen.x if name == "dWx" else use.before(seen)
        shares = [factor.T @ da_t for factor, da_t in zip(factors, seen.da)]
    return use.scale(use.steps(shares), len(seen.h0))


def backward(upstream, x, h0, h, Wx, Wh, pieces=None):
    """Take the gradient through a sequence with some pieces replaced.

    Parameters
    ----------
    upstream, x, h0, h, Wx, Wh : ndarray
        As for `rnn_backward`.
    pieces : dict of str to callable
        What replaces the pieces of `PATH` and `RESULTS` of the same names.

    Returns
    -------
    tuple of ndarray
        dx, dh0, dWx, dWh, dB.
    """
    pieces = pieces or {}
    rest = {key: pieces[key] for key in RESULTS if key in pieces}
    path = {key: piece for key, piece in pieces.items() if key not in rest}
    seen = walk(upstream, x, h0, h, Wx, Wh, path)
    return tuple(np.asarray(gradient(name, seen, rest)) for name in NEEDED)

"""Right backward answers, however unusual: what a check must never accuse."""

import functools

import numpy as np


def as_step_backward(backward):
    def step(dh_t, x_t, h_prev, h_t, Wx, Wh):
        dx, *others = backward(dh_t[:, None], x_t[:, None], h_prev, h_t[:, None], Wx, Wh)
        return (np.array(dx)[:, 0], *others)

    return step


def backward_row_by_row(upstream, x, h0, h, Wx, Wh):
    N, T, _ = x.shape
    dx, dh0 = np.zeros(x.shape), np.zeros(h0.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(Wh.shape[0])
    for n in range(N):
        carry = np.zeros(Wh.shape[0])
        for t in range(T - 1, -1, -1):
            da = (upstream[n, t] + carry) * (1 - h[n, t] ** 2)
            dWx += np.outer(x[n, t], da)
            dWh += np.outer(h[n, t - 1] if t > 0 else h0[n], da)
            dB += da
            dx[n, t], carry = Wx @ da, Wh @ da
        dh0[n] = carry
    return dx, dh0, dWx, dWh, dB


def backward_as_a_list(*arguments):
    return [gradient.tolist() for gradient in backward_row_by_row(*arguments)]


def backward_in_float32(*arguments):
    return tuple(
        g.astype(np.float32)
        for g in backward_row_by_row(*(np.asarray(a, np.float32) for a in arguments))
    )


def backward_in_fortran_order(*arguments):
    return tuple(np.asfortranarray(gradient) for gradient in backward_row_by_row(*arguments))


def backward_from_all_da(upstream, x, h0, h, Wx, Wh):
    """One product a gradient, after the loop."""
    da = np.empty(h.shape)
    carry = 0
    for t in reversed(range(h.shape[1])):
        da[:, t] = (upstream[:, t] + carry) * (1 - h[:, t]) * (1 + h[:, t])
        carry = da[:, t] @ Wh.T
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    flat = da.reshape(-1, da.shape[2])
    dWx = x.reshape(len(flat), -1).T @ flat
    return da @ Wx.T, carry, dWx, before.reshape(flat.shape).T @ flat, flat.sum(axis=0)


def backward_by_einsum(upstream, x, h0, h, Wx, Wh):
    da, carry = np.zeros(h.shape), np.zeros(h0.shape)
    for t in range(1, h.shape[1] + 1):
        da[:, -t] = (upstream[:, -t] + carry) * (1 - h[:, -t] ** 2)
        carry = np.einsum("nj,ij->ni", da[:, -t], Wh)
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    return (
        np.einsum("ntj,ij->nti", da, Wx),
        carry,
        np.einsum("nti,ntj->ij", x, da),
        np.einsum("nti,ntj->ij", before, da),
        np.einsum("ntj->j", da),
    )


def backward_by_recursion(upstream, x, h0, h, Wx, Wh):
    """The gradient of the last step, and that of the sequence without it."""
    h_prev = h[:, -2] if h.shape[1] > 1 else h0
    da = upstream[:, -1] * (1 - h[:, -1] ** 2)
    last = x[:, -1].T @ da, h_prev.T @ da, da.sum(axis=0)
    dx_t, carry = (da @ Wx.T)[:, None], da @ Wh.T
    if h.shape[1] == 1:
        return dx_t, carry, *last
    shorter = upstream[:, :-1].astype(float)
    shorter[:, -1] += carry
    dx, dh0, *rest = backward_by_recursion(shorter, x[:, :-1], h0, h[:, :-1], Wx, Wh)
    return np.concatenate([dx, dx_t], axis=1), dh0, *(a + b for a, b in zip(rest, last))


def backward_by_solving(upstream, x, h0, h, Wx, Wh):
    """All steps at once: da = S (upstream + C da) is a system of linear equations."""
    N, T, H = h.shape
    da = np.empty(h.shape)
    for n in range(N):
        system = np.eye(T * H)
        for t in range(T - 1):
            rows, next_rows = slice(t * H, (t + 1) * H), slice((t + 1) * H, (t + 2) * H)
            system[rows, next_rows] = -(1 - h[n, t] ** 2)[:, None] * Wh
        da[n] = np.linalg.solve(system, ((1 - h[n] ** 2) * upstream[n]).ravel()).reshape(T, H)
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    return (
        da @ Wx.T,
        da[:, 0] @ Wh.T,
        np.tensordot(x, da, axes=([0, 1], [0, 1])),
        np.tensordot(before, da, axes=([0, 1], [0, 1])),
        da.sum(axis=(0, 1)),
    )


def backward_with_recomputed_activations(upstream, x, h0, h, Wx, Wh):
    """The slope from the pre-activation, 1 / cosh², though h is given."""
    a = np.arctanh(np.clip(h, -1 + 1e-16, 1 - 1e-16))
    slope = np.where(np.abs(h) < 1 - 1e-12, 1 / np.cosh(a) ** 2, 1 - h**2)
    upstream = upstream.astype(float)
    shares = []
    for t in reversed(range(h.shape[1])):
        upstream[:, t] *= slope[:, t]
        if t:
            upstream[:, t - 1] += upstream[:, t] @ Wh.T
        h_prev = h[:, t - 1] if t else h0
        shares.append(
            (x[:, t].T @ upstream[:, t], h_prev.T @ upstream[:, t], upstream[:, t].sum(axis=0))
        )
    return upstream @ Wx.T, upstream[:, 0] @ Wh.T, *(sum(share) for share in zip(*shares))


def backward_as_a_generators_list(*arguments):
    return list(gradient for gradient in backward_from_all_da(*arguments))


def backward_in_views_of_one_array(upstream, x, h0, h, Wx, Wh):
    gradients = backward_from_all_da(upstream, x, h0, h, Wx, Wh)
    flat = np.concatenate([np.ravel(gradient) for gradient in gradients])
    ends = np.cumsum([gradient.size for gradient in gradients])
    parts = np.split(flat, ends[:-1])
    return tuple(part.reshape(gradient.shape) for part, gradient in zip(parts, gradients))


def backward_that_returns_views_of_its_arguments(*arguments):
    """Its own copies of them, so nobody is the poorer: the caller's arrays stay as they are."""
    own = [argument.astype(float) for argument in arguments]
    dx, dh0, dWx, dWh, dB = backward_from_all_da(*own)
    _, x, h0, _, Wx, Wh = own
    x[...], h0[...], Wx[...], Wh[...] = dx, dh0, dWx, dWh
    return x[:], h0[:], Wx.T.T, Wh[::1], np.broadcast_to(dB, dB.shape)


RIGHT_BACKWARD = [
    backward_row_by_row,
    backward_as_a_list,
    backward_in_float32,
    backward_in_fortran_order,
    backward_from_all_da,
    backward_by_einsum,
    backward_by_recursion,
    backward_by_solving,
    backward_with_recomputed_activations,
    backward_as_a_generators_list,
    backward_in_views_of_one_array,
    backward_that_returns_views_of_its_arguments,
    functools.partial(backward_row_by_row),
]

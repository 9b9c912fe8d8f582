"""Right answers in every dress: what a check must never accuse."""

import functools
import math

import numpy as np

# --- one step, by a function for sequences ---


def as_step_forward(forward):
    return lambda x_t, h_prev, Wx, Wh, B: np.array(forward(x_t[:, None], h_prev, Wx, Wh, B))[:, 0]


def as_step_backward(backward):
    def step(dh_t, x_t, h_prev, h_t, Wx, Wh):
        dx, *others = backward(dh_t[:, None], x_t[:, None], h_prev, h_t[:, None], Wx, Wh)
        return (np.array(dx)[:, 0], *others)

    return step


# --- forward ---


def forward_by_einsum(x, h0, Wx, Wh, B):
    h = [np.asarray(h0)]
    for t in range(x.shape[1]):
        h.append(
            np.tanh(np.einsum("nd,dh->nh", x[:, t], Wx) + np.einsum("nk,kh->nh", h[-1], Wh) + B)
        )
    return np.stack(h[1:], axis=1)


def forward_by_lists(x, h0, Wx, Wh, B):
    return [[[float(v) for v in h_t] for h_t in row] for row in forward_by_einsum(x, h0, Wx, Wh, B)]


def forward_without_numpy(x, h0, Wx, Wh, B):
    x, h0, Wx, Wh, B = (a.tolist() for a in (x, h0, Wx, Wh, B))
    batch = []
    for steps, h in zip(x, h0):
        states = []
        for x_t in steps:
            h = [
                math.tanh(
                    sum(v * row[j] for v, row in zip(x_t, Wx))
                    + sum(v * row[j] for v, row in zip(h, Wh))
                    + B[j]
                )
                for j in range(len(B))
            ]
            states.append(h)
        batch.append(states)
    return batch


def forward_in_float32(*arguments):
    return forward_by_einsum(*(np.asarray(a, dtype=np.float32) for a in arguments))


def forward_in_long_double(*arguments):
    return forward_by_einsum(*(np.asarray(a, dtype=np.longdouble) for a in arguments))


def forward_in_fortran_order(*arguments):
    return np.asfortranarray(forward_by_einsum(*arguments))


def forward_that_is_read_only(*arguments):
    h = forward_by_einsum(*arguments)
    h.flags.writeable = False
    return h


def forward_by_recursion(x, h0, Wx, Wh, B):
    if x.shape[1] == 0:
        return np.empty((len(x), 0, len(B)))
    h = np.tanh(x[:, 0] @ Wx + h0 @ Wh + B)
    return np.concatenate([h[:, None], forward_by_recursion(x[:, 1:], h, Wx, Wh, B)], axis=1)


def forward_row_by_row(x, h0, Wx, Wh, B):
    out = np.zeros((x.shape[0], x.shape[1], len(B)))
    for n in range(x.shape[0]):
        h = h0[n]
        for t in range(x.shape[1]):
            h = np.tanh(Wx.T @ x[n, t] + Wh.T @ h + B)
            out[n, t] = h
    return out


def forward_with_one_big_product(x, h0, Wx, Wh, B):
    a = x.reshape(-1, x.shape[2]) @ Wx + B
    out = np.array(a.reshape(*x.shape[:2], -1).swapaxes(0, 1), dtype=float)
    for t in range(len(out)):
        np.tanh(out[t] + (out[t - 1] if t else h0) @ Wh, out=out[t])
    return out.swapaxes(0, 1)  # a view, not contiguous


def forward_with_stacked_weights(x, h0, Wx, Wh, B):
    W, h, states = np.vstack([Wx, Wh, B[None]]), h0, []
    for x_t in np.moveaxis(x, 1, 0):
        h = np.tanh(np.hstack([x_t, h, np.ones((len(h), 1))]) @ W)
        states.append(h)
    return np.stack(states, axis=1)


def forward_by_a_generator(x, h0, Wx, Wh, B):
    def states(h):
        for x_t in x.transpose(1, 0, 2):
            yield (h := np.tanh(x_t @ Wx + h @ Wh + B))

    return np.array(list(states(h0))).transpose(1, 0, 2)


def forward_by_a_safe_sigmoid(x, h0, Wx, Wh, B):
    def tanh(a):
        e = np.exp(-2 * np.abs(a))
        return np.sign(a) * (1 - e) / (1 + e)

    h, states = h0, np.empty((*x.shape[:2], len(B)))
    for t in range(x.shape[1]):
        states[:, t] = h = tanh(x[:, t] @ Wx + h @ Wh + B)
    return states


def forward_into_views_of_one_array(x, h0, Wx, Wh, B):
    states = np.empty((x.shape[0], x.shape[1] + 1, len(B)))
    states[:, 0] = h0
    for t in range(x.shape[1]):
        states[:, t + 1] = np.tanh(x[:, t] @ Wx + states[:, t] @ Wh + B)
    return states[:, 1:]


class Forward:
    """A layer that keeps its last states, and starts anew all the same."""

    buffer = None

    def __call__(self, x, h0, Wx, Wh, B):
        shape = (*x.shape[:2], len(B))
        if self.buffer is None or self.buffer.shape != shape:
            self.buffer = np.empty(shape)
        self.buffer[...] = forward_by_einsum(x, h0, Wx, Wh, B)
        return self.buffer  # the same array again and again


RIGHT_FORWARD = [
    forward_by_einsum,
    forward_by_lists,
    forward_without_numpy,
    forward_in_float32,
    forward_in_long_double,
    forward_in_fortran_order,
    forward_that_is_read_only,
    forward_by_recursion,
    forward_row_by_row,
    forward_with_one_big_product,
    forward_with_stacked_weights,
    forward_by_a_generator,
    forward_by_a_safe_sigmoid,
    forward_into_views_of_one_array,
    Forward(),
    Forward().__call__,
    functools.partial(forward_by_einsum),
]


# --- backward ---


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

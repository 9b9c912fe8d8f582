"""Right forward answers, however unusual: what a check must never accuse."""

import functools
import math

import numpy as np


def as_step_forward(forward):
    return lambda x_t, h_prev, Wx, Wh, B: np.array(forward(x_t[:, None], h_prev, Wx, Wh, B))[:, 0]


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

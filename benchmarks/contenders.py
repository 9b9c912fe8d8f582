"""The programs that are measured. Each one prepares first and returns what is timed.

A contender is a function of the arrays x, h0, Wx, Wh, B and upstream. It returns two functions
without arguments: the forward pass, and the backward pass that belongs to it.
"""

from importlib.util import find_spec

import numpy as np

import rnn_lib


def ours(x, h0, Wx, Wh, B, upstream):
    """Prepare rnn_lib as everybody calls it, validation included."""
    h = rnn_lib.rnn_forward(x, h0, Wx, Wh, B)

    def forward():
        return rnn_lib.rnn_forward(x, h0, Wx, Wh, B)

    def backward():
        return rnn_lib.rnn_backward(upstream, x, h0, h, Wx, Wh)

    return forward, backward


def floor(x, h0, Wx, Wh, B, upstream):
    """Prepare the unavoidable work alone: raw NumPy calls, into arrays that are there already.

    It checks nothing, always returns the same arrays, and leaves time as their first axis.
    """
    n_features, n_nodes = Wx.shape
    x, upstream = (np.ascontiguousarray(array.swapaxes(0, 1)) for array in (x, upstream))
    x_rows, WhT = x.reshape(-1, n_features), np.ascontiguousarray(Wh.T)
    h, da, h_prev, dx = (np.empty_like(array) for array in (upstream, upstream, upstream, x_rows))
    recurrent, carry = np.empty_like(h0), np.empty_like(h0)
    h_rows, da_rows, h_prev_rows = (array.reshape(-1, n_nodes) for array in (h, da, h_prev))
    dWx, dWh = np.empty_like(Wx), np.empty_like(Wh)

    def forward():
        x_rows.dot(Wx, out=h_rows)
        np.add(h, B, out=h)
        state = h0
        for h_t in h:
            state.dot(Wh, out=recurrent)
            np.add(h_t, recurrent, out=h_t)
            state = np.tanh(h_t, out=h_t)
        return h

    forward()
    h_prev[0], h_prev[1:] = h0, h[:-1]

    def backward():
        np.multiply(h, h, out=da)
        np.subtract(1, da, out=da)
        carry.fill(0)
        for dh_t, da_t in zip(upstream[::-1], da[::-1]):
            np.add(carry, dh_t, out=carry)
            np.multiply(da_t, carry, out=da_t)
            da_t.dot(WhT, out=carry)
        da_rows.dot(Wx.T, out=dx)
        x_rows.T.dot(da_rows, out=dWx)
        h_prev_rows.T.dot(da_rows, out=dWh)
        return dx, carry, dWx, dWh, da_rows.sum(axis=0)

    return forward, backward


def naive(x, h0, Wx, Wh, B, upstream):
    """Prepare the loop that a student writes: every product and every gradient at each step."""

    def forward():
        h = np.empty_like(upstream)
        h_prev = h0
        for t in range(x.shape[1]):
            h[:, t] = h_prev = np.tanh(x[:, t] @ Wx + h_prev @ Wh + B)
        return h

    h = forward()

    def backward():
        dx, carry = np.zeros_like(x), np.zeros_like(h0)
        dWx, dWh, dB = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(B)
        for t in reversed(range(x.shape[1])):
            da_t = (upstream[:, t] + carry) * (1 - h[:, t] ** 2)
            dx[:, t] = da_t @ Wx.T
            dWx += x[:, t].T @ da_t
            dWh += (h[:, t - 1] if t else h0).T @ da_t
            dB += da_t.sum(axis=0)
            carry = da_t @ Wh.T
        return dx, carry, dWx, dWh, dB

    return forward, backward


def torch_rnn(x, h0, Wx, Wh, B, upstream):
    """Prepare torch.nn.RNN with the same weights, and gradients for the same five arrays."""
    import torch  # here, so that its threads and its memory stay out of the others' processes

    torch.set_num_threads(1)
    x, h0, upstream = (
        torch.from_numpy(x),
        torch.from_numpy(h0[np.newaxis]),
        torch.from_numpy(upstream),
    )
    rnn = torch.nn.RNN(*Wx.shape, batch_first=True, dtype=x.dtype)
    weights = {
        "weight_ih_l0": Wx.T,
        "weight_hh_l0": Wh.T,
        "bias_ih_l0": B,
        "bias_hh_l0": np.zeros_like(B),
    }
    rnn.load_state_dict({name: torch.tensor(array) for name, array in weights.items()})
    leaves = [x.requires_grad_(), h0.requires_grad_(), *rnn.parameters()][:5]  # one bias is enough
    h, _ = rnn(x, h0)

    def forward():
        return rnn(x, h0)

    def backward():
        return torch.autograd.grad(h, leaves, upstream, retain_graph=True)

    return forward, backward


CONTENDERS = {"ours": ours, "floor": floor, "naive": naive}
"""By name; PyTorch is among them where it is installed."""
if find_spec("torch"):
    CONTENDERS["torch"] = torch_rnn


def draw(shape, dtype, *, vanishing=False):
    """Draw x, h0, Wx, Wh, B and upstream for the sizes (N, T, D, H), without temporary arrays.

    A vanishing gradient comes from the last step alone, and Wh shrinks it on its way back.
    """
    batch_size, n_sequences, n_features, n_nodes = shape
    rng = np.random.default_rng(0)
    states = (batch_size, n_sequences, n_nodes)
    x, Wx, Wh, upstream = (
        rng.standard_normal(size, dtype=dtype)
        for size in ((*states[:2], n_features), (n_features, n_nodes), (n_nodes, n_nodes), states)
    )
    Wx *= n_features**-0.5
    Wh *= n_nodes**-0.5
    if vanishing:
        Wh *= 0.5
        upstream[:, :-1] = 0
    return x, np.zeros((batch_size, n_nodes), dtype), Wx, Wh, np.zeros(n_nodes, dtype), upstream

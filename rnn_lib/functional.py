r"""The recurrence and its gradients as pure functions.

Every function returns new arrays and leaves its arguments alone. Computation is in float32
if all arrays are float32, and in float64 otherwise; integers are converted first.
"""

import numpy as np

from .activations import activation_by_name
from .validation import checked


def rnn_step_forward(x_t, h_prev, Wx, Wh, B, *, activation="tanh"):
    r"""Compute one state of the recurrence from the state before it.

    .. math:: a_t = x_t W_x + h_{t-1} W_h + B, \qquad h_t = \varphi(a_t)

    In the book: [eq-preactivation], [eq-state].

    Parameters
    ----------
    x_t : array_like, shape (batch_size, n_features)
        The input at step t.
    h_prev : array_like, shape (batch_size, n_nodes)
        The state at step t - 1.
    Wx : array_like, shape (n_features, n_nodes)
        The input weights.
    Wh : array_like, shape (n_nodes, n_nodes)
        The recurrent weights.
    B : array_like, shape (n_nodes,)
        The bias.
    activation : {"tanh", "relu", "sigmoid", "identity"}
        The function φ.

    Returns
    -------
    h_t : ndarray, shape (batch_size, n_nodes)
        The state at step t.

    Raises
    ------
    ValueError
        If shapes disagree, an array is empty or not finite, or the activation is unknown.
    """
    phi, _ = activation_by_name(activation)
    Wx, Wh, B, x_t, h_prev = checked(
        Wx=(Wx, "n_features n_nodes"),
        Wh=(Wh, "n_nodes n_nodes"),
        B=(B, "n_nodes"),
        x_t=(x_t, "batch_size n_features"),
        h_prev=(h_prev, "batch_size n_nodes"),
    )
    a_t = x_t @ Wx + h_prev @ Wh + B
    return phi(a_t, out=a_t)


def rnn_forward(x, h0, Wx, Wh, B, *, activation="tanh"):
    r"""Compute every state of a sequence.

    .. math:: h_t = \varphi(x_t W_x + h_{t-1} W_h + B) \quad \text{for } t = 1, \dots, T

    In the book: [eq-preactivation], [eq-state].

    Parameters
    ----------
    x : array_like, shape (batch_size, n_sequences, n_features)
        The input; n_sequences is the number of time steps, T in the formula.
    h0 : array_like, shape (batch_size, n_nodes)
        The state before the first step.
    Wx : array_like, shape (n_features, n_nodes)
        The input weights.
    Wh : array_like, shape (n_nodes, n_nodes)
        The recurrent weights.
    B : array_like, shape (n_nodes,)
        The bias.
    activation : {"tanh", "relu", "sigmoid", "identity"}
        The function φ.

    Returns
    -------
    h : ndarray, shape (batch_size, n_sequences, n_nodes)
        Every state: ``h[:, 0]`` is h_1 and ``h[:, -1]`` is the last one.

    Raises
    ------
    ValueError
        If shapes disagree, an array is empty or not finite, or the activation is unknown.
    """
    phi, _ = activation_by_name(activation)
    Wx, Wh, B, x, h0 = checked(
        Wx=(Wx, "n_features n_nodes"),
        Wh=(Wh, "n_nodes n_nodes"),
        B=(B, "n_nodes"),
        x=(x, "batch_size n_sequences n_features"),
        h0=(h0, "batch_size n_nodes"),
    )
    # The inputs of all steps are known, so x_t Wx + B is one product before the loop. With time
    # as the first axis, each step reads and writes one unbroken block of memory.
    x = _time_major(x)
    h = (_rows(x) @ Wx).reshape(*x.shape[:2], -1)
    h += B
    recurrent = np.empty_like(h[0])
    h_prev = h0
    for h_t in h:  # holds x_t Wx + B at first, then a_t, then the state
        h_t += h_prev.dot(Wh, out=recurrent)
        phi(h_t, out=h_t)
        h_prev = h_t
    return h.swapaxes(0, 1)


def rnn_step_backward(dh_t, x_t, h_prev, h_t, Wx, Wh, *, activation="tanh"):
    r"""Take the gradient of the loss through one step, from h_t to all that made it.

    .. math::

        \frac{dL}{da_t} &= \frac{dL}{dh_t} \odot \varphi'(a_t) &&& \\
        \frac{dL}{dx_t} &= \frac{dL}{da_t} W_x^\top &
        \frac{dL}{dW_x^{(t)}} &= x_t^\top \frac{dL}{da_t} \\
        \frac{dL}{da_t} W_h^\top &\to \frac{dL}{dh_{t-1}} &
        \frac{dL}{dW_h^{(t)}} &= h_{t-1}^\top \frac{dL}{da_t} \\
        && \frac{dL}{dB^{(t)}} &= \sum_{\text{batch}} \frac{dL}{da_t}

    The arrow is the carry: what this step adds to the gradient of h_prev. The mark (t) stands for
    this step's own copy of a weight; the gradient of the shared weight is the sum over all steps.

    In the book: [eq-da], [eq-dx], [eq-carry], [eq-dWx-step], [eq-dWh-step], [eq-dB-step].

    Parameters
    ----------
    dh_t : array_like, shape (batch_size, n_nodes)
        dL/dh_t: everything that reaches h_t, from the loss directly and from step t + 1.
    x_t : array_like, shape (batch_size, n_features)
        The input at step t.
    h_prev : array_like, shape (batch_size, n_nodes)
        The state at step t - 1.
    h_t : array_like, shape (batch_size, n_nodes)
        The state at step t.
    Wx : array_like, shape (n_features, n_nodes)
        The input weights.
    Wh : array_like, shape (n_nodes, n_nodes)
        The recurrent weights.
    activation : {"tanh", "relu", "sigmoid", "identity"}
        The function φ of the forward step.

    Returns
    -------
    dx_t : ndarray, shape (batch_size, n_features)
        The gradient for the input of this step.
    dh_prev : ndarray, shape (batch_size, n_nodes)
        The carry: what this step sends back to h_{t-1}.
    dWx, dWh, dB : ndarray, shapes of Wx, Wh and B
        What this step alone contributes to the gradients of the parameters.

    Raises
    ------
    ValueError
        If shapes disagree, an array is empty or not finite, or the activation is unknown.
    """
    _, phi_prime = activation_by_name(activation)
    Wx, Wh, x_t, h_prev, h_t, dh_t = checked(
        Wx=(Wx, "n_features n_nodes"),
        Wh=(Wh, "n_nodes n_nodes"),
        x_t=(x_t, "batch_size n_features"),
        h_prev=(h_prev, "batch_size n_nodes"),
        h_t=(h_t, "batch_size n_nodes"),
        dh_t=(dh_t, "batch_size n_nodes"),
    )
    da_t = dh_t * phi_prime(h_t)
    dx_t = da_t @ Wx.T
    dh_prev = da_t @ Wh.T
    dWx = x_t.T @ da_t
    dWh = h_prev.T @ da_t
    dB = da_t.sum(axis=0)
    return dx_t, dh_prev, dWx, dWh, dB


def rnn_backward(upstream, x, h0, h, Wx, Wh, *, activation="tanh"):
    r"""Take the gradient of the loss through a whole sequence: backpropagation through time.

    From the last step to the first, with nothing carried into the last one,

    .. math::

        \frac{dL}{dh_t} = \frac{\partial^+ L}{\partial h_t} + \frac{dL}{da_{t+1}} W_h^\top,
        \qquad \frac{dL}{da_t} = \frac{dL}{dh_t} \odot \varphi'(a_t),

    and then, over all steps and the whole batch,

    .. math::

        \frac{dL}{dW_x} = \sum_t x_t^\top \frac{dL}{da_t}, \quad
        \frac{dL}{dW_h} = \sum_t h_{t-1}^\top \frac{dL}{da_t}, \quad
        \frac{dL}{dB} = \sum_t \sum_{\text{batch}} \frac{dL}{da_t}.

    In the book: [eq-dh], [eq-da], [eq-dx-all], [eq-dh0], [eq-dWx], [eq-dWh], [eq-dB].

    Parameters
    ----------
    upstream : array_like, shape (batch_size, n_sequences, n_nodes)
        What the loss sends to each state *directly*, ∂⁺L/∂h_t. Zeros where it sends nothing.
    x : array_like, shape (batch_size, n_sequences, n_features)
        The input of the forward pass.
    h0 : array_like, shape (batch_size, n_nodes)
        The state before the first step.
    h : array_like, shape (batch_size, n_sequences, n_nodes)
        Every state, as `rnn_forward` returned them.
    Wx : array_like, shape (n_features, n_nodes)
        The input weights.
    Wh : array_like, shape (n_nodes, n_nodes)
        The recurrent weights.
    activation : {"tanh", "relu", "sigmoid", "identity"}
        The function φ of the forward pass.

    Returns
    -------
    dx : ndarray, shape (batch_size, n_sequences, n_features)
        The gradient for the input.
    dh0 : ndarray, shape (batch_size, n_nodes)
        The gradient for the first state.
    dWx, dWh, dB : ndarray, shapes of Wx, Wh and B
        The gradients for the parameters, summed over time and batch.

    Raises
    ------
    ValueError
        If shapes disagree, an array is empty or not finite, or the activation is unknown.

    References
    ----------
    Werbos, P. J. "Backpropagation through time: what it does and how to do it", 1990.
    """
    _, phi_prime = activation_by_name(activation)
    Wx, Wh, x, h0, h, upstream = checked(
        Wx=(Wx, "n_features n_nodes"),
        Wh=(Wh, "n_nodes n_nodes"),
        x=(x, "batch_size n_sequences n_features"),
        h0=(h0, "batch_size n_nodes"),
        h=(h, "batch_size n_sequences n_nodes"),
        upstream=(upstream, "batch_size n_sequences n_nodes"),
    )
    h = _time_major(h)
    da = phi_prime(h)
    dh0 = _back_through_time(da, upstream, Wh)
    dWx = _rows(_time_major(x)).T @ _rows(da)  # x's copy goes before dx comes
    dWh = h0.T @ da[0] + _rows(h[:-1]).T @ _rows(da[1:])
    dB = _rows(da).sum(axis=0)
    dx = (_rows(da) @ Wx.T).reshape(*da.shape[:2], -1)
    return dx.swapaxes(0, 1), dh0, dWx, dWh, dB


def _back_through_time(da, upstream, Wh):
    """Walk from the last step to the first: turn φ'(a_t) into dL/da_t, in place; return dL/dh_0."""
    WhT = np.ascontiguousarray(Wh.T)  # used at every step: worth a copy
    dh_t = np.zeros(da.shape[1:], da.dtype)
    for block in _last_block_first(len(da)):
        _drop_vanished(dh_t, upstream)
        direct = _time_major(upstream[:, block])
        for da_t, direct_t in zip(da[block][::-1], direct[::-1]):  # da_t holds φ'(a_t) at first
            dh_t += direct_t  # the loss, on top of what step t + 1 carried back
            da_t *= dh_t
            da_t.dot(WhT, out=dh_t)  # the carry to h_{t-1}
    return dh_t


def _time_major(array):
    """Return (batch_size, n_sequences, n) as an unbroken (n_sequences, batch_size, n)."""
    return np.ascontiguousarray(array.swapaxes(0, 1))


def _rows(array):
    """Return (n_sequences, batch_size, n) as one tall matrix, to sum over all rows at once."""
    return array.reshape(-1, array.shape[2])


def _last_block_first(n_sequences):
    """Return slices of 32 steps each: a copy of that much of upstream still lies in the cache."""
    return [slice(start, start + 32) for start in reversed(range(0, n_sequences, 32))]


def _drop_vanished(dh_t, upstream):
    """Set a carry to zero, in place, once it is far too small to change a sum of gradients.

    A carry that vanishes ends in subnormal numbers, which a processor handles many times slower.
    The limit tiny / eps² lies some 32 steps above them. The carry must also be negligible beside
    the upstream gradient: a loss that is tiny everywhere keeps its gradient. What is lost are
    entries of dx and dh0 below 5e-277 (float64) or 9e-25 (float32); they become zero.
    """
    limits = np.finfo(dh_t.dtype)
    largest = np.abs(dh_t).max()
    is_tiny = 0 < largest < limits.tiny / limits.eps**2
    if is_tiny and largest < limits.eps**2 * np.abs(upstream).max():
        dh_t[...] = 0

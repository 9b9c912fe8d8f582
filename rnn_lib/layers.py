"""Layers: the pure functions, together with the parameters and what a backward pass needs."""

import numpy as np

from .activations import activation_by_name
from .dense import dense_backward, dense_forward
from .functional import rnn_backward, rnn_forward
from .validation import checked, generator, positive_int


class SimpleRNN:
    """A recurrent layer that returns its state at every time step.

    A task with one output a sequence (many-to-one) reads ``h[:, -1]``; a task with one output
    a step (many-to-many) reads all of h.

    Parameters
    ----------
    n_features : int
        The size of the input at one time step.
    n_nodes : int
        The size of the state.
    activation : {"tanh", "relu", "sigmoid", "identity"}
        The activation; its derivative follows the choice.
    rng : numpy.random.Generator, int or None
        The source of the initial weights; an int seeds a new one.

    Attributes
    ----------
    params : dict of str to ndarray
        ``Wx`` (n_features, n_nodes), ``Wh`` (n_nodes, n_nodes) and ``B`` (n_nodes,).
    grads : dict of str to ndarray
        The gradients of the last backward pass, by the same names. Empty before it.
    dh0 : ndarray or None
        The gradient for the first state, shape (batch_size, n_nodes). None before it.

    Raises
    ------
    ValueError
        If a size is not a positive whole number, or the activation is unknown.

    Notes
    -----
    Wx is drawn with variance 1 / n_features, so that a_t starts near one whatever the number of
    features. Wh is a random orthogonal matrix, which keeps the length of the state; B is zero.
    """

    def __init__(self, n_features, n_nodes, *, activation="tanh", rng=None):
        n_features, n_nodes = (
            positive_int("n_features", n_features),
            positive_int("n_nodes", n_nodes),
        )
        rng = generator("rng", rng)
        Wx = rng.normal(0.0, n_features**-0.5, size=(n_features, n_nodes))
        self._set_up(Wx, _orthogonal(n_nodes, rng), np.zeros(n_nodes), activation)

    @classmethod
    def from_weights(cls, Wx, Wh, B, *, activation="tanh"):
        """Make a layer with copies of the given weights.

        Parameters
        ----------
        Wx : array_like, shape (n_features, n_nodes)
            The input weights.
        Wh : array_like, shape (n_nodes, n_nodes)
            The recurrent weights.
        B : array_like, shape (n_nodes,)
            The bias. Integers become floats.
        activation : {"tanh", "relu", "sigmoid", "identity"}
            The activation.

        Returns
        -------
        SimpleRNN
            Float32 if all three are, else float64.

        Raises
        ------
        ValueError
            If shapes disagree, an array is empty or not finite, or the activation is unknown.
        """
        Wx, Wh, B = checked(
            Wx=(Wx, "n_features n_nodes"), Wh=(Wh, "n_nodes n_nodes"), B=(B, "n_nodes")
        )
        layer = cls.__new__(cls)
        layer._set_up(Wx.copy(), Wh.copy(), B.copy(), activation)
        return layer

    def _set_up(self, Wx, Wh, B, activation):
        activation_by_name(activation)  # an unknown name fails here, not at the first forward pass
        self.activation = activation
        self.params = {"Wx": Wx, "Wh": Wh, "B": B}
        self.grads = {}
        self.dh0 = None
        self._forward_pass = None

    def forward(self, x, h0=None):
        """Compute every state and remember what `backward` needs.

        Parameters
        ----------
        x : array_like, shape (batch_size, n_sequences, n_features)
            The input; n_sequences is the number of time steps.
        h0 : array_like, shape (batch_size, n_nodes), or None
            The state before the first step; None means zeros.

        Returns
        -------
        h : ndarray, shape (batch_size, n_sequences, n_nodes)
            Every state.

        Raises
        ------
        ValueError
            If shapes disagree, or an array is empty or not finite.
        """
        Wx, Wh, B = (self.params[name] for name in ("Wx", "Wh", "B"))
        _, x = checked(Wx=(Wx, "n_features n_nodes"), x=(x, "batch_size n_sequences n_features"))
        if h0 is None:
            h0 = np.zeros((len(x), len(Wh)), dtype=x.dtype)
        h = rnn_forward(x, h0, Wx, Wh, B, activation=self.activation)
        # Copies: whatever the caller does to its arrays later, `backward` fits this forward pass.
        self._forward_pass = x.copy(), np.array(h0), h.copy()
        return h

    def backward(self, upstream):
        """Take the gradient back through time, and store it in `grads` and `dh0`.

        It goes with the last forward pass. Call it before you change the parameters.

        Parameters
        ----------
        upstream : array_like, shape (batch_size, n_sequences, n_nodes)
            What the loss sends to each state directly; zeros where it sends nothing.

        Returns
        -------
        dx : ndarray, shape (batch_size, n_sequences, n_features)
            The gradient for the input.

        Raises
        ------
        RuntimeError
            If there was no forward pass.
        ValueError
            If upstream has another shape than the states, or is not finite.
        """
        x, h0, h = _remembered(self._forward_pass, "SimpleRNN")
        Wx, Wh = self.params["Wx"], self.params["Wh"]
        dx, self.dh0, dWx, dWh, dB = rnn_backward(
            upstream, x, h0, h, Wx, Wh, activation=self.activation
        )
        self.grads = {"Wx": dWx, "Wh": dWh, "B": dB}
        return dx


class Dense:
    """A fully connected layer, ``scores = x W + b``, on the last axis of its input.

    Parameters
    ----------
    n_in, n_out : int
        The sizes of the last axis before and after.
    rng : numpy.random.Generator, int or None
        The source of the initial weights; an int seeds a new one.

    Attributes
    ----------
    params : dict of str to ndarray
        ``W`` (n_in, n_out) and ``b`` (n_out,).
    grads : dict of str to ndarray
        The gradients of the last backward pass, by the same names. Empty before it.

    Raises
    ------
    ValueError
        If a size is not a positive whole number.
    """

    def __init__(self, n_in, n_out, *, rng=None):
        n_in, n_out = positive_int("n_in", n_in), positive_int("n_out", n_out)
        W = generator("rng", rng).normal(0.0, n_in**-0.5, size=(n_in, n_out))
        self.params = {"W": W, "b": np.zeros(n_out)}
        self.grads = {}
        self._forward_pass = None

    def forward(self, x):
        """Compute the scores and remember what `backward` needs.

        Parameters
        ----------
        x : array_like, shape (..., n_in)
            Any leading axes.

        Returns
        -------
        scores : ndarray, shape (..., n_out)
            The same leading axes.

        Raises
        ------
        ValueError
            If the last axis is not n_in long, or x is empty or not finite.
        """
        scores = dense_forward(x, self.params["W"], self.params["b"])
        self._forward_pass = np.array(x)
        return scores

    def backward(self, dout):
        """Take the gradient back through the layer, and store it in `grads`.

        Parameters
        ----------
        dout : array_like, shape (..., n_out)
            dL/dscores.

        Returns
        -------
        dx : ndarray, shape (..., n_in)
            The gradient for the input.

        Raises
        ------
        RuntimeError
            If there was no forward pass.
        ValueError
            If dout has another shape than the scores, or is not finite.
        """
        x = _remembered(self._forward_pass, "Dense")
        checked(x=(x, "... n_in"), W=(self.params["W"], "n_in n_out"), dout=(dout, "... n_out"))
        dx, dW, db = dense_backward(dout, x, self.params["W"])
        self.grads = {"W": dW, "b": db}
        return dx


def _orthogonal(n, rng):
    """Draw an orthogonal matrix: the Q of a Gaussian one, with the signs that make it uniform."""
    Q, R = np.linalg.qr(rng.normal(size=(n, n)))
    return Q * np.sign(np.diag(R))


def _remembered(forward_pass, layer):
    if forward_pass is None:
        raise RuntimeError(
            f"{layer}.backward needs a forward pass first: call forward(x), then backward"
        )
    return forward_pass

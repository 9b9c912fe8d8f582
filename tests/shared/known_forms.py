"""The forms in which people have written this assignment, each with places for mistakes.

None of them is in the course's signature, and none uses rnn_lib. ``mistakes`` holds the ids of what
is to be wrong.
"""

import numpy as np


def slope_at(h, mistakes):
    if "tanh-derivative-at-h" in mistakes:
        return 1 - np.tanh(h) ** 2
    return 1.0 if "tanh-derivative-missing" in mistakes else 1 - h**2


class OwnClass:
    """Records all states, returns the last one, and takes the gradient of the last one."""

    def __init__(self, mistakes=()):
        self.mistakes = mistakes

    def set_weights(self, W_in, W_rec, bias):
        self.W_in, self.W_rec, self.bias = W_in, W_rec, bias
        return self

    def forward(self, X, h0=None):
        state = np.zeros((X.shape[0], self.W_rec.shape[0])) if h0 is None else h0
        self.X, self.states = X, [state]
        for t in range(X.shape[1]):
            bias = 0 if "bias-ignored" in self.mistakes else self.bias
            recurrent = self.W_rec.T if "Wh-transposed" in self.mistakes else self.W_rec
            state = np.tanh(X[:, t] @ self.W_in + state @ recurrent + bias)
            self.states.append(state)
        return state

    def backward(self, grad):
        g_in, g_rec, g_bias = 0 * self.W_in, 0 * self.W_rec, 0 * self.bias
        g_in, g_rec, g_bias = g_in.astype(float), g_rec.astype(float), g_bias.astype(float)
        for t in range(self.X.shape[1], 0, -1):
            delta = grad * slope_at(self.states[t], self.mistakes)
            before = self.states[t] if "h-t-for-h-prev" in self.mistakes else self.states[t - 1]
            g_in += self.X[:, t - 1].T @ delta
            g_rec += before.T @ delta
            g_bias += delta.mean(axis=0) if "bias-averaged" in self.mistakes else delta.sum(axis=0)
            grad = delta @ (self.W_rec if "carry-not-transposed" in self.mistakes else self.W_rec.T)
        self.grads = g_in, g_rec, g_bias
        return self.grads

    def update(self, lr):
        for weights, gradient in zip((self.W_in, self.W_rec, self.bias), self.grads):
            weights -= lr * gradient


class EveryStep:
    """An output at every step, y_t = h_t Wy + by, and a gradient that arrives at every step."""

    def __init__(self, Wx, Wh, b, Wy, mistakes=()):
        self.Wx, self.Wh, self.b, self.Wy, self.mistakes = Wx, Wh, b, Wy, mistakes

    def forward(self, x):
        N, T, _ = x.shape
        self.x, self.h = x, np.zeros((N, T + 1, len(self.Wh)))
        for t in range(T):
            self.h[:, t] = np.tanh(x[:, t] @ self.Wx + self.h[:, t - 1] @ self.Wh + self.b)
        return self.h[:, :-1] @ self.Wy

    def backward(self, dy):
        dWx, dWh, db, dnext = 0.0, 0.0, 0.0, 0.0
        for t in reversed(range(self.x.shape[1])):
            arriving = dy[:, -1] if "upstream-reinjected" in self.mistakes else dy[:, t]
            dh = arriving @ self.Wy.T + dnext
            da = dh * slope_at(self.h[:, t], self.mistakes)
            dWx = dWx + self.x[:, t].T @ da
            dWh = dWh + self.h[:, t - 1].T @ da
            db = db + (da.sum() if "bias-scalar" in self.mistakes else da.sum(axis=0))
            dnext = 0 if "carry-dropped" in self.mistakes else da @ self.Wh.T
        return {"dWx": dWx, "dWh": dWh, "dB": db}


class Globals:
    """Functions that read their weights, and keep their states, outside of themselves."""

    def __init__(self, mistakes=()):
        self.names, self.mistakes = {}, mistakes

    def step(self, x, h):
        names = self.names
        a = np.dot(x, names["wx"]) + np.dot(h, names["wh"])
        a = a if "bias-ignored" in self.mistakes else a + names["b"]
        return a if "activation-missing" in self.mistakes else np.tanh(a)

    def run(self, x):
        self.names["hs"] = hs = [np.zeros((len(x), len(self.names["wh"])))]
        for t in range(x.shape[1]):
            hs.append(self.step(x[:, t], hs[-1]))
        return hs[-1]

    def gradients(self, x, loss_gradient):
        """Return what comes back to the input alone: one array a step."""
        names, out = self.names, []
        for h in names["hs"][:0:-1]:
            da = loss_gradient * slope_at(h, self.mistakes)
            out.insert(0, np.dot(da, names["wx"].T))
            loss_gradient = da if "carry-without-Wh" in self.mistakes else np.dot(da, names["wh"].T)
        return np.stack(out, axis=1)


class Columns:
    """One sequence, vectors as columns, and weights that are updated by the backward pass."""

    def __init__(self, U, W, b, lr, mistakes=()):
        self.U, self.W, self.b, self.lr, self.mistakes = U, W, b, lr, mistakes

    def forward(self, x):
        self.x, self.h = x, [np.zeros((len(self.W), 1))]
        for t in range(x.shape[1]):
            self.h.append(np.tanh(self.U @ x[:, t : t + 1] + self.W @ self.h[-1] + self.b))
        return self.h[-1]

    def backward(self, d):
        dU, dW, db = np.zeros(self.U.shape), np.zeros(self.W.shape), np.zeros(self.b.shape)
        for t in range(self.x.shape[1], 0, -1):
            d = d * slope_at(self.h[t], self.mistakes)
            dU += d @ self.x[:, t - 1 : t].T
            dW += d @ self.h[t if "h-t-for-h-prev" in self.mistakes else t - 1].T
            db += d
            d = self.W @ d if "carry-not-transposed" in self.mistakes else self.W.T @ d
        for weights, gradient in ((self.U, dU), (self.W, dW), (self.b, db)):
            weights -= self.lr * gradient


class Classifier:
    """A network from sequences to probabilities, with the gradients of its loss."""

    def __init__(self, mistakes=()):
        self.mistakes = mistakes

    def loss_and_gradients(self, x, y, Wx, Wh, B, W, b):
        h = [np.zeros((len(x), len(Wh)))]
        for t in range(x.shape[1]):
            h.append(np.tanh(x[:, t] @ Wx + h[-1] @ Wh + B))
        scores = h[-1] @ W + b
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        d = (p - np.eye(W.shape[1])[y]) / len(y)
        dW, db, d = h[-1].T @ d, d.sum(axis=0), d @ W.T
        dWx, dWh, dB = 0.0, 0.0, 0.0
        for t in range(x.shape[1], 0, -1):
            da = d * slope_at(h[t], self.mistakes)
            dWx, dWh, dB = dWx + x[:, t - 1].T @ da, dWh + h[t - 1].T @ da, dB + da.sum(axis=0)
            d = da @ Wh.T
        loss = -np.log(p[np.arange(len(y)), y]).mean()
        return loss, dWx, dWh, dB, dW, db

"""States, losses and gradients against HIPS autograd on the same recurrence."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

import rnn_lib as rl
from tests.library.oracles import classifier_gradient
from tests.shared.problems import ACTIVATIONS, GRADIENTS, SIZES, difference, draw, many_to_one

PHI = {
    "tanh": anp.tanh,
    "relu": lambda a: anp.maximum(a, 0.0),
    "sigmoid": lambda a: 1 / (1 + anp.exp(-a)),
    "identity": lambda a: a,
}
TOLERANCE = 1e-13  # the same formula in the same precision, added in another order


def _states(x, h0, Wx, Wh, B, activation):
    h = [h0]
    for t in range(x.shape[1]):
        h.append(PHI[activation](anp.dot(x[:, t], Wx) + anp.dot(h[-1], Wh) + B))
    return anp.stack(h[1:], axis=1)


def _cross_entropy(scores, y):
    shifted = scores - anp.max(scores, axis=-1, keepdims=True)
    log_p = shifted - anp.log(anp.sum(anp.exp(shifted), axis=-1, keepdims=True))
    return -anp.mean(log_p[(*np.indices(y.shape), y)])


@pytest.mark.parametrize(
    "upstream", [lambda problem: problem, many_to_one], ids=["many-to-many", "many-to-one"]
)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [*SIZES, (3, 40, 5, 8)])
def test_states_and_gradients_agree(sizes, activation, upstream):
    problem = upstream(draw(sizes))
    arguments = problem.backward_arguments(activation)
    assert difference(arguments[3], _states(*problem.forward_arguments, activation)) < TOLERANCE

    def loss(*arguments):
        return anp.sum(problem.upstream * _states(*arguments, activation))

    expected = autograd.grad(loss, argnum=tuple(range(5)))(*problem.forward_arguments)
    for name, ours, theirs in zip(
        GRADIENTS, rl.rnn_backward(*arguments, activation=activation), expected
    ):
        assert difference(ours, theirs) < TOLERANCE, name


def test_a_many_to_many_model_of_both_layers_agrees():
    x, h0, Wx, Wh, B, _ = draw((2, 5, 3, 4))
    rng = np.random.default_rng(1)
    y = rng.integers(6, size=(2, 5))
    rnn, dense = rl.SimpleRNN.from_weights(Wx, Wh, B), rl.Dense(4, 6, rng=rng)
    loss, dscores = rl.softmax_cross_entropy(dense.forward(rnn.forward(x, h0)), y)
    dx = rnn.backward(dense.backward(dscores))

    def their_loss(x, h0, Wx, Wh, B, W, b):
        return _cross_entropy(anp.dot(_states(x, h0, Wx, Wh, B, "tanh"), W) + b, y)

    arguments = (x, h0, Wx, Wh, B, *dense.params.values())
    assert loss == pytest.approx(their_loss(*arguments), rel=1e-14)
    expected = autograd.grad(their_loss, argnum=tuple(range(7)))(*arguments)
    for ours, theirs in zip((dx, rnn.dh0, *rnn.grads.values(), *dense.grads.values()), expected):
        assert difference(ours, theirs) < TOLERANCE


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_of_the_classifier_agrees(activation):
    X, y, start, gradient, loss_before = classifier_gradient(activation)

    def loss(weights):
        h = _states(X, np.zeros((7, 4)), weights["Wx"], weights["Wh"], weights["B"], activation)
        return _cross_entropy(anp.dot(h[:, -1], weights["W"]) + weights["b"], y)

    assert loss_before == pytest.approx(loss(start), rel=1e-13)
    for name, theirs in autograd.grad(loss)(start).items():
        assert difference(gradient[name], theirs) < 1e-12, (
            name
        )  # gradient is a difference of weights

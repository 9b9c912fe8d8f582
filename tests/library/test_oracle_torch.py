"""States, losses and gradients against torch.nn.RNN, where PyTorch is installed; CI installs it."""

import os

import numpy as np
import pytest

import rnn_lib as rl
from tests.library.oracles import classifier_gradient
from tests.shared.problems import GRADIENTS, SIZES, difference, draw, many_to_one

if "CI" in os.environ:
    import torch
else:
    torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle: make torch")

TOLERANCES = {
    np.float64: 1e-13,
    np.float32: 2e-5,
}  # rounding, times the steps it is carried through


def _torch_rnn(Wx, Wh, B, activation="tanh"):
    """Make a torch.nn.RNN with our weights, the bias split over both of its own."""
    dtype = torch.from_numpy(B).dtype
    rnn = torch.nn.RNN(*Wx.shape, nonlinearity=activation, batch_first=True, dtype=dtype)
    weights = {
        "weight_ih_l0": Wx.T,
        "weight_hh_l0": Wh.T,
        "bias_ih_l0": B - 1,
        "bias_hh_l0": np.ones_like(B),
    }
    rnn.load_state_dict({name: torch.tensor(array) for name, array in weights.items()})
    return rnn


@pytest.mark.parametrize(
    "upstream", [lambda problem: problem, many_to_one], ids=["many-to-many", "many-to-one"]
)
@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("sizes", [*SIZES, (3, 40, 5, 8)])
def test_states_and_gradients_agree(sizes, dtype, activation, upstream):
    problem = upstream(draw(sizes, dtype=dtype))
    rnn = _torch_rnn(problem.Wx, problem.Wh, problem.B, activation)
    x = torch.tensor(problem.x, requires_grad=True)
    h0 = torch.tensor(problem.h0[np.newaxis], requires_grad=True)
    theirs, _ = rnn(x, h0)
    theirs.backward(torch.tensor(problem.upstream))
    arguments = problem.backward_arguments(activation)
    assert difference(arguments[3], theirs.detach().numpy()) < TOLERANCES[dtype]
    expected = [
        x.grad,
        h0.grad[0],
        rnn.weight_ih_l0.grad.T,
        rnn.weight_hh_l0.grad.T,
        rnn.bias_ih_l0.grad,
    ]
    for name, ours, gradient in zip(
        GRADIENTS, rl.rnn_backward(*arguments, activation=activation), expected
    ):
        assert ours.dtype == dtype
        assert difference(ours, gradient.numpy()) < TOLERANCES[dtype], name


@pytest.mark.parametrize("dtype", TOLERANCES)
def test_loss_and_its_gradient_agree_at_every_time_step(dtype):
    rng = np.random.default_rng(0)
    scores, y = rng.normal(0.0, 3.0, size=(2, 5, 4)).astype(dtype), rng.integers(4, size=(2, 5))
    theirs = torch.tensor(scores, requires_grad=True)
    their_loss = torch.nn.functional.cross_entropy(theirs.reshape(-1, 4), torch.tensor(y.ravel()))
    their_loss.backward()
    loss, dscores = rl.softmax_cross_entropy(scores, y)
    assert loss == pytest.approx(their_loss.item(), rel=TOLERANCES[dtype])
    assert difference(dscores, theirs.grad.numpy()) < TOLERANCES[dtype]


@pytest.mark.parametrize("max_norm", [0.5, 1e3])
def test_clipping_agrees(max_norm):
    rng = np.random.default_rng(0)
    grads = {"Wx": rng.normal(size=(3, 4)), "B": rng.normal(size=4)}
    parameters = [
        torch.nn.Parameter(torch.zeros(grad.shape, dtype=torch.float64)) for grad in grads.values()
    ]
    for parameter, grad in zip(parameters, grads.values()):
        parameter.grad = torch.tensor(grad)
    their_norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    clipped, norm = rl.clip_by_global_norm(grads, max_norm)
    assert norm == pytest.approx(their_norm.item(), rel=1e-14)
    for ours, theirs in zip(clipped.values(), parameters):
        assert difference(ours, theirs.grad.numpy()) < 1e-5  # torch adds 1e-6 to the norm


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_gradient_of_the_classifier_agrees(activation):
    X, y, start, gradient, loss_before = classifier_gradient(activation)
    rnn = _torch_rnn(start["Wx"], start["Wh"], start["B"], activation)
    W, b = (torch.tensor(start[name], requires_grad=True) for name in ("W", "b"))
    h, _ = rnn(torch.tensor(X))
    loss = torch.nn.functional.cross_entropy(h[:, -1] @ W + b, torch.tensor(y))
    loss.backward()
    assert loss_before == pytest.approx(loss.item(), rel=1e-13)
    theirs = {
        "Wx": rnn.weight_ih_l0.grad.T,
        "Wh": rnn.weight_hh_l0.grad.T,
        "B": rnn.bias_ih_l0.grad,
        "W": W.grad,
        "b": b.grad,
    }
    for name, expected in theirs.items():
        assert difference(gradient[name], expected.numpy()) < 1e-12, (
            name
        )  # gradient is a difference of weights

"""The layers: the functions, their parameters, and what they remember."""

from itertools import pairwise

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib import Dense, SimpleRNN
from tests.shared.problems import ACTIVATIONS, SIZES, draw


@pytest.fixture
def problem():
    return draw((2, 5, 3, 4))


@pytest.fixture
def layer(problem):
    return SimpleRNN.from_weights(problem.Wx, problem.Wh, problem.B)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_the_layer_computes_what_the_functions_compute(sizes, activation):
    x, h0, Wx, Wh, B, upstream = problem = draw(sizes)
    layer = SimpleRNN.from_weights(Wx, Wh, B, activation=activation)
    np.testing.assert_array_equal(
        layer.forward(x, h0), rl.rnn_forward(x, h0, Wx, Wh, B, activation=activation)
    )
    dx, dh0, dWx, dWh, dB = rl.rnn_backward(
        *problem.backward_arguments(activation), activation=activation
    )
    np.testing.assert_array_equal(layer.backward(upstream), dx)
    np.testing.assert_array_equal(layer.dh0, dh0)
    assert list(layer.grads) == ["Wx", "Wh", "B"]
    for name, expected in {"Wx": dWx, "Wh": dWh, "B": dB}.items():
        np.testing.assert_array_equal(layer.grads[name], expected)


def test_h0_is_zero_unless_given(problem, layer):
    np.testing.assert_array_equal(
        layer.forward(problem.x), layer.forward(problem.x, np.zeros((2, 4)))
    )


def test_no_state_is_kept_between_calls(problem, layer):
    first = layer.forward(problem.x)
    layer.forward(problem.x[:1, :2], problem.h0[:1])
    np.testing.assert_array_equal(layer.forward(problem.x), first)


def test_gradients_are_those_of_the_last_pass_not_a_sum(problem, layer):
    layer.forward(problem.x, problem.h0)
    layer.backward(problem.upstream)
    first = {name: gradient.copy() for name, gradient in layer.grads.items()}
    layer.backward(problem.upstream)
    for name, gradient in first.items():
        np.testing.assert_array_equal(layer.grads[name], gradient)


def test_the_layer_remembers_the_last_forward_pass(problem, layer):
    layer.forward(10 * problem.x)
    layer.forward(problem.x, problem.h0)
    layer.backward(problem.upstream)
    np.testing.assert_array_equal(
        layer.grads["Wx"], rl.rnn_backward(*problem.backward_arguments())[2]
    )


def test_whatever_the_caller_does_to_its_arrays_backward_fits_the_forward_pass(problem, layer):
    x, h0 = problem.x.copy(), problem.h0.copy()
    h = layer.forward(x, h0)
    for array in (x, h0, h):
        array[...] = 99
    layer.backward(problem.upstream)
    expected = rl.rnn_backward(*problem.backward_arguments())[2:]
    for name, gradient in zip(("Wx", "Wh", "B"), expected):
        np.testing.assert_array_equal(layer.grads[name], gradient)


def test_a_layer_owns_its_weights(problem):
    Wx, Wh, B = (np.array(array) for array in problem[2:5])
    layer = SimpleRNN.from_weights(Wx, Wh, B)
    for given, name in zip((Wx, Wh, B), ("Wx", "Wh", "B")):
        assert not np.shares_memory(given, layer.params[name])


def test_changed_weights_change_the_states(problem, layer):
    layer.params["B"] += 1
    expected = rl.rnn_forward(problem.x, problem.h0, problem.Wx, problem.Wh, problem.B + 1)
    np.testing.assert_array_equal(layer.forward(problem.x, problem.h0), expected)


def test_integer_weights_become_floats_and_can_be_trained():
    layer = SimpleRNN.from_weights([[1, 2]], [[0, 1], [1, 0]], [1, 1])
    assert {array.dtype for array in layer.params.values()} == {np.dtype(np.float64)}
    layer.forward([[[1], [2]]])
    layer.backward([[[1, 1], [1, 1]]])
    rl.sgd_step(layer.params, layer.grads, 0.125)
    assert 0 < 1 - layer.params["B"][0] < 1


@pytest.mark.parametrize(
    "given, result", [(np.float32, np.float32), (np.float16, np.float64), (np.float64, np.float64)]
)
def test_dtype_of_the_layer_is_that_of_its_weights(given, result):
    x, _, Wx, Wh, B, upstream = draw((2, 5, 3, 4), dtype=given)
    layer = SimpleRNN.from_weights(Wx, Wh, B)
    arrays = [
        *layer.params.values(),
        layer.forward(x),
        layer.backward(upstream),
        *layer.grads.values(),
        layer.dh0,
    ]
    assert {array.dtype for array in arrays} == {np.dtype(result)}


def test_a_layer_learns_by_its_own_gradient(problem, layer):
    target = 0.5 * np.ones((2, 5, 4))
    losses = []
    for _ in range(20):
        h = layer.forward(problem.x)
        losses.append(((h - target) ** 2).sum() / 2)
        layer.backward(h - target)
        rl.sgd_step(layer.params, layer.grads, 0.05)
    assert all(after < before for before, after in pairwise(losses))
    assert losses[-1] < 0.6 * losses[0]


@pytest.mark.parametrize("n_features, n_nodes", [(3, 4), (1, 4), (3, 1), (1, 1), (7, 2)])
def test_fresh_weights_have_the_shapes_an_orthogonal_Wh_and_a_zero_bias(n_features, n_nodes):
    params = SimpleRNN(n_features, n_nodes, rng=0).params
    assert list(params) == ["Wx", "Wh", "B"]
    assert params["Wx"].shape == (n_features, n_nodes)
    np.testing.assert_allclose(params["Wh"].T @ params["Wh"], np.eye(n_nodes), atol=1e-14)
    np.testing.assert_array_equal(params["B"], np.zeros(n_nodes))


@pytest.mark.parametrize("n", [4, 400])
def test_fresh_input_weights_have_mean_zero_and_variance_one_over_their_inputs(n):
    for W in (SimpleRNN(n, 300, rng=0).params["Wx"], Dense(n, 300, rng=0).params["W"]):
        assert W.var() * n == pytest.approx(1, abs=4 * (2 / W.size) ** 0.5)  # four standard errors
        assert abs(W.mean()) * n**0.5 < 4 / W.size**0.5


def test_orthogonal_weights_have_no_preferred_sign():
    # QR alone leaves the signs of the diagonal of R to LAPACK: those of Q's columns then lean to one side.
    entries = [SimpleRNN(1, 3, rng=seed).params["Wh"][0, 0] for seed in range(400)]
    assert abs(np.mean(entries)) < 5 * 3**-0.5 / 400**0.5


@pytest.mark.parametrize(
    "make", [lambda rng: SimpleRNN(3, 4, rng=rng), lambda rng: Dense(3, 4, rng=rng)]
)
def test_weights_come_from_the_generator_given(make):
    def weights(rng):
        return np.concatenate([array.ravel() for array in make(rng).params.values()])

    np.testing.assert_array_equal(weights(5), weights(np.random.default_rng(5)))
    assert not np.array_equal(weights(5), weights(6))
    assert not np.array_equal(weights(None), weights(None))


def test_dense_computes_what_the_functions_compute():
    rng = np.random.default_rng(0)
    x, dout, layer = rng.normal(size=(2, 5, 3)), rng.normal(size=(2, 5, 4)), Dense(3, 4, rng=1)
    layer.params["b"] += [1, 2, 3, 4]
    kept = x.copy()
    np.testing.assert_array_equal(layer.forward(x), rl.dense_forward(x, **layer.params))
    x[...] = 99
    dx, dW, db = rl.dense_backward(dout, kept, layer.params["W"])
    np.testing.assert_array_equal(layer.backward(dout), dx)
    assert list(layer.grads) == ["W", "b"]
    np.testing.assert_array_equal(layer.grads["W"], dW)
    np.testing.assert_array_equal(layer.grads["b"], db)


def test_dense_starts_with_a_zero_bias():
    np.testing.assert_array_equal(Dense(3, 4, rng=0).params["b"], np.zeros(4))


@pytest.mark.parametrize(
    "make, name", [(lambda: SimpleRNN(3, 4), "SimpleRNN"), (lambda: Dense(3, 4), "Dense")]
)
def test_backward_before_forward_says_what_to_do(make, name):
    layer = make()
    assert layer.grads == {} and getattr(layer, "dh0", None) is None
    with pytest.raises(RuntimeError) as caught:
        layer.backward(np.ones((2, 5, 4)))
    assert (
        str(caught.value)
        == f"{name}.backward needs a forward pass first: call forward(x), then backward"
    )


@pytest.mark.parametrize("bad", [0, -1, 2.0, "3", None, True, np.float64(3)])
@pytest.mark.parametrize(
    "layer, first, second", [(SimpleRNN, "n_features", "n_nodes"), (Dense, "n_in", "n_out")]
)
def test_sizes_must_be_whole_numbers_of_at_least_one(layer, first, second, bad):
    for name, sizes in [(first, (bad, 4)), (second, (3, bad))]:
        with pytest.raises(ValueError) as caught:
            layer(*sizes)
        assert str(caught.value) == f"{name} must be a whole number of at least 1, got {bad!r}"


def test_sizes_may_be_numpy_integers():
    assert SimpleRNN(np.int32(3), np.uint8(4)).params["Wx"].shape == (3, 4)


def test_an_unknown_activation_is_refused_when_the_layer_is_made():
    for make in (
        lambda: SimpleRNN(3, 4, activation="swish"),
        lambda: SimpleRNN.from_weights([[1]], [[1]], [1], activation="swish"),
    ):
        with pytest.raises(
            ValueError,
            match="activation must be one of 'tanh', 'relu', 'sigmoid', 'identity', got 'swish'",
        ):
            make()


@pytest.mark.parametrize(
    "arguments, message",
    [
        (
            (np.ones((2, 5, 6)),),
            "x must have shape (batch_size, n_sequences, n_features) = (2, 5, 3), got (2, 5, 6): n_features = 3 comes from Wx",
        ),
        (
            (np.ones((2, 3)),),
            "x must have shape (batch_size, n_sequences, n_features) = (batch_size, n_sequences, 3), got (2, 3)",
        ),
        (
            (np.ones((2, 5, 3)), np.ones((7, 4))),
            "h0 must have shape (batch_size, n_nodes) = (2, 4), got (7, 4)",
        ),
        (
            (np.ones((2, 5, 3)), np.ones(4)),
            "h0 must have shape (batch_size, n_nodes) = (2, 4), got (4,)",
        ),
        ((np.ones((0, 5, 3)),), "x must not be empty, got shape (0, 5, 3)"),
    ],
)
def test_forward_names_the_argument_that_does_not_fit(layer, arguments, message):
    with pytest.raises(ValueError) as caught:
        layer.forward(*arguments)
    assert str(caught.value).startswith(message)


def test_a_refused_forward_pass_leaves_the_one_before(problem, layer):
    layer.forward(problem.x, problem.h0)
    with pytest.raises(ValueError):
        layer.forward(problem.x, np.ones((7, 4)))
    layer.backward(problem.upstream)
    np.testing.assert_array_equal(
        layer.grads["Wx"], rl.rnn_backward(*problem.backward_arguments())[2]
    )


def test_backward_names_dh_and_the_shape_of_the_states(problem, layer):
    layer.forward(problem.x)
    with pytest.raises(
        ValueError,
        match=r"^upstream must have shape \(batch_size, n_sequences, n_nodes\) = \(2, 5, 4\), got \(2, 4\)",
    ):
        layer.backward(np.ones((2, 4)))
    assert layer.grads == {}


def test_dense_backward_names_dout():
    layer = Dense(3, 4)
    layer.forward(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"^dout must .* got \(2, 3\)"):
        layer.backward(np.ones((2, 3)))

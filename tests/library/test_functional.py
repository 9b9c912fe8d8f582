"""The recurrence and its gradients: hand arithmetic and edges. Oracles have their own files."""

import numpy as np
import pytest

import rnn_lib as rl
from tests.shared.problems import (
    ACTIVATIONS,
    GRADIENTS,
    SIZES,
    difference,
    draw,
    many_to_one,
    reference_forward,
)

H_1 = [0.76188798, 0.76213958, 0.76239095, 0.76255841]
H_2 = [0.792209, 0.8141834, 0.83404912, 0.84977719]
H_3 = [0.79494228, 0.81839002, 0.83939649, 0.85584174]


@pytest.fixture
def small():
    """The arrays of Problem 2, written out here once more."""
    x = np.array([[[1, 2], [2, 3], [3, 4]]]) / 100
    Wx = np.array([[1, 3, 5, 7], [3, 5, 7, 8]]) / 100
    Wh = np.array([[1, 3, 5, 7], [2, 4, 6, 8], [3, 5, 7, 8], [4, 6, 8, 10]]) / 100
    return x, np.zeros((1, 4)), Wx, Wh, np.array([1, 1, 1, 1])


def test_states_are_the_numbers_of_the_assignment(small):
    # Eight digits are given, so half a unit of the eighth is the closest comparison possible.
    np.testing.assert_allclose(rl.rnn_forward(*small)[0], [H_1, H_2, H_3], rtol=0, atol=5.1e-9)


def test_gradients_of_the_sum_of_the_last_state_are_the_numbers_of_the_assignment(small):
    x, h0, Wx, Wh, _ = small
    h = rl.rnn_forward(*small)
    upstream = np.zeros_like(h)
    upstream[:, -1] = 1
    _, _, dWx, _, dB = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)
    np.testing.assert_allclose(
        dB, [0.38706624, 0.35217114, 0.31866148, 0.29362944], rtol=0, atol=5.1e-9
    )
    np.testing.assert_allclose(
        dWx[0], [0.01140735, 0.01032771, 0.00930683, 0.00852298], rtol=0, atol=5.1e-9
    )


def test_one_node_and_two_steps_are_the_chain_rule_by_hand():
    # h1 = tanh(2 * 0.1 + 0.5 * 0.3 - 0.1), h2 = tanh(2 * 0.2 + 0.5 * h1 - 0.1), L = 7 h1 + 11 h2
    x, h0 = np.array([[[0.1], [0.2]]]), np.array([[0.3]])
    h1 = np.tanh(0.25)
    h2 = np.tanh(0.3 + 0.5 * h1)
    da2 = 11 * (1 - h2**2)
    da1 = (7 + 0.5 * da2) * (1 - h1**2)
    h = rl.rnn_forward(x, h0, [[2.0]], [[0.5]], [-0.1])
    dx, dh0, dWx, dWh, dB = rl.rnn_backward([[[7], [11]]], x, h0, h, [[2.0]], [[0.5]])
    expected = [
        [[[2 * da1], [2 * da2]]],
        [[0.5 * da1]],
        [[0.1 * da1 + 0.2 * da2]],
        [[0.3 * da1 + h1 * da2]],
        [da1 + da2],
    ]
    np.testing.assert_allclose(h, [[[h1], [h2]]], rtol=1e-15)
    for got, by_hand in zip((dx, dh0, dWx, dWh, dB), expected):
        np.testing.assert_allclose(got, by_hand, rtol=1e-14)


def test_one_step_is_the_formula():
    x_t, h_prev, Wx, Wh, B = [[0.5, 0.25]], [[0.1]], [[2.0], [-4.0]], [[3.0]], [0.2]
    assert rl.rnn_step_forward(x_t, h_prev, Wx, Wh, B) == pytest.approx(
        np.tanh(1 - 1 + 0.3 + 0.2), rel=1e-15
    )


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_states_are_those_of_the_plain_recurrence(sizes, activation):
    arguments = draw(sizes).forward_arguments
    expected = reference_forward(*arguments, activation=activation)
    h = rl.rnn_forward(*arguments, activation=activation)
    np.testing.assert_allclose(h, expected, rtol=1e-13, atol=1e-15)  # T sums of up to 9 terms


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_a_sequence_is_its_steps_one_after_the_other(sizes, activation):
    x, h_t, Wx, Wh, B, _ = problem = draw(sizes)
    h = rl.rnn_forward(*problem.forward_arguments, activation=activation)
    for t in range(sizes[1]):
        h_t = rl.rnn_step_forward(x[:, t], h_t, Wx, Wh, B, activation=activation)
        np.testing.assert_allclose(h[:, t], h_t, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_backward_through_a_sequence_is_backward_through_its_steps(sizes, activation):
    problem = draw(sizes)
    upstream, x, h0, h, Wx, Wh = problem.backward_arguments(activation)
    total = dict.fromkeys(("dWx", "dWh", "dB"), 0)
    carry, dx = 0, np.empty_like(x)
    for t in reversed(range(sizes[1])):
        h_prev = h[:, t - 1] if t else h0
        step = rl.rnn_step_backward(
            upstream[:, t] + carry, x[:, t], h_prev, h[:, t], Wx, Wh, activation=activation
        )
        dx[:, t], carry, *own = step
        total = {name: total[name] + part for name, part in zip(total, own)}
    results = rl.rnn_backward(upstream, x, h0, h, Wx, Wh, activation=activation)
    for name, got, expected in zip(GRADIENTS, results, (dx, carry, *total.values())):
        assert difference(got, expected) < 1e-13, name


def test_the_default_activation_is_tanh():
    problem = draw((2, 5, 3, 4))
    for function, arguments in [
        (rl.rnn_forward, problem.forward_arguments),
        (rl.rnn_backward, problem.backward_arguments()),
    ]:
        for default, tanh in zip(function(*arguments), function(*arguments, activation="tanh")):
            np.testing.assert_array_equal(default, tanh)
    x, h_prev, Wx, Wh, B = (problem.x[:, 0], *problem.forward_arguments[1:])
    h_t = rl.rnn_step_forward(x, h_prev, Wx, Wh, B)
    np.testing.assert_array_equal(h_t, rl.rnn_step_forward(x, h_prev, Wx, Wh, B, activation="tanh"))
    arguments = problem.upstream[:, 0], x, h_prev, h_t, Wx, Wh
    for default, tanh in zip(
        rl.rnn_step_backward(*arguments), rl.rnn_step_backward(*arguments, activation="tanh")
    ):
        np.testing.assert_array_equal(default, tanh)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("dtype, size", [(np.float32, 1e15), (np.float64, 1e150)])
def test_large_pre_activations_saturate_without_a_warning(dtype, size, sign):
    x, h0, Wx, Wh, B = (
        np.abs(array) for array in draw((2, 5, 3, 4), dtype=dtype).forward_arguments
    )
    arguments = sign * x * dtype(size), h0, Wx * dtype(size), Wh, B
    h = rl.rnn_forward(*arguments)
    np.testing.assert_array_equal(h, np.full((2, 5, 4), sign, dtype))
    np.testing.assert_array_equal(rl.rnn_forward(*arguments, activation="sigmoid"), (h + 1) / 2)
    for gradient in rl.rnn_backward(np.ones_like(h), arguments[0], h0, h, Wx, Wh):
        np.testing.assert_array_equal(gradient, np.zeros_like(gradient))


def test_with_zero_h0_and_a_single_step_dWh_is_zero():
    upstream, x, h0, _, Wx, Wh = draw((2, 1, 3, 4)).backward_arguments()
    h = rl.rnn_forward(x, 0 * h0, Wx, Wh, np.ones(4))
    dWh = rl.rnn_backward(upstream, x, 0 * h0, h, Wx, Wh)[3]
    np.testing.assert_array_equal(dWh, np.zeros((4, 4)))


def _vanishing(dtype, n_sequences=600):
    """A many-to-one problem whose gradient falls by about 10 a step, far below the smallest number."""
    x, h0, Wx, Wh, B, upstream = many_to_one(draw((3, n_sequences, 2, 4), dtype=dtype))
    return (upstream, x, h0, rl.rnn_forward(x, h0, Wx, Wh / 8, B), Wx, Wh / 8)


def _plain_backward(upstream, x, h0, h, Wx, Wh):
    """The gradients by the same products in the same order, with nothing dropped."""
    time_major = [np.ascontiguousarray(array.swapaxes(0, 1)) for array in (upstream, x, h)]
    upstream, x, h = time_major
    da, carry = 1 - h * h, np.zeros_like(h0)
    WhT = np.ascontiguousarray(Wh.T)
    for t in reversed(range(len(h))):
        da[t] *= carry + upstream[t]
        carry = da[t] @ WhT
    rows = da.reshape(-1, da.shape[2])
    dWh = h0.T @ da[0] + h[:-1].reshape(-1, h.shape[2]).T @ rows[len(h0) :]
    return x.reshape(len(rows), -1).T @ rows, dWh, rows.sum(axis=0), da, carry


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dropping_a_vanished_carry_leaves_the_parameter_gradients_bit_identical(dtype):
    arguments = _vanishing(dtype)
    *plain, da, _ = _plain_backward(*arguments)
    steps = np.abs(da).max(axis=(1, 2))
    assert (
        steps[:100] < np.finfo(dtype).tiny
    ).all()  # the plain way does run into subnormal numbers
    _, dh0, *gradients = rl.rnn_backward(*arguments)
    np.testing.assert_array_equal(dh0, np.zeros_like(dh0))
    for got, expected in zip(gradients, plain):
        assert got.dtype == dtype
        np.testing.assert_array_equal(got, expected)


@pytest.mark.parametrize("dtype, n_sequences", [(np.float32, 300), (np.float64, 1300)])
def test_no_gradient_is_a_subnormal_number_when_it_halves_at_every_step(dtype, n_sequences):
    x, h0, Wx, _, B, upstream = many_to_one(draw((3, n_sequences, 2, 4), dtype=dtype))
    Wh = np.eye(4, dtype=dtype) / 2
    h = rl.rnn_forward(x, h0, Wx, Wh, B, activation="identity")
    dx, *_ = rl.rnn_backward(upstream, x, h0, h, Wx, Wh, activation="identity")
    halvings = -np.log2(np.finfo(dtype).tiny)
    assert n_sequences > halvings + 50  # more than enough to get there
    assert np.abs(dx[dx != 0]).min() >= np.finfo(dtype).tiny
    assert not dx[:, :100].any()


@pytest.mark.parametrize("dtype, smallest", [(np.float32, 1e-25), (np.float64, 1e-290)])
def test_a_loss_that_is_tiny_everywhere_keeps_its_gradient(dtype, smallest):
    upstream, x, h0, h, Wx, Wh = draw((3, 70, 2, 4), dtype=dtype).backward_arguments()
    usual = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)
    tiny = rl.rnn_backward(upstream * dtype(smallest), x, h0, h, Wx, Wh)
    for got, expected in zip(tiny, usual):
        # in float64: the scale alone would push float32 products below its range
        assert difference(got.astype(float) / dtype(smallest), expected) < 200 * np.finfo(dtype).eps


@pytest.mark.parametrize("dtype, n_sequences", [(np.float32, 64), (np.float64, 900)])
def test_a_small_carry_is_kept_where_all_of_a_gradient_comes_through_it(dtype, n_sequences):
    # Only the first input is not zero, so dWx is the upstream gradient halved at every later step:
    # far below the rounding of the other gradients, far above the smallest number.
    upstream, x, h0, h, Wx, _ = many_to_one(
        draw((2, n_sequences, 3, 4), dtype=dtype)
    ).backward_arguments("identity")
    x = x * (np.arange(n_sequences) == 0)[:, np.newaxis].astype(dtype)
    Wh = np.eye(4, dtype=dtype) / 2
    _, dh0, dWx, _, _ = rl.rnn_backward(upstream, x, h0, h, Wx, Wh, activation="identity")
    np.testing.assert_array_equal(dh0, upstream[:, -1] * dtype(0.5) ** n_sequences)
    expected = x[:, 0].T @ (upstream[:, -1] * dtype(0.5) ** (n_sequences - 1))
    # Two summands an entry; how their sum is rounded depends on the size of the whole product.
    np.testing.assert_allclose(dWx, expected, rtol=8 * np.finfo(dtype).eps)


@pytest.mark.parametrize(
    "factor, power, kept",
    [
        (0.5, 2.5, False),
        (2.0, 2.5, True),  # above the limit
        (0.5, 1.5, True),  # below it, but not negligible beside the upstream gradient
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_carry_is_dropped_only_below_its_limit_and_beside_a_far_larger_gradient(
    dtype, factor, power, kept
):
    limits = np.finfo(dtype)  # looked at between blocks of 32 steps: here, once
    carry = factor * limits.tiny / limits.eps**2
    Wh = np.full((1, 1), limits.eps**power, dtype)
    upstream = np.zeros((1, 33, 1), dtype)
    upstream[0, -1] = carry / limits.eps**power
    x, h0, Wx = np.zeros((1, 33, 1), dtype), np.zeros((1, 1), dtype), np.ones((1, 1), dtype)
    dx, *_ = rl.rnn_backward(upstream, x, h0, x, Wx, Wh, activation="identity")
    assert dx[0, -2, 0] == (upstream[0, -1, 0] * Wh[0, 0] if kept else 0)


def test_activation_is_a_keyword_only_argument():
    problem = draw((2, 5, 3, 4))
    with pytest.raises(TypeError):
        rl.rnn_forward(*problem.forward_arguments, "relu")

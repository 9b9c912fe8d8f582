"""The activations and their derivatives."""

import numpy as np
import pytest

from rnn_lib.activations import ACTIVATIONS as LIBRARY
from rnn_lib.activations import activation_by_name
from tests.shared.problems import ACTIVATIONS

A = np.array([-3.0, -0.5, 0.0, 0.25, 2.0])
BY_HAND = {
    "tanh": ((np.exp(2 * A) - 1) / (np.exp(2 * A) + 1), 1 / np.cosh(A) ** 2),
    "relu": ([0, 0, 0, 0.25, 2], [0, 0, 0, 1, 1]),
    "sigmoid": (1 / (1 + np.exp(-A)), np.exp(-A) / (1 + np.exp(-A)) ** 2),
    "identity": (A, [1, 1, 1, 1, 1]),
}


def test_the_activations_are_the_four_of_the_course():
    assert list(LIBRARY) == ACTIVATIONS


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_function_is_the_textbook_formula(name):
    out = np.full(5, np.nan)
    result = LIBRARY[name].function(A, out=out)
    assert result is out
    np.testing.assert_allclose(out, BY_HAND[name][0], rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_derivative_of_the_output_is_the_derivative_by_hand(name):
    h = LIBRARY[name].function(A, out=np.empty(5))
    kept = h.copy()
    np.testing.assert_allclose(
        LIBRARY[name].derivative(h), BY_HAND[name][1], rtol=1e-13, atol=1e-16
    )
    np.testing.assert_array_equal(h, kept)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_function_may_write_over_its_argument(name):
    a = A.copy()
    assert LIBRARY[name].function(a, out=a) is a
    np.testing.assert_allclose(a, BY_HAND[name][0], rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_derivative_is_a_new_array(name):
    h = np.array([0.5, 0.25])
    assert not np.shares_memory(LIBRARY[name].derivative(h), h)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_dtype_is_kept(name, dtype):
    h = LIBRARY[name].function(A.astype(dtype), out=np.empty(5, dtype))
    assert (h.dtype, LIBRARY[name].derivative(h).dtype) == (dtype, dtype)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_complex_step_through_the_function_is_its_derivative(name):
    a = A[A != 0] + 1e-20j
    h = LIBRARY[name].function(a, out=np.empty_like(a))
    np.testing.assert_allclose(
        h.imag / 1e-20, np.array(BY_HAND[name][1])[A != 0], rtol=1e-13, atol=1e-16
    )


def test_the_derivative_of_relu_at_zero_is_zero_by_both_ways():
    a = np.array([0.0, -0.0]) + 1e-20j
    np.testing.assert_array_equal(LIBRARY["relu"].function(a, out=np.empty_like(a)), [0, 0])
    np.testing.assert_array_equal(LIBRARY["relu"].derivative(np.zeros(2)), [0, 0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name, low, high", [("tanh", -1, 1), ("sigmoid", 0, 1)])
def test_far_from_zero_the_function_saturates_without_overflow(name, low, high, dtype):
    a = np.array([-np.finfo(dtype).max, -1e4, 1e4, np.finfo(dtype).max], dtype)
    np.testing.assert_array_equal(
        LIBRARY[name].function(a, out=np.empty_like(a)), [low, low, high, high]
    )


@pytest.mark.parametrize("name", ["Tanh", "", "softmax", None, 3, np.tanh, ["tanh"]])
def test_an_unknown_activation_is_named_beside_the_known_ones(name):
    with pytest.raises(ValueError) as caught:
        activation_by_name(name)
    assert (
        str(caught.value)
        == f"activation must be one of 'tanh', 'relu', 'sigmoid', 'identity', got {name!r}"
    )

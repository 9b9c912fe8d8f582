"""Gradient descent and clipping."""

import numpy as np
import pytest

from rnn_lib import clip_by_global_norm, sgd_step


@pytest.fixture
def grads():
    """A global norm of 13: 3² + 4² + 12² = 13²."""
    return {"W": np.array([[3.0, -4.0]]), "b": np.array([12.0])}


@pytest.fixture
def params():
    return {"W": np.array([[1.0, 2.0]]), "b": np.array([3.0])}


def test_norm_runs_over_all_gradients_together(grads):
    assert clip_by_global_norm(grads, 1.0)[1] == pytest.approx(13, rel=1e-15)


@pytest.mark.parametrize("max_norm", [1, 6.5, np.float32(3.25), np.int64(2)])
def test_long_gradients_are_scaled_by_one_factor_to_the_limit(grads, max_norm):
    clipped, norm = clip_by_global_norm(grads, max_norm)
    assert list(clipped) == ["W", "b"]
    np.testing.assert_allclose(clipped["W"], [[3 * max_norm / 13, -4 * max_norm / 13]], rtol=1e-14)
    np.testing.assert_allclose(clipped["b"], [12 * max_norm / 13], rtol=1e-14)
    assert norm == pytest.approx(13, rel=1e-15)  # the length before clipping, not after


@pytest.mark.parametrize("max_norm", [13.0000001, 1e9])
def test_short_gradients_keep_every_bit_in_new_arrays(grads, max_norm):
    clipped, norm = clip_by_global_norm(grads, max_norm)
    assert norm == pytest.approx(13, rel=1e-15)
    for name, gradient in grads.items():
        np.testing.assert_array_equal(clipped[name], gradient)
        assert not np.shares_memory(clipped[name], gradient)


def test_zero_gradients_stay_zero_in_new_arrays():
    grads = {"W": np.zeros((2, 3))}
    clipped, norm = clip_by_global_norm(grads, 1.0)
    assert norm == 0
    np.testing.assert_array_equal(clipped["W"], np.zeros((2, 3)))
    assert not np.shares_memory(clipped["W"], grads["W"])


def test_no_gradients_have_norm_zero():
    assert clip_by_global_norm({}, 1.0) == ({}, 0.0)


@pytest.mark.parametrize(
    "dtype, size",
    [(np.float32, 1e30), (np.float32, 1e-30), (np.float64, 1e200), (np.float64, 1e-200)],
)
def test_squares_of_exploded_or_vanished_gradients_neither_overflow_nor_vanish(dtype, size):
    grads = {"W": np.array([3, 4], dtype) * dtype(size)}
    clipped, norm = clip_by_global_norm(grads, size)
    assert norm == pytest.approx(5 * size, rel=1e-6)
    assert clipped["W"].dtype == dtype
    np.testing.assert_allclose(clipped["W"] / dtype(size), [0.6, 0.8], rtol=1e-6)


def test_norm_is_a_python_float_and_clipping_keeps_each_dtype():
    grads = {"W": np.ones(3, np.float32), "b": np.ones(2), "i": [3, 4]}
    clipped, norm = clip_by_global_norm(grads, 0.5)
    assert type(norm) is float
    assert [clipped[name].dtype for name in grads] == [np.float32, np.float64, np.float64]


@pytest.mark.parametrize("name", ["a b", "layer.0/W", 0])
def test_gradients_may_have_any_name(name):
    clipped, _ = clip_by_global_norm({name: [3.0, 4.0]}, 1.0)
    np.testing.assert_allclose(clipped[name], [0.6, 0.8], rtol=1e-15)
    params = {name: np.ones(2)}
    sgd_step(params, {name: [1, 2]}, 0.5)
    np.testing.assert_array_equal(params[name], [0.5, 0.0])


def test_other_names_are_a_value_error_that_shows_both(params, grads):
    grads["c"] = grads.pop("b")
    with pytest.raises(ValueError) as caught:
        sgd_step(params, grads, 0.5)
    assert str(caught.value) == "grads must have the names of params, ['W', 'b'], got ['W', 'c']"
    np.testing.assert_array_equal(params["W"], [[1.0, 2.0]])


def test_a_step_is_rounded_to_the_dtype_of_the_parameter_before_it_is_taken():
    # The step lies just above half the distance from 1 to the float32 below. Subtracted in float64
    # it gives that neighbour; rounded to float32 first it is a tie, and 1 stays 1.
    params = {"W": np.ones(1, np.float32)}
    sgd_step(params, {"W": np.array([1 + 2.0**-25])}, lr=2.0**-25)
    assert params["W"][0] == 1


def test_a_step_goes_against_the_gradient_in_place(params, grads):
    W, b = params["W"], params["b"]
    assert sgd_step(params, grads, 0.5) is None
    assert params["W"] is W and params["b"] is b
    np.testing.assert_array_equal(W, [[-0.5, 4.0]])
    np.testing.assert_array_equal(b, [-3.0])


def test_a_step_leaves_the_gradients_alone(params, grads):
    sgd_step(params, grads, 0.5)
    np.testing.assert_array_equal(grads["W"], [[3.0, -4.0]])
    np.testing.assert_array_equal(grads["b"], [12.0])


def test_a_step_accepts_integer_lists_as_gradients_and_any_order_of_names(params):
    sgd_step(params, {"b": [2], "W": [[1, 2]]}, np.float32(0.5))
    np.testing.assert_array_equal(params["W"], [[0.5, 1.0]])
    np.testing.assert_array_equal(params["b"], [2.0])


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_step_keeps_the_dtype_of_the_parameter(dtype):
    params = {"W": np.ones(3, dtype)}
    sgd_step(params, {"W": np.full(3, 0.25)}, 1.0)
    assert params["W"].dtype == dtype
    np.testing.assert_array_equal(params["W"], np.full(3, 0.75, dtype))


@pytest.mark.parametrize(
    "change, message",
    [
        ({"b": np.array([np.nan])}, "grads['b'] must be finite, but grads['b'][0] is nan"),
        ({"b": np.array([-np.inf])}, "grads['b'] must be finite, but grads['b'][0] is -inf"),
        ({"b": np.ones((1, 1))}, "grads['b'] must have the shape of params['b'], (1,), got (1, 1)"),
        ({"b": np.ones(2)}, "grads['b'] must have the shape of params['b'], (1,), got (2,)"),
        ({"b": "one"}, "grads['b'] must hold real numbers, got dtype <U3"),
        ({"b": None}, "grads['b'] must hold real numbers, got dtype object"),
        ({"c": np.ones(1)}, "grads must have the names of params, ['W', 'b'], got ['W', 'b', 'c']"),
    ],
)
def test_bad_gradients_are_a_value_error_and_change_no_parameter(params, grads, change, message):
    with pytest.raises(ValueError) as caught:
        sgd_step(params, {**grads, **change}, 0.5)
    assert str(caught.value) == message
    np.testing.assert_array_equal(params["W"], [[1.0, 2.0]])
    np.testing.assert_array_equal(params["b"], [3.0])


@pytest.mark.parametrize(
    "change, kind",
    [
        ({"b": np.array([3])}, "int64"),
        ({"b": [3.0]}, "list"),
        ({"b": 3.0}, "float"),
        ({"b": None}, "NoneType"),
    ],
)
def test_bad_parameters_are_a_value_error_and_change_no_other_parameter(
    params, grads, change, kind
):
    bad = {**params, **change}
    with pytest.raises(ValueError) as caught:
        sgd_step(bad, grads, 0.5)
    assert str(caught.value).startswith("params['b'] must be an array of floats")
    assert str(caught.value).endswith(f", got {kind}")
    np.testing.assert_array_equal(params["W"], [[1.0, 2.0]])


def test_a_read_only_parameter_is_a_value_error_and_changes_no_other_parameter(params, grads):
    params["b"].flags.writeable = False
    with pytest.raises(ValueError, match=r"params\['b'\]"):
        sgd_step(params, grads, 0.5)
    np.testing.assert_array_equal(params["W"], [[1.0, 2.0]])


BAD_NUMBERS = [0, -1, 0.0, -0.5, np.nan, np.inf, -np.inf, True, None, "0.1", [0.1], 1j]


@pytest.mark.parametrize("value", BAD_NUMBERS)
def test_learning_rate_and_max_norm_must_be_finite_numbers_above_zero(params, grads, value):
    for name, call in [
        ("lr", lambda: sgd_step(params, grads, value)),
        ("max_norm", lambda: clip_by_global_norm(grads, value)),
    ]:
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value) == f"{name} must be a finite number above zero, got {value!r}"
    np.testing.assert_array_equal(params["W"], [[1.0, 2.0]])


@pytest.mark.parametrize(
    "value, kind", [([1.0], "list"), (np.ones(2), "ndarray"), (None, "NoneType")]
)
def test_what_is_no_dict_is_named(params, grads, value, kind):
    for name, call in [
        ("grads", lambda: clip_by_global_norm(value, 1.0)),
        ("grads", lambda: sgd_step(params, value, 1.0)),
        ("params", lambda: sgd_step(value, grads, 1.0)),
    ]:
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value) == f"{name} must be a dict of arrays by name, got {kind}"


@pytest.mark.parametrize("bad, text", [(np.nan, "nan"), (np.inf, "inf")])
def test_clipping_names_the_gradient_that_is_not_finite(grads, bad, text):
    grads["W"][0, 1] = bad
    with pytest.raises(ValueError) as caught:
        clip_by_global_norm(grads, 1.0)
    assert str(caught.value) == f"grads['W'] must be finite, but grads['W'][0, 1] is {text}"


@pytest.mark.parametrize(
    "bad, message",
    [([], "must not be empty, got shape (0,)"), (None, "must hold real numbers, got dtype object")],
)
def test_clipping_names_the_gradient_that_is_empty_or_no_number(grads, bad, message):
    with pytest.raises(ValueError) as caught:
        clip_by_global_norm({**grads, "b": bad}, 1.0)
    assert str(caught.value).startswith(f"grads['b'] {message}")

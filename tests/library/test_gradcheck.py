"""Gradients without backpropagation, on functions whose gradient is known by hand."""

import warnings

import numpy as np
import pytest

from rnn_lib import complex_step_gradient, numerical_gradient, relative_error

# name: (f, gradient); smooth where they are looked at, and different in every entry
KNOWN = {
    "sum of cubes": (lambda x: (x**3).sum(), lambda x: 3 * x**2),
    "sum of exp(2x)": (lambda x: np.exp(2 * x).sum(), lambda x: 2 * np.exp(2 * x)),
    "product": (lambda x: x.prod(), lambda x: x.prod() / x),
    "sin of the sum": (lambda x: np.sin(x.sum()), lambda x: np.cos(x.sum()) * np.ones_like(x)),
}
SHAPES = [(), (1,), (4,), (2, 3), (2, 1, 3)]
METHODS = [numerical_gradient, complex_step_gradient]


def _point(shape):
    return np.random.default_rng(7).uniform(0.3, 0.9, size=shape)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", KNOWN)
def test_complex_steps_are_right_to_the_last_digits(name, shape):
    f, gradient = KNOWN[name]
    result = complex_step_gradient(f, _point(shape))
    assert (result.shape, result.dtype) == (shape, np.float64)
    np.testing.assert_allclose(result, gradient(_point(shape)), rtol=1e-14)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", KNOWN)
def test_central_differences_are_right_to_ten_digits(name, shape):
    f, gradient = KNOWN[name]
    result = numerical_gradient(f, _point(shape))
    assert (result.shape, result.dtype) == (shape, np.float64)
    np.testing.assert_allclose(result, gradient(_point(shape)), rtol=1e-9)


@pytest.mark.parametrize("eps", [1e-1, 1e-2])
def test_the_error_of_central_differences_is_the_next_term_of_the_series(eps):
    # (x+e)³ - (x-e)³ = 6x²e + 2e³, so the result is 3x² + e²: exact but for rounding.
    np.testing.assert_allclose(
        numerical_gradient(lambda x: (x**3).sum(), [0.5, 2.0], eps),
        [0.75 + eps**2, 12 + eps**2],
        rtol=1e-13,
    )


def test_the_default_step_is_1e_5():
    seen = []
    numerical_gradient(lambda x: seen.append(float(x[0])) or 0.0, [0.0])
    assert seen == [1e-5, -1e-5]


def test_central_differences_need_no_smoothness_elsewhere():
    np.testing.assert_allclose(
        numerical_gradient(lambda x: np.abs(x).sum(), [2.0, -3.0]), [1, -1], rtol=1e-9
    )


@pytest.mark.parametrize("method", METHODS)
def test_each_entry_is_moved_alone(method):
    seen = []
    method(lambda x: seen.append(x.copy()) or x.sum(), [1.0, 2.0])
    for x in seen:
        assert (x != [1.0, 2.0]).sum() == 1


@pytest.mark.parametrize("method", METHODS)
def test_the_point_is_not_changed_and_may_be_read_only(method):
    x = _point((2, 3))
    x.flags.writeable = False
    np.testing.assert_array_equal(method(lambda x: (2 * x).sum(), x).round(9), np.full((2, 3), 2.0))


@pytest.mark.parametrize("method", METHODS)
def test_a_function_that_changes_its_argument_spoils_neither_the_point_nor_the_result(method):
    def f(x):
        x *= 2
        return x.sum()

    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(method(f, x), [2, 2], rtol=1e-9)
    np.testing.assert_array_equal(x, [1, 2])


@pytest.mark.parametrize(
    "x",
    [
        [1, 2],
        np.array([1, 2]),
        np.array([1, 2], np.float32),
        [True, 2],
        np.array([1, 2], np.float16),
    ],
)
@pytest.mark.parametrize("method", METHODS)
def test_integers_and_single_precision_are_converted(method, x):
    result = method(lambda x: (x**2).sum(), x)
    assert result.dtype == np.float64
    np.testing.assert_allclose(result, [2, 4], rtol=1e-9)


@pytest.mark.parametrize("value", [[1.0], np.array([[1.0]]), np.float32(1), 1])
def test_an_array_of_one_number_counts_as_a_number(value):
    np.testing.assert_array_equal(numerical_gradient(lambda x: value, [1.0, 2.0]), [0, 0])


@pytest.mark.parametrize("method", METHODS)
def test_a_function_that_returns_an_array_is_named_with_the_shape(method):
    with pytest.raises(ValueError) as caught:
        method(lambda x: 2 * x, [[1.0, 2.0, 3.0]])
    assert str(caught.value) == "f must return one number, got an array of shape (1, 3)"


@pytest.mark.parametrize(
    "value, kind", [(None, "NoneType"), ("1", "str"), ({}, "dict"), (1j, "complex")]
)
def test_a_function_that_returns_no_real_number_is_a_value_error(value, kind):
    with pytest.raises(ValueError) as caught:
        numerical_gradient(lambda x: value, [1.0])
    assert str(caught.value) == f"f must return one real number, got {kind}"


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x.real.sum(),
        lambda x: np.abs(x).sum(),
        lambda x: x.astype(float).sum(),
        lambda x: np.array(x, dtype=np.float64).sum(),
        lambda x: float(x.sum().real),
        lambda x: None,
        lambda x: 1,
    ],
)
def test_a_function_that_drops_the_imaginary_part_is_caught(f):
    with pytest.raises(ValueError) as caught:
        complex_step_gradient(f, [1.0, 2.0])
    assert str(caught.value).startswith(
        "f must return a complex number for complex x: it drops the imaginary part"
    )


@pytest.mark.filterwarnings("ignore")
def test_a_dropped_imaginary_part_is_caught_even_where_warnings_are_ignored():
    with pytest.raises(ValueError, match="drops the imaginary part"):
        complex_step_gradient(lambda x: x.astype(float).sum() + 0j, [1.0, 2.0])


def test_an_imaginary_part_dropped_into_a_real_array_is_caught():
    def f(x):
        out = np.zeros(2)
        out[:] = x
        return out.sum() + 0j

    with pytest.raises(ValueError, match="drops the imaginary part"):
        complex_step_gradient(f, [1.0, 2.0])


@pytest.mark.filterwarnings("ignore")
def test_other_warnings_of_the_function_are_no_errors():
    def f(x):
        warnings.warn("look out", stacklevel=1)
        return x.sum()

    np.testing.assert_array_equal(complex_step_gradient(f, [1.0, 2.0]), [1, 1])


def test_errors_of_the_function_come_through():
    for method in METHODS:
        with pytest.raises(ZeroDivisionError):
            method(lambda x: 1 / 0, [1.0])


@pytest.mark.parametrize("x", [[1j], np.array([1 + 1e-20j])])
@pytest.mark.parametrize("method", METHODS)
def test_the_point_must_be_real(method, x):
    with pytest.raises(ValueError, match=r"^x must hold real numbers, got complex ones"):
        method(lambda x: x.sum(), x)


@pytest.mark.parametrize("eps", [0, -1e-5, np.nan, np.inf, "1e-5", None])
def test_the_step_must_be_a_finite_number_above_zero(eps):
    with pytest.raises(ValueError) as caught:
        numerical_gradient(lambda x: x.sum(), [1.0], eps)
    assert str(caught.value) == f"eps must be a finite number above zero, got {eps!r}"


@pytest.mark.parametrize(
    "a, b, error",
    [
        ([1.0, 2.0], [1.0, 2.0], 0),
        ([0.0, 0.0], [0.0, 0.0], 0),
        ([1.0, 4.0], [1.0, 3.0], 0.25),
        ([1.0, 3.0], [1.0, 4.0], 0.25),
        ([-4.0, 1.0], [-3.0, 1.0], 0.25),
        ([1.0], [-1.0], 2),
        ([1e-300], [0.0], 1),
        ([1e-9, 1.0], [2e-9, 1.0], 1e-9),  # a tiny entry does not dominate
        (3.0, 4.0, 0.25),
        ([[3], [1]], [[4], [1]], 0.25),
    ],
)
def test_relative_error_by_hand(a, b, error):
    assert relative_error(a, b) == pytest.approx(error, rel=1e-15)
    assert type(relative_error(a, b)) is float


def test_relative_error_of_two_shapes_shows_both():
    with pytest.raises(ValueError) as caught:
        relative_error(np.ones((2, 3)), np.ones(3))
    assert str(caught.value) == "a and b must have one shape, got (2, 3) and (3,)"

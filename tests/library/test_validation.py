"""The one mechanism that reads arguments: what it accepts, what it returns, and every message."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.validation import checked, positive_float, positive_int

F32, F64, C128 = np.float32, np.float64, np.complex128


def _message(**arguments):
    with pytest.raises(ValueError) as caught:
        checked(**arguments)
    return str(caught.value)


@pytest.mark.parametrize(
    "dtypes, result",
    [
        ([F32, F32], F32),
        ([F32, F64], F64),
        ([F64, F32], F64),
        ([F32, int], F64),
        ([np.float16, np.float16], F64),
        ([np.float16, F32], F64),
        ([int, np.uint8], F64),
        ([bool, F32], F64),
        ([C128, F32], C128),
        ([np.complex64, np.complex64], C128),
        ([">f8", ">f8"], F64),
        ([np.longdouble, F64], F64),
    ],
)
def test_all_arguments_get_one_dtype(dtypes, result):
    a, b = checked(a=(np.ones(3, dtypes[0]), "n"), b=(np.ones(2, dtypes[1]), "m"))
    assert a.dtype == b.dtype == result
    np.testing.assert_array_equal(a, np.ones(3))


def test_arrays_come_in_the_order_given():
    b, a = checked(b=([2.0], "n"), a=([1.0], "n"))
    assert (a[0], b[0]) == (1, 2)


def test_an_array_that_fits_is_not_copied():
    a = np.ones((2, 3))
    assert checked(a=(a, "n m"))[0] is a


@pytest.mark.parametrize(
    "value", [[[1, 2], [3, 4]], ((1, 2), (3, 4)), [np.array([1, 2]), np.array([3, 4])]]
)
def test_anything_like_an_array_is_read(value):
    (a,) = checked(a=(value, "n m"))
    assert type(a) is np.ndarray and a.dtype == F64
    np.testing.assert_array_equal(a, [[1, 2], [3, 4]])


@pytest.mark.parametrize("shape", [(3,), (2, 3), (5, 2, 3)])
def test_dots_stand_for_any_leading_axes(shape):
    a, _ = checked(a=(np.ones(shape), "... n"), b=(np.ones(3), "n"))
    assert a.shape == shape


@pytest.mark.parametrize("value", [1.0, [1.0], [[1.0]]])
def test_dots_alone_stand_for_any_axes(value):
    assert checked(a=(value, "..."))[0].shape == np.shape(value)


@pytest.mark.parametrize(
    "value",
    [
        np.full(3, np.finfo(F64).max),
        np.full(3, -np.finfo(F32).max, F32),
        np.full(3, 60000, np.float16),
    ],
)
def test_finite_entries_with_an_infinite_sum_are_finite(value):
    assert np.isfinite(checked(a=(value, "n"))[0]).all()


def test_imaginary_parts_of_a_complex_step_pass():
    np.testing.assert_array_equal(checked(a=([1 + 1e-10j], "n"))[0], [1 + 1e-10j])


@pytest.mark.parametrize(
    "value, axes, message",
    [
        ([[1.0]], "n", "a must have shape (n,), got (1, 1)"),
        (1.0, "n", "a must have shape (n,), got ()"),
        ([1.0], "n m", "a must have shape (n, m), got (1,)"),
        ([[[1.0]]], "n m", "a must have shape (n, m), got (1, 1, 1)"),
        (1.0, "... n", "a must have shape (..., n), got ()"),
        ([1.0], "... n m", "a must have shape (..., n, m), got (1,)"),
        ([], "n", "a must not be empty, got shape (0,) for axes (n,)"),
        (np.array([], C128), "n", "a must not be empty, got shape (0,) for axes (n,)"),
        ([[], []], "n m", "a must not be empty, got shape (2, 0) for axes (n, m)"),
        (np.ones((0, 3)), "... n", "a must not be empty, got shape (0, 3) for axes (..., n)"),
        ([1.0, np.nan], "n", "a must be finite, but a[1] is nan"),
        ([[1.0, 2.0], [np.inf, np.nan]], "n m", "a must be finite, but a[1, 0] is inf"),
        ([-np.inf, np.inf], "n", "a must be finite, but a[0] is -inf"),
        (np.array([1, np.nan], F32), "n", "a must be finite, but a[1] is nan"),
        (np.nan, "...", "a must be finite, but it is nan"),
        ("abc", "n", "a must hold real numbers, got dtype <U3"),
        (["a"], "n", "a must hold real numbers, got dtype <U1"),
        (None, "n", "a must hold real numbers, got dtype object"),
        ([None, 1], "n", "a must hold real numbers, got dtype object"),
        ([10**30], "n", "a must hold real numbers, got dtype object"),
        (
            np.array(["2026-11-22"], "M8[D]"),
            "n",
            "a must hold real numbers, got dtype datetime64[D]",
        ),
        ([1 + 2e-10j], "n", "a must hold real numbers, got complex ones (complex128)"),
        ([1 - 1j], "n", "a must hold real numbers, got complex ones (complex128)"),
        (
            np.array([1j], np.complex64),
            "n",
            "a must hold real numbers, got complex ones (complex64)",
        ),
        (
            [[1, 2], [3]],
            "n m",
            "a must be an array of numbers, got nested lists of unequal lengths",
        ),
    ],
)
def test_message_of_one_bad_argument(value, axes, message):
    assert _message(a=(value, axes)) == message


def test_message_of_a_size_names_where_it_comes_from():
    Wx = (np.ones((2, 4)), "n_features n_nodes")
    assert (
        _message(Wx=Wx, B=(np.ones(3), "n_nodes"))
        == "B must have shape (n_nodes,) = (4,), got (3,): n_nodes = 4 comes from Wx"
    )
    assert _message(Wx=Wx, x=(np.ones((7, 5, 3)), "n n_sequences n_features")) == (
        "x must have shape (n, n_sequences, n_features) = (7, 5, 2), got (7, 5, 3): n_features = 2 comes from Wx"
    )


def test_message_of_a_rank_shows_the_sizes_already_known():
    assert _message(W=(np.ones((2, 4)), "n m"), x=(np.ones(2), "N n")) == (
        "x must have shape (N, n) = (N, 2), got (2,): n = 2 comes from W"
    )
    assert _message(W=(np.ones((2, 4)), "n m"), x=(np.ones((5, 3)), "... n")) == (
        "x must have shape (..., n) = (..., 2), got (5, 3): n = 2 comes from W"
    )


def test_message_names_every_argument_that_sizes_come_from():
    message = _message(
        Wx=(np.ones((2, 4)), "d h"), x=(np.ones((3, 2)), "n d"), h0=(np.ones((4, 3)), "n h")
    )
    assert (
        message
        == "h0 must have shape (n, h) = (3, 4), got (4, 3): h = 4 comes from Wx, n = 3 comes from x"
        or (
            message
            == "h0 must have shape (n, h) = (3, 4), got (4, 3): n = 3 comes from x, h = 4 comes from Wx"
        )
    )


def test_message_of_a_matrix_that_is_not_square_blames_itself():
    assert (
        _message(Wh=(np.ones((4, 3)), "n_nodes n_nodes"))
        == "Wh must have shape (n_nodes, n_nodes) = (4, 4), got (4, 3)"
    )


def test_the_first_bad_argument_is_named_types_before_shapes():
    assert _message(a=(np.ones((1, 1)), "n"), b=("x", "n")).startswith("b must hold real numbers")
    assert _message(a=([np.nan], "n"), b=([1.0, 2.0], "n")).startswith("a must be finite")


@pytest.mark.parametrize("value", [1, 7, np.int8(3), np.uint64(5)])
def test_whole_numbers_above_zero_become_ints(value):
    assert positive_int("n", value) == value and type(positive_int("n", value)) is int


@pytest.mark.parametrize(
    "value", [0, -3, 1.0, np.float64(2), True, np.True_, "1", None, [1], np.array([1])]
)
def test_anything_else_is_no_whole_number_above_zero(value):
    with pytest.raises(ValueError) as caught:
        positive_int("n", value)
    assert str(caught.value) == f"n must be a whole number of at least 1, got {value!r}"


@pytest.mark.parametrize(
    "value", [1, 1e-300, 0.5, np.float32(0.25), np.int16(3), np.finfo(float).max]
)
def test_numbers_above_zero_become_floats(value):
    assert positive_float("x", value) == value and type(positive_float("x", value)) is float


@pytest.mark.parametrize(
    "value", [0, 0.0, -0.0, -1, np.nan, np.inf, -np.inf, True, np.True_, "1", None, [1.0], 1j]
)
def test_anything_else_is_no_finite_number_above_zero(value):
    with pytest.raises(ValueError) as caught:
        positive_float("x", value)
    assert str(caught.value) == f"x must be a finite number above zero, got {value!r}"


@pytest.mark.parametrize("value", ["abc", -1, 0.5])
@pytest.mark.parametrize(
    "make",
    [
        lambda rng: rl.SimpleRNN(2, 3, rng=rng),
        lambda rng: rl.Dense(2, 3, rng=rng),
        lambda rng: rl.pulse_order(2, rng=rng),
    ],
    ids=["SimpleRNN", "Dense", "pulse_order"],
)
def test_what_makes_no_generator_is_named(make, value):
    wanted = "a numpy.random.Generator, a whole number of at least 0, or None"
    with pytest.raises(ValueError) as caught:
        make(value)
    assert str(caught.value) == f"rng must be {wanted}, got {value!r}"

"""Every public function refuses every kind of bad array, and says which and why."""

import numpy as np
import pytest

import rnn_lib as rl
from tests.library.calls import AXES, CALLS

ARRAYS = [(call, name) for call in CALLS for name in CALLS[call].arguments if name != "y"]
RECURRENT = [(call, name) for call, name in ARRAYS if call.startswith("rnn_")]


def _message(call, **changes):
    with pytest.raises(ValueError) as caught:
        CALLS[call](**changes)
    return str(caught.value)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("call, name", ARRAYS)
def test_an_entry_that_is_not_finite_is_named_with_its_index(call, name, bad):
    array = CALLS[call].arguments[name].copy()
    last = tuple(size - 1 for size in array.shape)
    array[last] = bad
    assert (
        _message(call, **{name: array}) == f"{name} must be finite, but {name}{list(last)} is {bad}"
    )


@pytest.mark.parametrize("call, name", ARRAYS)
def test_what_holds_no_real_numbers_is_named_with_its_dtype(call, name):
    array = CALLS[call].arguments[name]
    assert _message(call, **{name: None}) == f"{name} must hold real numbers, got dtype object"
    assert _message(call, **{name: array.astype(str)}).startswith(
        f"{name} must hold real numbers, got dtype <U"
    )
    assert (
        _message(call, **{name: array + 1j})
        == f"{name} must hold real numbers, got complex ones (complex128)"
    )


@pytest.mark.parametrize("call, name", ARRAYS)
def test_nested_lists_of_unequal_lengths_are_named(call, name):
    assert (
        _message(call, **{name: [[1.0, 2.0], [3.0]]})
        == f"{name} must be an array of numbers, got nested lists of unequal lengths"
    )


@pytest.mark.parametrize("call, name", ARRAYS)
def test_each_empty_axis_is_named(call, name):
    array = CALLS[call].arguments[name]
    for axis in range(array.ndim):
        empty = np.take(array, [], axis=axis)
        assert _message(call, **{name: empty}).startswith(
            f"{name} must not be empty, got shape {empty.shape} for axes ("
        )


@pytest.mark.parametrize("call, name", RECURRENT)
def test_a_wrong_rank_is_named_with_the_axes_and_the_shape_given(call, name):
    array = CALLS[call].arguments[name]
    for wrong in (array[0], array[np.newaxis], 1.0):
        message = _message(call, **{name: wrong})
        assert message.startswith(f"{name} must have shape ({AXES[name]})")
        assert f", got {np.shape(wrong)}" in message


@pytest.mark.parametrize("call, name", RECURRENT)
def test_each_size_that_disagrees_is_named_with_both_sides(call, name):
    arguments = CALLS[call].arguments
    axes = [axis for axis in AXES[name].replace(",", "").split()]
    for position, axis in enumerate(axes):
        shared = [other for other in arguments if axis in AXES[other] and other != name]
        if not shared and axes.count(axis) == 1:
            continue  # this axis belongs to the argument alone: any size is right
        array = arguments[name]
        longer = np.concatenate([array, array], axis=position)
        message = _message(call, **{name: longer})
        # The size is fixed by the first array with this axis: the weights. If they are the longer
        # ones, then the message is about the next array, and says where the size comes from.
        named = message.split()[0]
        got = longer.shape if named == name else arguments[named].shape
        assert message.startswith(f"{named} must have shape ({AXES[named]}) = (")
        assert f"got {got}" in message
        assert named == name or f"{axis} = {longer.shape[position]} comes from {name}" in message


@pytest.mark.parametrize("call", [call for call in CALLS if call.startswith("rnn_")])
@pytest.mark.parametrize("activation", ["relu6", None, 1])
def test_an_unknown_activation_is_refused(call, activation):
    assert _message(call, activation=activation).endswith(f"got {activation!r}")


@pytest.mark.parametrize(
    "call, changes, message",
    [
        (
            "dense_forward",
            {"x": np.ones((2, 4))},
            "x must have shape (..., n_in) = (..., 3), got (2, 4): n_in = 3 comes from W",
        ),
        (
            "dense_forward",
            {"x": 1.0},
            "x must have shape (..., n_in) = (..., 3), got (): n_in = 3 comes from W",
        ),
        ("dense_forward", {"W": np.ones(3)}, "W must have shape (n_in, n_out), got (3,)"),
        (
            "dense_forward",
            {"b": np.ones(3)},
            "b must have shape (n_out,) = (4,), got (3,): n_out = 4 comes from W",
        ),
        (
            "dense_forward",
            {"b": np.ones((1, 4))},
            "b must have shape (n_out,) = (4,), got (1, 4): n_out = 4 comes from W",
        ),
        (
            "dense_backward",
            {"dscores": np.ones((2, 5, 3))},
            "dscores must have shape (..., n_out) = (..., 4), got (2, 5, 3): n_out = 4 comes from W",
        ),
        (
            "dense_backward",
            {"x": np.ones((2, 5, 4))},
            "x must have shape (..., n_in) = (..., 3), got (2, 5, 4): n_in = 3 comes from W",
        ),
        (
            "dense_backward",
            {"dscores": np.ones((2, 4))},
            "dscores must have the leading axes of x, (2, 5), got (2,)",
        ),
        ("softmax", {"scores": 1.0}, "scores must have shape (..., n_classes), got ()"),
        (
            "softmax_cross_entropy",
            {"scores": 1.0},
            "scores must have shape (..., n_classes), got ()",
        ),
        (
            "rnn_forward",
            {"h0": np.ones((5, 4))},
            "h0 must have shape (batch_size, n_nodes) = (2, 4), got (5, 4): batch_size = 2 comes from x, n_nodes = 4 comes from Wx",
        ),
    ],
)
def test_message_in_full(call, changes, message):
    assert _message(call, **changes) == message


def test_ragged_classes_are_named():
    assert _message("softmax_cross_entropy", y=[[0, 1], [2]]).startswith("y must")


@pytest.mark.parametrize("position, name", list(enumerate(("Wx", "Wh", "B"))))
@pytest.mark.parametrize("bad", [None, [[1.0], [2.0, 3.0]], np.nan, 1j])
def test_a_layer_is_not_made_from_bad_weights(position, name, bad):
    weights = [np.ones((3, 4)), np.ones((4, 4)), np.ones(4)]
    weights[position] = bad if bad is None or isinstance(bad, list) else weights[position] * bad
    with pytest.raises(ValueError, match=f"^{name} must "):
        rl.SimpleRNN.from_weights(*weights)


def test_a_layer_is_not_made_from_weights_that_disagree():
    for weights, named in [
        (((3, 4), (3, 3), (4,)), "Wh"),
        (((3, 4), (4, 4), (3,)), "B"),
        (((3, 4), (4, 3), (4,)), "Wh"),
    ]:
        with pytest.raises(
            ValueError, match=rf"^{named} must have shape .* got .*n_nodes = 4 comes from Wx$"
        ):
            rl.SimpleRNN.from_weights(*(np.ones(shape) for shape in weights))

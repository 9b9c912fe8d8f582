"""What crosses the border between a check and a student's process: numbers, and nothing that runs."""

import json
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rnn_lib.checks.weighted_tanh import WeightedTanh
from tests.shared.hypotheses import tried
from tools.grading.codec import BadMessage, decode, encode

KINDS = st.sampled_from(["b1", "i1", "u2", "i8", "f2", "f4", "f8", "c16", ">f8"])


def refuse(value):
    raise AssertionError(f"{value!r} should travel")


def there_and_back(value):
    return decode(json.loads(json.dumps(encode(value, refuse))), None)


@tried
@given(arrays.arrays(KINDS, arrays.array_shapes(min_dims=0, min_side=0)))
def test_arrays_arrive_as_they_left(array):
    result = there_and_back(array)
    assert result.dtype == array.dtype and result.shape == array.shape
    np.testing.assert_array_equal(result, array)


@tried
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_plain_values_arrive_as_they_left(value):
    assert repr(there_and_back(value)) == repr(value)


def test_arrays_in_any_order_of_memory_arrive():
    array = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))[:, ::-1]
    np.testing.assert_array_equal(there_and_back(array), array)
    assert there_and_back(np.longdouble(1) / 3) == np.longdouble(1) / 3
    assert type(there_and_back(np.float32(2))) is np.float32


def test_a_list_that_holds_itself_comes_to_an_end():
    endless = []
    endless.append(endless)
    kept = []
    encode(endless, lambda value: kept.append(value) or len(kept))
    assert kept == [endless]


def test_what_is_no_number_stays_and_its_type_is_told():
    def function():
        pass

    kept = []
    item = encode(function, lambda value: kept.append(value) or 7)
    assert kept == [function] and item == {"object": 7, "type": "function"}
    assert decode(item, lambda number, name: (number, name)) == (7, "function")


def test_arrays_of_other_things_arrive_as_shape_and_dtype():
    result = there_and_back(np.array([["a"], ["b"]], dtype=object))
    assert result.shape == (2, 1) and result.dtype == object
    assert there_and_back(np.array(["ab"])).dtype == "<U2"


def test_the_loss_of_an_exercise_arrives_as_a_loss_with_the_same_weights():
    weights = np.array([[0.5, 2.0, 1.0]])
    result = there_and_back([WeightedTanh(weights)])[0]
    assert type(result) is WeightedTanh and result(np.ones((1, 3))) == pytest.approx(
        (3.5 * np.tanh(1)) ** 2
    )
    np.testing.assert_array_equal(result.weights, weights)


def test_a_loss_with_something_else_in_it_does_not_travel():
    kept = []
    for weights in ("a", None, [1.0]):
        item = encode(WeightedTanh(weights), lambda value: kept.append(value) or 7)
        assert item == {"object": 7, "type": "WeightedTanh"}
    bare = WeightedTanh(None)
    del bare.weights
    assert encode(bare, lambda value: 7)["type"] == "WeightedTanh"


WEIGHTS = {"array": "AAAAAAAA8D8=", "dtype": "<f8", "shape": [1], "scalar": False}
FORGED = [
    {"weighted_tanh": {**WEIGHTS, "dtype": "<i8"}},
    {"weighted_tanh": {"object": 1, "type": "ndarray"}},
    {"weighted_tanh": {"weighted_tanh": WEIGHTS}},
    {"weighted_tanh": [1.0]},
    {"weighted_tanh": "numpy"},
    {"weighted_tanh": {**WEIGHTS, "shape": [], "scalar": True}},
    {"array": "", "dtype": "O", "shape": [1], "scalar": False},
    {"array": "AAAA", "dtype": "<f8", "shape": [1], "scalar": False},
    {"array": "AAAAAAAAAAA=", "dtype": "<f8", "shape": [-1], "scalar": False},
    {"array": "AAAAAAAAAAA=", "dtype": "<f8", "shape": [2**62, 2**62], "scalar": False},
    {"array": "?", "dtype": "<f8", "shape": [], "scalar": False},
    {"array": "AAAA", "dtype": "V3", "shape": [1], "scalar": False},
    {"array": "AAAA", "dtype": ["f8"], "shape": [1], "scalar": False},
    {"odd": [2**40], "dtype": "object"},
    {"odd": "ab", "dtype": "object"},
    {"odd": [1]},
    {"object": "x", "type": "y"},
    {"tuple": 7},
    {"dict": [["a"]]},
    {"dict": {"a": 1, "b": 2}},
    {},
    [1, 2],
    {"pickle": pickle.dumps(1).hex()},
]


@pytest.mark.parametrize("item", FORGED, ids=lambda item: str(item)[:40])
def test_forged_messages_are_refused(item):
    with pytest.raises(BadMessage):
        decode(item, lambda number, name: None)

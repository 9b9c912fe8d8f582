"""Values as JSON, for the way between a check and the code that it calls.

Numbers, texts, lists, tuples, dicts by name and numeric arrays travel; so do the two objects that
exercises hand to answers, a generator as its state and a loss as its weights. Anything else stays
where it is, and a number that stands for it travels. Nothing here can run code: there is no pickle.
"""

import base64
import io
import math
import re

import numpy as np

from rnn_lib.checks.weighted_tanh import WeightedTanh

NUMERIC = "biufc"
"""The kinds of arrays that travel with their numbers."""

_TROUBLES = (LookupError, TypeError, ValueError, ArithmeticError, EOFError)
_TROUBLES += (RecursionError, MemoryError)
_DEEPEST = 12  # lists in lists: more are no array
_MOST_ODD = 2**23  # entries of an array without numbers


class BadMessage(Exception):
    """What came in is not what `encode` writes."""


def encode(value, keep, depth=0):
    """Return ``value`` as something that JSON can hold."""
    if value is None or type(value) in (bool, float, str):
        return value
    if type(value) is int and value.bit_length() < 64:
        return value
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        key = "list" if isinstance(value, list) else "tuple"
        return {key: [encode(item, keep, depth + 1) for item in value]}
    if isinstance(value, dict) and depth < _DEEPEST and all(type(key) is str for key in value):
        return {"dict": [[key, encode(item, keep, depth + 1)] for key, item in value.items()]}
    if type(value) is WeightedTanh and isinstance(vars(value).get("weights"), np.ndarray):
        return {"weighted_tanh": encode(value.weights, keep, depth + 1)}
    if type(value) is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return {"generator": value.bit_generator.state}
    array = _as_array(value)
    if array is None:
        return {"object": keep(value), "type": type(value).__name__}
    if array.dtype.kind not in NUMERIC:
        return {"odd": list(array.shape), "dtype": str(array.dtype)}
    file = io.BytesIO()
    np.save(file, np.asarray(array), allow_pickle=False)
    scalar = isinstance(value, np.generic)
    return {"array": base64.b64encode(file.getvalue()).decode(), "scalar": scalar}


def decode(item, find):
    """Return the value that `encode` wrote."""
    if not isinstance(item, dict):
        if isinstance(item, list):
            raise BadMessage("a bare list")
        return item
    try:
        if "list" in item:
            return [decode(one, find) for one in item["list"]]
        if "tuple" in item:
            return tuple(decode(one, find) for one in item["tuple"])
        if "dict" in item:
            return {str(key): decode(one, find) for key, one in item["dict"]}
        if "object" in item:
            return find(int(item["object"]), str(item["type"]))
        if "weighted_tanh" in item:
            return _loss(decode(item["weighted_tanh"], find))
        if "generator" in item:
            return _generator(item["generator"])
        return _odd_array(item) if "odd" in item else _array(item)
    except _TROUBLES as error:
        raise BadMessage(f"{type(error).__name__}: {error}") from None


def _as_array(value):
    """Return what NumPy makes of a value, or None where that is no array."""
    if isinstance(value, (np.ndarray, np.generic)):
        return np.asarray(value)
    try:
        array = np.array(value)
    except Exception:  # whatever an object of the learner's does when it is asked
        return None
    return array if array.dtype.kind in NUMERIC else None


def _array(item):
    data = io.BytesIO(base64.b64decode(item["array"], validate=True))
    array = np.load(data, allow_pickle=False)
    if type(array) is not np.ndarray or array.dtype.kind not in NUMERIC:
        raise BadMessage("not an array of numbers")
    return array[()] if item["scalar"] is True and array.ndim == 0 else array


def _generator(state):
    generator = np.random.default_rng(0)
    generator.bit_generator.state = state
    return generator


def _loss(weights):
    if type(weights) is not np.ndarray or weights.dtype.kind != "f":
        raise BadMessage("no weights of a loss")
    return WeightedTanh(weights)


def _odd_array(item):
    """Return an array of the shape told: enough for a message that names it."""
    shape = [_size(n) for n in item["odd"]]
    if math.prod(shape) > _MOST_ODD:
        raise BadMessage("too large")
    text = re.fullmatch(r"[<>|=]?[US]\d{1,3}", item["dtype"])
    return np.empty(shape, dtype=item["dtype"] if text else object)


def _size(n):
    if type(n) is not int or n < 0:
        raise BadMessage("not a size")
    return n

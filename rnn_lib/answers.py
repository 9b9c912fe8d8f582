"""Run a learner's function on one probe and compare what it returns."""

import copy
import warnings
from typing import NamedTuple

import numpy as np

from .gradcheck import relative_error

TOLERANCE = 1e-5
"""The relative error allowed: float32 rounding stays below it, a wrong formula far above."""


class WrongReturn(Exception):
    """An answer returned something that cannot be compared."""


class Outcome(NamedTuple):
    """What one call of an answer showed.

    Attributes
    ----------
    results : tuple of ndarray or None
        What it returned; None if it raised.
    changed : tuple of int
        The positions of the arguments that it changed.
    error : BaseException or None
        What it raised.
    """

    results: tuple | None
    changed: tuple = ()
    error: BaseException | None = None


def run_answer(f, arguments, names):
    """Call ``f`` once, on copies.

    Parameters
    ----------
    f : callable
        The answer.
    arguments : tuple of ndarray
        What it is called with.
    names : tuple of str
        The names of the results.

    Returns
    -------
    Outcome
        What the call showed. An exception of ``f`` is in it, not raised.
    """
    copies = copy.deepcopy(arguments)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            results = as_results(f(*copies), names)
    except (Exception, SystemExit) as error:
        return Outcome(None, error=error)
    pairs = enumerate(zip(copies, arguments))
    return Outcome(results, tuple(i for i, (now, then) in pairs if not np.array_equal(now, then)))


def differences(results, expected, names):
    """Return what is wrong with each wrong result, by its name; empty if all are right."""
    texts = {n: difference(n, r, e) for n, r, e in zip(names, results, expected)}
    return {name: text for name, text in texts.items() if text}


def same(results, others):
    """Whether two tuples of results agree in shapes and, up to rounding, in numbers."""
    if results is None or others is None:
        return results is others
    return all(map(close, results, others))


def close(result, other):
    """Whether two arrays agree in shape and, up to rounding, in numbers.

    Where an entry is not finite, nothing is rounded: all entries must be the same.
    """
    result, other = np.asarray(result), np.asarray(other)
    if result.shape != other.shape:
        return False
    if result.size == 0 or not (np.isfinite(result).all() and np.isfinite(other).all()):
        return np.array_equal(result, other, equal_nan=True)
    with np.errstate(over="ignore"):
        largest = max(np.abs(result).max(), np.abs(other).max())
        return bool(np.abs(result - other).max() <= TOLERANCE * largest)


def as_results(returned, names):
    """Return what an answer returned as a tuple of arrays, or raise `WrongReturn`."""
    values = (returned,)
    if len(names) > 1:
        if not isinstance(returned, (tuple, list)) or len(returned) != len(names):
            wanted = f"Return {len(names)} arrays in this order: {', '.join(names)}."
            raise WrongReturn(f"{wanted} Yours returned {_kind(returned)}")
        values = returned
    return tuple(_as_array(name, value) for name, value in zip(names, values))


def difference(name, result, expected):
    """Say how ``result`` differs from ``expected``; an empty string if it does not."""
    if result.shape != expected.shape:
        return f"{name} has shape {result.shape}, it should have {expected.shape}."
    if not np.isfinite(result).all():
        index = np.argwhere(~np.isfinite(result))[0].tolist()
        return f"{name}{index} is {result[tuple(index)]}."
    with np.errstate(over="ignore", invalid="ignore"):
        error = relative_error(result, expected)
    if error <= TOLERANCE:
        return ""
    index = np.unravel_index(np.abs(result - expected).argmax(), expected.shape)
    place = [int(i) for i in index]
    percent = f"{100 * error:.0f}" if error > 0.01 else f"{100 * error:.1g}"
    values = f"{name}{place} is {result[index]:.6g}, it should be {expected[index]:.6g}"
    return f"{values} (off by {percent} % of the largest entry)."


def _as_array(name, value):
    try:
        array = np.array(value)
    except ValueError:
        raise WrongReturn(f"{name} must be an array. Yours has rows of unequal lengths.") from None
    if array.dtype.kind not in "biuf":
        raise WrongReturn(f"{name} must be an array of real numbers. Yours is {_kind(value)}")
    return array.astype(np.float64) if array.dtype.kind == "b" else array


def _kind(value):
    if value is None:
        return "None: is there a return statement?"
    if isinstance(value, np.ndarray):
        return f"one array of shape {value.shape} and dtype {value.dtype}."
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of length {len(value)}."
    return f"a {type(value).__name__}."

"""Compare what an answer returned with what is right."""

import numpy as np

from ..gradcheck import relative_error

TOLERANCE = 1e-5
"""The relative error allowed: float32 rounding stays below it, a wrong formula far above."""


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

"""How an answer holds its arrays: the axes of the course, time first, or everything in columns."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

SEQUENCES = {"x", "h", "upstream", "dx"}
"""What has an axis of time."""


class Layout(NamedTuple):
    """A layout.

    Attributes
    ----------
    there, back : callable
        ``there(array)`` makes the answer's array of the course's, and ``back(name, array,
        is_sequence)`` the other way.
    one_sequence : bool
        Whether it knows no batch.
    """

    there: Callable
    back: Callable
    one_sequence: bool = False


def _as_it_is(array):
    return array


def _time_first(array):
    return array.swapaxes(0, 1).copy() if np.ndim(array) == 3 else array


def _in_columns(array):
    """Turn (1, T, F) into (F, T), (1, F) into (F, 1), weights over, and (F,) into (F, 1)."""
    if array.ndim == 3:
        return array[0].T.copy()
    return array[:, None].copy() if array.ndim == 1 else array.T.copy()


def _from_columns(name, array, is_sequence):
    array = np.asarray(array)
    if name in ("B", "dB"):
        return array[:, 0] if array.ndim == 2 and array.shape[1] == 1 else array
    return array.T[None] if is_sequence and array.ndim == 2 else array.T


def _back(there):
    """Return the way back of a layout that is its own inverse."""
    return lambda name, array, is_sequence: there(np.asarray(array))


LAYOUTS = {
    "batch first": Layout(_as_it_is, _back(_as_it_is)),
    "time first": Layout(_time_first, _back(_time_first)),
    "columns": Layout(_in_columns, _from_columns, one_sequence=True),
}
"""Every layout, by its name."""

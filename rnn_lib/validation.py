"""Read the arguments of a public function, or say what is wrong with them.

One mechanism serves the whole library. A function states each array's axes by name,

    Wx, x = checked(Wx=(Wx, "n_features n_nodes"), x=(x, "batch_size n_sequences n_features"))

and the names that occur twice must have the same size. The message that a learner
reads then comes from that statement alone.
"""

import cmath
from functools import cache

import numpy as np

COMPLEX_STEP_LIMIT = 1e-10
"""Imaginary parts up to this size are read as a complex step; larger ones are a mistake."""


def checked(**arguments):
    """Return the arguments as finite arrays of one dtype and of shapes that agree.

    Parameters
    ----------
    **arguments : tuple of (array_like, str)
        The value and its axis names, separated by spaces. A leading ``...`` stands for any
        axes. The first argument with an axis name fixes its size.

    Returns
    -------
    list of ndarray
        In the order given. All float32 if every argument is float32, else float64
        (complex128 where a complex step comes in). An argument that has this dtype already
        is not copied.

    Raises
    ------
    ValueError
        If an argument is no array of real numbers, has another shape than its axis names
        ask for, is empty, or holds NaN or infinity.
    """
    arrays = {name: as_numbers(name, value) for name, (value, _) in arguments.items()}
    sizes = {}
    for name, (_, axes) in arguments.items():
        _check_shape(name, arrays[name].shape, axes, sizes)
        _check_finite(name, arrays[name])
    dtype = _common_dtype(arrays.values())
    return [array.astype(dtype, copy=False) for array in arrays.values()]


def as_array(name, value):
    """Return ``value`` as an array; raise ValueError where its lists have unequal lengths."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        raise ValueError(
            f"{name} must be an array of numbers, got nested lists of unequal lengths"
        ) from None
    return array


def as_numbers(name, value):
    """Return ``value`` as an array of numbers; raise ValueError where it is none."""
    array = as_array(name, value)
    if array.dtype.kind not in "biufc":
        raise ValueError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.dtype.kind == "c" and array.size and np.abs(array.imag).max() > COMPLEX_STEP_LIMIT:
        raise ValueError(f"{name} must hold real numbers, got complex ones ({array.dtype})")
    return array


def generator(name, value):
    """Return ``value`` as a random generator; raise ValueError where no generator comes of it."""
    try:
        return np.random.default_rng(value)
    except (TypeError, ValueError):
        wanted = "a numpy.random.Generator, a whole number of at least 0, or None"
        raise ValueError(f"{name} must be {wanted}, got {value!r}") from None


def positive_int(name, value):
    """Return ``value`` as an int; raise ValueError unless it is a whole number above zero."""
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool) and value > 0:
        return int(value)
    raise ValueError(f"{name} must be a whole number of at least 1, got {value!r}")


def positive_float(name, value):
    """Return ``value`` as a float; raise ValueError unless it is finite and above zero."""
    numbers = (int, float, np.integer, np.floating)
    if (
        isinstance(value, numbers)
        and not isinstance(value, bool)
        and 0 < value <= np.finfo(float).max
    ):
        return float(value)
    raise ValueError(f"{name} must be a finite number above zero, got {value!r}")


def _check_shape(name, shape, axes, sizes):
    """Compare ``shape`` with the axis names; enter axes seen for the first time in ``sizes``."""
    leading, names = _parse(axes)
    own = shape[len(shape) - len(names) :] if leading else shape
    if len(own) != len(names):
        raise ValueError(_shape_message(name, shape, axes, sizes))
    if 0 in shape:
        raise ValueError(
            f"{name} must not be empty, got shape {shape} for axes {_tuple(axes.split())}"
        )
    for axis, size in zip(names, own):
        if sizes.setdefault(axis, (size, name))[0] != size:
            raise ValueError(_shape_message(name, shape, axes, sizes))


@cache
def _parse(axes):
    """Return whether any axes may lead, and the names of the others."""
    return axes.startswith("..."), tuple(axes.replace("...", "").split())


def _shape_message(name, shape, axes, sizes):
    names = axes.split()
    known = {axis: sizes[axis] for axis in names if axis in sizes}
    message = f"{name} must have shape {_tuple(names)}"
    if known:
        message += f" = {_tuple(known[axis][0] if axis in known else axis for axis in names)}"
    message += f", got {shape}"
    others = [(axis, size, source) for axis, (size, source) in known.items() if source != name]
    if others:
        message += ": " + ", ".join(
            f"{axis} = {size} comes from {source}" for axis, size, source in others
        )
    return message


def _tuple(entries):
    """Write entries as Python writes a tuple, (n_nodes,) included."""
    entries = [str(entry) for entry in entries]
    return f"({', '.join(entries)}{',' * (len(entries) == 1)})"


def _check_finite(name, array):
    # A finite sum of squares proves finite entries in one pass without a temporary array. The
    # squares of large finite entries may overflow, so only the full look decides. Raveled in
    # order "K", as the entries lie in memory, an array with swapped axes is not copied.
    entries = array.ravel(order="K")
    if cmath.isfinite(np.vdot(entries, entries)):
        return
    wrong = np.argwhere(~np.isfinite(array))
    if len(wrong):
        index = tuple(wrong[0].tolist())
        place = f"{name}{list(index)}" if index else "it"
        raise ValueError(f"{name} must be finite, but {place} is {array[index]}")


def _common_dtype(arrays):
    dtypes = {array.dtype for array in arrays}
    if dtypes == {np.dtype(np.float32)}:
        return np.float32
    return np.complex128 if any(dtype.kind == "c" for dtype in dtypes) else np.float64

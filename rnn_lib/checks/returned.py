"""Read what an answer returned as arrays, or say what it should have returned."""

import numpy as np

from .exceptions import Raised, describe_exception


class WrongReturn(Exception):
    """An answer returned something that cannot be compared."""


def read_results(call, names, unpack=None, given=()):
    """Return the results of a call as arrays, or why there are none.

    Parameters
    ----------
    call : Call
        What the call showed.
    names : tuple of str
        The names of the results.
    unpack : callable or None
        Takes apart what was returned, and may raise `WrongReturn`.
    given : tuple
        The arguments after the call, for ``unpack``.

    Returns
    -------
    results : tuple of ndarray or None
        New arrays, in the order of the names.
    raised : Raised or None
        Why there are none.
    """
    if call.raised is not None:
        return None, call.raised
    try:
        values = unpack(call.returned, given) if unpack else call.returned
        return _as_results(values, names), None
    except WrongReturn as error:
        return None, Raised("WrongReturn", (str(error),))
    except (Exception, SystemExit) as error:  # whatever an object does that is asked for an array
        return None, describe_exception(error)


def _as_results(returned, names):
    values = (returned,)
    if len(names) > 1:
        if not isinstance(returned, (tuple, list)) or len(returned) != len(names):
            wanted = f"Return {len(names)} arrays in this order: {', '.join(names)}."
            raise WrongReturn(f"{wanted} Yours returned {_kind(returned)}")
        values = returned
    is_alone = len(names) == 1
    return tuple(_as_array(name, value, is_alone) for name, value in zip(names, values))


def _as_array(name, value, is_alone):
    try:
        array = np.array(value)
    except ValueError:
        raise WrongReturn(f"{name} must be an array. Yours has rows of unequal lengths.") from None
    if array.dtype.kind not in "biuf":
        kind = "None." if value is None and not is_alone else _kind(value)
        raise WrongReturn(f"{name} must be an array of real numbers. Yours is {kind}")
    return array.astype(np.float64) if array.dtype.kind == "b" else array


def _kind(value):
    if value is None:
        return "None: is there a return statement?"
    if isinstance(value, np.ndarray):
        return f"one array of shape {value.shape} and dtype {value.dtype}."
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of length {len(value)}."
    return f"a {type(value).__name__}."

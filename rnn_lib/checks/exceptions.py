"""Describe an exception in a learner's code: their line and their shapes, no library traceback."""

import linecache
import os
import re
from os.path import dirname
from typing import NamedTuple

import numpy as np

# This library, Python's own, and whatever is installed where NumPy is. From the modules that
# are loaded anyway: sysconfig and pathlib would make `import rnn_lib` several milliseconds longer.
_LIBRARIES = (dirname(dirname(__file__)), dirname(os.__file__), dirname(dirname(np.__file__)))
_NOT_THE_LEARNER = (*(folder + os.sep for folder in _LIBRARIES), "<__array_function__")
_TOLD_APART = (NotImplementedError, TypeError, SystemExit)


class Raised(NamedTuple):
    """What an answer raised, in words.

    Attributes
    ----------
    kind : str
        "NotImplementedError", "TypeError" or "SystemExit", also for kinds of these; for what
        cannot be compared "WrongReturn"; else "Exception".
    lines : tuple of str
        One to three lines of text.
    """

    kind: str
    lines: tuple


def describe_exception(error):
    """Return what was raised, on which line of the learner's, and the shapes of the arrays there.

    Parameters
    ----------
    error : BaseException
        An exception that was caught.

    Returns
    -------
    Raised
        With one line only, if no frame belongs to the learner.
    """
    kind = next((one.__name__ for one in _TOLD_APART if isinstance(error, one)), "Exception")
    lines = (f"{type(error).__name__}: {_message(error)}", *_where(error))
    return Raised(kind, lines)


def _where(error):
    """Yield the learner's line, and the shapes of the arrays on it."""
    import traceback  # here: only an exception needs it, and it loads slowly

    own = [
        (frame, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(_NOT_THE_LEARNER)
    ]
    if not own:
        return
    frame, number = own[-1]
    source = linecache.getline(frame.f_code.co_filename, number).strip()
    yield f"It happened in {frame.f_code.co_name}, line {number}: {source}"
    shapes = [
        f"{name} {value.shape}"
        for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", source))
        if isinstance(value := frame.f_locals.get(name), np.ndarray)
    ]
    if shapes:
        yield "Shapes on that line: " + ", ".join(shapes)


def _message(error):
    """Return the first line of what an exception says of itself."""
    try:
        lines = str(error).strip().splitlines()
    except Exception:  # an exception of the learner's own, whose message raises in turn
        lines = []
    return lines[0][:300] if lines else "(no message)"

"""Describe an exception in a learner's code: their line and their shapes, no library traceback."""

import linecache
import os
import re
from os.path import dirname

import numpy as np

# This library, Python's own, and whatever is installed where NumPy is. From the modules that
# are loaded anyway: sysconfig and pathlib would make `import rnn_lib` several milliseconds longer.
_LIBRARIES = (dirname(__file__), dirname(os.__file__), dirname(dirname(np.__file__)))
_NOT_THE_LEARNER = (*(folder + os.sep for folder in _LIBRARIES), "<__array_function__")


def describe_exception(error):
    """Return what was raised, on which line of the learner's, and the shapes of the arrays there.

    Parameters
    ----------
    error : BaseException
        An exception that was caught.

    Returns
    -------
    list of str
        One to three lines of text. Only the first, if no frame belongs to the learner.
    """
    import traceback  # here: only an exception needs it, and it loads slowly

    lines = [f"{type(error).__name__}: {_message(error)}"]
    own = [
        (frame, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(_NOT_THE_LEARNER)
    ]
    if not own:
        return lines
    frame, number = own[-1]
    source = linecache.getline(frame.f_code.co_filename, number).strip()
    lines.append(f"It happened in {frame.f_code.co_name}, line {number}: {source}")
    shapes = [
        f"{name} {value.shape}"
        for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", source))
        if isinstance(value := frame.f_locals.get(name), np.ndarray)
    ]
    if shapes:
        lines.append("Shapes on that line: " + ", ".join(shapes))
    return lines


def _message(error):
    """Return the first line of what an exception says of itself."""
    try:
        lines = str(error).strip().splitlines()
    except Exception:  # an exception of the learner's own, whose message raises in turn
        lines = []
    return lines[0][:300] if lines else "(no message)"

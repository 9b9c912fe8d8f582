"""Notice an answer that lets the library do the work."""

import sys
from contextlib import contextmanager


@contextmanager
def calls_noted(functions):
    """Note, while the block runs, which functions of the library are called.

    Parameters
    ----------
    functions : tuple of callable
        The functions to look for.

    Yields
    ------
    dict
        The names of those that were called, in the order of their first calls.
    """
    names = {function.__code__: function.__name__ for function in functions}
    called = {}

    def note(frame, event, argument):
        if event == "call" and frame.f_code in names:
            called[names[frame.f_code]] = True

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(before)


def describe_shortcut(names):
    """Say kindly that an answer is not the learner's own yet."""
    calls = " and ".join(f"rnn_lib.{name}" for name in names)
    return (
        f"The numbers are right, but they are the library's: your function calls {calls}. "
        "Write the formula yourself, and keep the library's result to compare with."
    )

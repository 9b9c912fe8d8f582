"""rnn_lib as a student's process has it: its functions note who calls them.

An answer that calls the library's own is not an answer. The checks are not there at all; see
`room`.
"""

import functools
import inspect
import sys

import rnn_lib


class LibraryCalls:
    """Notes which of the watched functions are called."""

    def __init__(self):
        self._watched = frozenset()
        self._noted = {}

    def watch(self, names):
        """Note calls of these functions from now on."""
        self._watched = frozenset(names)
        self._noted = {}

    def noted(self):
        """Return the names of those that were called, in the order of their first calls."""
        return list(self._noted)

    def noting(self, function):
        """Return the function, made to note its calls."""

        @functools.wraps(function)
        def noted(*args, **kwargs):
            if function.__name__ in self._watched:
                self._noted[function.__name__] = True
            return function(*args, **kwargs)

        del noted.__wrapped__  # not for inspect.unwrap
        return noted


def prepare_library():
    """Make the functions of rnn_lib note their calls.

    Returns
    -------
    LibraryCalls
        What notes them.
    """
    calls = LibraryCalls()
    public = [getattr(rnn_lib, name) for name in rnn_lib.__all__]
    functions = {f: calls.noting(f) for f in public if inspect.isfunction(f)}
    modules = [m for n, m in list(sys.modules.items()) if n.split(".")[0] == rnn_lib.__name__]
    for module in modules:
        for name, value in list(vars(module).items()):
            if inspect.isfunction(value) and value in functions:
                setattr(module, name, functions[value])
    return calls

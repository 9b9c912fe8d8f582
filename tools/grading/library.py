"""rnn_lib as a student's process has it: the lessons' functions, and no checks.

The checks and what they know of right results are taken out, so that importing them works and
using them does nothing. The functions stay, and note who calls them, because an answer that calls
the library's own is not an answer.
"""

import functools
import inspect
import sys
import types

import rnn_lib

CHECKING = ("answers", "checks", "diagnosis", "faulty", "mistakes", "probes", "search", "verdict")
"""What the names of the modules begin with that serve checks."""


class Nothing:
    """Stands for whatever was taken out: it can be called, indexed and gone through."""

    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self

    def __iter__(self):
        return iter(())

    def __repr__(self):
        return "(not available while graded)"


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
    """Take the checks out of rnn_lib and make its functions note their calls.

    Returns
    -------
    LibraryCalls
        What notes them.
    """
    calls = LibraryCalls()
    public = {name: getattr(rnn_lib, name) for name in rnn_lib.__all__}
    functions = {f: calls.noting(f) for f in public.values() if inspect.isfunction(f)}
    modules = [m for n, m in list(sys.modules.items()) if n.split(".")[0] == "rnn_lib"]
    for module in modules:
        for name, value in list(vars(module).items()):
            if inspect.isfunction(value) and value in functions:
                setattr(module, name, functions[value])
    for name in public:
        if name.startswith("check_"):
            setattr(rnn_lib, name, Nothing())
    for module in modules:
        short = module.__name__.partition(".")[2]
        if short.startswith(CHECKING):
            sys.modules[module.__name__] = _empty_module(module.__name__)
            if "." not in short:
                setattr(rnn_lib, short, sys.modules[module.__name__])
    return calls


def _empty_module(name):
    """Return a module with every name there is, each of them nothing."""
    module = types.ModuleType(name, "Not available while graded.")
    module.__path__ = []
    nothing = Nothing()
    module.__getattr__ = lambda name: _refuse(name) if name.startswith("__") else nothing
    return module


def _refuse(name):
    raise AttributeError(name)

"""Not available while graded: this file stands for the package `rnn_lib.checks` then.

Cells of a lesson import checks and call them. Both work, and do nothing.
"""

from unittest.mock import MagicMock


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return MagicMock(name="(not available while graded)")

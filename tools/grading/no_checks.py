"""Not available while graded: this file stands for the package `rnn_lib.checks` then.

Cells of a lesson import checks and call them. Both work, and do nothing.
"""


class Nothing:
    """Stands for whatever is not there: it can be called, indexed and gone through."""

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


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return Nothing()

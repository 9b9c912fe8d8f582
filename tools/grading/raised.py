"""What the student's code raised, as an exception on this side."""


class AnswerRaised(Exception):
    """An exception there.

    Attributes
    ----------
    lines : tuple of str
        What describes it.
    """

    lines: tuple[str, ...] = ()


class _RaisedNotImplementedError(AnswerRaised, NotImplementedError):
    pass


class _RaisedTypeError(AnswerRaised, TypeError):
    pass


_KINDS = {"NotImplementedError": _RaisedNotImplementedError, "TypeError": _RaisedTypeError}
"""Those kinds that a check tells from others."""


def as_raised(error):
    """Return the exception for what a student's process tells of one."""
    raised = _KINDS.get(error["kind"], AnswerRaised)()
    raised.lines = tuple(str(line)[:500] for line in error["lines"][:4])
    return raised

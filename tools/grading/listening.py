"""Hear what a check finds, while it runs on a function that is not here.

Three of the functions that `rnn_lib` calls on the way to a report are replaced for the time of the
check, wherever they were imported. What they return stays what it was.
"""

import sys
from contextlib import ExitStack, contextmanager

import rnn_lib  # noqa: F401 (the modules looked through below)
from rnn_lib.diagnosis import diagnose
from rnn_lib.failures import describe_exception
from rnn_lib.shortcuts import calls_noted

from .raised import AnswerRaised


class Heard:
    """What was heard.

    Attributes
    ----------
    explanations : list of frozenset of str
        Sets of mistakes that explain the numbers equally well.
    behaviour : frozenset of str
        Mistakes beside the numbers.
    """

    explanations = ()
    behaviour = frozenset()


@contextmanager
def listening(process):
    """Listen while the block runs a check.

    Parameters
    ----------
    process : StudentProcess
        Where the answer lives.

    Yields
    ------
    Heard
        What was heard so far.
    """
    heard = Heard()

    def diagnose_and_tell(task, f, outcomes):
        found = diagnose(task, f, outcomes)
        heard.explanations, heard.behaviour = found.explanations, found.behaviour
        return found

    def describe(error):
        return list(error.lines) if isinstance(error, AnswerRaised) else describe_exception(error)

    @contextmanager
    def calls_noted_there(functions):
        process.watch([function.__name__ for function in functions])
        yield process.library_calls

    with ExitStack() as stack:
        for original, other in (
            (diagnose, diagnose_and_tell),
            (describe_exception, describe),
            (calls_noted, calls_noted_there),
        ):
            stack.enter_context(_replaced(original, other))
        yield heard


@contextmanager
def _replaced(original, other):
    """Put another function into every module of rnn_lib that has imported this one."""
    name = original.__name__
    modules = [
        module
        for key, module in list(sys.modules.items())
        if key.startswith("rnn_lib") and vars(module).get(name) is original
    ]
    for module in modules:
        setattr(module, name, other)
    try:
        yield
    finally:
        for module in modules:
            setattr(module, name, original)

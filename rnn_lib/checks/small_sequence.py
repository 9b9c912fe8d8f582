"""The check of Problem 2, whose answer is an array."""

from ..data import small_sequence
from ..functional import rnn_forward
from .comparing import difference
from .judging import NOTHING_YET, failure
from .report import Report
from .returned import read_results
from .running import run_here
from .wording import describe_shortcut

SUBJECT = "small sequence"


def check_small_sequence(h, *, run=None):
    """Check the states of Problem 2.

    Parameters
    ----------
    h : array_like or callable
        The last state, shape (1, 4) or (4,), or every state, shape (1, 3, 4) or (3, 4);
        or a function of no arguments that returns one of them.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if h is None:
        return Report(SUBJECT, "not attempted", (NOTHING_YET,))
    call = (run or run_here)(h if callable(h) else lambda: h, (), (rnn_forward,))
    results, raised = read_results(call, ("h",))
    report = failure(SUBJECT, raised) if results is None else _compare(*results)
    if report.passed and call.library_calls:
        return Report(SUBJECT, "not attempted", (describe_shortcut(call.library_calls),))
    return report._replace(library_calls=call.library_calls)


def _compare(answer):
    states = rnn_forward(*small_sequence())
    last, every = ("h_3", states[:, -1]), ("h", states)
    known = {(1, 4): last, (4,): last, (1, 3, 4): every, (3, 4): every}
    if answer.shape not in known:
        wanted = "Give h_3, shape (1, 4), or all three states, shape (3, 4)."
        return Report(SUBJECT, "incorrect", (f"h has shape {answer.shape}. {wanted}",))
    name, expected = known[answer.shape]
    wrong = difference(name, answer, expected.reshape(answer.shape))
    if wrong:
        return Report(SUBJECT, "incorrect", (wrong,))
    return Report(SUBJECT, "correct", (f"Your {name} has the numbers of the assignment.",))

"""From an answer to a report: run it, look at the evidence, find what is wrong, say it."""

from .diagnosis import diagnose
from .evidence import Evidence
from .fitting import fit
from .form import Misuse, options_of
from .report import Report
from .running import run_here
from .wording import (
    describe_failure,
    describe_findings,
    describe_right,
    describe_shortcut,
    describe_wrong,
)

NOTHING_YET = "There is no answer yet."


def check_of(exercise):
    """Return the check of an exercise: a function that takes an answer and returns a report.

    Parameters
    ----------
    exercise : Exercise
        The exercise.

    Returns
    -------
    callable
        The check, with a docstring made of the record.
    """

    def check(f, *, run=None, **options):
        return judge(exercise, f, run or run_here, options)

    results = ", ".join(exercise.results)
    options = "; ".join(f"{name}, {words}" for name, words in options_of(exercise).items())
    check.__name__ = check.__qualname__ = "check_" + exercise.name
    check.__doc__ = f"""Check {exercise.summary}.

    The answer is ``f({exercise.signature}) -> {exercise.returns or results}``.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.
    **options : optional
        In which form the answer comes, where that is another one: {options or "none here"}.

    Returns
    -------
    Report
        The verdict.
    """
    return check


def judge(exercise, f, run=run_here, options=None):
    """Run an answer on every probe of its exercise and report the verdict.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    f : callable
        The answer.
    run : callable
        Who calls it.
    options : dict
        In which form it comes; see `fit`.

    Returns
    -------
    Report
        The verdict. Nothing that ``f`` raises is raised, except a keyboard interrupt.
    """
    if refused := refusal(exercise.subject, f):
        return refused
    try:
        exercise, f = fit(exercise, f, options or {})
    except Misuse as error:
        return Report(exercise.subject, "error", (str(error),))
    evidence = Evidence(exercise, f, run)
    if evidence.is_open:
        return failure(exercise.subject, evidence.outcomes[-1].raised)
    return _right(evidence) if evidence.is_right else _wrong(evidence)


def refusal(subject, f):
    """Report what cannot be an answer; None if it may be one.

    Parameters
    ----------
    subject : str
        What was checked.
    f : object
        What the check was given.

    Returns
    -------
    Report or None
        The verdict, where it can be given without a call.
    """
    if f is None:
        return Report(subject, "not attempted", (NOTHING_YET,))
    words = _misuse(f)
    return Report(subject, "error", (words,)) if words else None


def _misuse(f):
    """Say what is wrong with something that is no answer at all; empty if it may be one."""
    if isinstance(f, type):
        words = "Give the check a function that makes and uses an object, or a method of one"
        return f"{words}, not the class itself. It got the class {f.__name__}."
    if not callable(f):
        line = "Give the check the function itself, without calling it."
        return f"{line} It got {type(f).__name__}."
    return ""


def failure(subject, raised, lines=None):
    """Report an exception, as "not attempted" where the stub is still in place.

    Parameters
    ----------
    subject : str
        What was checked.
    raised : Raised
        What the answer raised.
    lines : tuple of str or None
        The same in better words.

    Returns
    -------
    Report
        The verdict.
    """
    if raised.kind == "NotImplementedError":
        line = "Replace the line that raises NotImplementedError by your answer."
        return Report(subject, "not attempted", (line,))
    return Report(subject, "error", lines or raised.lines)


def _right(evidence):
    """Report right numbers as correct, unless they are the work of the library."""
    exercise, calls = evidence.exercise, evidence.library_calls
    if evidence.f in exercise.library:  # how the library itself is checked
        line = (
            f"This is rnn_lib.{evidence.f.__name__} itself: an answer of your own is still to come."
        )
        return Report(exercise.subject, "correct", (line,))
    if calls:
        return Report(exercise.subject, "not attempted", (describe_shortcut(calls),))
    return Report(
        exercise.subject, "correct", describe_right(exercise), not_tried=exercise.not_tried
    )


def _wrong(evidence):
    """Report what is wrong: a named mistake, an exception, or what else is known."""
    subject, diagnosis = evidence.exercise.subject, diagnose(evidence)
    stopped = [(probe, outcome.raised) for probe, outcome in evidence.seen if outcome.raised]
    # A wrong number on the first call says more than an exception on a later one.
    if stopped and not diagnosis.ids and not evidence.begins_wrong:
        probe, raised = stopped[0]
        report = failure(subject, raised, describe_failure(evidence.exercise, probe, raised))
    else:
        lines = describe_wrong(evidence, diagnosis)
        findings = describe_findings(evidence.exercise.rows, diagnosis)
        report = Report(subject, "incorrect", lines, findings, diagnosis)
    return report._replace(library_calls=evidence.library_calls)

"""From an answer to a report: run it, find what is wrong, say it."""

from .answers import WrongReturn, run_answer, same
from .diagnosis import changed_arguments, diagnose, ignored_arguments
from .failures import describe_exception
from .report import Report
from .shortcuts import calls_noted, describe_shortcut
from .wording import (
    describe_alternatives,
    describe_mistake,
    describe_numbers,
    describe_unexplained,
)

NOTHING_YET = "There is no answer yet."


def judge(task, f):
    """Run an answer on every probe of its task and report the verdict.

    Parameters
    ----------
    task : Task
        The exercise.
    f : callable
        The answer.

    Returns
    -------
    Report
        The verdict. Nothing that ``f`` raises is raised, except a keyboard interrupt.
    """
    if f is None:
        return Report(task.subject, "not attempted", (NOTHING_YET,))
    if not callable(f):
        line = "Give the check the function itself, without calling it."
        return Report(task.subject, "error", (f"{line} It got {type(f).__name__}.",))
    outcomes = []
    with calls_noted(task.shortcuts) as library_calls:
        for probe in task.probes:
            outcomes.append(run_answer(f, probe.arguments, task.names))
            if isinstance(outcomes[-1].error, NotImplementedError):
                return failure(task.subject, outcomes[-1].error)
    seen = list(zip(task.probes, outcomes))
    if all(o.results and same(o.results, p.expected) and not o.changed for p, o in seen):
        return _right(task, f, library_calls)
    return _wrong(task, f, seen)


def _right(task, f, library_calls):
    """Report right numbers as correct, unless they are the work of the library."""
    if f in task.shortcuts:  # how the library itself is checked
        line = f"This is rnn_lib.{f.__name__} itself: an answer of your own is still to come."
        return Report(task.subject, "correct", (line,))
    if library_calls:
        return Report(task.subject, "not attempted", (describe_shortcut(library_calls),))
    calls = "; ".join(probe.story for probe in task.probes)
    return Report(task.subject, "correct", (f"Right on {len(task.probes)} calls: {calls}.",))


def _wrong(task, f, seen):
    """Report what is wrong with ``f``: a named mistake, an exception, or what else is known."""
    explanations, behaviour = diagnose(task, f, [outcome for _, outcome in seen])
    ids = frozenset().union(behaviour, *explanations)
    failed = [(probe, outcome) for probe, outcome in seen if outcome.error is not None]
    # A wrong number on the first call says more than an exception on a later one.
    if failed and not ids and _begins_well(*seen[0]):
        probe, outcome = failed[0]
        return failure(
            task.subject, outcome.error, probe.story, ", ".join(dict.fromkeys(task.arguments))
        )
    lines = describe_numbers(task, seen)
    if failed:
        lines += _stopped(*failed[0])
    if changed := sorted(changed_arguments(task, [outcome for _, outcome in seen])):
        lines.append(f"After the call, other numbers stand in: {', '.join(changed)}.")
    if "argument-ignored" in ids:
        lines.append(f"Not used: {', '.join(ignored_arguments(task, f))}.")
    if not explanations:
        lines += describe_unexplained(task, f)
    if len(explanations) > 1:
        lines.append(describe_alternatives(explanations))
    findings = tuple(describe_mistake(row) for row in task.rows if row.id in ids)
    return Report(task.subject, "incorrect", tuple(lines), findings)


def _begins_well(probe, outcome):
    """Whether the first call gave no wrong number: it was right, or it raised."""
    return outcome.results is None or same(outcome.results, probe.expected)


def _stopped(probe, outcome):
    first, *others = _raised(outcome.error)
    return [f"On {probe.story} it stops. {first}", *others]


def _raised(error):
    return [str(error)] if isinstance(error, WrongReturn) else describe_exception(error)


def failure(subject, error, story=None, signature=None):
    """Report an exception, as "not attempted" where the stub is still in place.

    Parameters
    ----------
    subject : str
        What was checked.
    error : BaseException
        What the answer raised.
    story, signature : str or None
        On which call, and with which arguments.

    Returns
    -------
    Report
        The verdict.
    """
    if isinstance(error, NotImplementedError):
        line = "Replace the line that raises NotImplementedError by your answer."
        return Report(subject, "not attempted", (line,))
    lines = _raised(error)
    if story:
        lines[0] = f"On {story}: {lines[0]}"
        if len(lines) == 1 and not isinstance(error, WrongReturn):  # the call itself failed
            lines.append(f"Your function is called with ({signature}).")
    return Report(subject, "error", tuple(lines))

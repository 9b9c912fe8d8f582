"""Say in words what was found."""

import numpy as np

from .answers import differences, run_answer, same
from .report import Finding


def describe_mistake(row):
    """Return the finding for a row of the tables of mistakes."""
    return Finding(row.id, f"Your function {row.title}. {row.why}", row.hint)


def describe_numbers(task, seen):
    """Say what is wrong on the first call that gave wrong numbers, with one number as a sample.

    Parameters
    ----------
    task : Task
        The exercise.
    seen : list of (Probe, Outcome)
        Every call and what it showed.

    Returns
    -------
    list of str
        One statement a line.
    """
    for probe, outcome in seen:
        if outcome.results is None:
            continue
        wrong = differences(outcome.results, probe.expected, task.names)
        if wrong:
            first = next(iter(wrong.values()))
            if len(task.names) == 1:
                return [f"On {probe.story}: {first}"]
            right = [name for name in task.names if name not in wrong]
            lines = [f"On {probe.story}, wrong: {', '.join(wrong)}. For instance, {first}"]
            return lines + ([f"Right there: {', '.join(right)}."] if right else [])
    raised = any(outcome.results is None for _, outcome in seen)
    return [] if raised else ["The numbers of ordinary calls are right, but:"]


def describe_alternatives(explanations):
    """Say which mistakes give the same numbers on every call."""
    alternatives = " or ".join(" with ".join(sorted(ids)) for ids in explanations)
    return f"These give the same numbers on every call: {alternatives}."


def describe_unexplained(task, f):
    """Say what is known of numbers that no known mistake explains."""
    lines = ["No known mistake, alone or with others, gives these numbers."]
    for probe in task.probes:
        if probe.arguments[0].ndim == 3 and probe.arguments[0].shape[1] == 1:
            right = same(run_answer(f, probe.arguments, task.names).results, probe.expected)
            verdict = "right" if right else "wrong"
            lines.append(f"On a single time step your numbers are {verdict}.")
    if task.arguments[0].startswith("dh"):
        verdict = "double, as they should" if _is_linear(task, f) else "should double, but do not"
        lines.append(f"When dh is doubled, your gradients {verdict}.")
    return lines


def _is_linear(task, f):
    dh, *others = task.probes[0].arguments
    once = run_answer(f, (dh, *others), task.names).results
    twice = run_answer(f, (2 * dh, *others), task.names).results
    with np.errstate(over="ignore"):
        return once is not None and same(twice, tuple(2 * result for result in once))

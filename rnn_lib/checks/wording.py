"""Say in words what was found."""

from .comparing import differences, same
from .exercise import ONE_STEP
from .report import Finding


def describe_mistake(row):
    """Return the finding for a row of the tables of mistakes."""
    return Finding(row.id, f"Your function {row.title}. {row.why}", row.hint)


def describe_right(exercise):
    """Say on which calls an answer was right."""
    calls = "; ".join(probe.story for probe in exercise.probes)
    return f"Right on {len(exercise.probes)} calls: {calls}."


def describe_shortcut(names):
    """Say kindly that an answer is not the learner's own yet."""
    calls = " and ".join(f"rnn_lib.{name}" for name in names)
    return (
        f"The numbers are right, but they are the library's: your function calls {calls}. "
        "Write the formula yourself, and keep the library's result to compare with."
    )


def describe_failure(exercise, probe, raised):
    """Say on which call an answer stopped, and how."""
    first, *others = raised.lines
    lines = [f"On {probe.story}: {first}", *others]
    if not others and raised.kind != "WrongReturn":  # the call itself failed
        lines.append(f"Your function is called with ({exercise.signature}).")
    return tuple(lines)


def describe_wrong(evidence, diagnosis):
    """Say what is wrong, one statement a line.

    Parameters
    ----------
    evidence : Evidence
        What the answer showed.
    diagnosis : Diagnosis
        What was found.

    Returns
    -------
    tuple of str
        Without what the findings say.
    """
    lines = [*_numbers(evidence), *_stopped(evidence)]
    if evidence.changed:
        changed = ", ".join(sorted(evidence.changed))
        lines.append(f"After the call, other numbers stand in: {changed}.")
    if "argument-ignored" in diagnosis.ids:
        lines.append(f"Not used: {', '.join(evidence.ignored)}.")
    if not diagnosis.explanations:
        lines += _unexplained(evidence)
    lines += [sentence for _, sentence in diagnosis.says]
    if len(diagnosis.explanations) > 1:
        alternatives = " or ".join(" with ".join(sorted(ids)) for ids in diagnosis.explanations)
        lines.append(f"These give the same numbers on every call: {alternatives}.")
    return tuple(lines)


def _numbers(evidence):
    """Say what is wrong on the first call that gave wrong numbers, with one number as a sample."""
    names = evidence.exercise.results
    for probe, outcome in evidence.seen:
        wrong = outcome.results and differences(outcome.results, probe.expected, names)
        if wrong:
            first = next(iter(wrong.values()))
            if len(names) == 1:
                return [f"On {probe.story}: {first}"]
            right = [name for name in names if name not in wrong]
            lines = [f"On {probe.story}, wrong: {', '.join(wrong)}. For instance, {first}"]
            return lines + ([f"Right there: {', '.join(right)}."] if right else [])
    raised = any(outcome.raised for outcome in evidence.outcomes)
    return [] if raised else ["The numbers of ordinary calls are right, but:"]


def _stopped(evidence):
    """Say on which call the answer raised first."""
    for probe, outcome in evidence.seen:
        if outcome.raised:
            first, *others = outcome.raised.lines
            return [f"On {probe.story} it stops. {first}", *others]
    return []


def _unexplained(evidence):
    """Say what is known of numbers that no known mistake explains."""
    lines = ["No known mistake, alone or with others, gives these numbers."]
    for probe, outcome in evidence.seen:
        if probe.role == ONE_STEP:
            verdict = "right" if same(outcome.results, probe.expected) else "wrong"
            lines.append(f"On a single time step your numbers are {verdict}.")
    if evidence.exercise.upstream:
        verdict = "double, as they should" if evidence.doubles else "should double, but do not"
        lines.append(f"When dh is doubled, your gradients {verdict}.")
    return lines

"""Say in words what was found."""

from .comparing import close, differences, same
from .exercise import INTEGERS, ONE_STEP
from .report import Finding

SHARED = {
    ("dx", "dh0", "dWx", "dWh", "dB"): "All five are made of da_t. Look there, and at the carry.",
    ("dWx", "dWh", "dB"): "These three are sums: over the steps, and over the sequences.",
    ("dWx", "dWh"): "These two are sums of products over the steps.",
    ("dWh",): "Of the five, it alone needs the states before the steps.",
    ("dB",): "Of the five, it alone has neither an input nor a state as a factor.",
    ("dx",): "It is made of da_t and one weight. The others show that da_t is right.",
    ("dx_t", "dh_prev", "dWx", "dWh", "dB"): "All five are made of da_t. Look there.",
    ("dh_prev",): "It is made of da_t and one weight. The others show that da_t is right.",
    ("dx_t",): "It is made of da_t and one weight. The others show that da_t is right.",
}
"""What wrong results have in common, where the others are right."""


def describe_mistake(row):
    """Return the finding for a row of the tables of mistakes."""
    return Finding(row.id, f"Your function {row.title}. {row.why}", row.hint)


def describe_findings(rows, diagnosis):
    """Return a finding for each mistake, and one for all that cannot be told apart.

    Parameters
    ----------
    rows : tuple of Mistake
        The mistakes that there are, in the order in which they are told.
    diagnosis : Diagnosis
        What was found.

    Returns
    -------
    tuple of Finding
        What is certain comes first.
    """
    certain = diagnosis.behaviour.union(
        frozenset.intersection(*diagnosis.explanations) if diagnosis.explanations else ()
    )
    by_id = {row.id: row for row in rows}
    findings = [describe_mistake(row) for name, row in by_id.items() if name in certain]
    open_ids = diagnosis.ids - certain
    if open_ids:
        ways = [[n for n in by_id if n in ids - certain] for ids in diagnosis.explanations]
        perhaps = ". Or perhaps it ".join(
            " and ".join(by_id[name].title for name in way) for way in ways if way
        )
        first, *others = [name for name in by_id if name in open_ids]
        what = f"Perhaps your function {perhaps}. The numbers are the same."
        findings.append(Finding(first, what, by_id[first].hint, tuple(others)))
    return tuple(findings)


def describe_right(exercise):
    """Say on which calls an answer was right, and what was not tried."""
    calls = "; ".join(probe.story for probe in exercise.probes)
    lines = (f"Right on {len(exercise.probes)} calls: {calls}.",)
    return lines + ((f"Not tried: {', '.join(exercise.not_tried)}.",) if exercise.not_tried else ())


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
    lines = (f"On {probe.story}: {first}", *others)
    return describe_call(raised._replace(lines=lines), exercise.signature)


def describe_call(raised, signature):
    """Say what was raised; and how an answer is called, where the call itself failed."""
    itself = len(raised.lines) == 1 and raised.kind != "WrongReturn"
    return raised.lines + ((f"Your function is called with ({signature}).",) if itself else ())


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
    if len(diagnosis.explanations) <= 1:  # else nobody can say which of them it is
        lines += [sentence for _, sentence in diagnosis.says]
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
            lines += [f"Right there: {', '.join(right)}."] if right else []
            return lines + ([SHARED[tuple(wrong)]] if tuple(wrong) in SHARED else [])
    raised = any(outcome.raised for outcome in evidence.outcomes)
    return [] if raised else ["The numbers of ordinary calls are right, but:"]


def _stopped(evidence):
    """Say on which call the answer raised first.

    An update of weights that are integers is refused. That is no second mistake.
    """
    for probe, outcome in evidence.seen:
        refused = probe.role == INTEGERS and evidence.changed_weights
        if outcome.raised and not refused:
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
    for verdict, cases in (("right", evidence.cases[0]), ("wrong", evidence.cases[1])):
        if cases:
            lines.append(f"They are {verdict} with {', with '.join(cases)}.")
    lines += _where_in_time(evidence)
    if upstream := evidence.exercise.upstream:
        verdict = "double, as they should" if evidence.doubles else "should double, but do not"
        lines.append(f"When {upstream} is doubled, your gradients {verdict}.")
    return lines


def _where_in_time(evidence):
    """Say at which steps the first result with an axis of time is right."""
    expected, results = evidence.exercise.probes[0].expected, evidence.outcomes[0].results
    for name, right, given in zip(evidence.exercise.results, expected, results or ()):
        if right.ndim == 3 and given.shape == right.shape:
            good = [t for t in range(right.shape[1]) if close(given[:, t], right[:, t])]
            if 0 < len(good) < right.shape[1]:
                steps = ", ".join(str(t + 1) for t in good)
                return [f"Of its {right.shape[1]} steps, {name} is right at: {steps}."]
    return []

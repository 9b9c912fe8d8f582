"""Put a name to what is wrong with an answer."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .answers import run_answer, same
from .probes import INTEGERS, ORDINARY, REPEATED, SATURATED, of_equal_sizes, of_problem_2


class Task(NamedTuple):
    """What a check knows of its exercise.

    Attributes
    ----------
    subject : str
        What is checked, for instance "forward".
    arguments, names : tuple of str
        The names of the arguments and of the results.
    probes : list of Probe
        The calls.
    rows : tuple of Mistake
        The mistakes that can be made here.
    explain : callable
        ``explain(rows, probes, answers)`` returns sets of ids that explain wrong numbers.
    right : callable
        The right function, which returns a tuple.
    """

    subject: str
    arguments: tuple
    names: tuple
    probes: list
    rows: tuple
    explain: Callable
    right: Callable


class Diagnosis(NamedTuple):
    """What was found.

    Attributes
    ----------
    explanations : list of frozenset of str
        Sets of ids that explain the wrong numbers; more than one if they cannot be told apart,
        none if nothing explains them, one empty set if the numbers are right.
    behaviour : frozenset of str
        The ids of what shows in behaviour and not in the numbers of ordinary calls.
    """

    explanations: list
    behaviour: frozenset


def diagnose(task, f, outcomes):
    """Find the mistakes of ``f``.

    Parameters
    ----------
    task : Task
        The exercise.
    f : callable
        The answer.
    outcomes : list of Outcome
        What each probe of the task showed.

    Returns
    -------
    Diagnosis
        What was found.
    """
    known = {row.id for row in task.rows}
    by_role = {probe.role: outcome for probe, outcome in zip(task.probes, outcomes)}
    repeatable = same(outcomes[0].results, by_role[REPEATED].results)
    probes, answers = [], []
    for probe, outcome in zip(task.probes, outcomes):
        if probe.role == ORDINARY:
            probes.append(probe)
            answers.append(outcome.results)
    if not repeatable:  # only the first call has seen no other
        probes, answers = probes[:1], answers[:1]
    answers, misordered = _in_order(task, probes, answers)
    behaviour = set(_changes(task, outcomes)) | ({"results-misordered"} if misordered else set())
    if not repeatable and outcomes[0].results is not None:
        behaviour |= {"state-kept-between-calls", "not-deterministic"}
    if repeatable and "weights-updated-inside" not in behaviour and _truncates(task, f):
        behaviour.add("integer-truncation")
    if SATURATED in by_role and _overflows(outcomes[0], by_role[SATURATED]):
        behaviour.add("overflow-in-tanh")
    explanations = _explain(task, probes, answers) or _explain_square(task, f, answers)
    if not explanations and ignored_arguments(task, f):
        explanations = [frozenset({"argument-ignored"})]
    return Diagnosis(explanations, frozenset(behaviour & known))


def ignored_arguments(task, f):
    """Return the names of the arguments on which the results do not depend, though they should.

    Where the answer cannot be called with the sizes of a probe, it is called with those of the
    assignment: numbers that are typed in have these.
    """
    base = task.probes[0].arguments
    if run_answer(f, base, task.names).results is None:
        base = of_problem_2(base)
    before = run_answer(f, base, task.names).results
    if before is None:
        return ()
    ignored = []
    for position, name in enumerate(task.arguments):
        moved = list(base)
        moved[position] = base[position][..., ::-1] * 0.7 + 0.1
        after = run_answer(f, tuple(moved), task.names).results
        if same(before, after) and not same(task.right(*base), task.right(*moved)):
            ignored.append(name)
    return tuple(ignored)


def _explain(task, probes, answers):
    if all(same(answer, probe.expected) for probe, answer in zip(probes, answers)):
        return [frozenset()]
    if answers[0] is None:
        return []
    return task.explain(task.rows, probes, answers)


def _explain_square(task, f, answers):
    """Explain an answer that raises, by a call in which n_features and n_nodes are equal.

    There a product with the wrong weight does not fail, and its numbers can be compared.
    """
    if answers[0] is not None:
        return []
    arguments = of_equal_sizes(task.probes[0].arguments)
    expected = task.right(*arguments)
    answer = run_answer(f, arguments, task.names).results
    if answer is None or same(answer, expected):
        return []
    square = task.probes[0]._replace(arguments=arguments, expected=expected)
    return task.explain(task.rows, [square], [answer])


def _changes(task, outcomes):
    """Return the ids for the arguments that were changed."""
    changed = {task.arguments[i] for outcome in outcomes for i in outcome.changed}
    weights = changed & {"Wx", "Wh"} if "dh" in task.arguments[0] else set()
    if weights:
        yield "weights-updated-inside"
    if changed - weights:
        yield "inputs-mutated"


def _in_order(task, probes, answers):
    """Return the answers with their results in the right order, and whether they were not.

    The results of a probe differ in shape, so the shapes alone tell the order.
    """
    if answers[0] is None:
        return answers, False
    wanted = [array.shape for array in probes[0].expected]
    given = [array.shape for array in answers[0]]
    if given == wanted or sorted(given) != sorted(wanted):
        return answers, False
    order = [given.index(shape) for shape in wanted]
    return [answer and tuple(answer[i] for i in order) for answer in answers], True


def _truncates(task, f):
    """Whether integers give other results than the same numbers as floats."""
    (whole,) = (probe.arguments for probe in task.probes if probe.role == INTEGERS)
    floats = tuple(array.astype(np.float64) for array in whole)
    of_integers, of_floats = (run_answer(f, given, task.names).results for given in (whole, floats))
    return of_integers is not None and not same(of_integers, of_floats)


def _overflows(ordinary, saturated):
    def is_finite(outcome):
        return outcome.results is not None and all(np.isfinite(r).all() for r in outcome.results)

    return is_finite(ordinary) and saturated.results is not None and not is_finite(saturated)

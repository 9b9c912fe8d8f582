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
    shortcuts : tuple of callable
        The functions of the library that are the answer themselves.
    """

    subject: str
    arguments: tuple
    names: tuple
    probes: list
    rows: tuple
    explain: Callable
    right: Callable
    shortcuts: tuple = ()


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
    repeated = next(o for p, o in zip(task.probes, outcomes) if p.role == REPEATED)
    repeatable = same(outcomes[0].results, repeated.results)
    seen = [(p, o.results) for p, o in zip(task.probes, outcomes) if p.role == ORDINARY]
    probes, answers = zip(*(seen if repeatable else seen[:1]))  # the first call has seen no other
    answers, misordered = _in_order(probes, answers)
    explanations = _explain(task, probes, answers) or _explain_square(task, f, answers)
    if not explanations and "argument-ignored" in known:
        ignored = ignored_arguments(task, f)
        name = "h0-ignored" if ignored == ("h0",) else "argument-ignored"
        explanations = [frozenset({name})] if ignored else []
    behaviour = set(_behaviour(task, f, outcomes, repeatable))
    if misordered:
        behaviour.add("results-misordered")
    return Diagnosis(explanations, frozenset(behaviour & known))


def _behaviour(task, f, outcomes, repeatable):
    """Yield the ids of what shows beside the numbers of ordinary calls."""
    changed = changed_arguments(task, outcomes)
    weights = changed & {"Wx", "Wh"} if task.arguments[0].startswith("dh") else set()
    if weights:
        yield "weights-updated-inside"
    if changed - weights:
        yield "inputs-mutated"
    if not repeatable and outcomes[0].results is not None:
        yield from ("state-kept-between-calls", "not-deterministic")
    if repeatable and not weights and _truncates(task, f):
        yield "integer-truncation"
    if any(
        p.role == SATURATED and _overflows(outcomes[0], o) for p, o in zip(task.probes, outcomes)
    ):
        yield from ("overflow-in-tanh", "overflow-in-softmax", "norm-of-zero")


def changed_arguments(task, outcomes):
    """Return the names of the arguments that were changed in any call."""
    return {task.arguments[position] for outcome in outcomes for position in outcome.changed}


def ignored_arguments(task, f):
    """Return the names of the arguments on which the results do not depend, though they should.

    Where the answer cannot be called with the sizes of a probe, it is called with those of the
    assignment: numbers that are typed in have these.
    """
    base = task.probes[0].arguments
    if run_answer(f, base, task.names).results is None:
        base = of_problem_2(base)
    before = run_answer(f, base, task.names).results
    if before is None or not all(np.isfinite(result).all() for result in before):
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
    if answers[0] is not None or any(a.dtype.kind != "f" for a in task.probes[0].arguments):
        return []  # other sizes are drawn as floats, which labels are not
    arguments = of_equal_sizes(task.probes[0].arguments)
    expected = task.right(*arguments)
    answer = run_answer(f, arguments, task.names).results
    if answer is None or same(answer, expected):
        return []
    square = task.probes[0]._replace(arguments=arguments, expected=expected)
    return task.explain(task.rows, [square], [answer])


def _in_order(probes, answers):
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
    """Whether integers give other results than the same numbers as floats, or are refused."""
    for whole in (probe.arguments for probe in task.probes if probe.role == INTEGERS):
        floats = tuple(array.astype(np.float64) for array in whole)
        of_integers, of_floats = (run_answer(f, given, task.names) for given in (whole, floats))
        refused = isinstance(of_integers.error, TypeError) and of_floats.error is None
        if refused or (of_integers.results and not same(of_integers.results, of_floats.results)):
            return True
    return False


def _overflows(ordinary, saturated):
    def is_finite(outcome):
        return outcome.results is not None and all(np.isfinite(r).all() for r in outcome.results)

    return is_finite(ordinary) and saturated.results is not None and not is_finite(saturated)

"""The check of the rules by which each operation sends a gradient back."""

from collections import Counter
from functools import cache
from typing import NamedTuple

import numpy as np

from ..gradcheck import complex_step_gradient
from ..graph import OPERATIONS, local_gradients
from .comparing import difference, same
from .judging import failure, refusal
from .mistakes import TABLES
from .report import Report
from .returned import WrongReturn, read_results
from .running import run_here
from .wording import describe_mistake, describe_shortcut

SUBJECT = "local gradients"
CASES = (
    ("@", "for a batch of 3 and 3 nodes", (3, 3), (3, 3)),
    ("@", "for factors of shapes (4, 3) and (3, 2)", (4, 3), (3, 2)),
    ("+", "for two arrays of shape (4, 3)", (4, 3), (4, 3)),
    ("+", "for arrays of shapes (4, 3) and (3,)", (4, 3), (3,)),
    ("*", "for two arrays of shape (4, 3)", (4, 3), (4, 3)),
    ("tanh", "for an array of shape (4, 3)", (4, 3)),
    ("sum", "for an array of shape (4, 3)", (4, 3)),
)
"""Each operation, what is special about the call, and the shapes of its inputs."""


class Case(NamedTuple):
    """One call: what it is, its arguments after the operation, and the right results."""

    operation: str
    story: str
    arguments: tuple
    expected: tuple


_INPUTS = tuple(row for row in TABLES["rules"] if row.id == "inputs-mutated")


class _Outcome(NamedTuple):
    """What the answer gave for one operation, and what is wrong with it."""

    wrong: str = ""
    raised: object = None
    rows: tuple = ()
    library_calls: tuple = ()


@cache
def cases():
    """Return every call, with gradients measured by complex steps."""
    rng = np.random.default_rng(5)
    made = []
    for operation, story, *shapes in CASES:
        inputs = [rng.uniform(0.3, 1.2, shape) for shape in shapes]
        output = OPERATIONS[operation](*inputs)
        gradient = np.asarray(rng.uniform(0.3, 1.2, np.shape(output)))
        expected = tuple(_measured(operation, gradient, inputs, i) for i in range(len(inputs)))
        made.append(Case(operation, story, (gradient, np.asarray(output), *inputs), expected))
    return tuple(made)


def _measured(operation, gradient, inputs, i):
    def loss(moved):
        return (gradient * OPERATIONS[operation](*inputs[:i], moved, *inputs[i + 1 :])).sum()

    return complex_step_gradient(loss, inputs[i])


def check_local_gradients(f, *, run=None):
    """Check what each operation of a graph sends back to its inputs.

    Parameters
    ----------
    f : callable
        ``f(operation, gradient, output, *inputs) -> gradients``: for "@", "+", "*", "tanh" or
        "sum" one gradient for each input, of its shape. The second input of "+" may be a bias.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if refused := refusal(SUBJECT, f):
        return refused
    names = list(dict.fromkeys(case.operation for case in cases()))
    outcomes = {name: _outcome(f, name, run or run_here) for name in names}
    right = [name for name, one in outcomes.items() if not (one.wrong or one.raised or one.rows)]
    if right != names:
        return _wrong(outcomes, right)
    calls = {name: True for one in outcomes.values() for name in one.library_calls}
    if calls and f is not local_gradients:
        return Report(SUBJECT, "not attempted", (describe_shortcut(calls),))
    return Report(SUBJECT, "correct", (f"Right for {', '.join(right)}, on {len(CASES)} calls.",))


def _outcome(f, operation, run):
    """Ask for the gradients of one operation, on each of its calls."""
    results, calls, wrong, stopped, changed = [], (), "", None, False
    for case in [case for case in cases() if case.operation == operation]:
        given = tuple(array.copy() for array in case.arguments)
        call = run(f, (operation, *given), (local_gradients,))
        names = tuple(f"gradient {i + 1}" for i in range(len(case.expected)))
        read, raised = read_results(call, names, _one_each, names)
        calls += call.library_calls
        if raised:
            stopped = stopped or raised
            continue
        results.append((case, read))
        wrong = wrong or _difference(case, names, read)
        changed |= not all(map(np.array_equal, given, case.arguments))
    if wrong:
        return _Outcome(wrong, rows=tuple(_explain(results)))
    if stopped:
        return _Outcome(raised=stopped)
    return _Outcome(rows=_INPUTS if changed else (), library_calls=calls)


def _one_each(returned, names):
    """Return what came back if it is one gradient for each input; raise `WrongReturn` if not."""
    is_array = isinstance(returned, np.ndarray) and returned.ndim > 0
    if is_array and len(returned) == len(names):
        returned = list(returned)
    if not isinstance(returned, (tuple, list)) or len(returned) != len(names):
        kind = f"a {type(returned).__name__}"
        if is_array:
            kind = f"one array of shape {returned.shape}"
        elif isinstance(returned, (tuple, list)):
            kind += f" of length {len(returned)}"
        end = "None: is there a return statement?" if returned is None else f"{kind}."
        many = "two gradients" if len(names) == 2 else "one gradient, (gradient,)"
        raise WrongReturn(f"Return a tuple of {many}, one for each input. Yours returned {end}")
    return returned if len(returned) > 1 else returned[0]


def _difference(case, names, results):
    for name, result, expected in zip(names, results, case.expected):
        if line := difference(name, result, expected):
            return f"For {case.operation!r}, {case.story}: {line}"
    return ""


def _explain(results):
    """Yield the mistakes that give these numbers on every call that gave any."""
    for row in TABLES["rules"]:
        if any(_gives(variant, results) for variant in row.variants):
            yield row


def _gives(variant, results):
    try:
        given = [variant(case.operation, *case.arguments) for case, _ in results]
    except (ValueError, TypeError):  # shapes that do not fit
        return False
    return all(same(read, numbers) for (_, read), numbers in zip(results, given))


def _wrong(outcomes, right):
    """Report what is right, what is wrong, and the first operation that raises."""
    wrong = {name: one for name, one in outcomes.items() if one.wrong}
    stopped = {name: one.raised for name, one in outcomes.items() if one.raised}
    lines = [f"Right for {', '.join(right)}."] if right else []
    lines += [one.wrong for one in wrong.values()]
    for name, raised in [*stopped.items()][:1]:
        if not wrong and raised.kind == "NotImplementedError":
            return _open(raised, lines, stopped)
        lines += [f"For {name!r} it stops. {raised.lines[0]}", *raised.lines[1:]]
    rows = _fewest([one.rows for one in outcomes.values() if one.rows])
    if not wrong and not rows:
        return failure(SUBJECT, next(iter(stopped.values())), tuple(lines))
    if not wrong:
        lines.append("After the call, other numbers stand in the arrays that it was given.")
    return Report(SUBJECT, "incorrect", tuple(lines), tuple(map(describe_mistake, rows)))


def _fewest(explanations):
    """Return for each operation the one row that explains most of the others, too."""
    counts = Counter(row.id for rows in explanations for row in rows)
    best = [max(rows, key=lambda row: counts[row.id]) for rows in explanations]
    return list({row.id: row for row in best}.values())


def _open(raised, lines, stopped):
    """Report an answer that knows some operations, or none, and raises the stub's error."""
    if not lines:
        return failure(SUBJECT, raised)
    still = f"For {', '.join(stopped)} it still raises NotImplementedError."
    return Report(SUBJECT, "not attempted", (*lines, still))

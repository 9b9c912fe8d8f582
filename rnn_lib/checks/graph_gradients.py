"""The check of a walk back through a graph, which collects the gradient of every node."""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from ..graph import backward_order, graph_gradients
from .comparing import difference, same
from .graphs import copy_of, probes
from .judging import failure, refusal
from .mistakes import TABLES
from .mistakes.walk import walk
from .report import Report
from .returned import WrongReturn, read_results
from .running import run_here
from .wording import describe_call, describe_mistake, describe_shortcut

SUBJECT, SIGNATURE = "gradients", "last, graph"
LAST = "L"


class _Seen(NamedTuple):
    """What an answer gave on one graph."""

    story: str
    graph: dict
    results: dict
    changed: bool


def check_graph_gradients(f, *, run=None):
    """Check a walk that takes a gradient back through a graph.

    Parameters
    ----------
    f : callable
        ``f(last, graph) -> gradients``: a dict with the gradient of ``last`` for every node that it
        was made of, by name. For the graph see `rnn_lib.graph`.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if refused := refusal(SUBJECT, f):
        return refused
    seen, library = [], {}
    for story, graph in probes():
        given = copy_of(graph)
        call = (run or run_here)(f, (LAST, given), (graph_gradients,))
        names = tuple(backward_order(LAST, graph))
        results, raised = read_results(call, names, _by_name, names)
        if raised:
            told = describe_call(raised, SIGNATURE)
            return failure(SUBJECT, raised, (f"On {story}: {told[0]}", *told[1:]))
        changed = given.keys() != graph.keys() or any(
            not np.array_equal(given[name][2], graph[name][2]) for name in graph
        )
        seen.append(_Seen(story, graph, dict(zip(names, results)), changed))
        library |= dict.fromkeys(call.library_calls)
    return _judge(f, seen, library)


def _by_name(returned, names):
    """Return the gradients of these names; raise `WrongReturn` if there is one missing."""
    if not isinstance(returned, dict):
        kind = f"a {type(returned).__name__}."
        kind = "None: is there a return statement?" if returned is None else kind
        raise WrongReturn(f"Return a dict from names to gradients. Yours returned {kind}")
    if missing := [name for name in names if name not in returned]:
        raise WrongReturn(f"Your dict has no gradient for: {', '.join(missing[:4])}.")
    return [returned[name] for name in names]


def _judge(f, seen, library):
    wrong = [one for one in seen if _differences(one)]
    changed = [row for row in TABLES["walk"] if row.id == "inputs-mutated" and _any_changed(seen)]
    if wrong:
        ways = _explanations(seen)
        lines = [*_lines(wrong[0], seen)]
        lines += [] if ways else ["No known mistake of the walk gives these numbers."]
        rows = [*(ways[0] if ways else ()), *changed]
        return Report(SUBJECT, "incorrect", tuple(lines), tuple(map(describe_mistake, rows)))
    if changed:
        line = "The gradients are right, but after the call other numbers stand in the graph."
        return Report(SUBJECT, "incorrect", (line,), tuple(map(describe_mistake, changed)))
    if library and f is not graph_gradients:
        return Report(SUBJECT, "not attempted", (describe_shortcut(library),))
    stories = "; ".join(one.story for one in seen)
    return Report(SUBJECT, "correct", (f"Right on {len(seen)} graphs: {stories}.",))


def _any_changed(seen):
    return any(one.changed for one in seen)


def _differences(one):
    """Return what is wrong with each wrong gradient, the first on the way back first."""
    right = graph_gradients(LAST, one.graph)
    texts = {name: difference(f"d{name}", one.results[name], right[name]) for name in right}
    return {name: text.replace("[]", "") for name, text in texts.items() if text}


def _lines(one, seen):
    """Say where the gradients are right, and where on the way back the first wrong one is."""
    wrong = _differences(one)
    good = [other.story for other in seen if not _differences(other)]
    if good:
        yield f"Right on {'; '.join(good)}."
    first, text = next(iter(wrong.items()))
    yield f"On {one.story}, the first wrong one on the way back is that of {first}. {text}"
    users = [
        f"{name} by {operation!r}"
        for name, (operation, inputs, _) in one.graph.items()
        for _ in range(inputs.count(first))
        if name in one.results
    ]
    if users:
        yield f"{first} goes into: {', '.join(users)}."


def _explanations(seen):
    """Return every set of rows that gives all these numbers: single ones, or else pairs."""
    forms = [(row, pieces) for row in TABLES["walk"] for pieces in row.variants]
    if found := [(row,) for row, pieces in forms if _gives(pieces, seen)]:
        return found
    return [
        (one, other)
        for (one, these), (other, those) in combinations(forms, 2)
        if not these.keys() & those.keys() and _gives({**these, **those}, seen)
    ]


def _gives(pieces, seen):
    for one in seen:
        given = walk(LAST, one.graph, pieces)
        if not same(one.results.values(), [given[name] for name in one.results]):
            return False
    return True

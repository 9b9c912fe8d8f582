"""The check of an order in which the nodes of a graph may send their gradients back."""

from ..graph import backward_order
from .graphs import copy_of, probes
from .judging import failure, refusal
from .mistakes import TABLES
from .mistakes.order import Listed
from .report import Report
from .returned import WrongReturn
from .running import run_here
from .wording import describe_call, describe_mistake, describe_shortcut

SUBJECT, SIGNATURE = "backward order", "last, graph"
LAST = "L"
SHOWN = 4
"""How many names a line shows at most."""


def check_backward_order(f, *, run=None):
    """Check an order in which gradients can be sent back through a graph.

    Every order is right in which no node stands before one that it went into.

    Parameters
    ----------
    f : callable
        ``f(last, graph) -> names``: a list of ``last`` and all nodes that it was made of. For the
        graph see `rnn_lib.graph`.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if refused := refusal(SUBJECT, f):
        return refused
    calls = {}
    for story, graph in probes():
        call = (run or run_here)(f, (LAST, copy_of(graph)), (backward_order,))
        if call.raised:
            return failure(SUBJECT, call.raised, describe_call(call.raised, SIGNATURE))
        calls |= dict.fromkeys(call.library_calls)
        try:
            listed = Listed(_names(call.returned, graph), LAST, graph)
        except WrongReturn as wrong:
            return Report(SUBJECT, "error", (str(wrong),))
        if rows := [row for row in TABLES["order"] if row.shows(listed)]:
            lines = tuple(_lines(story, listed))
            return Report(SUBJECT, "incorrect", lines, tuple(map(describe_mistake, rows)))
    if calls and f is not backward_order:
        return Report(SUBJECT, "not attempted", (describe_shortcut(calls),))
    stories = "; ".join(story for story, _ in probes())
    return Report(SUBJECT, "correct", (f"Right on {len(probes())} graphs: {stories}.",))


def _names(returned, graph):
    """Return the names that came back; raise `WrongReturn` if they are none."""
    if not isinstance(returned, (list, tuple)):
        kind = f"a {type(returned).__name__}."
        kind = "None: is there a return statement?" if returned is None else kind
        raise WrongReturn(f"Return a list of names. Yours returned {kind}")
    for name in returned:
        if not isinstance(name, str):
            wanted = f"Return a list of names. Yours has a {type(name).__name__} in it."
            raise WrongReturn(f"{wanted} A name is a key of the graph.")
        if name not in graph:
            raise WrongReturn(f"Your list has the name {name[:40]!r}, which is not in the graph.")
    return tuple(returned)


def _lines(story, listed):
    """Say what is wrong on this graph."""
    if listed.runs_forwards:
        yield f"On {story}: your list begins with {listed.names[0]} and ends with the loss."
    elif pairs := listed.too_early():
        one, name = pairs[0]
        yield f"On {story}: {one} stands before {name}, which was made of it."
    for names, what in (
        (listed.twice, "More than once"),
        (listed.missing, "Not in your list"),
        (listed.strangers, f"In your list, but {LAST} was not made of it"),
    ):
        if names:
            more = f", and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            yield f"{what}: {', '.join(names[:SHOWN])}{more}."

"""The mistakes of a walk back through a graph, a row each. A variant replaces pieces of `walk`."""

import numpy as np

from ...graph import backward_order, local_gradients
from .behaviour import INPUTS_MUTATED
from .mistake import Mistake
from .order import ORDER


def _each_once(names, graph):
    """Yield, for each node in its turn, the places of its inputs."""
    for name in names:
        for place in range(len(graph[name][1])):
            yield name, place


def _in_order(last, graph):
    return _each_once(backward_order(last, graph), graph)


def _finished_first(turn):
    """Return a right walk by recursion: a node is done when all that it was made of are."""

    def sendings(last, graph):
        done = []

        def visit(name):
            for one in graph[name][1][::turn]:
                if one not in done:
                    visit(one)
            done.append(name)

        visit(last)
        return _each_once(done[::-1], graph)

    return sendings


def _forwards(last, graph):
    return _each_once(backward_order(last, graph)[::-1], graph)


def _as_in_the_dict(last, graph):
    names = backward_order(last, graph)
    return _each_once([name for name in reversed(graph) if name in names], graph)


def _breadth_first(turn):
    """Return a walk that takes each node as soon as it is found, its inputs turned or not."""

    def sendings(last, graph):
        names = [last]
        for name in names:  # it grows
            inputs = dict.fromkeys(graph[name][1][::turn])
            names += [one for one in inputs if one not in names]
        return _each_once(names, graph)

    return sendings


def _depth_first(turn):
    def sendings(last, graph):
        names, waiting = [], [last]
        while waiting:
            name = waiting.pop()
            if name not in names:
                names.append(name)
                waiting += graph[name][1][::turn]
        return _each_once(names, graph)

    return sendings


def _straight_down(turn):
    """Return a walk that goes below an input at once, where it was not before."""

    def sendings(last, graph, been=None):
        been = {last} if been is None else been
        for place in range(len(graph[last][1]))[::turn]:
            yield last, place
            one = graph[last][1][place]
            if one not in been:
                been.add(one)
                yield from sendings(one, graph, been)

    return sendings


def _again_and_again(last, graph):
    """Yield each input and, before the next one, whatever lies below it."""
    for place, one in enumerate(graph[last][1]):
        yield last, place
        yield from _again_and_again(one, graph)


def _again_in_turn(last, graph):
    """Yield all inputs of a node, and then whatever lies below them, way by way."""
    yield from _each_once([last], graph)
    for one in graph[last][1]:
        yield from _again_in_turn(one, graph)


def _add(have, part, is_first):
    return have + part


def _replace(have, part, is_first):
    return part


def _keep(have, part, is_first):
    return part if is_first else have


def _share(have, part, is_first):
    return part if is_first else np.add(have, part, out=have)


def _rule_that_shares(operation, gradient, output, *inputs):
    if operation == "+" and all(np.shape(one) == np.shape(gradient) for one in inputs):
        return gradient, gradient
    return local_gradients(operation, gradient, output, *inputs)


PIECES = {
    "sendings": _in_order,
    "seed": 1.0,
    "start": 0.0,
    "collect": _add,
    "rule": local_gradients,
}
"""What there is to replace: ``sendings`` yields who sends, and to which of its inputs."""


def walk(last, graph, pieces=()):
    """Take a gradient back through a graph, with some pieces replaced.

    Parameters
    ----------
    last, graph
        As `graph_gradients` takes them.
    pieces : dict
        What is replaced of `PIECES`.

    Returns
    -------
    dict of str to ndarray
        What the walk collects.
    """
    how = {**PIECES, **dict(pieces)}
    names = backward_order(last, graph)
    gradients = {name: np.full(np.shape(graph[name][2]), how["start"]) for name in names}
    gradients[last], reached = np.full(np.shape(graph[last][2]), how["seed"]), set()
    for name, place in how["sendings"](last, graph):
        operation, inputs, output = graph[name]
        arrays, one = [graph[other][2] for other in inputs], inputs[place]
        part = how["rule"](operation, gradients[name], output, *arrays)[place]
        gradients[one] = how["collect"](gradients[one], part, one not in reached)
        reached.add(one)
    return gradients


_RIGHT_WALKS = (_in_order, _finished_first(1), _finished_first(-1))
_OF_ORDER = {row.id: row._replace(shows=None, example=None) for row in ORDER}

WALK = (
    Mistake(
        id="overwritten-at-forks",
        title="keeps one part of a gradient where several arrive",
        why="A node that went into two others acts on the loss in two ways, and what comes back on "
        "them adds up.",
        hint="Count the nodes that yours went into. How many parts arrive, and how many are in "
        "your result?",
        equation="eq-copies",
        right=r"\frac{dL}{du} = \sum_t \frac{dL}{du_t}",
        wrong=r"\frac{dL}{du} = \frac{dL}{du_1}",
        variants=tuple(
            {"collect": collect, "sendings": sendings}
            for collect in (_replace, _keep)
            for sendings in _RIGHT_WALKS
        ),
    ),
    _OF_ORDER["node-too-early"]._replace(
        title="takes a node's turn before all of its gradient is there",
        variants=(
            {"sendings": _breadth_first(1)},
            {"sendings": _breadth_first(-1)},
            {"sendings": _depth_first(1)},
            {"sendings": _depth_first(-1)},
            {"sendings": _straight_down(1)},
            {"sendings": _straight_down(-1)},
            {"sendings": _as_in_the_dict},
        ),
    ),
    _OF_ORDER["node-twice"]._replace(
        title="sends the same part of a gradient on more than once",
        variants=({"sendings": _again_and_again}, {"sendings": _again_in_turn}),
    ),
    _OF_ORDER["order-forwards"]._replace(
        title="walks from the inputs to the loss",
        variants=({"sendings": _forwards},),
    ),
    Mistake(
        id="seed-wrong",
        title="begins with other gradients than one at the loss and zero elsewhere",
        why="How much does the loss change when the loss changes by one? By one. And nothing has "
        "arrived anywhere else.",
        hint="Print your gradients before the first step of the walk. Which should they be?",
        variants=({"seed": 0.0}, {"start": 1.0}),
    ),
    Mistake(
        id="gradients-shared",
        title="adds to an array that is the gradient of another node as well",
        why="A plus sends one and the same array to both of its inputs. What is added to it in "
        "place is added for both.",
        hint="Which line makes the array that you add to? Is it new, or did it come from a rule?",
        variants=tuple(
            {"collect": _share, "rule": _rule_that_shares, "sendings": sendings}
            for sendings in _RIGHT_WALKS
        ),
    ),
    INPUTS_MUTATED,
)
"""Every mistake of a walk back."""

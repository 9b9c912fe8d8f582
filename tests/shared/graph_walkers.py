"""Walks back through a graph, as learners write them. They call the rules and orders beside them."""

from collections import defaultdict

import numpy as np

import rnn_lib
from tests.shared.graph_learners import by_branches, by_crossing_out, by_levels, by_recursion


def parts(name, gradient, graph):
    """Yield each input with what is sent to it."""
    operation, inputs, output = graph[name]
    if operation is not None:
        arrays = [graph[one][2] for one in inputs]
        yield from zip(inputs, by_branches(operation, gradient, output, *arrays))


def from_zeros(last, graph):
    found = {name: np.zeros(array.shape) for name, (_, _, array) in graph.items()}
    found[last] = np.ones(())
    for name in by_recursion(last, graph):
        for one, part in parts(name, found[name], graph):
            found[one] += part
    return found


def from_nothing(last, graph):
    found = defaultdict(float)
    found[last] = 1.0
    for name in by_levels(last, graph):
        for one, part in parts(name, found[name], graph):
            found[one] = found[one] + part
    return dict(found)


def path_by_path(last, graph):
    found = {}

    def visit(name, gradient):
        found[name] = found.get(name, 0) + gradient
        for one, part in parts(name, gradient, graph):
            visit(one, part)

    visit(last, np.ones(()))
    return found


def pulled(last, graph):
    """Ask each node's users for what they send to it."""

    def gradient(name):
        users = [user for user in by_recursion(last, graph) if name in graph[user][1]]
        sent = [
            part
            for user in users
            for one, part in parts(user, gradient(user), graph)
            if one == name
        ]
        return 1.0 if name == last else sum(sent)

    return {name: gradient(name) for name in by_recursion(last, graph)}


def with_the_librarys_rules(last, graph):
    found = {last: np.ones(())}
    for name in rnn_lib.backward_order(last, graph):
        operation, inputs, output = graph[name]
        if inputs:
            arrays = [graph[one][2] for one in inputs]
            sent = rnn_lib.local_gradients(operation, found[name], output, *arrays)
            for one, part in zip(inputs, sent):
                found[one] = found.get(one, 0) + part
    return found


def that_overwrites(last, graph):
    found = {last: np.ones(())}
    for name in by_recursion(last, graph):
        found.update(parts(name, found[name], graph))
    return found


def that_keeps_the_first(last, graph):
    found = {last: np.ones(())}
    for name in by_crossing_out(last, graph):
        for one, part in parts(name, found[name], graph):
            found.setdefault(one, part)
    return found


def that_goes_down_at_once(last, graph):
    found, been = {name: np.zeros(array.shape) for name, (_, _, array) in graph.items()}, set()
    found[last] = np.ones(())

    def visit(name):
        been.add(name)
        for one, part in parts(name, found[name], graph):
            found[one] = found[one] + part
            if one not in been:
                visit(one)

    visit(last)
    return found


def that_goes_again(last, graph):
    found = {name: np.zeros(array.shape) for name, (_, _, array) in graph.items()}
    found[last] = np.ones(())

    def visit(name):
        for one, part in parts(name, found[name], graph):
            found[one] = found[one] + part
            visit(one)

    visit(last)
    return found


def that_never_begins(last, graph):
    found = {name: np.zeros(array.shape) for name, (_, _, array) in graph.items()}
    for name in by_recursion(last, graph):
        for one, part in parts(name, found[name], graph):
            found[one] = found[one] + part
    return found


def that_shares(last, graph):
    found = {last: np.ones(())}
    for name in by_recursion(last, graph):
        for one, part in parts(name, found[name], graph):
            if one in found:
                found[one] += part
            else:
                found[one] = part
    return found


def from_the_leaves(last, graph):
    found = {name: np.zeros(array.shape) for name, (_, _, array) in graph.items()}
    found[last] = np.ones(())
    for name in by_recursion(last, graph)[::-1]:
        for one, part in parts(name, found[name], graph):
            found[one] = found[one] + part
    return found


def of_leaves_alone(last, graph):
    return {name: one for name, one in from_zeros(last, graph).items() if not graph[name][1]}


def as_list(last, graph):
    return list(from_zeros(last, graph).values())


RIGHT = [
    *(("walk", f, ()) for f in (from_zeros, from_nothing, path_by_path, pulled)),
]
WRONG = [
    ("walk", that_overwrites, ("overwritten-at-forks",)),
    ("walk", that_keeps_the_first, ("overwritten-at-forks",)),
    ("walk", that_goes_down_at_once, ("node-too-early",)),
    ("walk", that_goes_again, ("node-twice",)),
    ("walk", that_never_begins, ("seed-wrong",)),
    ("walk", that_shares, ("gradients-shared",)),
    ("walk", from_the_leaves, ("order-forwards",)),
]
UNREADABLE = [
    ("walk", of_leaves_alone, "Your dict has no gradient for: L"),
    ("walk", as_list, "Return a dict from names to gradients. Yours returned a list."),
]

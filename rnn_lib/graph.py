"""Backpropagation on any graph, in three steps: local rules, an order, and the walk back.

A graph is a dict. It has for the name of each node a tuple ``(operation, inputs, array)``: the
operation that made it, the names of the nodes it was made of, and its value. An array that nothing
made is a leaf, ``(None, (), array)``.
"""

from collections import Counter

import numpy as np

OPERATIONS = {"@": np.matmul, "+": np.add, "*": np.multiply, "tanh": np.tanh, "sum": np.sum}
"""What a node can be made by. Factors of "@" are matrices, and "+" and "*" broadcast."""

_RULES = {
    "@": lambda gradient, output, a, b: (gradient @ b.T, a.T @ gradient),
    "+": lambda gradient, output, a, b: (gradient, gradient),
    "*": lambda gradient, output, a, b: (gradient * b, gradient * a),
    "tanh": lambda gradient, output, a: (gradient * (1 - output**2),),
    "sum": lambda gradient, output, a: (np.broadcast_to(gradient, a.shape),),
}


def local_gradients(operation, gradient, output, *inputs):
    """Take a gradient back through one operation.

    Parameters
    ----------
    operation : {"@", "+", "*", "tanh", "sum"}
        What made the output.
    gradient : array_like, shape of output
        The gradient of the loss with respect to the output.
    output : array_like
        What the operation gave.
    *inputs : array_like
        What it was given: one array, or two.

    Returns
    -------
    gradients : tuple of ndarray
        One for each input, of its shape. What was broadcast is summed over.

    Raises
    ------
    ValueError
        If there is no such operation, or it takes another number of inputs.
    """
    if operation not in _RULES:
        known = ", ".join(map(repr, _RULES))
        raise ValueError(f"operation must be one of {known}, got {operation!r}")
    wanted = OPERATIONS[operation].nin if operation != "sum" else 1
    if len(inputs) != wanted:
        raise ValueError(f"{operation!r} takes {wanted} inputs, got {len(inputs)}")
    gradient, output, *inputs = map(np.asarray, (gradient, output, *inputs))
    sent = _RULES[operation](gradient, output, *inputs)
    return tuple(_gathered(one, array.shape) for one, array in zip(sent, inputs))


def _gathered(gradient, shape):
    """Sum over the axes along which an array of this shape was broadcast; always a new array."""
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    stretched = [i for i, size in enumerate(shape) if size != gradient.shape[i]]
    return gradient.sum(axis=tuple(stretched), keepdims=True)


def backward_order(last, graph):
    """List what a node was made of in an order for the way back.

    Parameters
    ----------
    last : str
        Where the way back begins.
    graph : dict
        See `rnn_lib.graph`. The order in it does not matter.

    Returns
    -------
    names : list of str
        ``last`` and every node that it was made of, each once, and none before a node that it
        went into.

    Raises
    ------
    ValueError
        If the graph lacks a node, or has a circle.
    """
    waits_for, found = Counter(), [last]
    for name in found:  # it grows
        for one in _inputs(name, graph):
            found += [] if one in waits_for else [one]
            waits_for[one] += 1
    names, ready = [], [last]
    while ready:
        names.append(ready.pop())
        for one in _inputs(names[-1], graph):
            waits_for[one] -= 1
            ready += [] if waits_for[one] else [one]
    if len(names) < len(found) or last in waits_for:
        raise ValueError("graph must have no circle")
    return names


def _inputs(name, graph):
    if name not in graph:
        raise ValueError(f"graph must have every node, and lacks {name!r}")
    return graph[name][1]


def graph_gradients(last, graph):
    """Take the gradient of one number back to every node that it was made of.

    Parameters
    ----------
    last : str
        The node that holds the number: the loss.
    graph : dict
        See `rnn_lib.graph`. It stays as it is.

    Returns
    -------
    gradients : dict of str to ndarray
        One for each of these nodes, of the shape of its array; that of ``last`` is 1.

    Raises
    ------
    ValueError
        If the graph lacks a node or has a circle, or ``last`` holds more than one number.
    """
    names = backward_order(last, graph)
    if np.size(graph[last][2]) != 1:
        raise ValueError(f"last must hold one number, got shape {np.shape(graph[last][2])}")
    gradients = {name: np.zeros(np.shape(graph[name][2])) for name in names}
    gradients[last] += 1
    for name in names:
        operation, inputs, output = graph[name]
        if inputs:
            arrays = [graph[one][2] for one in inputs]
            sent = local_gradients(operation, gradients[name], output, *arrays)
            for one, part in zip(inputs, sent):
                gradients[one] += part
    return gradients

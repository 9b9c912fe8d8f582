"""The graphs on which answers are tried that walk back through one."""

from functools import cache

import numpy as np

from ..graph import OPERATIONS


def record(leaves, steps):
    """Return the graph of a calculation.

    Parameters
    ----------
    leaves : dict of str to ndarray
        What it begins with.
    steps : iterable of tuple
        ``(name, operation, *inputs)`` for each node, in an order in which it can be computed.

    Returns
    -------
    dict
        See `rnn_lib.graph`.
    """
    graph = {name: (None, (), array) for name, array in leaves.items()}
    for name, operation, *inputs in steps:
        array = OPERATIONS[operation](*(graph[one][2] for one in inputs))
        graph[name] = (operation, tuple(inputs), array)
    return graph


def copy_of(graph):
    """Return a graph of its own for an answer to change."""
    return {
        name: (operation, inputs, np.copy(array))
        for name, (operation, inputs, array) in graph.items()
    }


CHAIN = (("a", "@", "x", "W"), ("h", "tanh", "a"), ("L", "sum", "h"))
DETOUR = (("p", "tanh", "x"), ("q", "*", "p", "x"), ("L", "sum", "q"))
SHORTCUT = (("p", "tanh", "x"), ("q", "*", "x", "p"), ("r", "+", "q", "q"), ("L", "sum", "r"))
STREAM = (
    *(("f", "@", "x", "W"), ("g", "tanh", "f"), ("y", "+", "x", "g")),
    *(("k", "@", "y", "W"), ("m", "tanh", "k"), ("z", "+", "m", "y")),
    *(("s", "*", "z", "z"), ("L", "sum", "s")),
)


def _recurrence(n_steps):
    """Yield the steps of a recurrence whose loss looks at every state, and one that leads nowhere.

    The names are those of the course.
    """
    for t in range(1, n_steps + 1):
        yield f"x_{t} Wx", "@", f"x_{t}", "Wx"
        yield f"h_{t - 1} Wh", "@", f"h_{t - 1}", "Wh"
        yield f"sum {t}", "+", f"x_{t} Wx", f"h_{t - 1} Wh"
        yield f"a_{t}", "+", f"sum {t}", "B"
        yield f"h_{t}", "tanh", f"a_{t}"
        yield f"h_{t} v_{t}", "*", f"h_{t}", f"v_{t}"
        yield f"L_{t}", "sum", f"h_{t} v_{t}"
        if t > 1:
            so_far = "L_1" if t == 2 else f"L to {t - 1}"
            yield ("L" if t == n_steps else f"L to {t}"), "+", so_far, f"L_{t}"
    yield "not in L", "tanh", f"h_{n_steps}"


@cache
def probes():
    """Return what is special about each graph, and the graph; every loss is called L."""
    rng = np.random.default_rng(6)
    shapes = {"x": (3, 2), "W": (2, 2)}
    leaves = {name: rng.uniform(0.2, 1.2, shape) for name, shape in shapes.items()}
    alone = {"x": leaves["x"]}
    n_steps = 3
    sizes = {"h_0": (2, 4), "Wx": (3, 4), "Wh": (4, 4), "B": (4,)}
    sizes |= {f"x_{t}": (2, 3) for t in range(1, n_steps + 1)}
    sizes |= {f"v_{t}": (2, 4) for t in range(1, n_steps + 1)}
    network = {name: rng.uniform(-0.8, 0.8, shape) for name, shape in sizes.items()}
    return (
        ("a chain without a fork", record(leaves, CHAIN)),
        ("a fork with a way round", _shuffled(record(alone, DETOUR), rng)),
        ("a fork with a short cut", _shuffled(record(alone, SHORTCUT), rng)),
        ("two layers that add to what they get", _shuffled(record(leaves, STREAM), rng)),
        ("a recurrence of three steps", _shuffled(record(network, _recurrence(n_steps)), rng)),
    )


def _shuffled(graph, rng):
    names = list(graph)
    return {names[i]: graph[names[i]] for i in rng.permutation(len(names))}

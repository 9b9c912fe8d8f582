"""Gradients on a graph against complex steps, and orders against their definition."""

import numpy as np
import pytest

from rnn_lib import backward_order, complex_step_gradient, graph_gradients, local_gradients

FORWARD = {
    "@": lambda a, b: np.einsum("ij,jk->ik", a, b),
    "+": lambda a, b: a + b,
    "*": lambda a, b: a * b,
    "tanh": lambda a: np.tanh(a),
    "sum": lambda a: a.sum(),
}
CALLS = [
    ("@", (4, 3), (3, 2)),
    ("@", (1, 3), (3, 1)),
    ("+", (4, 3), (4, 3)),
    ("+", (4, 3), (3,)),
    ("+", (3,), (4, 3)),
    ("+", (4, 1), (1, 3)),
    ("+", (4, 3), ()),
    ("*", (4, 3), (4, 3)),
    ("*", (2, 4, 3), (4, 1)),
    ("tanh", (4, 3)),
    ("tanh", ()),
    ("sum", (2, 3, 2)),
]


def evaluate(graph, held):
    """Compute every node anew, those in ``held`` excepted; nodes stand in order here."""
    values = {}
    for name, (operation, inputs, array) in graph.items():
        if name in held:
            values[name] = held[name]
        else:
            arrays = [values[one] for one in inputs]
            values[name] = FORWARD[operation](*arrays) if operation else array
    return values


def random_graph(seed):
    """Make nodes of one shape of those before them, some of which lead nowhere, and a loss."""
    rng = np.random.default_rng(seed)
    graph = {f"leaf {i}": (None, (), rng.normal(size=(3, 3)) / 3) for i in range(3)}
    for i in range(9):
        operation = rng.choice(["@", "+", "*", "tanh"])
        names = rng.choice(list(graph), size=1 if operation == "tanh" else 2)
        graph[f"node {i}"] = (str(operation), tuple(map(str, names)), None)
    graph["loss"] = ("sum", ("node 8",), None)
    values = evaluate(graph, {})
    return {name: (*graph[name][:2], values[name]) for name in graph}


def ancestors(last, graph):
    found = {last}
    for name in reversed(graph):
        found |= set(graph[name][1]) if name in found else set()
    return found


@pytest.mark.parametrize("operation, shapes", [(call[0], call[1:]) for call in CALLS])
def test_each_rule_is_right_to_the_last_digits(operation, shapes):
    rng = np.random.default_rng(1)
    inputs = [rng.uniform(0.3, 1.2, shape) for shape in shapes]
    output = FORWARD[operation](*inputs)
    gradient = rng.uniform(0.3, 1.2, np.shape(output))
    sent = local_gradients(operation, gradient, output, *inputs)
    for i, part in enumerate(sent):

        def loss(moved, i=i):
            return (gradient * FORWARD[operation](*inputs[:i], moved, *inputs[i + 1 :])).sum()

        assert part.shape == inputs[i].shape
        np.testing.assert_allclose(part, complex_step_gradient(loss, inputs[i]), rtol=1e-13)


@pytest.mark.parametrize("seed", range(30))
def test_every_node_of_a_graph_gets_the_gradient_that_complex_steps_measure(seed):
    graph = random_graph(seed)
    gradients = graph_gradients("loss", graph)
    assert gradients.keys() == ancestors("loss", graph)
    for name, gradient in gradients.items():

        def loss(moved, name=name):
            return np.sum(evaluate(graph, {name: moved})["loss"])

        measured = complex_step_gradient(loss, graph[name][2])
        np.testing.assert_allclose(gradient, measured, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("seed", range(30))
def test_no_node_stands_before_one_that_it_went_into(seed):
    graph = random_graph(seed)
    names = list(graph)
    mixed = {names[i]: graph[names[i]] for i in np.random.default_rng(seed).permutation(len(names))}
    order = backward_order("loss", mixed)
    assert sorted(order) == sorted(ancestors("loss", graph)) and order[0] == "loss"
    for name in order:
        assert all(order.index(one) > order.index(name) for one in graph[name][1])


def test_a_chain_may_be_longer_than_python_lets_functions_call_themselves():
    graph = {"0": (None, (), np.array([0.1]))}
    for i in range(5000):
        graph[str(i + 1)] = ("+", (str(i), "0"), np.array([0.1]))
    assert graph_gradients("5000", graph)["0"] == 5001


def test_arrays_of_the_graph_and_arguments_stay_as_they_are():
    graph = random_graph(3)
    before = {name: np.copy(array) for name, (_, _, array) in graph.items()}
    gradients = graph_gradients("loss", graph)
    for gradient in gradients.values():
        gradient += 1
    assert all(np.array_equal(graph[name][2], before[name]) for name in graph)
    sent = local_gradients("+", before["leaf 0"], before["leaf 0"], before["leaf 1"], 0.0)
    sent[0][...] = 7
    assert not (before["leaf 0"] == 7).any()


LEAF = (None, (), np.zeros((2, 2)))
NUMBER = (None, (), np.zeros(()))
REFUSED = [
    (
        lambda: local_gradients("-", 1, 1, 1, 1),
        r"must be one of '@', '\+', '\*', 'tanh', 'sum', got '-'",
    ),
    (lambda: local_gradients("tanh", 1, 1, 1, 1), "'tanh' takes 1 inputs, got 2"),
    (lambda: local_gradients("@", LEAF[2], LEAF[2], LEAF[2]), "'@' takes 2 inputs, got 1"),
    (lambda: local_gradients("sum", 1, 1), "'sum' takes 1 inputs, got 0"),
    (lambda: backward_order("b", {"a": LEAF}), "graph must have every node, and lacks 'b'"),
    (lambda: backward_order("a", {"a": ("tanh", ("b",), 0)}), "lacks 'b'"),
    (lambda: backward_order("a", {"a": ("tanh", ("a",), 0)}), "^graph must have no circle$"),
    (
        lambda: backward_order("a", {n: ("tanh", (m,), 0) for n, m in ("ab", "bc", "cb")}),
        "^graph must have no circle$",
    ),
    (lambda: graph_gradients("a", {"a": LEAF}), r"last must hold one number, got shape \(2, 2\)"),
    (lambda: graph_gradients("a", {"b": NUMBER}), "lacks 'a'"),
]


@pytest.mark.parametrize("call, words", REFUSED)
def test_what_is_no_graph_is_refused_with_a_reason(call, words):
    with pytest.raises(ValueError, match=words):
        call()

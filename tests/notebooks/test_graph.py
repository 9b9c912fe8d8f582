"""The lesson on graphs differentiates what students wrote, and says what it prints."""

import numpy as np

from tests.shared.notebooks import read, solutions

CELLS = {cell.id: cell for cell in read("06_graph").cells}


def printed(name):
    return "".join(output.get("text", "") for output in CELLS[name].outputs)


def step_of(source):
    namespace = {"np": np}
    exec(source, namespace)
    return namespace["step_forward"]


def test_the_step_is_that_of_problem_1_and_that_one_will_do_as_well():
    rng = np.random.default_rng(1)
    arrays = [rng.normal(size=shape) for shape in ((2, 3), (2, 4), (3, 4), (4, 4), (4,))]
    shown, written = CELLS["graph-07"].source, solutions("01_forward")["step-forward"]
    assert np.array_equal(step_of(shown)(*arrays), step_of(written)(*arrays))
    namespace = {"np": np}
    exec(CELLS["graph-04"].source, namespace)
    recorded = []
    for source in (shown, written):
        graph = {}
        nodes = [namespace["Node"](graph, str(i), array) for i, array in enumerate(arrays)]
        step_of(source)(*nodes)
        recorded.append([(name, *entry[:2]) for name, entry in graph.items()])
    assert recorded[0] == recorded[1] and len(recorded[0]) == 10


def test_the_two_mistakes_that_the_text_speaks_of_are_those_that_the_check_names():
    assert printed("graph-18").split() == ["carry-dropped", "overwritten-over-time"]


def test_all_gradients_of_the_graph_are_those_by_hand():
    lines = printed("graph-16").splitlines()
    assert [line.split()[0] for line in lines] == ["dx", "dh0", "dWx", "dWh", "dB"]
    assert all(line.endswith("to 12 digits: True") for line in lines)


def test_one_step_makes_ten_nodes_and_ten_more_come_with_each_step():
    assert len(printed("graph-08").splitlines()) == 10 + 1
    counts = [int(line.split()[-2]) for line in printed("graph-20").splitlines()]
    assert counts == [10 * T + 3 for T in (1, 10, 100)]


def test_a_student_writes_some_thirty_lines():
    lines = [line for text in solutions("06_graph").values() for line in text.splitlines()]
    code = [line for line in lines if line.strip()]
    assert 27 <= len(code) <= 35

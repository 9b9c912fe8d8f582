"""Notebooks with cells added, moved, repeated and redefined: the grade is what their checks say."""

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient

from tests.grading.hostile import RIGHT
from tests.grading.submissions import code_cell, notebook, student_cells
from tools.course import read_course
from tools.grading.examiner import examine
from tools.grading.limits import Limits
from tools.grading.sandbox import ROOT, prepared_room
from tools.grading.submission import parse_notebook

FORWARD = next(p for p in read_course(ROOT / "notebooks") if p.name == "01_forward")
NAMES = ("step-forward", "forward")
GIVEN = {
    cell["id"]: {**cell, "source": "".join(cell["source"]), "outputs": []}
    for cell in student_cells("01_forward", {})
}
STEP = "def step_forward(x_t, h_prev, Wx, Wh, B):\n    return np.tanh(x_t @ Wx + h_prev @ Wh + B)\n"
HELPER = "def step(x_t, h, Wx, Wh, B):\n    return np.tanh(x_t @ Wx + h @ Wh + B)\n"
HELPED = RIGHT.replace("np.tanh(x[:, t] @ Wx + h[-1] @ Wh + B)", "step(x[:, t], h[-1], Wx, Wh, B)")
TRIES = {
    "step-forward": [STEP, STEP.replace(" + B", ""), STEP.replace("Wh +", "Wh.T +"), "def ("],
    "forward": [
        RIGHT,
        RIGHT.replace("[h0]", "[0 * h0]"),
        HELPED,
        HELPER + HELPED,
        HELPER.replace("tanh", "sin") + HELPED,
        HELPER,
        HELPER.replace(" + B", ""),
        RIGHT + "1 / 0\n",
        "1 / 0\n" + RIGHT,
        "forward = step_forward",
    ],
}
HARMLESS = ["x = 3", "import numpy as np", "1 / 0", "no Python", "Wh = np.eye(3)", "del y"]


def block(name):
    """An exercise as a notebook may have it: its cell, tries below it, its check, and again."""
    own = st.sampled_from([GIVEN[f"exercise-{name}"]["source"], *TRIES[name]])
    others = st.lists(st.sampled_from(TRIES[name]), max_size=2)
    check_comes = st.sampled_from(["at its place", "above", "last", "twice"])
    return st.tuples(own, others, check_comes).map(lambda parts: _cells(name, *parts))


def _cells(name, own, others, check_comes):
    check = [GIVEN[f"check-{name}"]]
    cells = [{**GIVEN[f"exercise-{name}"], "source": own}]
    tries = [{**code_cell(source), "try": name} for source in others]
    return {
        "at its place": cells + check + tries,
        "above": check + cells + tries,
        "last": cells + tries + check,
        "twice": cells + check + tries + check,
    }[check_comes]


@st.composite
def notebooks(draw):
    """Both exercises in one of the two orders, other cells between them, and an end."""
    first, second = draw(st.permutations([draw(block(name)) for name in NAMES]))
    noise = [code_cell(source) for source in draw(st.lists(st.sampled_from(HARMLESS), max_size=2))]
    end = draw(st.sampled_from([[], [code_cell("np = None")], [GIVEN["exercise-forward"]]]))
    return [GIVEN["imports"], *first, *noise, *second, *end]


@pytest.fixture(scope="module")
def room():
    with prepared_room(is_closed=False) as room:
        yield room


@pytest.fixture(scope="module")
def client():
    """A kernel for all notebooks, emptied before each."""
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3", allow_errors=True)
    with client.setup_kernel():
        yield client


def words_of_checks(client, cells):
    """Run a notebook and return what each check said, by exercise, in the order of the run.

    After a try that no check follows, one is made.
    """
    sources = [(None, "%reset -f"), (None, "from rnn_lib import *")]
    for cell in cells:
        sources.append((None, cell["source"]))
        name = next((n for n in NAMES if cell.get("id") == f"check-{n}"), cell.get("try"))
        if name or cell.get("id") in [f"exercise-{n}" for n in NAMES]:
            name = name or cell["id"].removeprefix("exercise-")
            sources.append((name, f"print({GIVEN[f'check-{name}']['source']})"))
    client.nb = nbformat.v4.new_notebook()
    client.nb.cells = [nbformat.v4.new_code_cell(source) for _, source in sources]
    said = {name: [] for name in NAMES}
    for i, (name, _) in enumerate(sources):
        client.execute_cell(client.nb.cells[i], i)
        text = "".join(o.get("text", "") for o in client.nb.cells[i].outputs)
        if name and text:
            said[name].append(text)
    return said


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cells=notebooks())
def test_the_grade_is_what_the_last_check_says(client, room, cells):
    said = words_of_checks(client, cells)
    plain = [{key: value for key, value in cell.items() if key != "try"} for cell in cells]
    found = examine(FORWARD, parse_notebook(notebook(plain)), room, Limits())
    for name in NAMES:
        verdict = found[name]
        judged = [text for text in said[name] if "not attempted" not in text.partition("\n")[0]]
        if not judged:
            assert verdict.status in ("not attempted", "error"), verdict
            continue
        first, *_ = judged[-1].splitlines()
        assert first.endswith(verdict.status), (first, verdict)
        assert set(verdict.lines) <= {line.strip() for line in judged[-1].splitlines()}

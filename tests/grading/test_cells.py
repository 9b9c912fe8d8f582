"""Which cells count as answers, and that what students do elsewhere does not matter."""

import pytest

from tests.grading.hostile import RIGHT
from tests.grading.submissions import answered, code_cell, notebook, solutions, student_cells
from tools.course import read_course
from tools.grading import sandbox
from tools.grading.checking import Verdict
from tools.grading.examiner import Examiner
from tools.grading.limits import Limits
from tools.grading.plan import DEFINITIONS, WHOLE, bound_names, find_answer, plan
from tools.grading.room import prepared_room
from tools.grading.sandbox import ROOT
from tools.grading.submission import parse_notebook

COURSE = {problem.name: problem for problem in read_course(ROOT / "notebooks")}
FORWARD = COURSE["01_forward"]
HELPED = "def forward(x, h0, Wx, Wh, B):\n    return helper(x, h0, Wx, Wh, B)\n"
WITH_FACTOR = RIGHT.replace("np.tanh(", "FACTOR * np.tanh(")


@pytest.fixture(scope="module")
def room():
    with prepared_room("none") as room:
        yield room


@pytest.fixture
def verdict(room):
    """Examine the answer `forward` of a notebook of these cells."""

    def examine(cells, name="forward"):
        examiner = Examiner(FORWARD, parse_notebook(notebook(cells)), room, Limits(seconds=2))
        exercise = next(e for e in FORWARD.exercises if e.name == name)
        try:
            return examiner.examine(exercise)
        finally:
            examiner.close()

    return examine


def with_forward(source):
    return student_cells("01_forward", {"forward": source})


def test_an_untouched_notebook_is_not_attempted(verdict):
    assert verdict(student_cells("01_forward", {})).status == "not attempted"


def test_solutions_and_checks_in_the_notebook_do_not_run(verdict):
    cells = student_cells("01_forward", {})
    solution = code_cell(RIGHT, id="solution-forward", metadata={"tags": ["solution"]})
    check = code_cell(RIGHT, id="check-forward")
    assert verdict([*cells, solution, check]).status == "not attempted"


def test_an_answer_may_print_any_letter_whatever_the_system_writes(verdict, monkeypatch):
    plain = sandbox._environment  # of a system whose streams have no ✓, such as Windows
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    monkeypatch.setattr(sandbox, "_environment", lambda *at: plain(*at) | ascii_only)
    told = RIGHT.replace("    h = [h0]\n", "    print('✓'); h = [h0]\n")
    assert verdict(with_forward(told)).status == "correct"


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize(
    "answer, cell",
    [
        (HELPED, RIGHT.replace("def forward", "def helper")),
        (
            HELPED,
            "from functools import partial\nimport numpy as np\n" + RIGHT + "helper = forward",
        ),
        (WITH_FACTOR, "FACTOR = 1\nwhile FACTOR > 1: pass"),
        (WITH_FACTOR, "FACTOR = numerator / 2\n"),
    ],
    ids=["function", "assigned function", "number", "number from a third cell"],
)
def test_an_answer_finds_its_helpers_in_other_cells(verdict, place, answer, cell):
    cells, extra = with_forward(answer), [code_cell("numerator = 2"), code_cell(cell)]
    assert verdict(extra + cells if place == "before" else cells + extra).status == "correct"


@pytest.mark.parametrize(
    "cell", ["while True: pass", "import os; os._exit(1)", "1 / 0", "not Python"]
)
def test_a_cell_that_does_not_end_well_costs_nothing(verdict, cell):
    cells = with_forward(RIGHT)
    assert verdict([code_cell(cell), *cells, code_cell(cell)]).status == "correct"


@pytest.mark.parametrize("after", ["while True: pass", "forward(1)", "import os; os._exit(1)"])
def test_an_answer_counts_whatever_its_cell_does_afterwards(verdict, after):
    assert verdict(with_forward(f"{RIGHT}\n{after}\n")).status == "correct"


def test_an_answer_in_another_cell_counts_where_its_own_is_the_stub(verdict):
    found = verdict([*student_cells("01_forward", {}), code_cell(RIGHT)])
    assert found.status == "correct"
    assert found.notes == ("Its own cell is as it was; the answer stands in another cell.",)


@pytest.mark.parametrize("change", [("    raise", "    # see below\n    raise"), ('"""', '"""My ')])
def test_a_stub_with_a_remark_is_a_stub(verdict, change):
    (stub,) = (e.stub for e in FORWARD.exercises if e.name == "forward")
    cells = with_forward(stub.replace(*change))
    assert verdict([*cells, code_cell(RIGHT)]).status == "correct"


@pytest.mark.parametrize("place", [0, -1])
def test_of_two_cells_with_one_id_the_one_with_an_answer_counts(verdict, place):
    cells = with_forward(RIGHT)
    stubs = student_cells("01_forward", {})
    cells.insert(place, next(cell for cell in stubs if cell["id"] == "exercise-forward"))
    assert verdict(cells).status == "correct"


def test_the_own_cell_counts_where_it_has_an_answer(verdict):
    wrong = RIGHT.replace("[h0]", "[0 * h0]")
    assert verdict([*with_forward(RIGHT), code_cell(wrong)]).status == "correct"


def test_an_answer_without_an_id_is_found_by_its_name(verdict):
    cells = with_forward(RIGHT)
    for cell in cells:
        del cell["id"]
        cell["metadata"].pop("tags", None)
    found = verdict(cells)
    assert found.status == "correct"
    assert found.notes == ("No cell has the id exercise-forward; found by the name it defines.",)


def test_an_id_is_found_where_colab_puts_it(verdict):
    cells = with_forward(RIGHT)
    for cell in cells:
        cell["metadata"]["id"] = cell.pop("id")
    assert verdict(cells) == verdict(with_forward(RIGHT))


def test_cells_may_stand_in_any_order(verdict):
    assert verdict(with_forward(RIGHT)[::-1]).status == "correct"


def test_magics_of_ipython_are_no_errors(verdict):
    source = "%matplotlib inline\n!true\n" + RIGHT
    assert verdict([code_cell("%%time\n1"), *with_forward(source)]).status == "correct"


def test_a_missing_cell_is_missing(verdict):
    cells = [cell for cell in with_forward(RIGHT) if cell["id"] != "exercise-forward"]
    assert verdict(cells) == Verdict("missing", ("There is no cell exercise-forward.",))


def test_a_cell_that_became_text_is_missing(verdict):
    cells = with_forward(RIGHT)
    next(c for c in cells if c["id"] == "exercise-forward")["cell_type"] = "markdown"
    assert verdict(cells).status == "missing"


def test_an_answer_under_another_name_is_not_attempted(verdict):
    found = verdict(with_forward(RIGHT.replace("def forward", "def fordward")))
    assert (found.status, found.lines) == ("not attempted", ("Its cell does not define forward.",))


def test_what_an_answer_does_to_numpy_is_not_done_to_the_check(verdict):
    source = solutions("01_forward")["padding"].replace("== 1", "== 0")
    cells = student_cells("01_forward", {"padding": "np.allclose = lambda *a: True\n" + source})
    assert verdict(cells, "padding").status == "incorrect"


def test_names_are_seen_wherever_a_cell_binds_them():
    source = (
        "import a.b, c as d\nfrom e import f\ng = h, (i, j) = 1, (2, 3)\nfor k in []: pass\n"
        "def l(m): n = 1\nclass o: p = 1\nwith q as r: pass\n[s for t in []]\n%magic u = 1\n"
    )
    assert bound_names(source) == set("adfghijklor")


@pytest.mark.parametrize("source", ["not Python", "(" * 300, "\0"])
def test_a_cell_that_is_no_python_binds_nothing(source):
    assert bound_names(source) == set()


def test_of_other_cells_only_definitions_run_and_answers_run_last():
    cells = parse_notebook(notebook([*with_forward(RIGHT), code_cell("x = 1")]))
    position, _ = find_answer(cells, FORWARD.exercises[2])
    steps = plan(cells, [position])
    assert [step.extent for step in steps] == [DEFINITIONS] * (len(steps) - 1) + [WHOLE]
    assert steps[-1].source == RIGHT and steps[-2].source == "x = 1"


def test_the_course_is_read_from_its_own_notebooks():
    assert [e.name for e in FORWARD.exercises] == ["shapes", "step-forward", "forward", "padding"]
    assert FORWARD.exercises[3].defines == ("padded_forward",)
    assert FORWARD.exercises[0].title == "Exercise 1: seven shapes"


def test_every_solution_of_the_course_is_correct(room):
    for problem in COURSE.values():
        cells = parse_notebook(answered(problem.name, lessons=True))
        examiner = Examiner(problem, cells, room, Limits())
        try:
            statuses = {e.name: examiner.examine(e).status for e in problem.exercises}
        finally:
            examiner.close()
        assert set(statuses.values()) == {"correct"}, statuses

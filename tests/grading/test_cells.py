"""The grade is what a run from top to bottom shows, whatever cells are added, moved or broken."""

import pytest

from tests.grading.hostile import RIGHT
from tests.grading.submissions import answered, code_cell, notebook, solutions, student_cells
from tools.course import read_course
from tools.grading import sandbox
from tools.grading.checking import Verdict
from tools.grading.examiner import examine
from tools.grading.limits import Limits
from tools.grading.sandbox import ROOT, prepared_room
from tools.grading.submission import parse_notebook

COURSE = {problem.name: problem for problem in read_course(ROOT / "notebooks")}
FORWARD = COURSE["01_forward"]
WRONG = RIGHT.replace("[h0]", "[0 * h0]")
HALF = "def forward(x, h0, Wx, Wh, B):\n    h = (\n"
HELPED = "def forward(x, h0, Wx, Wh, B):\n    return helper(x, h0, Wx, Wh, B)\n"
HELPER = RIGHT.replace("def forward", "def helper")
WITH_FACTOR = RIGHT.replace("np.tanh(", "FACTOR * np.tanh(")


@pytest.fixture(scope="module")
def room():
    with prepared_room(is_closed=False) as room:
        yield room


@pytest.fixture
def verdict(room):
    """Examine the answer `forward`, or another one, of a notebook of these cells."""

    def examined(cells, name="forward"):
        cells = parse_notebook(notebook(cells))
        return examine(FORWARD, cells, room, Limits(seconds=2))[name]

    return examined


def with_forward(source):
    return student_cells("01_forward", {"forward": source})


def after(cells, identity, *extra):
    """These cells, and others behind the one with this id."""
    place = next(i for i, cell in enumerate(cells) if cell.get("id") == identity) + 1
    return [*cells[:place], *map(code_cell, extra), *cells[place:]]


def test_an_untouched_notebook_is_not_attempted(verdict):
    assert verdict(student_cells("01_forward", {})).status == "not attempted"


# --- tried again ---


@pytest.mark.parametrize("first", [WRONG, HALF, "x = (", "1 / 0\n" + RIGHT])
def test_of_several_tries_the_last_one_counts(verdict, first):
    found = verdict(after(with_forward(first), "check-forward", RIGHT))
    assert found.status == "correct" and "cell 8 of 10" in found.notes[0]
    assert found.answer == RIGHT


def test_of_several_tries_the_last_one_counts_if_it_is_worse(verdict):
    assert "h0-ignored" in verdict(after(with_forward(RIGHT), "check-forward", WRONG)).mistakes


def test_what_a_later_exercise_defines_under_the_same_name_counts_for_that_one_alone(verdict):
    cells = after(with_forward(HELPED), "exercise-step-forward", HELPER)
    assert verdict(after(cells, "exercise-padding", "def helper(*a): return 0")).status == "correct"


def test_two_exercises_may_each_have_a_helper_of_one_name(verdict):
    step = "def step(x_t, h, Wx, Wh, B):\n    return np.tanh(x_t @ Wx + h @ Wh + B)\n"
    first = step + "def step_forward(*arguments):\n    return step(*arguments)\n"
    other = "def step(a):\n    return np.tanh(a)\n"
    second = RIGHT.replace("np.tanh(", "step(")
    cells = student_cells("01_forward", {"step-forward": first, "forward": other + second})
    assert verdict(cells, "step-forward").status == verdict(cells).status == "correct"


@pytest.mark.parametrize("end", ["np = None", "np.tanh = np.sin", "import rnn_lib as np", "del np"])
def test_what_the_last_cell_does_to_numpy_costs_nothing_before_it(verdict, end):
    assert verdict([*with_forward(RIGHT), code_cell(end)]).status == "correct"
    padding = solutions("01_forward")["padding"]
    cells = student_cells("01_forward", {"padding": padding})
    assert verdict([*cells, code_cell(end)], "padding").status == "correct"


def test_a_helper_that_is_mended_below_counts(verdict):
    broken = HELPER.replace("np.tanh", "np.sin")
    cells = after(with_forward(HELPED), "exercise-step-forward", broken)
    assert verdict(cells).status == "incorrect"
    assert verdict(after(cells, "check-forward", HELPER)).status == "correct"


# --- where an answer stands ---


def test_an_answer_in_another_cell_counts_where_its_own_is_the_stub(verdict):
    found = verdict([*student_cells("01_forward", {}), code_cell(RIGHT)])
    assert found.status == "correct"
    assert found.notes == ("Its own cell is as it was; the answer stands in cell 10 of 10.",)


@pytest.mark.parametrize("change", [("    raise", "    # see below\n    raise"), ('"""', '"""My ')])
def test_a_stub_with_a_remark_is_a_stub(verdict, change):
    (stub,) = (e.stub for e in FORWARD.exercises if e.name == "forward")
    cells = with_forward(stub.replace(*change))
    assert verdict([*cells, code_cell(RIGHT)]).status == "correct"


@pytest.mark.parametrize("place", [1, -1])
def test_of_two_cells_with_one_id_the_one_with_an_answer_counts(verdict, place):
    cells = with_forward(RIGHT)
    stubs = student_cells("01_forward", {})
    cells.insert(place, next(cell for cell in stubs if cell["id"] == "exercise-forward"))
    assert verdict(cells).status == "correct"


def test_an_untouched_notebook_pasted_below_an_answered_one_costs_nothing(verdict):
    cells = [*with_forward(RIGHT), *student_cells("01_forward", {})]
    assert verdict(cells).status == "correct"


def test_an_answer_without_an_id_is_found_by_its_name(verdict):
    cells = with_forward(RIGHT)
    for cell in cells:
        del cell["id"]
        cell["metadata"].pop("tags", None)
    found = verdict(cells)
    assert found.status == "correct"
    assert found.notes == (
        "No cell has the id exercise-forward; cell 6 of 9 counts, by its names.",
    )


def test_an_id_is_found_where_colab_puts_it(verdict):
    cells = with_forward(RIGHT)
    for cell in cells:
        cell["metadata"]["id"] = cell.pop("id")
    assert verdict(cells) == verdict(with_forward(RIGHT))


def test_a_check_above_its_answer_does_not_hide_it(verdict):
    cells = with_forward(RIGHT)
    check = next(cell for cell in cells if cell["id"] == "check-forward")
    cells.remove(check)
    assert verdict([cells[0], check, *cells[1:]]).status == "correct"


def test_solutions_of_the_course_in_the_notebook_do_not_run(verdict):
    solution = code_cell(RIGHT, id="solution-forward", metadata={"tags": ["solution"]})
    assert verdict([*student_cells("01_forward", {}), solution]).status == "not attempted"


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


# --- what other cells do ---


@pytest.mark.parametrize(
    "answer, cell",
    [
        (HELPED, HELPER),
        (HELPED, f"from functools import partial\nimport numpy as np\n{RIGHT}helper = forward"),
        (WITH_FACTOR, "FACTOR = 1\nwhile FACTOR > 1: pass"),
        (WITH_FACTOR, "FACTOR = numerator / 2\n"),
    ],
    ids=["function", "assigned function", "number", "number from a third cell"],
)
@pytest.mark.parametrize("place", ["imports", "exercise-forward", "check-forward"])
def test_an_answer_finds_its_helpers_in_cells_before_the_next_exercise(
    verdict, place, answer, cell
):
    assert verdict(after(with_forward(answer), place, "numerator = 2", cell)).status == "correct"


def test_a_helper_after_the_next_exercise_comes_too_late_and_the_report_shows_it(verdict):
    found = verdict([*with_forward(HELPED), code_cell(HELPER)])
    assert found.status == "error" and "name 'helper' is not defined" in found.lines[0]


ENDS_BADLY = ["while True: pass", "import os; os._exit(1)", "import time; time.sleep(99)"]


@pytest.mark.parametrize("cell", [*ENDS_BADLY, "1 / 0", "no Python", "print('x' * 10**8)"])
def test_a_cell_that_does_not_end_well_costs_nothing_but_itself(verdict, cell):
    cells = with_forward(RIGHT)
    cells = [cells[0], code_cell(cell), *cells[1:], code_cell(cell)]
    assert verdict(cells).status == "correct"


@pytest.mark.parametrize("end", ["while True: pass", "forward(1)"])
def test_an_answer_counts_whatever_its_cell_does_afterwards(verdict, end):
    assert verdict(with_forward(f"{RIGHT}\n{end}\n")).status == "correct"


def test_magics_of_ipython_are_no_errors(verdict):
    source = "%matplotlib inline\n!true\n" + RIGHT
    assert verdict([code_cell("%%time\n1"), *with_forward(source)]).status == "correct"


def test_an_answer_may_print_any_letter_whatever_the_system_writes(verdict, monkeypatch):
    plain = sandbox._environment  # of a system whose streams have no ✓, such as Windows
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    monkeypatch.setattr(sandbox, "_environment", lambda *at: plain(*at) | ascii_only)
    told = RIGHT.replace("    h = [h0]\n", "    print('✓'); h = [h0]\n")
    assert verdict(with_forward(told)).status == "correct"


def test_what_an_answer_does_to_numpy_is_not_done_to_the_check(verdict):
    source = solutions("01_forward")["padding"].replace("== 1", "== 0")
    cells = student_cells("01_forward", {"padding": "np.allclose = lambda *a: True\n" + source})
    assert verdict(cells, "padding").status == "incorrect"


# --- the course ---


def test_the_course_is_read_from_its_own_notebooks():
    assert [e.name for e in FORWARD.exercises] == ["shapes", "step-forward", "forward", "padding"]
    assert FORWARD.exercises[3].defines == ("padded_forward",)
    assert FORWARD.exercises[0].title == "Exercise 1: seven shapes"


@pytest.mark.parametrize("name", COURSE)
def test_every_solution_of_the_course_is_correct(room, name):
    cells = parse_notebook(answered(name, lessons=True))
    verdicts = examine(COURSE[name], cells, room, Limits())
    assert {v.status for v in verdicts.values()} == {"correct"}, verdicts

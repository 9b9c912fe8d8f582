"""Exercises answered in the page, in a real browser: what runs, and the verdict."""

from functools import cache, partial

import pytest

from rnn_lib.checks.mistakes import TABLES
from tests.shared.browser import new_tab
from tests.shared.notebooks import NAMES, each_notebook, solutions
from tests.site.live import Exercise
from tests.site.stopwatch import Stopwatch

pytestmark = pytest.mark.usefixtures("live_cells")
RIGHT = solutions("01_forward")["step-forward"]


# --- the verdict ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def visit(browser, http_base):
    """Ask for the verdicts on the solutions of a page, in a new tab."""
    return partial(verdicts, browser, http_base)


@pytest.fixture(scope="module")
def first_visit(visit):
    return cache(visit)


def verdicts(browser, http_base, notebook):
    """Return what is said of each solution of a page, twice, and after how many seconds."""
    tab = new_tab(browser)
    tab.goto(f"{http_base}notebooks/{notebook}.html")
    said = []
    for name, source in [*solutions(notebook).items()] * 2:
        watch = Stopwatch()
        said.append((Exercise(tab, name).check(source), watch.seconds))
    assert tab.complaints == []
    tab.close()
    return said


@each_notebook
def test_the_first_thing_that_a_check_shows_is_the_verdict(first_visit, name):
    first, _ = first_visit(name)[0]
    assert ": correct" in first.strip().splitlines()[0]


def is_quick(said):
    first, *others = (seconds for _, seconds in said)
    return first < 8 and max(others) < 1


@each_notebook
def test_every_solution_of_the_course_is_correct_in_its_page(first_visit, name):
    assert [told for told, _ in first_visit(name) if ": correct" not in told] == []


@pytest.mark.parametrize("name", NAMES[:3])  # the problems; Python loads alike on every page
def test_first_verdict_comes_within_eight_seconds_and_all_others_within_one(
    first_visit, visit, name
):
    # Whatever else a machine does can make one visit slow; slow scripts are slow each time.
    assert is_quick(first_visit(name)) or is_quick(visit(name)) or is_quick(visit(name))


def test_wrong_answer_is_told_its_mistake(step):
    told = step.check(RIGHT.replace(" + B", ""))
    (row,) = (row for row in TABLES["forward"] if row.id == "bias-ignored")
    assert "step forward: incorrect" in told and row.hint in told
    assert row.title not in told, "first the question, then the name"
    step.cell.get_by_text("What it is called").click()
    assert row.title in step.cell.inner_text()
    assert step.status == "step forward: incorrect"


def test_link_of_a_mistake_leads_to_its_place_in_the_book(fresh_page):
    step = Exercise(fresh_page, "step-forward")
    step.check(RIGHT.replace(" + B", ""))
    step.cell.get_by_text("What it is called").click()
    step.cell.get_by_role("link", name="More on bias-ignored").click()
    assert fresh_page.url.endswith("book/mistakes.html#bias-ignored")
    fresh_page.locator("#bias-ignored").wait_for(state="attached")


def test_open_exercise_is_not_attempted(step):
    open_one = RIGHT.partition("\n")[0] + "\n    raise NotImplementedError"
    assert "not attempted" in step.check(open_one)


def test_answer_that_is_gone_is_not_checked(step):
    assert ": correct" in step.check(RIGHT)
    told = step.check(RIGHT.replace("def step_forward", "def step_forwards"))
    assert step.status == "Your text defines no step_forward: the check looks for that name."
    assert ": correct" not in told


def test_exception_in_a_check_shows_the_readers_own_line_and_shapes(step):
    told = step.check(RIGHT.replace("h_prev @ Wh", "h_prev @ Wx"))
    assert "line 2: a_t = x_t @ Wx + h_prev @ Wx + B" in told
    assert "Shapes on that line: x_t (3, 2)" in told


def test_no_exercise_offers_to_load_what_another_one_has_loaded(fresh_page):
    other = Exercise(fresh_page, "forward")
    assert "load Python" in other.status
    Exercise(fresh_page, "step-forward").check(RIGHT)
    assert other.status == ""


# --- running --------------------------------------------------------------------------


def test_value_of_the_last_line_is_shown(step):
    assert step.run("a = np.arange(3)\na * 2").strip() == "array([0, 2, 4])"


def test_error_shows_the_readers_lines_and_no_others(step):
    told = step.run("def f(x):\n    return x / 0\n\n\nf(1)")
    assert told.strip().splitlines()[-1] == "ZeroDivisionError: division by zero"
    assert 'File "Exercise 2: one step", line 2, in f' in told
    assert told.count("File ") == 2
    assert "last line" in step.status


def test_syntax_error_points_at_its_place(step):
    assert "SyntaxError: '(' was never closed" in step.run("def f(x:\n    return 1")


@pytest.mark.parametrize(
    "program, told",
    [
        ("input('x?')", "RuntimeError: input() cannot ask"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("def f():\n    f()\n\n\nf()", "RecursionError"),
        ("import pandas", "No module named 'pandas'"),
        ("import warnings\nwarnings.warn('mind this')", "UserWarning: mind this"),
    ],
)
def test_program_that_misbehaves_is_answered_and_python_goes_on(step, program, told):
    assert told in step.run(program)
    assert step.run("print(6 * 7)").strip() == "42"


def test_flood_of_output_is_cut_and_the_reader_told(step):
    shown = step.run("for i in range(100_000):\n    print(i)")
    assert shown.startswith("0\n1\n2\n")
    assert "The output was cut after 200,000 characters." in shown
    assert 200_000 <= len(shown) < 200_200
    assert step.status == "The output was cut after 200,000 characters."


def test_figure_is_drawn_and_matplotlib_loaded_only_for_it(step):
    loaded = []
    step.tab.on("request", lambda request: loaded.append(request.url))
    step.run("print(np.pi)")
    assert not any("matplotlib" in address for address in loaded)
    step.run("plt.plot([1, 4, 9])\nplt.show()")
    assert any("matplotlib" in address for address in loaded)
    image = step.cell.locator(".live-output img")
    assert image.evaluate("img => img.decode().then(() => img.naturalWidth)") > 300
    assert image.get_attribute("alt")


def test_exercises_above_count_even_if_only_this_one_is_checked(step):
    step.write(RIGHT)
    loop = solutions("01_forward")["forward"].replace(
        "np.tanh(x[:, t] @ Wx + h_t @ Wh + B)", "step_forward(x[:, t], h_t, Wx, Wh, B)"
    )
    assert "step_forward" in loop
    assert ": correct" in Exercise(step.tab, "forward").check(loop)

"""What of a notebook runs: the student's cells, and of the lessons what those need."""

import pytest

from tests.grading.submissions import answered, code_cell, notebook, student_cells
from tools.cell_names import plain
from tools.course import read_course
from tools.grading.sandbox import ROOT
from tools.grading.submission import parse_notebook
from tools.grading.timeline import CHECK, LESSON, OWN, SOLUTION, STUB, Timeline

COURSE = {problem.name: problem for problem in read_course(ROOT / "notebooks")}
LESSONS = [
    code_cell("import numpy as np"),
    code_cell("rng = np.random.default_rng(0)", id="made"),
    code_cell("first = rng.normal()", id="changed"),
    code_cell("print(np.pi)", id="apart"),
    code_cell("def shown():\n    return first + 1", id="shown"),
]


def timeline_of(*own):
    """A course of these lessons alone, and a student's notebook with cells of its own behind."""
    problem = COURSE["01_forward"]._replace(code=tuple(cell["source"] for cell in LESSONS))
    cells = [*LESSONS, *(code_cell(source) for source in own)]
    return Timeline(problem, parse_notebook(notebook(cells)))


@pytest.mark.parametrize(
    "own, lessons",
    [
        ("x = 1", {0}),
        ("rng.normal()", {0, 1, 2}),
        ("y = shown()", {0, 1, 2, 4}),
        ("def f(first):\n    return first", {0}),
        ("def f():\n    global first\n    first = 2", {0}),
        ("def f():\n    return first", {0, 1, 2, 4}),
        ("[first for first in range(3)]", {0}),
        ("eval('first')", {0, 1, 2, 3, 4}),
        ("%time first", {0, 1, 2, 3, 4}),
        ("%matplotlib inline", {0}),
        ("first = (", {0}),
    ],
)
def test_a_lesson_runs_if_the_students_cells_need_a_name_that_it_touches(own, lessons):
    timeline = timeline_of(own)
    assert timeline.runs == lessons | {5}
    assert timeline.kinds == [LESSON] * 5 + [OWN]


def test_a_lesson_that_somebody_changed_is_the_students():
    cells = [dict(cell) for cell in LESSONS]
    cells[3]["source"] = "print(np.e)"
    problem = COURSE["01_forward"]._replace(code=tuple(cell["source"] for cell in LESSONS))
    assert Timeline(problem, parse_notebook(notebook(cells))).kinds[3] == OWN


def test_of_an_answered_notebook_no_lesson_runs_but_the_imports():
    for name, problem in COURSE.items():
        timeline = Timeline(problem, parse_notebook(answered(name, lessons=True)))
        running = [timeline.kinds[i] for i in sorted(timeline.runs)]
        assert running == [LESSON] + [OWN] * len(problem.exercises)


def test_what_is_the_courses_is_told_from_what_is_the_students():
    cells = student_cells("01_forward", {"forward": "def forward(): pass"})
    cells.append(code_cell("x", id="solution-x"))
    kinds = Timeline(COURSE["01_forward"], parse_notebook(notebook(cells))).kinds
    assert kinds == [OWN, STUB, CHECK, STUB, CHECK, OWN, CHECK, STUB, CHECK, SOLUTION]


@pytest.mark.parametrize("source", ["no Python", "(" * 300, "\0", "%magic"])
def test_a_cell_that_is_no_python_binds_nothing(source):
    assert timeline_of(source).names[-1] == (frozenset(), frozenset())


def test_spaces_comments_and_docstrings_make_no_other_cell():
    first = 'def f(x):\n    """One."""\n    return  x'
    second = 'def f(x):  # a remark\n    """Two."""\n\n    return x'
    assert plain(first) == plain(second) != plain(first.replace("return", "yield"))

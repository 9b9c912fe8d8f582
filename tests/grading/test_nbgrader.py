"""nbgrader hands out our stubs, and gives the points of our grader; CI installs it."""

import contextlib
import io
import json
import os
import subprocess
import sys
import sysconfig

import nbformat
import pytest

from tests.shared.folders import ROOT
from tests.shared.notebooks import NAMES, read
from tools.course import read_problem
from tools.editions.nbgrader import edition, main
from tools.grading.__main__ import main as grade
from tools.grading.rubric import read_rubric
from tools.student_edition import student_notebook

pytestmark = [
    pytest.mark.slow,  # programs and kernels
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader was not tried on Windows"),
]

if "CI" in os.environ:
    import nbgrader.api as nbgrader_api
else:
    nbgrader_api = pytest.importorskip("nbgrader.api", reason="nbgrader is optional: make nbgrader")

NAME = "01_forward"
WRONG = {
    "shapes": "def shapes(*sizes):\n    raise ValueError",
    "step-forward": "def step_forward(x_t, h_prev, Wx, Wh, B):\n"
    "    import sys\n"
    "    print('a word', file=sys.stderr)\n"
    "    return np.tanh(x_t @ Wx + h_prev @ Wh.T)",
    "forward": "forward = rnn_lib.rnn_forward",
}
"""Each answer of this student is another kind of wrong, and one is left as it was."""


def nbgrader(folder, *command):
    """Run nbgrader; it calls other programs that were installed with it."""
    programs = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=folder,
        env={**os.environ, "PATH": programs},
        check=True,
        capture_output=True,
    )


def submit(course, student, answers):
    notebook = nbformat.read(course / "release" / "rnn" / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id.removeprefix("exercise-"), cell.source)
    path = course / "submitted" / student / "rnn" / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader's, with the edition in it and its assignment generated."""
    folder = tmp_path_factory.mktemp("course")
    main(folder)
    nbgrader(folder, "generate_assignment", "rnn")
    return folder


@pytest.fixture(scope="module")
def graded(course):
    """Of two students the points by nbgrader and those of our grader, by exercise."""
    source = nbformat.read(course / "source" / "rnn" / f"{NAME}.ipynb", as_version=4)
    right = {cell.id.removeprefix("exercise-"): cell.source for cell in source.cells}
    paths = {"ada": submit(course, "ada", right), "bob": submit(course, "bob", WRONG)}
    nbgrader(course, "autograde", "rnn")
    return {student: (given, ours(paths[student])) for student, given in theirs(course).items()}


def theirs(course):
    with nbgrader_api.Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            notebook.student.id: {
                grade.name.removeprefix("check-"): (grade.score, grade.max_score)
                for grade in notebook.grades
            }
            for notebook in book.notebook_submissions(NAME, "rnn")
        }


def ours(path):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.raises(SystemExit):
        grade([str(path), "--json", "--trust"])
    rows = json.loads(printed.getvalue())["exercises"]
    return {row["exercise"].partition("/")[2]: (row["points"], row["out_of"]) for row in rows}


def test_students_get_the_cells_of_the_student_edition(course):
    released = sorted((course / "release" / "rnn").glob("*.ipynb"))
    with_exercises = [
        name for name in NAMES if read_problem(ROOT / f"notebooks/{name}.ipynb").exercises
    ]
    assert [path.stem for path in released] == with_exercises
    for path in released:
        cells = nbformat.read(path, as_version=4).cells
        expected = student_notebook(read(path.stem)).cells
        assert [(c.id, c.source) for c in cells] == [(c.id, c.source) for c in expected]


def test_students_get_the_library_beside_the_notebooks(course):
    assert (course / "release" / "rnn" / "rnn_lib" / "functional.py").is_file()


def test_the_solutions_in_the_source_have_all_points(graded):
    assert all(points == out_of for points, out_of in graded["ada"][0].values())


@pytest.mark.parametrize("student", ["ada", "bob"])
def test_points_are_those_of_our_grader(graded, student):
    by_nbgrader, by_us = graded[student]
    assert by_nbgrader == by_us


def test_a_wrong_answer_has_a_part_of_the_points_and_other_answers_none(graded):
    points = {name: share for name, (share, _) in graded["bob"][0].items()}
    assert 0 < points.pop("step-forward") < 10
    assert set(points) == {"shapes", "forward", "padding"} and set(points.values()) == {0}


def test_a_solution_with_a_helper_before_it_becomes_one_function():
    notebook = read(NAME)
    for cell in notebook.cells:
        if cell.id == "solution-step-forward":
            cell.source = (
                "def sums(a, b):\n    return a + b\n\n"
                "def step_forward(x_t, h_prev, Wx, Wh, B):\n    return sums(x_t, B)"
            )
    problem = read_problem(ROOT / "notebooks" / f"{NAME}.ipynb")
    made = edition(notebook, problem, read_rubric())
    (cell,) = (cell for cell in made.cells if cell.id == "exercise-step-forward")
    names = {}
    exec(cell.source, names)
    assert names["step_forward"](1, 0, 0, 0, 2) == 3 and "sums" not in names

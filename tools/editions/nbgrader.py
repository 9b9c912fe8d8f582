"""Write the course for nbgrader: `python -m tools.editions.nbgrader OUT`."""

import ast
import sys
from inspect import getsource
from pathlib import Path
from shutil import copyfile, copytree, ignore_patterns
from textwrap import indent

import nbformat
from jinja2 import Template

from ..course import NOTEBOOKS, read_course
from ..grading import scores
from ..grading.checking import names_for_check
from ..grading.rubric import read_rubric
from ..student_edition import student_notebook

TEMPLATES = Path(__file__).with_name("templates")


def template(name):
    """Return the template of this name."""
    return Template((TEMPLATES / name).read_text("utf-8"), trim_blocks=True)


def edition(notebook, problem, rubric):
    """Return a notebook of the course as nbgrader's source of an assignment."""
    made = student_notebook(notebook)
    cells = {cell.id: cell for cell in [*notebook.cells, *made.cells]}
    for e in problem.exercises:
        answer, check = cells[f"exercise-{e.name}"], cells[f"check-{e.name}"]
        answer.source = _with_solution(e.stub, cells[f"solution-{e.name}"].source)
        check.source = _with_points(problem, e, rubric)
        _mark(answer, grade=False, solution=True, locked=False)
        _mark(check, grade=True, solution=False, locked=True, points=rubric.out_of(e.name))
    return made


def _mark(cell, **kind):
    cell.metadata["nbgrader"] = {"schema_version": 3, "grade_id": cell.id, "task": False, **kind}


def _with_solution(stub, solution):
    """Return a stub with the solution in it: what stands before the function, and its body."""
    *before, function = ast.parse(solution).body
    helpers = [indent(ast.unparse(one), "    ") for one in before]
    body = solution.splitlines()[function.body[0].lineno - 1 :]
    marked = "\n".join(["### BEGIN SOLUTION", *helpers, *body, "    ### END SOLUTION"])
    return stub.replace("raise NotImplementedError", marked)


def _with_points(problem, exercise, rubric):
    """Return a check with a hidden part that computes points by the rule of `scores`."""
    return template("nbgrader_check.txt").render(
        exercise=exercise,
        rubric=rubric,
        rule=getsource(scores),
        answers=names_for_check(problem, exercise),
        call=ast.unparse(ast.parse(exercise.check).body[-1]),
    )


def main(out):
    """Write nbgrader's configuration, and the assignment rnn with all that it needs."""
    source, library = Path(out, "source", "rnn"), NOTEBOOKS.parent / "rnn_lib"
    ignore = ignore_patterns("__pycache__")
    copytree(library, source / "rnn_lib", ignore=ignore, dirs_exist_ok=True)
    copyfile(TEMPLATES / "nbgrader_config.txt", Path(out, "nbgrader_config.py"))
    for problem in read_course():
        notebook = nbformat.read(NOTEBOOKS / f"{problem.name}.ipynb", as_version=4)
        made = edition(notebook, problem, read_rubric())
        nbformat.write(made, source / f"{problem.name}.ipynb")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The exercises of the course, read from its own notebooks.

An exercise is a cell with the tag `exercise` and an id that begins with `exercise-`. What is
called, and with which names, stands in the cell `check-…` of the same name: the instructor's
notebook is the only source, so a new exercise needs no change here.
"""

import ast
import json
from pathlib import Path
from typing import NamedTuple

from .submission import read_cells


class Exercise(NamedTuple):
    """One exercise.

    Attributes
    ----------
    name : str
        What its cell ids end with, for instance "step-forward".
    title : str
        The heading of its task.
    stub : str
        Its cell as students get it.
    defines : tuple of str
        The names that the stub defines.
    check : str
        The source of its check.
    """

    name: str
    title: str
    stub: str
    defines: tuple
    check: str


class Problem(NamedTuple):
    """One notebook of the course.

    Attributes
    ----------
    name : str
        The name of its file, without the ending.
    exercises : tuple of Exercise
        Its exercises, in order.
    imports : str
        Every import statement of the notebook, one a line.
    """

    name: str
    exercises: tuple
    imports: str


class CourseError(Exception):
    """The course's own notebooks are not as they should be."""


def read_course(folder):
    """Return the problems of a course.

    Parameters
    ----------
    folder : Path
        The folder of its notebooks.

    Returns
    -------
    list of Problem
        Those that have exercises, in the order of their names.

    Raises
    ------
    CourseError
        If there is none, or an exercise has no check.
    """
    problems = [_read_problem(path) for path in sorted(Path(folder).glob("*.ipynb"))]
    problems = [problem for problem in problems if problem.exercises]
    if not problems:
        raise CourseError(f"no notebook in {folder} has a cell with the tag exercise")
    return problems


def key_of(problem, exercise):
    """Return the name of an exercise that no other exercise of the course has."""
    return f"{problem.name}/{exercise.name}"


def _read_problem(path):
    cells = read_cells(json.loads(path.read_bytes()))
    by_id = {cell.id: cell for cell in cells}
    exercises = tuple(
        _read_exercise(path, cell, by_id)
        for cell in cells
        if "exercise" in cell.tags and cell.id.startswith("exercise-")
    )
    return Problem(path.stem, exercises, "\n".join(_imports(cells)))


def _read_exercise(path, cell, by_id):
    name = cell.id.removeprefix("exercise-")
    check, task = by_id.get(f"check-{name}"), by_id.get(f"task-{name}")
    if check is None:
        raise CourseError(f"{path.name} has a cell exercise-{name}, but no check-{name}")
    kinds = (ast.FunctionDef, ast.ClassDef)
    defines = tuple(n.name for n in ast.parse(cell.source).body if isinstance(n, kinds))
    heading = task.source.partition("\n")[0].lstrip("# ") if task else name
    return Exercise(name, heading, cell.source, defines, check.source)


def _imports(cells):
    for cell in cells:
        if cell.is_code:
            lines = cell.source.splitlines()
            tree = ast.parse("\n".join("" if line[:1] in "%!" else line for line in lines))
            for node in ast.walk(tree):  # they may stand in a try
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    yield ast.unparse(node)

"""The exercises of the course, read from its own notebooks.

An exercise is four cells, found by their ids: `task-…`, `exercise-…`, `solution-…`, `check-…`. The
notebook is the only source: the pages, the grader and the tests read it here. What a check knows
beyond its call stands in `rnn_lib.checks.exercises`.
"""

import ast
import json
import re
from pathlib import Path
from typing import NamedTuple

from .cell_names import tree_of
from .cells import read_cells

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
_HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)
_DEFINING = (ast.FunctionDef, ast.ClassDef)


class NotebookExercise(NamedTuple):
    """One exercise of a notebook.

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
    exercises : tuple of NotebookExercise
        Its exercises, in order.
    imports : str
        Every import statement of the notebook, one a line.
    setup : str
        What its first code cell does: imports, and settings.
    code : tuple of str
        Its code cells as students get them: no solutions.
    """

    name: str
    exercises: tuple
    imports: str
    setup: str
    code: tuple


class CourseError(Exception):
    """The course's own notebooks are not as they should be."""


def read_course(folder=NOTEBOOKS):
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
    problems = [read_problem(path) for path in sorted(Path(folder).glob("*.ipynb"))]
    problems = [problem for problem in problems if problem.exercises]
    if not problems:
        raise CourseError(f"no notebook in {folder} has a cell with the tag exercise")
    return problems


def read_problem(path):
    """Return one notebook, or page of the book; it raises what `read_course` does."""
    return problem_of(Path(path).stem, cells_of(path))


def cells_of(path):
    """Return the cells of a notebook, or of a page in MyST, where an option `id` names a cell."""
    path = Path(path)
    if path.suffix == ".ipynb":
        return read_cells(json.loads(path.read_bytes()))
    from myst_nb.core.read import read_myst_markdown_notebook  # here: the grader needs no Sphinx

    page = read_myst_markdown_notebook(path.read_text(encoding="utf-8"))
    cells = zip(read_cells(page), page.cells)
    return [cell._replace(id=node.metadata.get("id", "")) for cell, node in cells]


def problem_of(name, cells):
    """Return the problem of this name that these cells make."""
    by_id = {cell.id: cell for cell in cells}
    stubs = [(i, cell) for i, cell in enumerate(cells) if "exercise" in cell.tags]
    exercises = tuple(_exercise(name, cell, by_id, cells[:i]) for i, cell in stubs)
    trees = [python_of(cell) for cell in cells if cell.is_code]
    code = tuple(cell.source for cell in cells if cell.is_code and "solution" not in cell.tags)
    return Problem(name, exercises, "\n".join(_imports(trees)), _setup(trees), code)


def key_of(problem, exercise):
    """Return the name of an exercise that no other exercise of the course has."""
    return f"{problem.name}/{exercise.name}"


def python_of(cell):
    """Return a code cell of the course as Python reads it, without IPython's own lines."""
    tree = tree_of(cell.source)
    if tree is None:
        raise CourseError(f"the cell {cell.id or cell.source[:40]!r} is no Python")
    return tree


def _exercise(problem, cell, by_id, before):
    name = cell.id.removeprefix("exercise-")
    check = by_id.get(f"check-{name}")
    if check is None:
        raise CourseError(f"{problem} has a cell {cell.id}, but no check-{name}")
    defines = tuple(n.name for n in ast.parse(cell.source).body if isinstance(n, _DEFINING))
    headings = [h for other in before if not other.is_code for h in _HEADING.findall(other.source)]
    title = headings[-1] if headings else name
    return NotebookExercise(name, title, cell.source, defines, check.source)


def _imports(trees):
    for tree in trees:
        for node in ast.walk(tree):  # they may stand in a try
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                yield ast.unparse(node)


def _setup(trees):
    """Return the first cell without its care for imports that fail: elsewhere they do not."""
    body = trees[0].body if trees else []
    tried = [s.body if isinstance(s, ast.Try) else [s] for s in body]
    return "\n".join(ast.unparse(one) for statements in tried for one in statements)

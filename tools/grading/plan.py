"""Which cells of a notebook count, and which of them have to run.

The answer to an exercise is its own cell, found by its id. Where that cell was left as it was, or
has lost its id, a later cell that defines the same name is the answer.

Of all other cells only the definitions run: imports, functions, classes. So a helper function is
there, wherever it stands, and a loop without an end in some other cell does not run.
"""

import ast
from dataclasses import dataclass, field

DEFINITIONS, WHOLE, NOTHING = "definitions", "whole", "nothing"
"""How much of a cell runs."""

_NOT_THEIRS = ("check", "solution")


@dataclass
class Step:
    """One cell to run.

    Attributes
    ----------
    position : int
        Where it stands in the notebook.
    source : str
        Its source.
    extent : {"definitions", "whole", "nothing"}
        How much of it runs.
    error : dict or None
        What it raised when it was last run whole.
    stopped : str
        Why it cannot run to its end, if it cannot.
    """

    position: int
    source: str
    extent: str
    error: dict | None = None
    stopped: str = ""
    binds: frozenset = field(default=frozenset())

    def do_less(self, reason):
        """Run less of the cell from now on."""
        self.extent = DEFINITIONS if self.extent == WHOLE else NOTHING
        self.stopped = reason


def find_answer(cells, exercise):
    """Return the position of the answer to an exercise, and a note where that is not plain.

    Parameters
    ----------
    cells : list of Cell
        The notebook.
    exercise : Exercise
        The exercise.

    Returns
    -------
    tuple of (int or None, str)
        None if there is no answer.
    """
    identity = f"exercise-{exercise.name}"
    own = [i for i, cell in enumerate(cells) if cell.is_code and cell.id == identity]
    written = [i for i in own if not _same(cells[i].source, exercise.stub)]
    if written:
        return written[-1], ""
    others = [
        i
        for i, cell in enumerate(cells)
        if is_theirs(cell)
        and not cell.id.startswith("exercise-")
        and set(exercise.defines) <= bound_names(cell.source)
    ]
    if others and own:
        return others[-1], "Its own cell is as it was; the answer stands in another cell."
    if others:
        return others[-1], f"No cell has the id {identity}; found by the name it defines."
    return (own[-1], "") if own else (None, f"There is no cell {identity}.")


def is_theirs(cell):
    """Whether a cell may be the student's own: no check and no solution of the course."""
    ids = tuple(f"{kind}-" for kind in _NOT_THEIRS)
    return cell.is_code and not cell.id.startswith(ids) and not set(_NOT_THEIRS) & set(cell.tags)


def plan(cells, answers):
    """Return the steps of a notebook: definitions of all other cells, then the answers.

    Parameters
    ----------
    cells : list of Cell
        The notebook.
    answers : list of int
        The positions of the answers, in the order of the exercises.

    Returns
    -------
    list of Step
        The steps, in the order in which they run.
    """
    steps = [
        Step(i, cell.source, DEFINITIONS, binds=bound_names(cell.source))
        for i, cell in enumerate(cells)
        if is_theirs(cell) and not cell.id.startswith("exercise-") and i not in answers
    ]
    return steps + [Step(i, cells[i].source, WHOLE) for i in dict.fromkeys(answers)]


def bound_names(source):
    """Return the names that a cell binds outside of its functions and classes."""
    lines = source.splitlines()
    try:
        tree = ast.parse("\n".join("" if line[:1] in "%!" else line for line in lines))
        return frozenset(_bound(tree.body))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()


def _bound(nodes):
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif not isinstance(node, (ast.Lambda, ast.comprehension)):
            yield from _bound(ast.iter_child_nodes(node))


def _same(source, other):
    """Whether two cells differ in spaces, comments and docstrings alone."""
    return source.split() == other.split() or _statements(source) == _statements(other)


def _statements(source):
    """Return what a cell says to Python: no comments, no docstrings."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            body[:] = [statement for statement in body if not _is_text(statement)]
    return ast.dump(tree)


def _is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)

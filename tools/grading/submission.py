"""Read a notebook that somebody handed in, whatever became of it on the way."""

import json
import re

from ..cells import read_cells


class NotANotebook(Exception):
    """The file is no notebook; the message says what it is instead."""


def parse_notebook(data):
    """Return the cells of a notebook.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    list of Cell
        Its cells.

    Raises
    ------
    NotANotebook
        If it is none.
    """
    if not data.strip():
        raise NotANotebook("an empty file")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotANotebook(f"not a notebook: no valid JSON ({_brief(error)})") from None
    cells = read_cells(content)
    if cells is None:
        raise NotANotebook("not a notebook: JSON without a list of cells")
    return cells


def problems_in(cells, problems):
    """Return the problems of the course to which a notebook has answers.

    A cell id tells. Where an editor has lost the ids, the names that the cells define tell.
    """
    ids = {cell.id for cell in cells}
    found = [p for p in problems if any(f"exercise-{e.name}" in ids for e in p.exercises)]
    return found or [p for p in problems if any(_defines_all(cells, e) for e in p.exercises)]


def _defines_all(cells, exercise):
    sources = [cell.source for cell in cells if cell.is_code]
    patterns = [rf"^(def|class) +{re.escape(name)}\b" for name in exercise.defines]
    return all(any(re.search(p, s, re.MULTILINE) for s in sources) for p in patterns)


def _brief(error):
    return str(error).splitlines()[0][:120]

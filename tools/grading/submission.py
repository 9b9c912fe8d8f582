"""Read a notebook that somebody handed in, whatever became of it on the way."""

import json
import re

from ..cell_names import names_of
from ..cells import read_cells

MOST_CELLS = 3000  # the course's longest notebook has less than a hundred


class NotANotebook(Exception):
    """The file is no notebook; the message says what it is instead."""


def parse_notebook(data):
    """Return the cells of a notebook."""
    if not data.strip():
        raise NotANotebook("an empty file")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise NotANotebook(f"not a notebook: {_what_it_is(data)}") from None
    cells = read_cells(content)
    if cells is None:
        raise NotANotebook("not a notebook: it has no list of cells")
    if len(cells) > MOST_CELLS:
        raise NotANotebook(f"not read: a notebook of {len(cells)} cells, more than {MOST_CELLS}")
    return cells


def problems_in(cells, problems):
    """Return the problems in a notebook, by ids of cells; without ids, by what cells define."""
    ids = {cell.id for cell in cells}
    found = [p for p in problems if any(f"exercise-{e.name}" in ids for e in p.exercises)]
    return found or [p for p in problems if any(_defines_all(cells, e) for e in p.exercises)]


def _defines_all(cells, exercise):
    binds = [names_of(cell.source).binds for cell in cells if cell.is_code]
    return set(exercise.defines) <= set().union(*binds)


def _what_it_is(data):
    """Say what a file is that JSON cannot be read from."""
    if re.search(rb"^<{7} ", data, re.MULTILINE) and re.search(rb"^>{7} ", data, re.MULTILINE):
        return "two versions of one, with the marks of a merge that was not finished"
    if data.lstrip()[:1] == b"{" and b'"cells"' in data:
        return "the beginning of one, cut off or damaged"
    if data.lstrip()[:1] == b"<":
        return "a page of the web, as a browser saves it"
    return "something else under its name"

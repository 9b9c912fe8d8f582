"""The notebooks of the course, read anew at every call: what one test does to its copy no other sees."""

import nbformat
import pytest

from tests.shared.folders import ROOT

FOLDER = ROOT / "notebooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))

each_notebook = pytest.mark.parametrize("name", NAMES)


def read(name):
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def has_tag(cell, tag):
    return tag in cell.metadata.get("tags", [])


def first_code_cell(name):
    return next(cell for cell in read(name).cells if cell.cell_type == "code")


def tagged(name, tag):
    return [cell for cell in read(name).cells if has_tag(cell, tag)]


def shown_cells(name):
    return [cell for cell in read(name).cells if not has_tag(cell, "solution")]


def solutions(name):
    """The source of every solution of a notebook, by the name of its exercise."""
    found = {c.id.removeprefix("solution-"): c.source for c in tagged(name, "solution")}
    assert found, f"{name} has no solution"
    return found

"""The student edition and the site give no solution away."""

import re
from functools import cache
from itertools import pairwise

import nbformat
from bs4 import BeautifulSoup

from tests.shared.folders import ROOT
from tests.shared.notebooks import NAMES, each_notebook, shown_cells, solutions
from tools import student_edition


def pairs_of(text):
    """Every two lines that follow each other, without indentation and empty lines."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return set(pairwise(filter(None, lines)))


@cache
def secrets(name):
    """The pairs of lines of a notebook's solutions that stand nowhere else in the course.

    The library is there to be read: what it has in common with a solution is no secret.
    """
    library = (ROOT / "rnn_lib").rglob("*.py")
    shown = [cell.source for cell in shown_cells(name)]
    shown += [path.read_text(encoding="utf-8") for path in library]
    own = {pair for solution in solutions(name).values() for pair in pairs_of(solution)}
    secret = own - {pair for text in shown for pair in pairs_of(text)}
    assert secret, f"{name} has nothing to look for"
    return secret


def gives_away(text):
    return {pair for name in NAMES for pair in secrets(name)} & pairs_of(text)


@each_notebook
def test_a_leak_of_any_solution_would_be_seen(name):
    for exercise, solution in solutions(name).items():
        assert gives_away(solution), exercise


def test_no_file_of_the_edition_holds_a_line_of_a_solution():
    for place, content in student_edition.files().items():
        if place.endswith((".ipynb", ".md", ".html", ".py", ".txt")):
            text = content.decode()
            if place.endswith(".ipynb"):
                cells = nbformat.reads(text, as_version=4).cells
                assert not [c for c in cells if c.get("outputs") or c.get("execution_count")]
                text = "\n".join(cell.source for cell in cells)
            assert not gives_away(text), place


def test_downloads_of_the_site_are_the_student_edition(site):
    edition = {f"{name}": text for name, text in student_edition.notebooks().items()}
    for folder in ("student", "_sources/notebooks"):
        found = {
            path.name: path.read_text(encoding="utf-8") for path in (site / folder).glob("*.ipynb")
        }
        assert found == edition, f"{folder}: run `make book`"
    student_edition.write_zip(site.parent / "again.zip", student_edition.files())
    offered = (site / "student" / f"{student_edition.NAME}.zip").read_bytes()
    assert offered == (site.parent / "again.zip").read_bytes(), "run `make book`"


def test_the_site_shows_solutions_in_collapsed_cells_only(site):
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for cell in page.select(".tag_solution"):
            assert cell.select_one("details") and not cell.select_one("details[open]")
            cell.decompose()
        assert not gives_away(page.get_text()), path.name


def test_no_other_file_of_the_site_holds_a_solution(site):
    for path in site.rglob("*"):
        kinds = (".js", ".json", ".txt", ".ipynb", ".md")
        if path.suffix in kinds and "_static" not in path.parts:
            text = path.read_text(encoding="utf-8").replace("\\n", "\n")
            assert not gives_away(re.sub(r'^\s*"|",?$', "", text, flags=re.M)), path.name

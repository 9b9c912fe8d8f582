"""The pages for instructors and the guide for students: what they speak of is there."""

import re
from itertools import pairwise

import nbformat
import pytest
from bs4 import BeautifulSoup

from tools import student_edition

PAGES = student_edition.ROOT / "book" / "instructors"
ROW = re.compile(r"^\| (\d+)–(\d+) \| (.+?) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def plan():
    return (PAGES / "plan.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def headings():
    """Every heading of every notebook, without what stands after a colon."""
    paths = (student_edition.ROOT / "notebooks").glob("*.ipynb")
    cells = [cell for path in paths for cell in nbformat.read(path, as_version=4).cells]
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return {heading.partition(":")[0] for heading in re.findall(r"^##+ (.+)$", text, re.MULTILINE)}


def names_a_heading(name, headings):
    return any(name.startswith(heading) or heading.startswith(name) for heading in headings)


def test_minutes_of_a_session_follow_each_other_from_0_to_90(plan):
    minutes = [(int(begin), int(end)) for begin, end, _ in ROW.findall(plan)]
    for (_, end), (begin, _) in pairwise(minutes):
        assert begin == end or (end, begin) == (90, 0)
    assert [end for _, end in minutes].count(90) == 4 and minutes[0][0] == 0


def test_every_part_of_the_plan_is_a_heading_of_a_notebook(plan, headings):
    places = [place for *_, place in ROW.findall(plan)]
    named = [name for place in places for name in re.findall(r"\*(.+?)\*|(Exercise \d)", place)]
    wanted = {"".join(pair) for pair in named}
    assert len(wanted) > 10
    assert {name for name in wanted if not names_a_heading(name, headings)} == set()


def test_every_question_for_the_class_stands_under_a_heading_of_a_notebook(headings):
    text = (PAGES / "in_class.md").read_text(encoding="utf-8")
    wanted = set(re.findall(r"<summary><strong>(.+?)\.</strong>", text))
    assert len(wanted) > 15
    assert {name for name in wanted if not names_a_heading(name, headings)} == set()


QUESTION = re.compile(
    r"<summary><strong>(.+?)\.</strong>.+?</summary>(.+?)</details>", flags=re.DOTALL
)
PROMPT = re.compile(
    r"Predict\b|predict(:| before)|[Bb]efore you (run|write)|guess which|Ask yourself"
)


def notebooks_with_questions():
    """Each notebook with its part of the page: {name of a question: its answer}."""
    text = (PAGES / "in_class.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^### ", text.partition("\n## What to expect")[0], flags=re.MULTILINE)
    paths = sorted((student_edition.ROOT / "notebooks").glob("*.ipynb"))
    assert len(parts) == len(paths)
    return [
        pytest.param(nbformat.read(path, as_version=4), dict(QUESTION.findall(part)), id=path.stem)
        for path, part in zip(paths, parts)
    ]


@pytest.mark.parametrize("notebook, questions", notebooks_with_questions())
def test_where_a_notebook_asks_for_a_prediction_so_does_the_page_for_class(notebook, questions):
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    sections = re.split(r"^##+ ", text, flags=re.MULTILINE)[1:]
    asking = {section.partition("\n")[0] for section in sections if PROMPT.search(section)}
    assert {heading for heading in asking if not names_a_heading(heading, questions)} == set()


@pytest.mark.parametrize("notebook, questions", notebooks_with_questions())
def test_numbers_in_answers_for_the_class_are_those_of_the_notebook(notebook, questions):
    text = "\n".join(f"{cell.source}\n{cell.get('outputs', '')}" for cell in notebook.cells)
    numbers = {n for answer in questions.values() for n in re.findall(r"\d+\.\d+|\d+%", answer)}
    assert numbers and {number for number in numbers if number not in text} == set()


def test_the_page_on_getting_started_is_the_guide_in_the_student_edition(site):
    guide = student_edition.files()["START.md"].decode()
    page = BeautifulSoup((site / "book" / "start.html").read_text("utf-8"), "html.parser")
    shown = {heading.get_text().removesuffix("#") for heading in page("h2")}
    wanted = set(re.findall(r"^## (.+)$", guide, re.MULTILINE))
    assert wanted and wanted <= shown


def test_the_folders_of_the_guide_are_in_the_student_edition():
    files = student_edition.files()
    guide = files["START.md"].decode()
    named = re.findall(r"^\| `([^`]+)` \|", guide, re.MULTILINE)[:4]
    assert named == ["notebooks/", "notebooks/rnn_lib/", "book/mistakes.html", "requirements.txt"]
    for name in named:
        assert any(place.startswith(name) for place in files), name


def test_what_binder_reads_lies_beside_each_other_in_the_student_edition():
    assert {"requirements.txt", "runtime.txt"} <= student_edition.files().keys()

"""The student edition: all that is needed, nothing else, and the same each time."""

import io
import re
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup

from rnn_lib.checks.mistakes import TABLES
from rnn_lib.checks.report import PAGE
from tests.shared.folders import ROOT
from tests.shared.notebooks import NAMES, each_notebook, first_code_cell, read
from tools import student_edition


@each_notebook
def test_a_notebook_given_to_the_tool_stays_as_it_is(name):
    given = read(name)
    student_edition.student_notebook(given)
    assert given == read(name)


def test_every_link_of_a_notebook_leads_to_a_file_of_the_edition(folder):
    for path in (folder / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                for address in re.findall(r"\]\(([^)#]+)", cell.source):
                    assert (folder / "notebooks" / address).is_file(), (path.name, address)


def test_links_lead_to_the_published_book_where_there_is_one(monkeypatch):
    monkeypatch.setattr(student_edition, "published_at", lambda: "https://course.example/rnn/")
    (text,) = [
        cell.source
        for cell in student_edition.student_notebook(read("01_forward")).cells
        if "notation page" in cell.source
    ]
    assert "[notation page](https://course.example/rnn/book/notation.html)" in text


def test_the_page_that_checks_link_to_is_in_it_with_every_id(folder):
    page = BeautifulSoup((folder / "notebooks" / PAGE).read_text(encoding="utf-8"), "html.parser")
    assert all(page.find(id=row.id) for rows in TABLES.values() for row in rows)
    assert page.find_all("math") and not page.select(".system-message, .problematic")
    assert not page.find_all(["script", "img"]) and not page.find_all("link")


def test_the_same_source_gives_the_same_bytes(tmp_path):
    for path in (tmp_path / "a.zip", tmp_path / "b.zip"):
        student_edition.write_zip(path, student_edition.files())
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_answers_in_a_folder_to_work_in_are_kept(tmp_path):
    contents = student_edition.files()
    assert student_edition.write_folder(tmp_path, contents) == []
    mine, library = tmp_path / f"notebooks/{NAMES[0]}.ipynb", tmp_path / "notebooks/rnn_lib"
    mine.write_bytes(b"my answers")
    (library / "data.py").write_bytes(b"broken by accident")
    kept = student_edition.write_folder(tmp_path, contents)
    assert mine in kept and mine.read_bytes() == b"my answers"
    assert b"broken" not in (library / "data.py").read_bytes()


# --- what the first cell says where something is missing ---


NEEDED = [
    (name, module)
    for name in NAMES
    for module in ("numpy", "matplotlib", "rnn_lib")
    if module in first_code_cell(name).source
]


@pytest.mark.parametrize("name, missing", NEEDED)
def test_the_first_cell_names_in_one_sentence_what_is_missing(name, missing, monkeypatch):
    setup = first_code_cell(name)
    for module in [m for m in sys.modules if m.split(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ImportError) as raised:
        exec(setup.source, {})
    message = str(raised.value)
    assert missing in message and message.endswith("see Getting started (START.md)")


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    init = (ROOT / "rnn_lib" / "__init__.py").read_text(encoding="utf-8")
    with pytest.raises(ImportError, match=r"needs Python 3\.11 or newer, and this is Python 3\.9"):
        exec(init, {"__name__": "rnn_lib"})


def test_a_folder_to_work_in_may_have_any_letter_in_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    monkeypatch.setattr(sys, "argv", ["student_edition", "--into", str(tmp_path / "✗")])
    student_edition.main()
    student_edition.main()
    sys.stdout.seek(0)
    assert sys.stdout.read().count(r"\u2717") == len(NAMES)


def test_the_guide_says_first_what_pip_tells_an_old_python():
    # With no Python of this age at hand: pip download --python-version 3.10 --only-binary=:all:
    guide = student_edition.files()["START.md"].decode()
    assert "No matching distribution found for" in guide.partition("\n## ")[0]

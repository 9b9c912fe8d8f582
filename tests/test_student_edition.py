"""The student edition: it runs as it is, accepts right answers, and gives no solution away."""

import io
import json
import re
import sys
import zipfile
from functools import cache
from itertools import pairwise

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient

from tools import student_edition

NOTEBOOKS = sorted(path.name for path in (student_edition.ROOT / "notebooks").glob("*.ipynb"))
CELL_TIMEOUT = 600  # seconds: ends a cell that hangs, also on a busy machine
WRONG = {
    "exercise-step-forward": "def step_forward(x_t, h_prev, Wx, Wh, B):\n"
    "    return np.tanh(x_t @ Wx + h_prev @ Wh)",
    "exercise-small-sequence": "def by_hand():\n    return np.ones((3, 4))",
    "exercise-step-backward": "def step_backward(dh_t, x_t, h_prev, h_t, Wx, Wh):\n    return dh_t",
}

each_notebook = pytest.mark.parametrize("name", NOTEBOOKS)


@cache
def source(name):
    """A notebook of the course, with its solutions."""
    return nbformat.read(student_edition.ROOT / "notebooks" / name, as_version=4)


def tagged(name, tag):
    return [cell for cell in source(name).cells if tag in cell.metadata.get("tags", [])]


def first_code_cell(name):
    return next(cell for cell in source(name).cells if cell.cell_type == "code")


def solutions(name):
    """Each solution of a notebook, by the id of the stub that it answers."""
    return {
        cell.id.replace("solution-", "exercise-"): cell.source for cell in tagged(name, "solution")
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The edition as a student has it: unpacked in an empty folder."""
    root = tmp_path_factory.mktemp("student")
    student_edition.write_zip(root / "edition.zip", student_edition.files())
    with zipfile.ZipFile(root / "edition.zip") as archive:
        archive.extractall(root)
    return root / student_edition.NAME


def run(folder, name, answers=(), wanted=lambda cell: True):
    """Run a notebook of the edition with some answers in; return what its checks say, by id."""
    notebook = nbformat.read(folder / "notebooks" / name, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if wanted(cell)]
    for cell in notebook.cells:
        cell.source = dict(answers).get(cell.id, cell.source)
    resources = {"metadata": {"path": str(folder / "notebooks")}}
    NotebookClient(
        notebook, timeout=CELL_TIMEOUT, kernel_name="python3", resources=resources
    ).execute()
    reports = {}
    for cell in notebook.cells:
        if cell.id.startswith("check-"):
            (output,) = cell.outputs
            reports[cell.id] = output["data"]["text/plain"]
    return reports


@each_notebook
def test_untouched_it_runs_to_its_end_and_nothing_is_attempted(folder, name):
    reports = run(folder, name)
    assert len(reports) == len(tagged(name, "check")) > 0
    assert {cell: "not attempted" in report for cell, report in reports.items()} == dict.fromkeys(
        reports, True
    )


@each_notebook
def test_with_the_solutions_put_in_every_check_passes(folder, name):
    """The lessons between them run in the test above, and with the solutions under nbval."""
    own = {first_code_cell(name).id, *solutions(name), *(c.id for c in tagged(name, "check"))}
    reports = run(folder, name, solutions(name), wanted=lambda cell: cell.id in own)
    assert len(reports) == len(tagged(name, "check")) > 0
    assert {cell: report.splitlines()[0][0] for cell, report in reports.items()} == dict.fromkeys(
        reports, "✓"
    )


@pytest.mark.parametrize("exercise", WRONG)
def test_a_wrong_answer_is_told_so_and_the_notebook_goes_on(folder, exercise):
    (name,) = [name for name in NOTEBOOKS if exercise in solutions(name)]
    reports = run(folder, name, {exercise: WRONG[exercise]})
    report = reports.pop(exercise.replace("exercise-", "check-"))
    assert report.startswith(("✗", "!"))
    assert all(other.startswith("○") for other in reports.values())


def test_it_imports_the_library_that_lies_beside_it(folder):
    setup = first_code_cell(NOTEBOOKS[0])
    where = "import rnn_lib\nassert rnn_lib.__file__.startswith({!r}), rnn_lib.__file__"
    answers = {setup.id: f"{setup.source}\n{where.format(str(folder))}"}
    run(folder, NOTEBOOKS[0], answers, wanted=lambda cell: cell.id == setup.id)


def test_every_link_of_a_notebook_leads_to_a_file_of_the_edition(folder):
    for name in NOTEBOOKS:
        for cell in nbformat.read(folder / "notebooks" / name, as_version=4).cells:
            if cell.cell_type == "markdown":
                for address in re.findall(r"\]\(([^)#]+)", cell.source):
                    assert (folder / "notebooks" / address).is_file(), (name, address)


def test_links_lead_to_the_published_book_where_there_is_one(monkeypatch):
    monkeypatch.setattr(student_edition, "published_at", lambda: "https://course.example/rnn/")
    (text,) = [
        cell.source
        for cell in student_edition.student_notebook(source("01_forward.ipynb")).cells
        if "notation page" in cell.source
    ]
    assert "[notation page](https://course.example/rnn/book/notation.html)" in text


def test_the_page_that_checks_link_to_is_in_it_with_every_id(folder):
    from rnn_lib.mistakes import BACKWARD, FORWARD
    from rnn_lib.report import PAGE

    page = BeautifulSoup((folder / "notebooks" / PAGE).read_text(encoding="utf-8"), "html.parser")
    assert all(page.find(id=row.id) for row in (*FORWARD, *BACKWARD))
    assert page.find_all("math") and not page.select(".system-message, .problematic")
    assert not page.find_all(["script", "img"]) and not page.find_all("link")


def test_the_same_source_gives_the_same_bytes(tmp_path):
    for path in (tmp_path / "a.zip", tmp_path / "b.zip"):
        student_edition.write_zip(path, student_edition.files())
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_answers_in_a_folder_to_work_in_are_kept(tmp_path):
    contents = student_edition.files()
    assert student_edition.write_folder(tmp_path, contents) == []
    mine, library = tmp_path / "notebooks" / NOTEBOOKS[0], tmp_path / "notebooks" / "rnn_lib"
    mine.write_bytes(b"my answers")
    (library / "data.py").write_bytes(b"broken by accident")
    kept = student_edition.write_folder(tmp_path, contents)
    assert mine in kept and mine.read_bytes() == b"my answers"
    assert b"broken" not in (library / "data.py").read_bytes()


def test_a_folder_to_work_in_may_have_any_letter_in_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    monkeypatch.setattr(sys, "argv", ["student_edition", "--into", str(tmp_path / "✗")])
    student_edition.main()
    student_edition.main()
    sys.stdout.seek(0)
    assert sys.stdout.read().count(r"\u2717") == len(NOTEBOOKS)


# --- what the first cell says where something is missing ---


@pytest.mark.parametrize("missing", ["numpy", "matplotlib", "rnn_lib"])
@each_notebook
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
    init = (student_edition.ROOT / "rnn_lib" / "__init__.py").read_text(encoding="utf-8")
    with pytest.raises(ImportError, match=r"needs Python 3\.11 or newer, and this is Python 3\.9"):
        exec(init, {"__name__": "rnn_lib"})


def test_the_guide_says_first_what_pip_tells_an_old_python():
    # With no Python of this age at hand: pip download --python-version 3.10 --only-binary=:all:
    guide = student_edition.files()["START.md"].decode()
    assert "No matching distribution found for" in guide.partition("\n## ")[0]


# --- leaks ---


def pairs_of(text):
    """Every two lines that follow each other, without indentation and empty lines."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return set(pairwise(filter(None, lines)))


def shown_cells(name):
    return [c for c in source(name).cells if "solution" not in c.metadata.get("tags", [])]


@cache
def secrets(name):
    """The pairs of lines of a notebook's solutions that stand nowhere else in the course.

    The library is there to be read: what it has in common with a solution is no secret.
    """
    library = (student_edition.ROOT / "rnn_lib").rglob("*.py")
    shown = [cell.source for cell in shown_cells(name)]
    shown += [path.read_text(encoding="utf-8") for path in library]
    own = {pair for solution in solutions(name).values() for pair in pairs_of(solution)}
    return own - {pair for text in shown for pair in pairs_of(text)}


def gives_away(text):
    return {pair for name in NOTEBOOKS for pair in secrets(name)} & pairs_of(text)


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


@each_notebook
def test_search_knows_no_word_that_only_a_solution_has(site, name):
    script = (site / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("Search.setIndex(").removesuffix(")"))
    page = index["docnames"].index(f"notebooks/{name.removesuffix('.ipynb')}")
    known = {
        word
        for word, pages in index["terms"].items()
        if page in (pages if isinstance(pages, list) else [pages])
    }
    shown = {word for cell in shown_cells(name) for word in words_of(cell)}
    hidden = {word for cell in tagged(name, "solution") for word in words_of(cell)}
    # The index holds stems: `grad` stands there for `grads`, too.
    hidden = {word for word in hidden if not any(other.startswith(word) for other in shown)}
    assert known & shown, "there is something to find"
    assert not hidden & known


def words_of(cell):
    text = cell.source + "".join(str(output) for output in cell.get("outputs", []))
    return {word.lower() for word in re.findall(r"\w+", text)}

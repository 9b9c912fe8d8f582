"""What the site gets for exercises answered in the page: all of it pinned, listed, and small."""

import hashlib
import json
import zipfile

import nbformat
import pytest

from book.site.live import live_cells, live_files
from tests.shared.folders import ROOT
from tests.site.live import require_live_cells
from tools.cells import read_cells

PINS = json.loads((ROOT / "book" / "live" / "runtime.json").read_text(encoding="utf-8"))
HEAVIEST = {".js": 60_000, ".py": 12_000, ".css": 8_000}  # bytes of all files of a kind


@pytest.fixture(scope="module")
def runtime(site):
    require_live_cells(site)
    return site / "_static" / "live" / f"pyodide-{PINS['version']}"


@pytest.fixture(scope="module")
def own(runtime):
    """The folder of what comes from this repository."""
    (folder,) = (path for path in runtime.parent.iterdir() if path != runtime)
    return folder


@pytest.fixture(scope="module")
def lock(own):
    return json.loads((own / "pyodide-lock.json").read_text(encoding="utf-8"))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def exercise_notebook():
    make = nbformat.v4
    cells = [
        make.new_code_cell("try:\n    import numpy as np\nexcept ImportError:\n    raise\nx = 1"),
        make.new_code_cell("import os\ny = 2"),
        make.new_markdown_cell("### Exercise 1: add\n\nWords.", id="task-add"),
        make.new_code_cell("stub", id="exercise-add", metadata={"tags": ["exercise"]}),
        make.new_code_cell("answer", id="solution-add", metadata={"tags": ["solution"]}),
        make.new_code_cell("check(add)", id="check-add", metadata={"tags": ["check"]}),
    ]
    return make.new_notebook(cells=cells)


def data_of(notebook):
    shown = {i: cell.metadata for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"}
    return live_cells.page_data("new", read_cells(notebook), shown)


def exercise_of(notebook):
    (exercise,) = (cell for cell in data_of(notebook)["cells"] if "check" in cell)
    return exercise


def test_page_carries_check_and_title_of_an_exercise_but_no_solution():
    exercise = exercise_of(exercise_notebook())
    assert exercise["check"] == "check(add)"
    assert exercise["name"] == "Exercise 1: add"
    assert "answer" not in exercise.values()


def test_page_begins_with_what_the_first_cell_does():
    assert data_of(exercise_notebook())["setup"] == "import numpy as np\nx = 1"


def test_version_of_an_exercise_changes_with_its_stub():
    notebook = exercise_notebook()
    before = exercise_of(notebook)["version"]
    notebook.cells[3].source = "another"
    assert exercise_of(notebook)["version"] != before


def test_page_carries_its_lesson_but_neither_solution_nor_check_as_a_cell():
    first, second, _ = data_of(exercise_notebook())["cells"]
    assert (first["isSetup"], first["name"]) == (True, "Cell 1")
    assert ("isSetup" in second, second["name"]) == (False, "Cell 2")


def test_page_tells_the_seconds_that_the_author_has_noted():
    notebook = exercise_notebook()
    notebook.cells[1].metadata["live"] = {"seconds": 7}
    assert [cell.get("seconds") for cell in data_of(notebook)["cells"]] == [None, 7, None]


def test_first_cell_that_prints_is_no_setup():
    notebook = exercise_notebook()
    notebook.cells[0].source = "x = 1\nprint(x)"
    data = data_of(notebook)
    assert (data["setup"], "isSetup" in data["cells"][0]) == ("", False)


def test_page_names_the_files_that_its_cells_read(site, own):
    page = (site / "book" / "speed.html").read_text(encoding="utf-8")
    assert '"../benchmarks/results.json":"results.json"' in page
    stored = (ROOT / "benchmarks" / "results.json").read_bytes()
    assert (own / "results.json").read_bytes() == stored


def test_every_shipped_file_is_the_one_that_was_pinned(runtime):
    wheels = {p["file_name"]: p["sha256"] for p in PINS["lock"]["packages"].values()}
    there = {path.name: digest(path) for path in runtime.iterdir()}
    assert there == PINS["core"] | wheels


def test_lock_lists_what_is_shipped_and_all_that_it_needs(own, lock):
    packages = lock["packages"]
    assert set(packages) == {*PINS["lock"]["packages"], "rnn-from-scratch"}
    assert {need for package in packages.values() for need in package["depends"]} <= set(packages)
    for package in packages.values():
        assert digest(own / package["file_name"]) == package["sha256"]


def test_wheel_holds_all_of_rnn_lib_as_it_is(own):
    with zipfile.ZipFile(*own.glob("*.whl")) as wheel:
        for path in (ROOT / "rnn_lib").rglob("*.py"):
            assert wheel.read(path.relative_to(ROOT).as_posix()) == path.read_bytes()


def test_same_source_gives_the_same_folder(own, tmp_path):
    again = live_files.write(tmp_path)
    assert again.name == own.name
    assert {p.name: digest(p) for p in again.iterdir()} == {
        p.name: digest(p) for p in own.iterdir()
    }


@pytest.mark.parametrize("kind", HEAVIEST)
def test_what_the_cells_are_made_of_stays_small(kind):
    files = live_files.SCRIPTS.glob(f"*{kind}")
    assert sum(path.stat().st_size for path in files) < HEAVIEST[kind]


def test_page_tells_the_size_that_the_first_click_loads(own, runtime, site):
    numpy = PINS["lock"]["packages"]["numpy"]["file_name"]
    size = sum((runtime / name).stat().st_size for name in (*PINS["core"], numpy))
    size += sum(p.stat().st_size for p in own.iterdir() if p.suffix in (".py", ".whl"))
    size += (own / "pyodide-lock.json").stat().st_size
    page = (site / "notebooks" / "01_forward.html").read_text(encoding="utf-8")
    assert f'"size":{size},' in page

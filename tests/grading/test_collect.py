"""Whose a file is, what is in it, and that none is lost."""

import io
import json
import os
import zipfile

import pytest

from tests.grading.submissions import answered, course_cells, notebook, write
from tools.course import read_course
from tools.grading import files as module
from tools.grading.collect import collect
from tools.grading.owners import Owner, owner_of_file, owner_of_folder
from tools.grading.sandbox import ROOT

COURSE = read_course(ROOT / "notebooks")
NAMES = [problem.name for problem in COURSE]


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return buffer.getvalue()


@pytest.fixture
def handed_in(tmp_path):
    """Write files and return the students found, as {name: {path: words}}."""

    def collected(files):
        write(tmp_path, files)
        students = collect(tmp_path, COURSE)
        return {s.name: {file.path: file.words for file in s.files} for s in students}

    return collected


@pytest.mark.parametrize(
    "name, owner",
    [
        ("ada", Owner("ada")),
        ("Ada Lovelace", Owner("Ada Lovelace")),
        ("Ada Lovelace_1234_assignsubmission_file", Owner("Ada Lovelace", "1234")),
        ("Ada Lovelace_1234_assignsubmission_file_", Owner("Ada Lovelace", "1234")),
        ("Ada_B_77_assignsubmission_onlinetext", Owner("Ada_B", "77")),
        ("ada+rnn+2026-11-28 10:00:00 UTC+aGV4", Owner("ada")),
    ],
)
def test_a_folder_tells_whose_it_is(name, owner):
    assert owner_of_folder(name) == owner


@pytest.mark.parametrize(
    "name, owner",
    [
        ("Ada Lovelace_12_assignsubmission_file_01_forward.ipynb", Owner("Ada Lovelace", "12")),
        ("lovelaceada_1234_56789_01_forward.ipynb", Owner("lovelaceada", "1234")),
        ("lovelaceada_LATE_1234_56789_01_forward-2.ipynb", Owner("lovelaceada", "1234")),
        ("ada_01_forward.ipynb", Owner("ada")),
        ("ada b - 03_bptt (2).ipynb", Owner("ada b")),
        ("01_forward_ada.ipynb", Owner("ada")),
        ("01_forward-Ada Lovelace.ipynb", Owner("Ada Lovelace")),
        ("01_forward_ada (1).ipynb", Owner("ada")),
        ("01_forward_ada-Copy1.ipynb", Owner("ada")),
        ("ada.ipynb", Owner("ada")),
        ("ada.zip", Owner("ada")),
        ("ada", Owner("ada")),
    ],
)
def test_the_name_of_a_file_tells_whose_it_is(name, owner):
    assert owner_of_file(name, NAMES) == owner


@pytest.mark.parametrize(
    "name", ["01_forward.ipynb", "01_forward (2).ipynb", "01_forward-Copy1.ipynb"]
)
def test_a_file_that_tells_nobody_is_a_row_of_its_own_and_says_so(name):
    owner = owner_of_file(name, NAMES)
    assert owner.name == name and "does not tell whose" in owner.note


def test_every_layout_gives_the_same_files(tmp_path):
    data = answered("01_forward")
    write(
        tmp_path,
        {
            "ada/week 3/deep/any name.ipynb": data,
            "Ben B_7_assignsubmission_file/01_forward.ipynb": data,
            "Cleo_8_assignsubmission_file_01_forward.ipynb": data,
            "deeda_9_10_x.ipynb": data,
            "eve.zip": zipped({"rnn/notebooks/01_forward.ipynb": data}),
            "Fay_11_assignsubmission_file/hw.zip": zipped({"01_forward.ipynb": data}),
            "gus_01_forward.ipynb": data,
        },
    )
    students = collect(tmp_path, COURSE)
    assert [(s.name, s.id) for s in students] == [
        ("ada", ""), ("Ben B", "7"), ("Cleo", "8"), ("deeda", "9"), ("eve", ""), ("Fay", "11"),
        ("gus", ""),
    ]  # fmt: skip
    for student in students:
        (file,) = student.files
        assert file.words == "answers 01_forward" and [p.name for p in file.problems] == [
            "01_forward"
        ]


def test_a_zip_of_everything_need_not_be_unpacked(tmp_path):
    data = answered("01_forward")
    inner = zipped({"01_forward.ipynb": data})
    archive = tmp_path / "class.zip"
    archive.write_bytes(
        zipped(
            {
                "Ada_1_assignsubmission_file/x.ipynb": data,
                "Ben_2_assignsubmission_file_y.zip": inner,
            }
        )
    )
    students = collect(archive, COURSE)
    assert [(s.name, s.id, len(s.files)) for s in students] == [("Ada", "1", 1), ("Ben", "2", 1)]


MERGE = b'{"cells": [\n<<<<<<< HEAD\n 1\n=======\n 2\n>>>>>>> theirs\n]}'
BROKEN = {
    "empty.ipynb": (b"", "an empty file"),
    "text.ipynb": (b"hello", "not a notebook: something else under its name"),
    "page.ipynb": (b"<!DOCTYPE html>", "not a notebook: a page of the web, as a browser saves it"),
    "merge.ipynb": (MERGE, "not a notebook: two versions of one, with the marks of a merge"),
    "cut.ipynb": (answered("01_forward")[:-50], "not a notebook: the beginning of one, cut off"),
    "deep.ipynb": (b"[" * 100_000, "not a notebook: something else under its name"),
    "list.ipynb": (b"[1, 2]", "not a notebook: it has no list of cells"),
    "number.ipynb": (b"7", "not a notebook: it has no list of cells"),
    "long.ipynb": (notebook([{}] * 3001), "not read: a notebook of 3001 cells, more than 3000"),
    "other.ipynb": (notebook([]), "a notebook without an exercise of this course"),
    "odd.ipynb": (
        json.dumps({"cells": [1, {"id": 2, "source": 3}, {"metadata": []}]}).encode(),
        "a notebook without an exercise of this course",
    ),
    "essay.pdf": (b"%PDF", "not a notebook"),
    "program.py": (b"print(1)", "not a notebook"),
    "broken.zip": (b"PK nothing", "not a zip that can be opened"),
    "nothing.zip": (zipped({}), "an empty zip"),
    ".DS_Store": (b"x", "left aside: made by a program"),
    ".ipynb_checkpoints": (None, "left aside"),
}


def test_every_file_is_told_of_with_what_is_wrong_with_it(handed_in):
    files = {f"ada/{name}": data for name, (data, _) in BROKEN.items() if data is not None}
    files["ada/.ipynb_checkpoints/01_forward.ipynb"] = answered("01_forward")
    found = handed_in(files)["ada"]
    for name, (_, words) in BROKEN.items():
        assert found[f"ada/{name}"].startswith(words), name
    assert len(found) == len(BROKEN)


@pytest.mark.parametrize("name", ["01_forward.ipynb.txt", "01_forward.json", "homework"])
def test_a_notebook_under_another_name_is_a_notebook(handed_in, name):
    words = handed_in({f"ada/{name}": answered("01_forward")})["ada"][f"ada/{name}"]
    assert words == "answers 01_forward, though its name does not end in .ipynb"


def test_encodings_of_json_are_understood(handed_in):
    data = answered("01_forward")
    text = data.decode()
    files = {"ada/a.ipynb": b"\xef\xbb\xbf" + data, "ada/b.ipynb": text.encode("utf-16")}
    assert set(handed_in(files)["ada"].values()) == {"answers 01_forward"}


def test_one_notebook_may_answer_several_problems(handed_in):
    cells = course_cells("01_forward") + course_cells("03_bptt")
    words = handed_in({"ada/all.ipynb": notebook(cells)})["ada"]["ada/all.ipynb"]
    assert words == "answers 01_forward and 03_bptt"


def test_an_empty_folder_is_somebody(tmp_path):
    (tmp_path / "ada").mkdir()
    (student,) = collect(tmp_path, COURSE)
    assert student.name == "ada" and student.files[0].words == "an empty folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no file is a pipe on this system")
def test_links_are_not_followed_and_pipes_not_opened(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "link.ipynb").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "ada" / "pipe.ipynb")
    (student,) = collect(tmp_path, COURSE)
    assert [file.words for file in student.files] == ["a link: not followed", "not a file"]


def test_large_files_and_zips_that_grow_are_not_read(handed_in, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 10_000)
    monkeypatch.setattr(module, "LARGEST_ZIP", 15_000)
    many = zipped({f"{i}.ipynb": b" " * 9000 for i in range(4)})
    found = handed_in(
        {"a/x.ipynb": b" " * 10_001, "b/x.zip": zipped({"y": b" " * 10_001}), "c.zip": many}
    )
    assert found["a"]["a/x.ipynb"].startswith("larger than")
    assert found["b"]["b/x.zip/y"].startswith("cannot be read: encrypted, damaged, or more than")
    assert found["c"] == {"c.zip": "not read: it holds 4 files, 0 MB"}


def test_what_a_zip_hides_is_told(handed_in):
    inner = zipped({"01_forward.ipynb": answered("01_forward")})
    deep = zipped({"2.zip": zipped({"3.zip": inner})})
    files = {"b.zip": inner, "1.zip": deep, "../../up.ipynb": b"x", "__MACOSX/c": b"y"}
    found = handed_in({"ada.zip": zipped(files)})["ada"]
    assert found == {
        "ada.zip/__MACOSX": "left aside: made by a program",
        "ada.zip/1.zip/2.zip": "a zip inside a zip inside a zip: not opened",
        "ada.zip/b.zip/01_forward.ipynb": "answers 01_forward",
        "ada.zip/up.ipynb": "not a notebook: something else under its name",
    }


def test_an_environment_in_a_zip_is_left_aside_and_hides_nothing(handed_in, monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_ZIP", 3)
    files = {f".venv/lib/{i}.py": b"x" for i in range(9)}
    data = zipped({**files, "notebooks/01_forward.ipynb": answered("01_forward")})
    assert list(handed_in({"ada.zip": data})["ada"].values()) == [
        "left aside: made by a program",
        "answers 01_forward",
    ]


def test_the_zip_of_a_class_may_hold_any_number_of_files(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_ZIP", 3)
    files = {f"{i}/01_forward.ipynb": answered("01_forward") for i in range(9)}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    students = collect(tmp_path / "class.zip", COURSE)
    assert [file.words for s in students for file in s.files] == ["answers 01_forward"] * 9


@pytest.mark.parametrize("place", ["./", "//", ".", "a/../"])
def test_odd_places_in_a_zip_cost_nobody_a_row(tmp_path, place):
    files = {place: b"", "./ada/01_forward.ipynb": answered("01_forward"), "ben/": b""}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    students = {s.name: s.files for s in collect(tmp_path / "class.zip", COURSE)}
    assert [file.words for file in students["ada"]] == ["answers 01_forward"]
    assert [file.words for file in students["ben"]] == ["an empty folder"]


def test_what_a_computer_puts_beside_the_students_is_no_student(handed_in):
    files = {".DS_Store": b"x", "__MACOSX/ada/._x": b"x", "ada/x.ipynb": answered("01_forward")}
    assert list(handed_in(files)) == ["ada"]


def test_the_table_is_told_of_a_notebook_that_cannot_be_read(tmp_path):
    data = {"ada/x.ipynb": b"{", "ada/y.pdf": b"%PDF", "ben/x.ipynb": answered("01_forward")}
    write(tmp_path, data)
    (tmp_path / "cleo").mkdir()
    ada, ben, cleo = (s.notes for s in collect(tmp_path, COURSE))
    assert ada == [
        "ada/x.ipynb: not a notebook: something else under its name.",
        "ada/y.pdf: not a notebook.",
    ]
    assert (ben, cleo) == ([], ["cleo/: an empty folder."])


@pytest.mark.parametrize("name", ["a.py", "a.pdf", "a.html", "a.7z", "a.tar.gz", "link"])
def test_an_answer_that_is_no_notebook_gets_a_note(tmp_path, name):
    write(tmp_path, {f"ada/{name}": b"my answer"})
    (student,) = collect(tmp_path, COURSE)
    assert student.notes == [f"ada/{name}: not a notebook."]


def test_thirty_bad_files_in_a_zip_are_one_note(tmp_path):
    write(tmp_path, {"ada.zip": zipped({f"{i}.ipynb": b"{" for i in range(30)})})
    (note,) = collect(tmp_path, COURSE)[0].notes
    words = "not a notebook: something else under its name"
    assert note == f"ada.zip/0.ipynb, ada.zip/1.ipynb, ada.zip/2.ipynb and 27 more: {words}."


def test_students_with_one_name_and_two_numbers_are_two(tmp_path):
    data = answered("01_forward")
    for number in (1, 2):
        write(tmp_path, {f"Ada_{number}_assignsubmission_file/x.ipynb": data})
    assert [(s.name, s.id) for s in collect(tmp_path, COURSE)] == [("Ada", "1"), ("Ada", "2")]


def test_names_are_sorted_as_people_count(handed_in):
    found = handed_in({f"{name}/x.txt": b"x" for name in ("s10", "s9", "S1", "b")})
    assert list(found) == ["b", "S1", "s9", "s10"]

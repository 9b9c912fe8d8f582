"""What the command refuses, what it counts, and that a check is one."""

import csv
import io
import os
import sys

import pytest
from bs4 import BeautifulSoup

from tests.grading.submissions import answered, notebook, student_cells, write
from tools.course import CourseError, read_course
from tools.grading import __main__ as command
from tools.grading.__main__ import main
from tools.grading.checking import evaluate_check
from tools.grading.sandbox import ROOT

COURSE = read_course(ROOT / "notebooks")


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_what_is_no_folder_is_refused_in_one_line(tmp_path, capsys, name):
    (tmp_path / "file.txt").write_bytes(b"x")
    with pytest.raises(SystemExit):
        main([str(tmp_path / name)])
    assert "error: " in capsys.readouterr().err.splitlines()[-1]


def test_an_empty_folder_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "grading: there is nothing in" in capsys.readouterr().err


def test_without_a_sandbox_nothing_runs_that_was_not_asked_for(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "why_open", lambda: "there is none here")
    write(tmp_path / "class", {"ada/01.ipynb": answered("01_forward")})
    for path in (tmp_path / "class", tmp_path / "class" / "ada" / "01.ipynb"):
        with pytest.raises(SystemExit) as ended:
            main([str(path)])
        assert ended.value.code == 2
        assert "there is none here. Each notebook would run as an" in capsys.readouterr().err
    assert not (tmp_path / "class-grades").exists()


def unanswered(*args, **kwargs):
    raise NotImplementedError


@pytest.mark.parametrize("problem", COURSE, ids=lambda problem: problem.name)
def test_every_check_of_the_course_can_be_run(problem):
    answers = {name: unanswered for e in problem.exercises for name in e.defines}
    for exercise in problem.exercises:
        assert evaluate_check(problem, exercise, answers).status == "not attempted"


@pytest.mark.parametrize("check", ["check_forward", "print()", "x = 1", "nothing(at_all)"])
def test_a_check_that_is_none_is_the_courses_fault(check):
    (problem, *_) = COURSE
    exercise = problem.exercises[0]._replace(check=check)
    with pytest.raises(CourseError, match=r"the cell check-shapes of 01_forward"):
        evaluate_check(problem, exercise, {"shapes": unanswered})


def test_a_problem_of_which_nobody_changed_a_stub_does_not_count(tmp_path):
    folder = tmp_path / "first"
    untouched = notebook(student_cells("04_training", {}))
    files = {"ada/01.ipynb": answered("01_forward"), "ben/04.ipynb": untouched, "cleo/c.pdf": b""}
    write(folder, files)
    main([str(folder), "--seconds", "2", "--trust"])
    ada, ben, cleo = table(folder)
    assert ada["points"] == ada["out of"] == ben["out of"] and cleo["points"] == "0"
    assert {column.split("/")[0] for column in ada if "/" in column} == {"01_forward"}
    page = tmp_path / "first-grades" / "report.html"
    text = BeautifulSoup(page.read_text("utf-8"), "html.parser").get_text()
    assert "nobody changed anything there: 02_small_sequence, 03_bptt, 04_training" in text


def test_problems_count_that_are_asked_for(tmp_path, capsys):
    folder = tmp_path / "class"
    write(folder, {"ada/01.ipynb": answered("01_forward")})
    main([str(folder), "--trust", "--problems", "01_forward", "02_small_sequence"])
    (ada,) = table(folder)
    assert (ada["points"], ada["out of"]) == ("40", "60")
    assert "for nobody asked for them: 03_bptt, 04_training" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(folder), "--trust", "--problems", "1"])


def table(folder):
    """The rows of the table of grades of a class."""
    text = (folder.parent / f"{folder.name}-grades" / "grades.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_a_class_may_have_any_letter_in_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    write(tmp_path / "クラス", {"bob/cv.pdf": b"%PDF"})
    main([str(tmp_path / "クラス"), "--trust"])
    sys.stdout.seek(0)
    assert sys.stdout.read().startswith("1 students in ")
    assert (tmp_path / "クラス-grades" / "grades.csv").is_file()


def test_names_and_messages_that_are_no_text_cost_nobody_the_table(tmp_path):
    folder = tmp_path / "class"
    odd = "def forward(*arguments):\n    raise ValueError('\\ud83d')\n"
    write(folder, {"Müller/01.ipynb": answered("01_forward", forward=odd)})
    try:
        os.rename(folder / "Müller", os.fsencode(folder) + b"/M\xfcller")  # as old zips have it
    except (OSError, UnicodeError):
        pytest.skip("on this system every name of a file is text")
    main([str(folder), "--seconds", "2", "--trust"])
    made = tmp_path / "class-grades"
    (row,) = csv.DictReader((made / "grades.csv").read_text(encoding="utf-8").splitlines())
    assert row["student"] == r"M\udcfcller" and row["01_forward/padding status"] == "correct"
    assert r"ValueError: \ud83d" in (made / "report.html").read_text(encoding="utf-8")


def test_where_nothing_was_recognised_every_problem_counts(tmp_path):
    write(tmp_path / "class", {"bob/cv.pdf": b"%PDF"})
    main([str(tmp_path / "class"), "--trust"])
    text = (tmp_path / "class-grades" / "grades.csv").read_text(encoding="utf-8")
    (bob,) = csv.DictReader(text.splitlines())
    assert [c for c in bob if c.startswith("03_bptt")] and bob["points"] == "0"

"""A roster goes in, a worksheet comes out filled in, and one notebook is graded for a program."""

import csv
import json

import pytest

from tests.grading.submissions import answered, code_cell, notebook, write
from tools.course import read_course
from tools.grading.__main__ import main
from tools.grading.collect import Student, collect
from tools.grading.gradebook import GradebookError, fill_worksheet
from tools.grading.roster import RosterError, problems_of, read_roster, with_roster
from tools.grading.sandbox import ROOT

COURSE = read_course(ROOT / "notebooks")

# --- a roster ---


def roster(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode())
    return read_roster(path)


@pytest.mark.parametrize(
    "text",
    [
        "name,login\nAda King Lovelace,ada\n",
        "\ufeffFull Name,E-mail\nAda King Lovelace,ada@school.example\n",
        "First name,Surname,ID\nAda King,Lovelace,77\n",
        "Student,ID\nAda King Lovelace,77\n",
    ],
)
def test_somebody_is_recognised_by_name_login_address_or_number(tmp_path, text):
    people = roster(tmp_path, text)
    for who in (Student("ada", "77"), Student("Ada King Lovelace"), Student("lovelaceadaking")):
        if who.name == "ada" and "ada" not in text and "77" not in text:
            continue
        (student,) = with_roster([who], people)
        assert (student.name, student.notes, student.is_absent) == ("Ada King Lovelace", [], False)


def test_who_handed_in_nothing_has_a_row_and_who_is_not_on_the_roster_a_note(tmp_path):
    people = roster(tmp_path, "name\nBen\nAda\n")
    ada, ben, eve = with_roster([Student("eve"), Student("ben")], people)
    assert (ada.name, ada.is_absent, ada.notes) == ("Ada", True, ["Nothing was handed in."])
    assert (ben.name, ben.is_absent, ben.notes) == ("Ben", False, [])
    assert eve.notes == ["Not on the roster."]


def test_what_one_person_handed_in_under_two_names_is_one_row(tmp_path):
    write(tmp_path / "class", {"ada/1.ipynb": answered("01_forward"), "77.ipynb": b"{"})
    students = collect(tmp_path / "class", COURSE)
    (ada,) = with_roster(students, roster(tmp_path, "name,id\nAda,77\n"))
    assert len(ada.files) == 2


def test_a_roster_may_say_which_problems_count(tmp_path):
    people = roster(tmp_path, "name,problems\nAda,01_forward 03_bptt\nBen,01_forward\n")
    assert set(problems_of(people)) == {"01_forward", "03_bptt"}


@pytest.mark.parametrize("text", ["", "login\nada\n", "name\n\nname,login\n,ada\n", "\x80"])
def test_what_is_no_roster_is_refused(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(RosterError, match=r"roster\.csv"):
        read_roster(path)


def test_a_roster_that_asks_for_what_there_is_not_is_refused(tmp_path, capsys):
    write(tmp_path / "class", {"ada/x.ipynb": answered("01_forward")})
    people = tmp_path / "roster.csv"
    people.write_bytes(b"name,problems\nAda,01_forwards\n")
    with pytest.raises(SystemExit):
        main([str(tmp_path / "class"), "--trust", "--roster", str(people)])
    assert "no problem of the course is called 01_forwards" in capsys.readouterr().err


# --- a worksheet ---

MOODLE = (
    '\ufeffIdentifier,"Full name",Status,Grade,"Maximum Grade","Feedback comments"\r\n'
    '"Participant 12","Ada Lovelace","Submitted for grading - ",,100.00,"a ""b"",\r\nc"\r\n'
    '"Participant 13","Ben B","No submission",,100.00,\r\n'
    '"Participant 112",Cleo,Submitted,7,100.00,"=x"\r\n'
)
CANVAS = (
    "Student,ID,SIS Login ID,Section,RNN (123),Current Score\n"
    "    Points Possible,,,,80,(read only)\n"
    '"Lovelace, Ada",12,ada,"S, 1",,90\n'
    '"B, Ben",13,ben,,,\n'
)


def test_moodles_worksheet_gets_grades_and_keeps_every_other_byte():
    sheet, filled = fill_worksheet(MOODLE.encode(), {"12": 20.0, "112": 40.0}, 40.0)
    expected = MOODLE.replace('- ",,100', '- ",50,100').replace("Submitted,7", "Submitted,100")
    assert sheet.decode() == expected and filled == 2


def test_canvass_export_gets_grades_and_keeps_every_other_byte():
    sheet, filled = fill_worksheet(CANVAS.encode(), {"12": 30.0}, 40.0)
    assert sheet.decode() == CANVAS.replace('"S, 1",,', '"S, 1",60,') and filled == 1


def test_points_are_not_scaled_where_the_worksheet_does_not_say_to_what():
    data = b"id;Grade;other\n12;;1\n"
    assert fill_worksheet(data, {"12": 30.5}, 40.0) == (b"id;Grade;other\n12;30.5;1\n", 1)


@pytest.mark.parametrize(
    "text, words",
    [
        (CANVAS.replace("Section", "Other (4)"), "say with --column which one has the grades"),
        (CANVAS.replace("12", "7").replace("13", "8"), "none of its columns has the numbers"),
        ('a,Grade\n"x"y,1\n', "it is no table"),
    ],
)
def test_a_worksheet_that_is_not_clear_is_refused(text, words):
    with pytest.raises(GradebookError, match=words):
        fill_worksheet(text.encode(), {"12": 1.0}, 40.0)


def test_a_column_can_be_named():
    text = CANVAS.replace("Section", "Other (4)")
    sheet, _ = fill_worksheet(text.encode(), {"13": 40.0}, 40.0, "RNN (123)")
    assert sheet.decode().endswith('"B, Ben",13,ben,,80,\n')


def test_the_command_takes_a_roster_and_fills_in_a_worksheet(tmp_path):
    folder, worksheet = tmp_path / "class", tmp_path / "Grades-RNN.csv"
    write(folder, {"Ada Lovelace_12_assignsubmission_file/x.ipynb": answered("01_forward")})
    worksheet.write_bytes(MOODLE.encode())
    people = tmp_path / "roster.csv"
    people.write_bytes(b"name\nAda Lovelace\nBen B\n")
    options = ["--trust", "--roster", str(people), "--worksheet", str(worksheet)]
    main([str(folder), *options])
    made = tmp_path / "class-grades"
    ada, ben = csv.DictReader((made / "grades.csv").read_text(encoding="utf-8").splitlines())
    assert (ada["points"], ben["points"], ben["notes"]) == ("40", "0", "Nothing was handed in.")
    assert (made / worksheet.name).read_bytes().count(b",100,100.00") == 1
    report = (made / "report.html").read_text(encoding="utf-8")
    assert "nothing came from: Ben B. They have a row, and count in no average." in report
    assert "40.0 of 40" in report or "15.0 of 15" in report


# --- one notebook ---


def grade_one(tmp_path, capsys, data, *options):
    path = tmp_path / "mine.ipynb"
    path.write_bytes(data)
    with pytest.raises(SystemExit) as ended:
        main([str(path), "--trust", *options])
    return ended.value.code, capsys.readouterr()


def test_one_notebook_is_graded_as_json_with_an_exit_code(tmp_path, capsys):
    wrong = "def forward(x, h0, Wx, Wh, B):\n    return x\n"
    code, told = grade_one(tmp_path, capsys, answered("01_forward", forward=wrong), "--json")
    grades = json.loads(told.out)
    rows = {row["exercise"]: row for row in grades["exercises"]}
    assert code == 1 and grades["points"] == sum(row["points"] for row in rows.values())
    assert rows["01_forward/padding"]["status"] == "correct"
    assert rows["01_forward/forward"]["status"] == "incorrect"
    assert rows["01_forward/forward"]["points"] < 15 and rows["01_forward/forward"]["lines"]
    code, told = grade_one(tmp_path, capsys, answered("01_forward"), "--json")
    assert code == 0 and json.loads(told.out)["points"] == 40


def test_one_notebook_is_graded_in_words(tmp_path, capsys):
    code, told = grade_one(tmp_path, capsys, answered("01_forward"))
    first, *_, last = told.out.splitlines()
    assert (code, first) == (0, "01_forward/shapes: correct, 5 of 5")
    assert last == "40 of 40 points"


@pytest.mark.parametrize(
    "data, words",
    [(b"{", "not a notebook"), (notebook([code_cell("x = 1")]), "has no exercise of this course")],
)
def test_what_cannot_be_graded_has_an_exit_code_of_its_own(tmp_path, capsys, data, words):
    code, told = grade_one(tmp_path, capsys, data, "--json")
    assert code == 2 and words in told.err and not told.out

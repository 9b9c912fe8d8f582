"""Students are found however deep their folders lie, and none melts into another."""

import pytest

from tests.grading.submissions import answered, write
from tools.course import read_course
from tools.grading.collect import Unclear, collect
from tools.grading.sandbox import ROOT

COURSE = read_course(ROOT / "notebooks")


def names_in(folder, files, **options):
    write(folder, {f"{path}/01_forward.ipynb": answered("01_forward") for path in files})
    return [student.name for student in collect(folder, COURSE, **options)]


@pytest.mark.parametrize(
    "paths",
    [
        ["homework/ada", "homework/ben"],
        ["homework/homework/ada", "homework/homework/ben/again"],
        ["submitted/ada/rnn", "submitted/ben/rnn", "source/rnn", "release/rnn"],
        ["inbound/ada+rnn+2026-11-28 10:00:00 UTC+x", "inbound/ben+rnn+2026-11-28 11:00:00 UTC"],
        ["rnn-submissions/rnn-ada", "rnn-submissions/rnn-ben"],
    ],
    ids=["homework", "twice", "nbgrader", "exchange", "classroom"],
)
def test_students_are_found_however_deep_their_folders_lie(tmp_path, paths):
    assert names_in(tmp_path, paths) == ["ada", "ben"]


def test_repositories_of_a_classroom_are_told_by_what_they_all_begin_with(tmp_path):
    files = [f"week-4-{name}" for name in ("ada", "ada-marie", "adam")]
    for name in files:
        (tmp_path / name / ".git").mkdir(parents=True)
        (tmp_path / name / ".git" / "HEAD").write_bytes(b"x")
    assert names_in(tmp_path, files) == ["ada", "ada-marie", "adam"]


def test_students_of_one_family_are_no_classroom(tmp_path):
    assert names_in(tmp_path, ["van-ada", "van-ben"]) == ["van-ada", "van-ben"]


def test_several_students_do_not_become_one(tmp_path):
    paths = ["group a/ada", "group a/ben", "group a/cleo", "group b/dee", "group b/eve"]
    with pytest.raises(Unclear, match="group a has notebooks for one problem in the folders ada,"):
        names_in(tmp_path, paths)
    assert names_in(tmp_path, [], level=2) == ["ada", "ben", "cleo", "dee", "eve"]
    assert names_in(tmp_path, [], level=1) == ["group a", "group b"]


def test_one_of_several_students_may_have_two_tries(tmp_path):
    assert names_in(tmp_path, ["ada/first", "ada/second", "ben", "cleo"]) == ["ada", "ben", "cleo"]


def test_what_the_grader_left_behind_is_no_student(tmp_path):
    write(tmp_path, {"out/grades.csv": b"x", "out/report.html": b"x", "out/feedback/a.html": b"x"})
    assert names_in(tmp_path, ["ada"]) == ["ada"]

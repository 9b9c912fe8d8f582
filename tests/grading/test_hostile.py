"""Grading survives whatever is handed in, and gives nothing away."""

import os
import socket
import sys

import psutil
import pytest

from tests.grading.hostile import BREAKING, CHEATING, OUTSIDE, RIGHT
from tests.grading.submissions import answered, write
from tools.course import read_course
from tools.grading import sandbox
from tools.grading.collect import collect
from tools.grading.examiner import Examiner
from tools.grading.limits import Limits
from tools.grading.rubric import read_rubric
from tools.grading.run import grade
from tools.grading.sandbox import ROOT, prepared_room, why_open
from tools.grading.submission import parse_notebook

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="these answers do what only POSIX systems let a process do"
)
LIMITS = Limits(seconds=2, megabytes=1500, message_megabytes=4)
COURSE = read_course(ROOT / "notebooks")
STEP, FORWARD, PADDING = (f"01_forward/{n}" for n in ("step-forward", "forward", "padding"))
HONEST = {"an honest one": {}, "another": {}}
OF_ITS_END = "ended the Python that it ran in (exit status 137)"


def grade_all(folder, answers, is_closed, limits=LIMITS):
    """Grade answers to the exercise `forward`, by student; all else is right."""
    for name, source in answers.items():
        changes = {"forward": source} if source else {}
        write(folder, {f"{name}/01_forward.ipynb": answered("01_forward", **changes)})
    students = collect(folder, COURSE)
    with prepared_room(is_closed) as room:
        graded = grade(students, COURSE, read_rubric(), room, limits, workers=2)
    return {student.name: results for student, results in zip(students, graded)}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """One class with all of them in it, graded once, in the best sandbox of this machine."""
    folder = tmp_path_factory.mktemp("class")
    return grade_all(folder, {**BREAKING, **CHEATING, **HONEST}, not why_open())


@pytest.mark.parametrize("name", [*BREAKING, *CHEATING])
def test_a_hostile_answer_gets_nothing_and_costs_no_other_answer(graded, name):
    results = graded[name]
    assert results[FORWARD].verdict.status != "correct" and results[FORWARD].score.points == 0
    assert results[STEP].verdict.status == results[PADDING].verdict.status == "correct"


@pytest.mark.parametrize("name", HONEST)
def test_the_honest_lose_nothing(graded, name):
    results = [graded[name][key] for key in (STEP, FORWARD, PADDING)]
    assert [(r.verdict.status, r.score.points == r.score.out_of) for r in results] == [
        ("correct", True)
    ] * 3


def test_nobody_is_lost(graded):
    assert set(graded) == {*BREAKING, *CHEATING, *HONEST}
    assert {tuple(results) for results in graded.values()} == {
        tuple(f"{p.name}/{e.name}" for p in COURSE for e in p.exercises)
    }


@pytest.mark.parametrize(
    "name, words",
    [
        ("loops for ever", "did not come to its end within 2 seconds"),
        ("sleeps", "did not come to its end within 2 seconds"),
        ("floods its output", "did not come to its end"),
        ("returns too much", "cannot be read, or is too much"),
        ("exits at once", "ended the Python that it ran in (exit status 0)"),
        ("kills itself", OF_ITS_END),
        ("forks again and again", "more than"),
        ("exits", "SystemExit: 0"),
        ("recurses", "RecursionError"),
        ("is no Python", "SyntaxError"),
        ("loops while it defines", "does not define forward"),
        ("returns a text", "Yours is a str."),
        ("asks the library", "calls rnn_lib.rnn_forward"),
        ("asks a layer", "calls rnn_lib.rnn_forward"),
        ("asks for a mistake", "calls rnn_lib.rnn_forward"),
    ],
)
def test_the_report_says_what_happened(graded, name, words):
    assert words in " ".join(graded[name][FORWARD].verdict.lines)


@pytest.mark.parametrize("name", [name for name in CHEATING if name.startswith("asks ")][:3])
def test_an_answer_that_asks_the_library_is_not_attempted(graded, name):
    assert graded[name][FORWARD].verdict.status == "not attempted"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who is kept waiting")
@pytest.mark.parametrize(
    "status, status_of_answer", [("running", "correct"), ("sleeping", "error")]
)
def test_time_counts_for_who_waits_and_not_for_who_is_kept_waiting(
    tmp_path, monkeypatch, status, status_of_answer
):
    # It may wait for three seconds. Of each of eight calls at most a quarter counts at any rate.
    source = "import time\n" + RIGHT.replace("    h = [h0]\n", "    time.sleep(0.75); h = [h0]\n")
    cells = parse_notebook(answered("01_forward", forward=source))
    (exercise,) = (e for e in COURSE[0].exercises if e.name == "forward")
    with prepared_room(is_closed=False) as room:
        examiner = Examiner(COURSE[0], cells, room, Limits(seconds=1))
        try:
            place = examiner.timeline.place(exercise)
            examiner._run_to(place.at)
            monkeypatch.setattr(psutil.Process, "status", lambda process: status)
            assert examiner._verdict(exercise, place).status == status_of_answer
        finally:
            examiner.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory beyond the limit")
def test_memory_is_limited(tmp_path):
    source = BREAKING["eats memory"].replace("bytearray(2**24)", "bytes(2**28)")
    results = grade_all(tmp_path, {"eater": source}, False, LIMITS._replace(megabytes=800))
    lines = " ".join(results["eater"][FORWARD].verdict.lines)
    assert "MemoryError" in lines or "used more than 800 MB" in lines


def test_without_a_sandbox_too_a_notebook_that_ends_its_grader_costs_its_own_row(tmp_path):
    answers = {
        "kills its parent": OUTSIDE["kills its parent"],
        "leaves a child behind": BREAKING["leaves a child behind"],
        **HONEST,
    }
    graded = grade_all(tmp_path, answers, False)
    assert all(graded[name][FORWARD].verdict.status == "correct" for name in HONEST)
    assert "grader was ended" in graded["kills its parent"][FORWARD].verdict.lines[0]


@pytest.mark.usefixtures("bubblewrap")
def test_a_sandbox_keeps_files_processes_and_the_network_out_of_reach(tmp_path):
    outside = tmp_path / "outside"
    write(outside, {"file": b"as it was"})
    with socket.create_server(("127.0.0.1", 0)) as server:
        values = {"folder": str(outside), "port": server.getsockname()[1]}
        answers = {
            name: source.replace("{folder!r}", repr(values["folder"])).replace(
                "{port}", str(values["port"])
            )
            for name, source in OUTSIDE.items()
        }
        graded = grade_all(tmp_path / "class", answers, True)
    assert (outside / "file").read_bytes() == b"as it was"
    assert {results[FORWARD].score.points for results in graded.values()} == {0}
    assert {results[PADDING].verdict.status for results in graded.values()} == {"correct"}
    asked = graded["asks the network"][FORWARD].verdict
    assert "ConnectionRefusedError" in " ".join(asked.lines)


def test_a_sandbox_that_is_installed_and_fails_is_told_with_its_own_words(tmp_path, monkeypatch):
    bwrap = tmp_path / "bwrap"
    bwrap.write_bytes(
        b"#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2; exit 1\n"
    )
    bwrap.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    restriction = tmp_path / "restriction"
    monkeypatch.setattr(sandbox, "RESTRICTION", restriction)
    told = "bubblewrap is installed, but it does not work here: bwrap: setting up uid map: Permission denied"
    assert why_open.__wrapped__() == told
    restriction.write_bytes(b"1\n")
    assert why_open.__wrapped__() == f"{told} ({sandbox.REMEDY})"


def test_no_process_is_left():
    left = [
        process.info["cmdline"]
        for process in psutil.Process().children(recursive=True)
        if "tools.grading" in " ".join(process.as_dict(["cmdline"])["cmdline"] or [])
    ]
    assert left == []

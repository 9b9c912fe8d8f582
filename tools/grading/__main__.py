"""The command: `python -m tools.grading FOLDER`, or of one NOTEBOOK."""

import argparse
import os
import sys
import time
import zipfile
from pathlib import Path

from ..course import NOTEBOOKS, CourseError, read_course
from ..printing import print_every_letter
from .collect import Unclear, collect
from .gradebook import GradebookError
from .limits import Limits
from .one_notebook import grade_one
from .results import Run, write_results
from .roster import RosterError, problems_of, read_roster, with_roster
from .rubric import FILE, RubricError, read_rubric
from .run import grade
from .sandbox import INSIDE, OUTSIDE, prepared_room, why_open

_TROUBLES = (RubricError, CourseError, RosterError, GradebookError, Unclear)


def main(arguments=None):
    """Grade a folder, or say what one notebook is worth."""
    print_every_letter()
    options = _parse(arguments)
    try:
        rubric, problems = read_rubric(options.rubric), read_course(options.notebooks)
        limits = Limits(seconds=options.seconds, megabytes=options.megabytes)
        if options.submissions.suffix == ".ipynb":
            sys.exit(grade_one(options, problems, rubric, limits, _is_closed(options)))
        _grade_class(options, problems, rubric, limits)
    except _TROUBLES as error:
        _refuse(error)


def _grade_class(options, problems, rubric, limits):
    begun = time.monotonic()
    students = collect(options.submissions, problems, options.level)
    if not students:
        _refuse(f"there is nothing in {options.submissions}")
    roster = read_roster(options.roster) if options.roster else []
    students = with_roster(students, roster) if roster else students
    asked = options.problems or problems_of(roster)
    counted = _counted(students, problems, asked)
    left_out = _left_out([p.name for p in problems if p not in counted], asked)
    where = INSIDE if (is_closed := _is_closed(options)) else OUTSIDE
    _say(f"Each notebook runs {where}.")
    by = {p.name: sum(any(p in f.answered for f in s.files) for s in students) for p in counted}
    told = [f"{name} ({n} of {len(students)} changed it)" for name, n in by.items()]
    _say(f"Counted: {', '.join(told)}.")
    _say(left_out)
    with prepared_room(is_closed) as room:
        graded = grade(students, counted, rubric, room, limits, options.jobs, _show_progress)
    folder = options.submissions.absolute()
    out, run = options.out or Path(f"{folder}-grades"), Run(folder.name, where, limits, left_out)
    present = sum(not student.is_absent for student in students)
    print(f"{present} students in {time.monotonic() - begun:.0f} s")
    write_results(out, students, graded, counted, run, options)


def _parse(arguments):
    what = "Run submitted notebooks against the course's own checks."
    parser = argparse.ArgumentParser(prog="python -m tools.grading", description=what)
    add = parser.add_argument
    add("submissions", type=Path, help="a folder, a zip of one, or a single notebook")
    add("--out", type=Path, help="where to write (default: FOLDER-grades)")
    add("--json", action="store_true", help="print what a single notebook is worth as JSON")
    add("--problems", nargs="+", metavar="NAME", help="the notebooks that count, such as 03_bptt")
    add("--roster", type=Path, help="a CSV with the names of all who should hand something in")
    add("--level", type=int, help="how deep the students' folders lie (default: found out)")
    add("--worksheet", type=Path, help="Moodle's or Canvas's CSV of grades, to be filled in")
    add("--column", help="its column of grades, if not the one that is found")
    add("--trust", action="store_true", help="run without a sandbox where there is none")
    add("--rubric", type=Path, default=FILE, help="another rubric.toml")
    add("--notebooks", type=Path, default=NOTEBOOKS, help="the course's own notebooks")
    add("--jobs", type=int, default=os.cpu_count(), help="notebooks at a time")
    add("--seconds", type=float, default=Limits().seconds, help="for a cell, and for an answer")
    add("--megabytes", type=int, default=Limits().megabytes, help="of memory")
    options = parser.parse_args(arguments)
    path = options.submissions
    if not path.exists():
        parser.error(f"there is no {path}")
    if path.is_file() and path.suffix != ".ipynb" and not zipfile.is_zipfile(path):
        parser.error(f"{path} is neither a folder, nor a zip, nor a notebook")
    return options


def _is_closed(options):
    """Whether there is a sandbox; without one, nothing runs that was not asked to."""
    why = why_open()
    if why and not options.trust:
        _refuse(f"{why}. Each notebook would run {OUTSIDE}. If that is all right, say --trust")
    return not why


def _counted(students, problems, asked):
    """Return the problems that count.

    Those that were asked for, or else those of which anybody has changed a stub: a class that was
    not given a problem is not to lose its points. Where nobody has, those that were handed in.
    """
    if unknown := sorted({*asked} - {problem.name for problem in problems}):
        raise CourseError(f"no problem of the course is called {', '.join(unknown)}")
    files = [file for student in students for file in student.files]
    answered = {problem.name for file in files for problem in file.answered}
    there = {problem.name for file in files for problem in file.problems}
    names = set(asked) or answered or there
    return [problem for problem in problems if problem.name in names] or problems


def _left_out(names, asked):
    """Say which problems do not count, and why."""
    why = "nobody asked for them" if asked else "nobody changed anything there"
    return f"Not counted, for {why}: {', '.join(names)}." if names else "Every problem counts."


def _show_progress(done, of):
    """Draw a bar on a terminal; elsewhere write nothing until the end."""
    if sys.stderr.isatty():
        filled = 30 * done // max(of, 1)
        bar = "#" * filled + "-" * (30 - filled)
        told = f"\r[{bar}] {done} of {of} notebooks"
        print(told, end="\n" if done == of else "", file=sys.stderr, flush=True)


def _say(words):
    print(words, file=sys.stderr)


def _refuse(words):
    _say(f"grading: {words}")
    sys.exit(2)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\ngrading: stopped; nothing was written")

"""The command: `python -m tools.grading FOLDER`."""

import argparse
import os
import sys
import time
import zipfile
from pathlib import Path

from ..course import NOTEBOOKS, CourseError, read_course
from ..printing import print_every_letter
from .class_report import Run, write_report
from .collect import collect
from .grades_csv import write_grades
from .limits import Limits
from .room import prepared_room
from .rubric import FILE, RubricError, read_rubric
from .run import check_course, grade
from .sandbox import WORDS, best_level, why_not

_BAR = 30  # characters


def main(arguments=None):
    """Grade a folder and write grades.csv and report.html."""
    print_every_letter()
    options = _parse(arguments)
    try:
        rubric, problems = read_rubric(options.rubric), read_course(options.notebooks)
        check_course(problems)
    except (RubricError, CourseError) as error:
        sys.exit(f"grading: {error}")
    begun = time.monotonic()
    students = collect(options.folder, problems)
    if not students:
        sys.exit(f"grading: there is nothing in {options.folder}")
    problems, left_out = _handed_in(students, problems)
    level = best_level()
    limits = Limits(seconds=options.seconds, megabytes=options.megabytes)
    print(f"Each notebook runs {WORDS[level]}.", file=sys.stderr)
    if level != "bwrap" and sys.platform == "linux":
        print(f"{why_not('bwrap')}.", file=sys.stderr)
    if left_out:
        print(f"Not counted, for nobody handed it in: {', '.join(left_out)}.", file=sys.stderr)
    with prepared_room(level, hide=[str(options.folder.absolute())]) as room:
        graded = grade(students, problems, rubric, room, limits, options.jobs, _show_progress)
    out = options.out or Path(f"{options.folder.absolute()}-grades")
    out.mkdir(parents=True, exist_ok=True)
    write_grades(out / "grades.csv", students, graded, problems)
    run = Run(options.folder.absolute().name, WORDS[level], limits, left_out)
    write_report(out / "report.html", students, graded, problems, run)
    seconds = time.monotonic() - begun
    print(f"{len(students)} students in {seconds:.0f} s:", out / "grades.csv", out / "report.html")


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="python -m tools.grading",
        description="Run submitted notebooks against the course's own checks.",
    )
    parser.add_argument("folder", type=Path, help="the submissions: a folder, or a zip of one")
    parser.add_argument("--out", type=Path, help="where to write (default: FOLDER-grades)")
    parser.add_argument("--rubric", type=Path, default=FILE, help="another rubric.toml")
    parser.add_argument(
        "--notebooks", type=Path, default=NOTEBOOKS, help="the course's own notebooks"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="notebooks at a time")
    parser.add_argument("--seconds", type=float, default=Limits().seconds, help="for an answer")
    parser.add_argument("--megabytes", type=int, default=Limits().megabytes, help="of memory")
    options = parser.parse_args(arguments)
    if not options.folder.exists():
        parser.error(f"there is no {options.folder}")
    if options.folder.is_file() and not zipfile.is_zipfile(options.folder):
        parser.error(f"{options.folder} is neither a folder nor a zip")
    return options


def _handed_in(students, problems):
    """Return the problems that anybody handed in, and the names of the others.

    A class that was not given a problem is not to lose its points. Where nothing at all was
    recognised, every problem counts.
    """
    seen = {problem.name for s in students for file in s.files for problem in file.problems}
    counted = [problem for problem in problems if problem.name in seen] or problems
    return counted, [problem.name for problem in problems if problem not in counted]


def _show_progress(done, of):
    """Draw a bar on a terminal; elsewhere write nothing until the end."""
    if sys.stderr.isatty():
        filled = _BAR * done // max(of, 1)
        bar = "#" * filled + "-" * (_BAR - filled)
        end = "\n" if done == of else ""
        print(f"\r[{bar}] {done} of {of} notebooks", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\ngrading: stopped; nothing was written")

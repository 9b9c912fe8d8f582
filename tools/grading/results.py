"""What grading leaves behind: grades.csv, report.html, a page of feedback for each student."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader

from rnn_lib.checks.report import STATUSES

from ..course import key_of
from .class_report import MOST_TO_TEACH, columns, errors, mistakes, struggling
from .gradebook import GradebookError, fill_worksheet
from .limits import Limits
from .rubric import known_mistakes

SIGNS = {status: sign for status, (sign, _) in STATUSES.items()} | {"missing": "–"}
UNWRITABLE = "backslashreplace"
"""What becomes of names and messages that hold no text, such as names in another encoding."""

_LAST = ("mistakes", "notes")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Run(NamedTuple):
    """How it was graded: the folder's name, where code ran, its limits, what does not count."""

    title: str
    sandbox: str
    limits: Limits
    left_out: str


def write_results(out, students, graded, problems, run, options):
    """Write everything, the worksheet last; say where."""
    (out / "feedback").mkdir(parents=True, exist_ok=True)
    _write_grades(out / "grades.csv", students, graded, problems)
    for name, page in _pages(students, graded, run):
        (out / name).write_text(page, encoding="utf-8", errors=UNWRITABLE, newline="\n")
    print(*(out / name for name in ("grades.csv", "report.html", "feedback")), sep="\n")
    if options.worksheet:
        _fill_in(out / options.worksheet.name, students, graded, options)


def _write_grades(path, students, graded, problems):
    keys = [key_of(problem, exercise) for problem in problems for exercise in problem.exercises]
    with path.open("w", encoding="utf-8", errors=UNWRITABLE, newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        statuses = [f"{key} status" for key in keys]
        writer.writerow(["student", "id", "points", "out of", *keys, *statuses, *_LAST])
        for student, results in zip(students, graded):
            scores = [results[key].score for key in keys]
            points, out_of = sum(s.points for s in scores), sum(s.out_of for s in scores)
            row = [student.name, student.id, f"{points:g}", f"{out_of:g}"]
            row += [f"{s.points:g}" for s in scores]
            row += [results[key].verdict.status for key in keys]
            charged = {k: " ".join(r.score.charged) for k, r in results.items() if r.score.charged}
            row += ["; ".join(f"{k}: {ids}" for k, ids in charged.items())]
            writer.writerow([_no_formula(cell) for cell in [*row, " ".join(student.notes)]])


def _no_formula(text):
    """Return text that a spreadsheet shows and does not compute; points are never negative."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _pages(students, graded, run):
    """Yield the pages for the class and for each student, by their paths."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    people = [(s, results, _points(results)) for s, results in zip(students, graded)]
    present = [(s, results) for s, results in zip(students, graded) if not s.is_absent]
    environment.globals.update({"out_of": _out_of(graded), "known": known_mistakes(), "run": run})
    page = environment.get_template("class_report.html").render(
        people=people,
        absent=[student.name for student in students if student.is_absent],
        present=len(present),
        columns=list(columns(present, graded[0])),
        mistakes=mistakes(present),
        errors=errors(present),
        most=MOST_TO_TEACH,
        struggling=struggling(present),
        signs=SIGNS,
    )
    yield "report.html", page
    template = environment.get_template("feedback.html")
    for number, (student, results, points) in enumerate(people, start=1):
        name = re.sub(r"[^\w .-]|[\ud800-\udfff]", "_", f"{student.name} {student.id}".strip())
        page = template.render(student=student, results=results, points=points)
        yield f"feedback/{number:03} {name:.80}.html", page


def _out_of(graded):
    return sum(result.score.out_of for result in graded[0].values())


def _points(results):
    return sum(result.score.points for result in results.values())


def _fill_in(path, students, graded, options):
    """Write the worksheet with the points of those whose id it has."""
    points = {s.id: _points(r) for s, r in zip(students, graded) if s.id and not s.is_absent}
    try:
        data = options.worksheet.read_bytes()
        sheet, filled = fill_worksheet(data, points, _out_of(graded), options.column)
    except (OSError, UnicodeError) as error:
        raise GradebookError(f"{options.worksheet} cannot be read: {error}") from None
    except GradebookError as error:
        raise GradebookError(f"{options.worksheet}: {error}") from None
    path.write_bytes(sheet)
    print(f"{path}: {filled} of {len(points)} grades filled in")

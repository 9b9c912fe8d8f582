"""report.html: what the class did, in one file that needs nothing else."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader

from rnn_lib.checks.report import STATUSES

from ..course import key_of
from .grades_csv import UNWRITABLE
from .limits import Limits
from .rubric import known_mistakes

SIGNS = {status: sign for status, (sign, _) in STATUSES.items()} | {"missing": "–"}


class Run(NamedTuple):
    """How it was graded.

    Attributes
    ----------
    title : str
        The name of the folder.
    sandbox : str
        Where the code ran, in words.
    limits : Limits
        What it could use.
    left_out : list of str
        The problems that nobody handed in.
    """

    title: str
    sandbox: str
    limits: Limits
    left_out: Sequence[str] = ()


class Column(NamedTuple):
    """One exercise, and how the class did."""

    key: str
    problem: str
    title: str
    out_of: float
    counts: Counter
    average: float


class Row(NamedTuple):
    """One mistake, and who made it where."""

    id: str
    what: str
    hint: str
    places: Counter
    students: list


def write_report(path, students, graded, problems, run):
    """Write the class report.

    Parameters
    ----------
    path : Path
        Where to.
    students : list of Student
        Who.
    graded : list of dict
        Their results.
    problems : list of Problem
        The course.
    run : Run
        How it was graded.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("class_report.html").render(
        people=[
            (student, results, sum(result.score.points for result in results.values()))
            for student, results in zip(students, graded)
        ],
        columns=columns(graded, problems),
        mistakes=mistakes(students, graded),
        run=run,
        signs=SIGNS,
    )
    path.write_text(page, encoding="utf-8", errors=UNWRITABLE, newline="\n")


def columns(graded, problems):
    """Return the exercises, each with the verdicts and the average points of the class."""
    found = []
    for problem in problems:
        for exercise in problem.exercises:
            key = key_of(problem, exercise)
            scores = [results[key].score for results in graded]
            counts = Counter(results[key].verdict.status for results in graded)
            average = sum(score.points for score in scores) / len(scores)
            found.append(
                Column(key, problem.name, exercise.title, scores[0].out_of, counts, average)
            )
    return found


def mistakes(students, graded):
    """Return the mistakes of the class, those of most students first."""
    rows = {}
    known = known_mistakes()
    for student, results in zip(students, graded):
        for key, result in results.items():
            for name in result.score.charged:
                mistake = known[name]
                what = f"The function {mistake.title}. {mistake.why}"
                row = rows.setdefault(name, Row(name, what, mistake.hint, Counter(), []))
                row.places[key] += 1
                if student.name not in row.students:
                    row.students.append(student.name)
    return sorted(rows.values(), key=lambda row: (-len(row.students), row.id))

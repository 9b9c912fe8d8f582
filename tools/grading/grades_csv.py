"""grades.csv: one row a student."""

import csv

from ..course import key_of

UNWRITABLE = "backslashreplace"
"""What becomes of names and messages that hold no text, such as names in another encoding."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_grades(path, students, graded, problems):
    """Write the grades of all students.

    Parameters
    ----------
    path : Path
        Where to.
    students : list of Student
        Who.
    graded : list of dict
        Their results.
    problems : list of Problem
        The course; its order is that of the columns.
    """
    keys = [key_of(problem, exercise) for problem in problems for exercise in problem.exercises]
    with path.open("w", encoding="utf-8", errors=UNWRITABLE, newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        statuses = [f"{key} status" for key in keys]
        writer.writerow(
            ["student", "id", "points", "out of", *keys, *statuses, "mistakes", "notes"]
        )
        for student, results in zip(students, graded):
            scores = [results[key].score for key in keys]
            total, out_of = sum(s.points for s in scores), sum(s.out_of for s in scores)
            row = [student.name, student.id, f"{total:g}", f"{out_of:g}"]
            row += [f"{s.points:g}" for s in scores]
            row += [results[key].verdict.status for key in keys]
            row += [_mistakes(results), " ".join(student.notes)]
            writer.writerow([_no_formula(cell) for cell in row])


def _mistakes(results):
    parts = [f"{k}: {' '.join(r.score.charged)}" for k, r in results.items() if r.score.charged]
    return "; ".join(parts)


def _no_formula(text):
    """Return text that a spreadsheet shows and does not compute; points are never negative."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text

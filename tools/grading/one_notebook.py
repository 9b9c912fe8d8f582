"""What one notebook is worth, for a person or, as JSON, for another program."""

import json
import sys

from .examiner import examine
from .run import results_of
from .sandbox import prepared_room
from .submission import NotANotebook, parse_notebook, problems_in


def grade_one(options, problems, rubric, limits, is_closed):
    """Print what a notebook is worth; return 0 if all is correct, 1 if not, 2 if it is none."""
    try:
        cells = parse_notebook(options.submissions.read_bytes())
    except NotANotebook as error:
        print(f"grading: {options.submissions}: {error}", file=sys.stderr)
        return 2
    found = problems_in(cells, problems)
    if not found:
        print(f"grading: {options.submissions} has no exercise of this course", file=sys.stderr)
        return 2
    rows = []
    with prepared_room(is_closed) as room:
        for problem in found:
            verdicts = examine(problem, cells, room, limits)
            results = results_of(problem, rubric, verdicts, "")
            rows += [_row(key, *result) for key, result in results.items()]
    _print(rows, options.json)
    return 0 if all(row["status"] == "correct" for row in rows) else 1


def _row(key, verdict, score, _, title):
    return {
        "exercise": key,
        "title": title,
        "status": verdict.status,
        "points": score.points,
        "out_of": score.out_of,
        "mistakes": list(verdict.mistakes),
        "lines": list(verdict.lines),
        "notes": list(verdict.notes),
    }


def _print(rows, as_json):
    points, out_of = (sum(row[key] for row in rows) for key in ("points", "out_of"))
    if as_json:
        total = {"points": points, "out_of": out_of, "exercises": rows}
        print(json.dumps(total, indent=1, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['exercise']}: {row['status']}, {row['points']:g} of {row['out_of']:g}")
        for line in (*row["lines"], *row["mistakes"], *row["notes"]):
            print(f"    {line}")
    print(f"{points:g} of {out_of:g} points")

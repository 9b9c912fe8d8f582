"""What the class did, counted: by exercise, by mistake, by what to teach and whom to help.

``people`` are those who handed something in: tuples of a `Student` and a dict of `Result`.
"""

import re
from collections import Counter
from types import SimpleNamespace

from rnn_lib.checks.judging import NOTHING_YET

from .rubric import known_mistakes

MOST_TO_TEACH = 3
LOW = 0.5
"""The share of the points below which somebody may need help."""
_NOT_JUDGED = ("error", "not attempted", "missing")


def columns(people, exercises):
    """Yield for each exercise the results of everybody: how many there are of each verdict."""
    for key, one in exercises.items():
        found = [results[key] for _, results in people]
        counts = Counter(result.verdict.status for result in found)
        average = sum(result.score.points for result in found) / max(len(found), 1)
        yield SimpleNamespace(
            key=key, title=one.title, out_of=one.score.out_of, counts=counts, average=average
        )


def mistakes(people):
    """Return the mistakes of the class, those of most students first."""
    made, known = [], known_mistakes()
    for *found, result in _all_results(people):
        for row in map(known.get, result.score.charged):
            made.append((row.id, f"The function {row.title}. {row.why}", row.hint, *found))
    return _grouped(made)


def errors(people):
    """Return the kinds of errors of the class, those of most students first."""
    made = []
    for student, key, answer, result in _all_results(people):
        lines = result.verdict.lines
        if answer and lines not in ((), (NOTHING_YET,)) and result.verdict.status in _NOT_JUDGED:
            line = next((x for x in lines if ": " in x), lines[0])
            kind = re.sub(r"\d+", "…", line)[:160]
            made.append((f"{key}: {kind}", line, "", student, key, answer))
    return _grouped(made)


def struggling(people):
    """Return who has less than half of the points, the share, and what could not be judged."""
    shares = []
    for student, results in people:
        points, out_of = (sum(r.score[i] for r in results.values()) for i in (0, 1))
        without = [key for key, r in results.items() if r.verdict.status in _NOT_JUDGED]
        shares.append((student.name, points / out_of if out_of else 1.0, without))
    return sorted((row for row in shares if row[1] < LOW), key=lambda row: row[1])


def _all_results(people):
    for student, results in people:
        for key, result in results.items():
            yield student.name, key, result.verdict.answer, result


def _grouped(made):
    """Group what was made by its id; keep the shortest answer of each group."""
    rows = {}
    for name, what, hint, student, key, answer in made:
        row = rows.setdefault(
            name, SimpleNamespace(id=name, what=what, hint=hint, places=Counter(), answers={})
        )
        row.places[key] += 1
        row.answers[student] = answer
    for row in rows.values():
        row.answer = min(row.answers.values(), key=len)
    return sorted(rows.values(), key=lambda row: (-len(row.answers), row.id))

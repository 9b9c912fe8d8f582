"""Fill in the worksheet that Moodle or Canvas exports. Nothing but the grades changes in it."""

import re
from collections import Counter

_FIELD = r'("(?:[^"]|"")*"|[^"{0}\r\n][^{0}\r\n]*|)({0}|\r?\n|$)'
_MOST = "maximum grade"
_OF_CANVAS = re.compile(r".*\(\d+\)")  # the column of an assignment


class GradebookError(Exception):
    """The worksheet cannot be filled in; the message says why."""


def fill_worksheet(data, points, out_of, column=None):
    """Return a worksheet with grades in it."""
    rows = _read(data.decode("utf-8-sig"))
    head = [_text(field) for field, _ in rows[0]]
    grade = _column_of_grades(head, column)
    ids = _column_of_ids(rows[1:], points)
    lower = [name.casefold() for name in head]
    most = lower.index(_MOST) if _MOST in lower else None
    possible = next((_text(r[grade][0]) for r in rows[1:] if _is_possible(r, grade)), "")
    filled = 0
    for row in rows[1:]:
        if len(row) > max(grade, ids) and (key := _id(row[ids][0])) in points:
            limit = _number(_text(row[most][0]) if most is not None else possible) or out_of
            row[grade] = (f"{round(points[key] * limit / out_of, 2):g}", row[grade][1])
            filled += 1
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + "".join(f + end for row in rows for f, end in row).encode(), filled


def _read(text):
    """Return the rows of a CSV, each a list of fields as they are written, with what ends them."""
    separator = Counter(c for c in text.partition("\n")[0] if c in ",;\t").most_common(1)
    rows, pattern = [[]], re.compile(_FIELD.format(separator[0][0] if separator else ","))
    place = 0
    while place < len(text):
        match = pattern.match(text, place)
        if match is None:
            raise GradebookError("it is no table: a quotation mark stands where none can be")
        rows[-1].append(match.groups())
        place = match.end()
        if match[2][-1:] == "\n":
            rows.append([])
    return [row for row in rows if row]


def _column_of_grades(head, column):
    wanted = [i for i, name in enumerate(head) if name == (column or "Grade")]
    if column is None and not wanted:
        wanted = [i for i, name in enumerate(head) if _OF_CANVAS.fullmatch(name)]
    if len(wanted) == 1:
        return wanted[0]
    raise GradebookError(f"say with --column which one has the grades: {', '.join(head)}")


def _column_of_ids(rows, points):
    found = Counter(i for row in rows for i, (f, _) in enumerate(row) if _id(f) in points)
    if not found:
        raise GradebookError("none of its columns has the numbers of those who handed something in")
    return found.most_common(1)[0][0]


def _is_possible(row, grade):
    """Whether it is the row in which Canvas says how many points there are."""
    return len(row) > grade and _text(row[0][0]).strip().casefold() == "points possible"


def _id(field):
    """Return an id; Moodle writes "Participant 12"."""
    return _text(field).rpartition(" ")[2]


def _text(field):
    return field[1:-1].replace('""', '"') if field.startswith('"') else field


def _number(text):
    try:
        return float(text)
    except ValueError:
        return 0.0

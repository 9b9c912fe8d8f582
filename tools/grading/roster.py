"""A roster: a CSV file with a row for everybody who should hand something in."""

import csv
import re

from .collect import Student
from .files import in_order

_NAMES = ("name", "full name", "student", "student name", "display name")
_FIRST, _LAST = ("first name", "given name"), ("last name", "surname", "family name")


class RosterError(Exception):
    """The file is no roster; the message says what it lacks."""


def read_roster(path):
    """Return a roster as a list of dicts, a person each: the columns, and ``name``."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeError) as error:
        raise RosterError(f"{path} cannot be read as text in UTF-8: {error}") from None
    rows = [
        {key.strip().casefold(): (value or "").strip() for key, value in row.items() if key}
        for row in csv.DictReader(lines)
    ]
    for row in rows:
        first, last, name = (_any(row, keys) for keys in (_FIRST, _LAST, _NAMES))
        row["name"] = name or f"{first} {last}".strip()
    if not rows or not all(row["name"] for row in rows):
        raise RosterError(f"{path} must have a head with a column {' or '.join(_NAMES)}")
    return rows


def with_roster(students, roster):
    """Return the students under the roster's names, and those who handed in nothing.

    Who handed in under a name that is not on the roster stays, with a note.
    """
    known = {key: i for i, row in enumerate(roster) for key in _keys(row)}
    found, others = {}, []
    for student in students:
        place = known.get(_plain(student.id), known.get(_plain(student.name)))
        if place is None:
            student.notes.append("Not on the roster.")
            others.append(student)
        elif place in found:
            found[place].files += student.files
            found[place].notes += student.notes
        else:
            student.name = roster[place]["name"]
            found[place] = student
    for i, row in enumerate(roster):
        found.setdefault(i, Student(row["name"], notes=["Nothing was handed in."], is_absent=True))
    return sorted([*found.values(), *others], key=lambda s: (in_order(s.name), s.id))


def problems_of(roster):
    """Return the names of the problems that a roster asks for."""
    return [name for row in roster for name in row.get("problems", "").split()]


def _keys(row):
    """Yield what a person may be called: every column, and the name in the other order."""
    yield from (_plain(v) for k, v in row.items() if k != "problems" and _plain(v))
    *first, last = row["name"].split()
    yield _plain(last + "".join(first))


def _plain(text):
    """Return the letters and digits of a name; of an address, those before the @."""
    return re.sub(r"\W|_", "", text.partition("@")[0].casefold())


def _any(row, keys):
    return next((row[key] for key in keys if row.get(key)), "")

"""Find out what was handed in, and by whom, without losing a file.

Everything is read into memory before any of it runs, so nothing that runs can change it.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import NamedTuple

from .owners import owner_of_file, owner_of_folder
from .submission import NotANotebook, parse_notebook, problems_in

LARGEST = 50 * 2**20  # bytes of a file
LARGEST_ZIP = 200 * 2**20  # bytes that are read of what is in it
MOST_IN_ZIP = 1000  # files
_OF_THE_COMPUTER = re.compile(
    r"\.(DS_Store|_.*|git|cache|venv|ipynb_checkpoints|virtual_documents)|__MACOSX|__pycache__"
    r"|venv|site-packages|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
_ASIDE = "left aside: made by a program"
_TOLD = (".ipynb", ".zip", "/")
"""How the names of those files end, and of empty folders, of which the table of grades tells."""


class Entry(NamedTuple):
    """One file, as it lies there.

    Attributes
    ----------
    parts : tuple of str
        Its path within the folder; a zip counts as a folder.
    data : bytes or None
        What is in it.
    trouble : str
        Why it was not read, if it was not.
    """

    parts: tuple
    data: bytes | None
    trouble: str = ""


@dataclass
class File:
    """One file of a student's.

    Attributes
    ----------
    path : str
        Where it lies.
    words : str
        What it is.
    cells : list of Cell
        Its cells, if it is a notebook.
    problems : list of Problem
        The problems of the course that it answers.
    """

    path: str
    words: str
    cells: list = field(default_factory=list)
    problems: list = field(default_factory=list)


@dataclass
class Student:
    """Somebody who handed something in.

    Attributes
    ----------
    name, id : str
        Who.
    files : list of File
        Everything of theirs.
    notes : list of str
        What is odd.
    """

    name: str
    id: str
    files: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def collect(folder, problems):
    """Return all students of a folder (or zip) with all their files.

    Parameters
    ----------
    folder : Path
        A folder, or a zip of one.
    problems : list of Problem
        The course.

    Returns
    -------
    list of Student
        In the order of their names.
    """
    students = {}
    names = [problem.name for problem in problems]
    for entry in _entries(folder):
        top = entry.parts[0]
        if entry.trouble == _ASIDE and len(entry.parts) == 1:
            continue  # beside the students: nobody's
        is_file = len(entry.parts) == 1 or top.lower().endswith(".zip")
        owner = owner_of_file(top, names) if is_file else owner_of_folder(top)
        student = students.setdefault((owner.name, owner.id), Student(owner.name, owner.id))
        if owner.note and owner.note not in student.notes:
            student.notes.append(owner.note)
        file = _look_at(entry, problems)
        student.files.append(file)
        if not file.problems and entry.trouble != _ASIDE and file.path.lower().endswith(_TOLD):
            student.notes.append(f"{file.path}: {file.words}.")
    return sorted(students.values(), key=lambda student: (_natural(student.name), student.id))


def _look_at(entry, problems):
    path = "/".join(entry.parts)
    if entry.trouble:
        return File(path, entry.trouble)
    try:
        cells = parse_notebook(entry.data)
    except NotANotebook as error:
        return File(path, str(error) if path.lower().endswith(".ipynb") else "not a notebook")
    found = problems_in(cells, problems)
    if not found:
        return File(path, "a notebook without an exercise of this course", cells)
    words = f"answers {' and '.join(problem.name for problem in found)}"
    if not path.lower().endswith(".ipynb"):
        words += ", though its name does not end in .ipynb"
    return File(path, words, cells, found)


def _entries(folder):
    return _walk(folder) if folder.is_dir() else _entries_of_zip(folder)


def _walk(folder):
    """Yield everything in a folder, in a fixed order."""
    for path in sorted(folder.rglob("*"), key=lambda path: _natural(path.as_posix())):
        parts = path.relative_to(folder).parts
        if aside := _left_aside(parts):
            if aside == parts:  # its first file, or the folder that holds the others
                yield Entry(parts, None, _ASIDE)
        elif path.is_symlink():
            yield Entry(parts, None, "a link: not followed")
        elif path.is_dir():
            if not any(path.iterdir()):
                yield Entry((*parts, ""), None, "an empty folder")
        elif not path.is_file():
            yield Entry(parts, None, "not a file")
        elif path.suffix.lower() == ".zip":
            yield from _entries_of_zip(path, parts)
        else:
            yield _read(parts, path)


def _left_aside(parts):
    """Return the path up to what a program has made; None if nothing in it is of that kind."""
    for end, part in enumerate(parts, start=1):
        if _OF_THE_COMPUTER.fullmatch(part):
            return parts[:end]
    return None


def _read(parts, path):
    try:
        if path.stat().st_size > LARGEST:
            return Entry(parts, None, f"larger than {LARGEST >> 20} MB: not read")
        return Entry(parts, path.read_bytes())
    except OSError as error:
        return Entry(parts, None, f"cannot be read: {error.strerror}")


def _entries_of_zip(file, parts=()):
    """Yield the files of a zip, or the zip itself with what is wrong with it.

    Without parts it is the zip of the whole class, which may hold any number of files, and zips.
    """
    is_empty = True
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in _read_members(archive, parts):
                is_empty = False
                if entry.data is None or not entry.parts[-1].lower().endswith(".zip"):
                    yield entry
                elif parts:
                    yield Entry(entry.parts, None, "a zip inside a zip: not opened")
                else:
                    yield from _entries_of_zip(io.BytesIO(entry.data), entry.parts)
            if parts and is_empty:
                yield Entry(parts, None, "an empty zip")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        path = parts or ("(the zip itself)",)
        yield Entry(path, None, f"not a zip that can be opened: {error}")


def _read_members(archive, parts):
    read, seen = 0, set()
    for member, inside in _members(archive):
        path = (*parts, *inside)
        aside = _left_aside(path)
        if aside in seen:
            continue
        seen.add(aside or path)
        if parts and (len(seen) > MOST_IN_ZIP or read > LARGEST_ZIP):
            yield Entry(path, None, "not read: the zip holds too much")
            continue
        entry = Entry(aside, None, _ASIDE) if aside else _member(archive, member, path)
        read += len(entry.data or b"")
        yield entry


def _members(archive):
    """Yield the files of a zip, and the folders with nothing in them, with their paths."""
    names = {
        member: [part for part in re.split(r"[/\\]", member.filename) if part not in ("", ".")]
        for member in archive.infolist()
    }
    with_something = {tuple(parts[:-1]) for parts in names.values()}
    for member, parts in names.items():
        if member.filename[-1:] not in ("/", "\\"):
            yield member, tuple(parts or ["(no name)"])
        elif parts and tuple(parts) not in with_something:
            yield member, (*parts, "")


def _member(archive, member, path):
    if path[-1] == "":
        return Entry(path, None, "an empty folder")
    try:
        with archive.open(member) as file:
            data = file.read(LARGEST + 1)
    except Exception as error:  # encrypted, cut off, compressed in an unknown way
        return Entry(path, None, f"cannot be read: {error}")
    if len(data) > LARGEST:
        return Entry(path, None, f"larger than {LARGEST >> 20} MB: not read")
    return Entry(path, data)


def _natural(text):
    """Order "a2" before "a10", and letters whatever their case."""
    pieces = re.split(r"(\d+)", text.casefold())
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]

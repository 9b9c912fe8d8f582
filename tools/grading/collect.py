"""Find out what was handed in, and by whom, without losing a file.

Everything is read into memory before any of it runs, so nothing that runs can change it.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from .owners import owner_of_file, owner_of_folder
from .submission import NotANotebook, parse_notebook, problems_in

LARGEST = 20 * 2**20  # bytes of a file
LARGEST_ZIP = 200 * 2**20  # bytes of what is in it
MOST_IN_ZIP = 1000  # files
_OF_THE_COMPUTER = re.compile(
    r"\.(DS_Store|_.*|git|cache|venv|ipynb_checkpoints|virtual_documents)|__MACOSX|__pycache__"
    r"|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)


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
        is_file = len(entry.parts) == 1 or top.lower().endswith(".zip")
        owner = owner_of_file(top, names) if is_file else owner_of_folder(top)
        student = students.setdefault((owner.name, owner.id), Student(owner.name, owner.id))
        if owner.note and owner.note not in student.notes:
            student.notes.append(owner.note)
        student.files.append(_look_at(entry, problems))
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
    if folder.is_dir():
        return _walk(folder)
    return _entries_of_zip(folder.read_bytes(), open_zips=True)


def _walk(folder):
    """Yield everything in a folder, in a fixed order."""
    for path in sorted(folder.rglob("*"), key=lambda path: _natural(str(path))):
        parts = path.relative_to(folder).parts
        if path.is_symlink():
            yield Entry(parts, None, "a link: not followed")
        elif path.is_dir():
            if not any(path.iterdir()):
                yield Entry((*parts, ""), None, "an empty folder")
        elif not path.is_file():
            yield Entry(parts, None, "not a file")
        else:
            yield from _read(parts, path)


def _read(parts, path):
    if any(map(_OF_THE_COMPUTER.fullmatch, parts)):
        yield Entry(parts, None, "left aside: made by a program")
        return
    try:
        if path.stat().st_size > LARGEST:
            yield Entry(parts, None, f"larger than {LARGEST >> 20} MB: not read")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Entry(parts, None, f"cannot be read: {error.strerror}")
        return
    if path.suffix.lower() == ".zip":
        yield from _entries_of_zip(data, parts)
    else:
        yield Entry(parts, data)


def _entries_of_zip(data, parts=(), open_zips=False):
    """Yield the files of a zip, or the zip itself with what is wrong with it."""
    read = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if not members:
                yield Entry(parts, None, "an empty zip")
            for number, member in enumerate(members):
                path = (*parts, *PurePosixPath(member.filename.replace("\\", "/")).parts)
                if number >= MOST_IN_ZIP or read > LARGEST_ZIP:
                    yield Entry(path, None, "not read: the zip holds too much")
                    continue
                entry = _member(archive, member, path, open_zips)
                read += len(entry.data or b"")
                if entry.data is not None and path[-1].lower().endswith(".zip"):
                    yield from _entries_of_zip(entry.data, path)
                else:
                    yield entry
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Entry(parts, None, f"not a zip that can be opened: {error}")


def _member(archive, member, path, open_zips):
    if any(map(_OF_THE_COMPUTER.fullmatch, path)):
        return Entry(path, None, "left aside: made by a program")
    if path[-1].lower().endswith(".zip") and not open_zips:
        return Entry(path, None, "a zip inside a zip: not opened")
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

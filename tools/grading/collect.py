"""Find out what was handed in, and by whom, without losing a file."""

from dataclasses import dataclass, field

from .files import ASIDE, in_order, read_files
from .owners import folders_around, owner_of_file, owner_of_folder, prefix_of_classroom
from .submission import NotANotebook, parse_notebook, problems_in
from .timeline import OWN, Timeline

_TOLD = (".ipynb", ".zip", "/")  # how names end of which the table of grades tells always
_NAMED = 3  # files in one note


class Unclear(Exception):
    """Several students would become one; the message asks what is meant."""


@dataclass
class File:
    """One file of a student's."""

    path: str  # where it lies
    words: str  # what it is
    cells: list = field(default_factory=list)  # its cells, if it is a notebook
    problems: list = field(default_factory=list)  # the problems of the course that are in it
    answered: list = field(default_factory=list)  # those of which a stub was changed


@dataclass
class Student:
    """Somebody who handed something in, or who is absent: on the roster alone."""

    name: str
    id: str = ""  # who
    files: list = field(default_factory=list)  # everything of theirs
    notes: list = field(default_factory=list)  # what is odd
    is_absent: bool = False  # whether nothing was handed in


def collect(folder, problems, level=None):
    """Return all students of a folder (or zip) with all their files."""
    entries = read_files(folder)
    paths, root = [entry.parts for entry in entries], folder.absolute().stem
    around = folders_around(paths, root) if level is None else ()
    deep = len(around) if level is None else level - 1
    entries = [e for e in entries if e.parts[: len(around)] == around and len(e.parts) > deep]
    prefix = prefix_of_classroom([entry.parts for entry in entries], around, root)
    students, names = {}, [problem.name for problem in problems]
    inner = {}
    for entry in entries:
        top, *rest = entry.parts[deep:]
        if entry.trouble == ASIDE and not rest:
            continue  # beside the students: nobody's
        is_file = not rest or top.lower().endswith(".zip")
        owner = owner_of_file(top, names) if is_file else owner_of_folder(top, prefix)
        student = students.setdefault((owner.name, owner.id), Student(owner.name, owner.id))
        if owner.note and owner.note not in student.notes:
            student.notes.append(owner.note)
        file = _look_at(entry, problems)
        student.files.append(file)
        for problem in file.problems if len(rest) > 1 else ():
            inner.setdefault((owner, problem.name), set()).add(rest[0])
    if level is None:
        _ask_if_unclear(students, inner, deep)
    for student in students.values():
        student.notes += _notes(student.files)
    return sorted(students.values(), key=lambda student: (in_order(student.name), student.id))


def _ask_if_unclear(students, inner, deep):
    """Refuse where most students have one problem in several folders: those may be students."""
    several = {owner.name: inside for (owner, _), inside in inner.items() if len(inside) > 1}
    with_answers = [s for s in students.values() if any(file.problems for file in s.files)]
    if 2 * len(several) > len(with_answers):
        name, folders = next(iter(several.items()))
        first, second, *others = sorted(folders, key=in_order)
        more = f" and {len(others)} more" if others else ""
        raise Unclear(
            f"{name} has notebooks for one problem in the folders {first}, {second}{more}. "
            f"If these are students, say --level {deep + 2}; if {name} is one, --level {deep + 1}."
        )


def _look_at(entry, problems):
    path = "/".join(entry.parts)
    if entry.trouble:
        return File(path, entry.trouble)
    is_named = path.lower().endswith(".ipynb")
    try:
        cells = parse_notebook(entry.data)
    except NotANotebook as error:
        return File(path, str(error) if is_named else "not a notebook")
    found = problems_in(cells, problems)
    if not found:
        return File(path, "a notebook without an exercise of this course", cells)
    words = f"answers {' and '.join(problem.name for problem in found)}"
    if not is_named:
        words += ", though its name does not end in .ipynb"
    return File(path, words, cells, found, [p for p in found if _is_answered(p, cells)])


def _is_answered(problem, cells):
    timeline = Timeline(problem, cells)
    places = [timeline.place(exercise) for exercise in problem.exercises]
    return any(p.cell is not None and timeline.kinds[p.cell] == OWN for p in places)


def _notes(files):
    """Return one note for all files of one kind that hold no answer, if they had to."""
    has_answers = any(file.problems for file in files)
    kinds = {}
    for file in files:
        is_told = not has_answers or file.path.lower().endswith(_TOLD)
        if is_told and not file.problems and file.words != ASIDE:
            kinds.setdefault(file.words, []).append(file.path)
    for words, paths in kinds.items():
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        yield f"{', '.join(paths[:_NAMED])}{more}: {words}."

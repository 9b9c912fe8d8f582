"""Whose is it? What the names of files and folders tell, as learning platforms write them.

- Moodle: `Ada Lovelace_1234_assignsubmission_file`, a folder, or the beginning of a file's name
- Canvas: `lovelaceada_LATE_1234_56789_01_forward-1.ipynb`
- nbgrader's exchange: `ada+rnn+2026-11-28 10:00:00 UTC+x`, a folder
- GitHub Classroom: `rnn-ada`, a folder for each student; what all begin with is the assignment
- by hand: `ada_01_forward.ipynb`, `01_forward_ada.ipynb`, `ada.ipynb`, `ada.zip`, or a folder `ada`
"""

import re
from typing import NamedTuple

_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?.*")
_CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<id>\d+)_\d+_.+")
_EXCHANGE = re.compile(r"(?P<name>[^+]+)\+[^+]+\+\d{4}-\d\d-\d\d .*")
_COPY = re.compile(r"([ _-]*(\(\d+\)|copy ?\d*))+$", re.IGNORECASE)
_NO_NAME = re.compile(r"(copy|final|v|version)?[\s()\d._-]*", re.IGNORECASE)
_AROUND = {"submitted", "submissions", "inbound", "homework"}  # no student is called so


class Owner(NamedTuple):
    """A student, as far as a name tells: the id is a platform's, the note what is odd."""

    name: str
    id: str = ""
    note: str = ""


def owner_of_folder(name, prefix=""):
    """Return whose folder it is; a prefix is the assignment's."""
    if match := _MOODLE.fullmatch(name):
        return Owner(match["name"].strip(), match["id"])
    if match := _EXCHANGE.fullmatch(name):
        return Owner(match["name"])
    return Owner(name.removeprefix(prefix))


def owner_of_file(name, problem_names):
    """Return whose file it is, by its name alone."""
    stem = name.rpartition(".")[0] or name
    for pattern in (_MOODLE, _CANVAS):
        if match := pattern.fullmatch(stem):
            return Owner(match["name"].strip(), match["id"])
    for problem in problem_names:
        before, found, after = stem.partition(problem)
        if found:
            rest = before.strip(" _-") or _COPY.sub("", after).strip(" _-")
            if rest and not _NO_NAME.fullmatch(rest):
                return Owner(rest)
            return Owner(name, note="The file's name does not tell whose it is.")
    return Owner(stem)


def folders_around(paths, root):
    """Return the folders that lie around all students' folders."""
    around = ()
    while True:
        inside = [path[len(around) :] for path in paths if path[: len(around)] == around]
        folders = {path[0] for path in inside if len(path) > 1}
        tops = {path[0] for path in inside}
        if "submitted" in folders:  # nbgrader's own folder has others beside it
            around += ("submitted",)
        elif len(tops) == 1 and tops == folders and _is_around(*tops, (root, *around)[-1]):
            around += (*tops,)
        else:
            return around


def _is_around(name, parent):
    return name in _AROUND or name == parent or name.endswith("-submissions")


def prefix_of_classroom(paths, around, root):
    """Return what the folders of GitHub Classroom begin with; nothing if they are none.

    They lie in `assignment-submissions`, or each of them is a repository.
    """
    inside = [path[len(around) :] for path in paths]
    folders = {path[0] for path in inside if len(path) > 1}
    assignment = (root, *around)[-1].removesuffix("-submissions") + "-"
    if folders and all(name.startswith(assignment) for name in folders):
        return assignment
    if len(folders) > 1 and folders == {path[0] for path in inside if path[1:] == (".git",)}:
        first, last = min(folders), max(folders)
        same = next((n for n, (a, b) in enumerate(zip(first, last)) if a != b), len(first))
        return first[: first.rfind("-", 0, same) + 1]
    return ""

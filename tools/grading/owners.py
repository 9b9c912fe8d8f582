"""Whose is it? What the names of files and folders tell, as learning platforms write them.

- Moodle: `Ada Lovelace_1234_assignsubmission_file`, a folder, or the beginning of a file's name
- Canvas: `lovelaceada_LATE_1234_56789_01_forward-1.ipynb`
- by hand: `ada_01_forward.ipynb`, `01_forward_ada.ipynb`, `ada.ipynb`, `ada.zip`, or a folder `ada`
"""

import re
from typing import NamedTuple

_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?.*")
_CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<id>\d+)_\d+_.+")
_COPY = re.compile(r"([ _-]*(\(\d+\)|copy ?\d*))+$", re.IGNORECASE)
_NO_NAME = re.compile(r"(copy|final|v|version)?[\s()\d._-]*", re.IGNORECASE)


class Owner(NamedTuple):
    """A student, as far as a name tells.

    Attributes
    ----------
    name : str
        The name.
    id : str
        The number that a platform gives; empty if there is none.
    note : str
        What is odd about it.
    """

    name: str
    id: str = ""
    note: str = ""


def owner_of_folder(name):
    """Return whose folder it is."""
    match = _MOODLE.fullmatch(name)
    return Owner(match["name"].strip(), match["id"]) if match else Owner(name)


def owner_of_file(name, problem_names):
    """Return whose file it is, by its name alone.

    Parameters
    ----------
    name : str
        The name of a file that lies in no student's folder.
    problem_names : iterable of str
        How the course's notebooks are called.

    Returns
    -------
    Owner
        The student. Where the name tells nobody's, it is the name of the file, with a note.
    """
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

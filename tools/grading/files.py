"""What lies in a folder, or in a zip of one: every file, read into memory before anything runs."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

LARGEST = 50 * 2**20  # bytes of a file
LARGEST_ZIP = 200 * 2**20  # bytes that are in it
MOST_IN_ZIP = 1000  # files
MOST_ZIPS = 2  # one in the other
ASIDE = "left aside: made by a program"
_OF_THE_COMPUTER = re.compile(
    r"\.(DS_Store|_.*|git|cache|venv|ipynb_checkpoints|virtual_documents)|__MACOSX|__pycache__"
    r"|venv|site-packages|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """One file, as it lies there."""

    parts: tuple  # its path within the folder; a zip counts as a folder
    data: bytes | None
    trouble: str = ""  # why it was not read, if it was not


def read_files(folder):
    """Return everything in a folder, or in a zip of one, in a fixed order."""
    return list(_in_folder(folder, ()) if folder.is_dir() else _in_zip(folder, ()))


def in_order(text):
    """Return a key that puts "a2" before "a10", and letters in order whatever their case."""
    pieces = re.split(r"(\d+)", text.casefold())
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def _in_folder(folder, around):
    results = {p.parent for p in folder.rglob("grades.csv") if (p.parent / "report.html").is_file()}
    for path in sorted(folder.rglob("*"), key=lambda path: in_order(path.as_posix())):
        parts = (*around, *path.relative_to(folder).parts)
        if aside := parts if path in results else _aside(parts):
            if aside == parts:  # its first file, or the folder that holds the others
                yield Entry(parts, None, ASIDE)
        elif path.suffix.lower() == ".zip" and path.is_file():
            yield from _in_zip(path, parts)
        elif not results.intersection(path.parents):
            yield from _read(path, parts)


def _aside(parts):
    """Return the path up to what a program has made; None if nothing in it is of that kind."""
    ends = (n for n, part in enumerate(parts, start=1) if _OF_THE_COMPUTER.fullmatch(part))
    return next((parts[:end] for end in ends), None)


def _read(path, parts):
    if path.is_symlink():
        yield Entry(parts, None, "a link: not followed")
    elif path.is_dir():
        if not any(path.iterdir()):
            yield Entry((*parts, ""), None, "an empty folder")
    elif not path.is_file():
        yield Entry(parts, None, "not a file")
    elif path.stat().st_size > LARGEST:
        yield Entry(parts, None, f"larger than {LARGEST >> 20} MB: not read")
    else:
        yield Entry(parts, path.read_bytes())


def _in_zip(file, parts):
    """Yield what is in a zip, or the zip itself with what is wrong with it.

    Without parts it is the zip of the whole class, which may hold any number of files.
    """
    if sum(part.lower().endswith(".zip") for part in parts) > MOST_ZIPS:
        yield Entry(parts, None, "a zip inside a zip inside a zip: not opened")
        return
    try:
        with ZipFile(file) as archive, TemporaryDirectory() as folder:
            yield from _unpack(archive, Path(folder), parts)
            found = list(_in_folder(Path(folder), parts))
    except Exception:  # cut off, of an unknown kind, none at all
        yield Entry(parts or ("(the zip itself)",), None, "not a zip that can be opened")
        return
    yield from found


def _unpack(archive, folder, around):
    """Unpack a zip; yield what does not come out of it."""
    members = archive.infolist()
    wanted = [member for member in members if not _aside(_parts(member))]
    if around and not members:
        yield Entry(around, None, "an empty zip")
    size = sum(member.file_size for member in wanted)
    if around and (len(wanted) > MOST_IN_ZIP or size > LARGEST_ZIP):
        yield Entry(around, None, f"not read: it holds {len(wanted)} files, {size >> 20} MB")
        return
    asides = dict.fromkeys(_aside(_parts(member)) for member in members)
    yield from (Entry((*around, *parts), None, ASIDE) for parts in asides if parts)
    for member in wanted:
        member.filename = member.filename.replace("\\", "/")
        try:
            if member.file_size > LARGEST:
                raise OSError
            archive.extract(member, folder)
        except Exception:  # encrypted, damaged, or too large
            trouble = f"cannot be read: encrypted, damaged, or more than {LARGEST >> 20} MB"
            yield Entry((*around, *_parts(member)), None, trouble)


def _parts(member):
    return tuple(re.split(r"[/\\]", member.filename.strip("/\\")))

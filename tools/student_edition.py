"""Make the student edition: the notebooks without solutions and outputs, with all they need.

    python -m tools.student_edition             _build/student/rnn-from-scratch.zip
    python -m tools.student_edition --into work   a folder to work in; answers in it are kept

A notebook of the edition is the course's own, by nbconvert's preprocessors. It stands beside
`rnn_lib`, so that nothing must be installed but NumPy, Matplotlib and Jupyter.
"""

import argparse
import copy
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import yaml
from nbconvert.preprocessors import ClearOutputPreprocessor, TagRemovePreprocessor

from .mistake_sections import page_for_students
from .printing import print_every_letter

ROOT = Path(__file__).resolve().parents[1]
NAME = "rnn-from-scratch"
BUILT = ROOT / "_build" / "student"
COPIED = (
    "student/START.md",
    "student/requirements.txt",
    "runtime.txt",  # by it, Binder knows which Python to take
    "LICENSE",
    "LICENSE-TEXT",
)
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip can date; the same source gives the same bytes
LINK_TO_BOOK = re.compile(r"\[([^\]]+)\]\(\.\./(book/(\w+))\.md(#[\w-]+)?\)")


def student_notebook(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook of the course as students get it; the one given stays as it is.

    Parameters
    ----------
    notebook : NotebookNode
        A notebook of the course, stored executed.

    Returns
    -------
    NotebookNode
        The same without cells tagged `solution` and without outputs. Links to pages of the book
        lead to the published book, if _config.yml says where it is, and are plain words if not;
        the page of mistakes is handed out with the notebooks.
    """
    edition = copy.deepcopy(notebook)  # preprocessors change the notebook that they are given
    TagRemovePreprocessor(remove_cell_tags={"solution"}).preprocess(edition, {})
    ClearOutputPreprocessor().preprocess(edition, {})
    site = published_at()
    for cell in edition.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK_TO_BOOK.sub(lambda link: _link(link, site), cell.source)
    return edition


def published_at() -> str:
    """Return the address of the published book, with a slash at its end; empty if not known."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    address = config["html"].get("baseurl") or ""
    return address and address.rstrip("/") + "/"


def _link(link: re.Match[str], site: str) -> str:
    text, page, name, anchor = link.groups(default="")
    if name == "mistakes":
        return f"[{text}](../{page}.html{anchor})"
    return f"[{text}]({site}{page}.html{anchor})" if site else text


def notebooks() -> dict[str, str]:
    """Return the student edition of every notebook as text, by its file name."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    return {path.name: _as_text(nbformat.read(path, as_version=4)) for path in paths}


def _as_text(notebook: nbformat.NotebookNode) -> str:
    return nbformat.writes(student_notebook(notebook)).rstrip("\n") + "\n"


def files() -> dict[str, bytes]:
    """Return every file of the edition, as bytes, by its place in the folder."""
    texts = {f"notebooks/{name}": text for name, text in notebooks().items()}
    texts["book/mistakes.html"] = page_for_students()
    contents = {place: text.encode() for place, text in texts.items()}
    for path in COPIED:
        contents[Path(path).name] = (ROOT / path).read_bytes()
    for path in sorted((ROOT / "rnn_lib").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            contents[f"notebooks/{path.relative_to(ROOT).as_posix()}"] = path.read_bytes()
    return contents


def write_zip(path: Path, contents: dict[str, bytes]) -> None:
    """Write the files into a zip whose bytes depend on them alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for place, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{NAME}/{place}", EARLIEST)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def write_folder(folder: Path, contents: dict[str, bytes]) -> list[Path]:
    """Write the files into a folder; return the notebooks that stay because they are there.

    What is not a notebook is the course's and is written anew.
    """
    kept = []
    shutil.rmtree(folder / "notebooks" / "rnn_lib", ignore_errors=True)
    for place, content in contents.items():
        path = folder / place
        if path.suffix == ".ipynb" and path.exists():
            kept.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return kept


def main() -> None:
    print_every_letter()
    parser = argparse.ArgumentParser(prog="python -m tools.student_edition")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="write a folder to work in")
    folder = parser.parse_args().into
    if folder is None:
        write_zip(BUILT / f"{NAME}.zip", files())
        print(f"student edition: {(BUILT / NAME).relative_to(ROOT)}.zip")
        return
    for path in write_folder(folder, files()):
        print(f"kept as you left it: {path}")


if __name__ == "__main__":
    main()

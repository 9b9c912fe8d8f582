"""Put a new exercise into a notebook of the course.

    python -m tools.add_exercise FOLDER --to 01_forward --after padding --check "check_forward(f)"

FOLDER is named like the exercise and holds what stands in its cells: task.md, stub.py and
solution.py. The check is the cell that ends with a call of `rnn_lib`.
"""

import argparse
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from .course import NOTEBOOKS


def cells_of(folder, check):
    """Return the four cells of an exercise.

    Parameters
    ----------
    folder : Path
        Its folder, named like the exercise.
    check : str
        The source of its check.

    Returns
    -------
    list of NotebookNode
        Task, stub, solution, check.
    """

    def code(kind, source, *tags, **metadata):
        metadata["tags"] = [kind, *tags]
        return new_code_cell(source, id=f"{kind}-{folder.name}", metadata=metadata)

    task, stub, solution = (
        (folder / name).read_text(encoding="utf-8").rstrip()
        for name in ("task.md", "stub.py", "solution.py")
    )
    return [
        new_markdown_cell(task, id=f"task-{folder.name}"),
        code("exercise", stub),
        code("solution", solution, "hide-input", jupyter={"source_hidden": True}),
        code("check", check),
    ]


def insert(notebook, cells, after):
    """Return a notebook with these cells behind the exercise called ``after``.

    Raises
    ------
    ValueError
        If there is no such exercise, or there is one with the same ids already.
    """
    ids = [cell.id for cell in notebook.cells]
    if f"check-{after}" not in ids:
        there = ", ".join(i.removeprefix("check-") for i in ids if i.startswith("check-"))
        raise ValueError(f"--after must be an exercise of the notebook ({there}), got {after}")
    if {cell.id for cell in cells} & set(ids):
        raise ValueError(f"the notebook has the cell {cells[1].id} already")
    place = ids.index(f"check-{after}") + 1
    return notebook | {"cells": [*notebook.cells[:place], *cells, *notebook.cells[place:]]}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tools.add_exercise")
    parser.add_argument("folder", type=Path, help="task.md, stub.py, solution.py; named like it")
    parser.add_argument("--to", required=True, help="the notebook, for instance 01_forward")
    parser.add_argument("--after", required=True, help="the exercise before it: forward, class …")
    parser.add_argument("--check", required=True, help='for instance "check_forward(recursion)"')
    options = parser.parse_args(arguments)
    path = NOTEBOOKS / f"{options.to}.ipynb"
    try:
        cells = cells_of(options.folder, options.check)
        notebook = insert(nbformat.read(path, as_version=4), cells, options.after)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    nbformat.write(nbformat.from_dict(notebook), path)
    print(f"{path.name} has the exercise {options.folder.name}; now run: make notebooks")


if __name__ == "__main__":
    main()

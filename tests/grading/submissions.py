"""Submissions for the tests of the grader: the course's own notebooks with answers written in."""

import json

from tests.shared.notebooks import FOLDER, solutions


def code_cell(source, **more):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], **more}


def course_cells(name):
    return json.loads((FOLDER / f"{name}.ipynb").read_bytes())["cells"]


def student_cells(name, answers, lessons=False):
    """The cells of a notebook as students have it, with some exercises answered.

    Without the lessons, whose imports take longer than all else.
    """
    kept = ("exercise-", "check-")
    imports = code_cell("import numpy as np\nimport rnn_lib", id="imports")
    cells = [] if lessons else [imports]
    for cell in course_cells(name):
        exercise = cell["id"].removeprefix("exercise-")
        if cell["id"] != exercise and exercise in answers:
            cell["source"] = answers[exercise]
        if cell["id"].startswith(kept) or (lessons and not cell["id"].startswith("solution-")):
            cells.append(cell)
    return cells


def notebook(cells):
    """A notebook file of these cells."""
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content).encode()


def answered(name, /, lessons=False, **changes):
    """A notebook in which every exercise has its solution, but for the changes.

    The other keywords are names of exercises, with _ for -.
    """
    answers = solutions(name)
    answers.update({key.replace("_", "-"): source for key, source in changes.items()})
    return notebook(student_cells(name, answers, lessons))


def write(folder, files):
    """Write files, given by their paths."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

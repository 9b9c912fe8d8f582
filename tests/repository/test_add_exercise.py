"""A new exercise is three files and one command."""

import nbformat
import pytest

from tools import add_exercise
from tools.course import NOTEBOOKS, read_problem


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a new exercise, beside a copy of the course's first notebook."""
    copy = tmp_path / "01_forward.ipynb"
    copy.write_bytes((NOTEBOOKS / "01_forward.ipynb").read_bytes())
    monkeypatch.setattr(add_exercise, "NOTEBOOKS", tmp_path)
    folder = tmp_path / "recursion"
    folder.mkdir()
    stub = "def recursion(x, h0, Wx, Wh, B):\n    raise NotImplementedError\n"
    (folder / "task.md").write_text("### Exercise 4: no loop\n\nWords: é.\n", encoding="utf-8")
    (folder / "stub.py").write_text(stub, encoding="utf-8")
    (folder / "solution.py").write_text("recursion = forward\n", encoding="utf-8")
    return folder


def add(folder, *, to="01_forward", after="padding"):
    check = "check_forward(recursion)"
    add_exercise.main([str(folder), "--to", to, "--after", after, "--check", check])


def test_the_course_has_it_where_it_was_put(folder):
    before = read_problem(folder.parent / "01_forward.ipynb")
    add(folder, after="step-forward")
    after = read_problem(folder.parent / "01_forward.ipynb")
    names = [exercise.name for exercise in before.exercises]
    assert [e.name for e in after.exercises] == [*names[:2], "recursion", *names[2:]]
    new = after.exercises[2]
    assert (new.title, new.defines) == ("Exercise 4: no loop", ("recursion",))
    assert new.check == "check_forward(recursion)"


def test_its_cells_are_those_that_every_exercise_has(folder):
    add(folder)
    notebook = nbformat.read(folder.parent / "01_forward.ipynb", as_version=4)
    nbformat.validate(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    for kind in ("exercise", "solution", "check"):
        new, old = cells[f"{kind}-recursion"], cells[f"{kind}-padding"]
        assert new.metadata == old.metadata


@pytest.mark.parametrize(
    "options, words",
    [
        ({"after": "nothing"}, "--after must be an exercise of the notebook (shapes, "),
        ({"to": "09_none"}, "09_none.ipynb"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(folder, options, words, capsys):
    before = (folder.parent / "01_forward.ipynb").read_bytes()
    with pytest.raises(SystemExit):
        add(folder, **options)
    assert words in capsys.readouterr().err
    assert (folder.parent / "01_forward.ipynb").read_bytes() == before


def test_an_exercise_is_not_added_twice(folder, capsys):
    add(folder)
    with pytest.raises(SystemExit):
        add(folder)
    assert "has the cell exercise-recursion already" in capsys.readouterr().err

"""What every stored notebook keeps. That its outputs are right is nbval's part: `make test`."""

import ast

import nbformat

from tests.shared.notebooks import FOLDER, NAMES, each_notebook, has_tag, read, tagged

LONGEST_CELL = 25  # lines
WIDEST_LINE = 76  # characters that the book shows without scrolling


def code_cells(name):
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def outputs(name):
    return [(cell, output) for cell in code_cells(name) for output in cell.outputs]


def is_image(output):
    return any(kind.startswith("image/") for kind in output.get("data", {}))


def as_python(source):
    """The cell's source without IPython's own lines, so that `ast` can read it."""
    lines = ("" if line.startswith(("%", "!")) else line for line in source.splitlines())
    return ast.parse("\n".join(lines))


def ends_unanswered(source):
    """Whether the last statement, inside functions and classes, is `raise NotImplementedError`."""
    last = as_python(source).body[-1]
    while isinstance(last, (ast.FunctionDef, ast.ClassDef)):
        last = last.body[-1]
    return isinstance(last, ast.Raise) and "NotImplementedError" in ast.unparse(last)


def test_there_are_notebooks():
    assert NAMES, f"no .ipynb in {FOLDER.name}/"


@each_notebook
def test_notebook_is_valid_and_in_the_format_with_cell_ids(name):
    notebook = read(name)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


@each_notebook
def test_kernel_is_python3(name):
    assert read(name).metadata.kernelspec.name == "python3"


@each_notebook
def test_metadata_does_not_name_a_python_version(name):
    assert "version" not in read(name).metadata.get("language_info", {}), "run `make notebooks`"


@each_notebook
def test_every_code_cell_was_executed_in_order(name):
    counts = [cell.execution_count for cell in code_cells(name) if cell.source.strip()]
    assert counts == list(range(1, len(counts) + 1)), "run `make notebooks`"


@each_notebook
def test_no_code_cell_is_empty(name):
    assert all(cell.source.strip() for cell in code_cells(name))


@each_notebook
def test_no_cell_silences_its_value_by_a_semicolon(name):
    # nbval runs cells without a history, and there a semicolon silences nothing.
    assert [c.source for c in code_cells(name) if c.source.rstrip().endswith(";")] == []


@each_notebook
def test_no_error_is_stored(name):
    assert [o.ename for _, o in outputs(name) if o.output_type == "error"] == []


@each_notebook
def test_nothing_is_stored_from_stderr(name):
    assert [o.text for _, o in outputs(name) if o.get("name") == "stderr"] == []


@each_notebook
def test_no_line_of_a_cell_is_wider_than_the_page(name):
    lines = [line for cell in code_cells(name) for line in cell.source.splitlines()]
    assert [line for line in lines if len(line) > WIDEST_LINE] == []


@each_notebook
def test_no_code_cell_is_longer_than_25_lines(name):
    too_long = [c.source for c in code_cells(name) if len(c.source.splitlines()) > LONGEST_CELL]
    assert too_long == []


@each_notebook
def test_each_exercise_is_followed_by_its_solution_and_its_check(name):
    kinds = ("exercise", "solution", "check")
    order = [kind for cell in code_cells(name) for kind in kinds if has_tag(cell, kind)]
    assert order == list(kinds) * (len(order) // 3)


@each_notebook
def test_every_exercise_ends_unanswered(name):
    assert [c.source for c in tagged(name, "exercise") if not ends_unanswered(c.source)] == []


@each_notebook
def test_every_solution_is_collapsed_in_the_book(name):
    assert all(has_tag(cell, "hide-input") for cell in tagged(name, "solution"))


@each_notebook
def test_every_image_has_a_text_for_those_who_do_not_see_it(name):
    without = [
        cell.source
        for cell, output in outputs(name)
        if is_image(output)
        and not cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "").strip()
    ]
    assert without == []

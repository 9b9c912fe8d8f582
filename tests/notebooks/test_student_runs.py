"""The student edition runs as it is, and accepts right answers."""

import nbformat
import pytest
from nbclient import NotebookClient

from book.site.live.needs import needs
from tests.shared.notebooks import (
    NAMES,
    each_notebook,
    first_code_cell,
    has_tag,
    read,
    solutions,
    tagged,
)

pytestmark = pytest.mark.slow  # a kernel each

CELL_TIMEOUT = 600  # seconds: ends a cell that hangs, also on a busy machine
WRONG = {
    "step-forward": "def step_forward(x_t, h_prev, Wx, Wh, B):\n"
    "    return np.tanh(x_t @ Wx + h_prev @ Wh)",
    "small-sequence": "def by_hand():\n    return np.ones((3, 4))",
    "step-backward": "def step_backward(dh_t, x_t, h_prev, h_t, Wx, Wh):\n    return dh_t",
}


def run(folder, name, answers=(), wanted=lambda cell: True):
    """Run a notebook of the edition with some answers in; return what its checks say, by id."""
    notebook = nbformat.read(folder / "notebooks" / f"{name}.ipynb", as_version=4)
    notebook.cells = [cell for cell in notebook.cells if wanted(cell)]
    for cell in notebook.cells:
        cell.source = dict(answers).get(cell.id, cell.source)
    resources = {"metadata": {"path": str(folder / "notebooks")}}
    NotebookClient(
        notebook, timeout=CELL_TIMEOUT, kernel_name="python3", resources=resources
    ).execute()
    reports = {}
    for cell in notebook.cells:
        if cell.id.startswith("check-"):
            (output,) = cell.outputs
            reports[cell.id] = output["data"]["text/plain"]
    return reports


LONG = 9  # seconds in a browser: such cells train, and run under nbval


def without_training(name):
    """The ids of a notebook's cells, less those that take long and those that need them."""
    cells = [cell for cell in read(name).cells if not has_tag(cell, "solution")]
    code = [cell for cell in cells if cell.cell_type == "code"]
    is_long = [cell.metadata.get("live", {}).get("seconds", 0) >= LONG for cell in code]
    needed = needs([cell.source for cell in code])
    left_out = {
        cell.id
        for cell, long, above in zip(code, is_long, needed)
        if long or any(is_long[i] for i in above)
    }
    return {cell.id for cell in cells} - left_out


@each_notebook
def test_untouched_it_runs_to_its_end_and_nothing_is_attempted(folder, name):
    kept = without_training(name)
    assert len(kept) > len(read(name).cells) / 2
    reports = run(folder, name, wanted=lambda cell: cell.id in kept)
    assert len(reports) == len(tagged(name, "check")) > 0
    assert {cell: "not attempted" in report for cell, report in reports.items()} == dict.fromkeys(
        reports, True
    )


@each_notebook
def test_with_the_solutions_put_in_every_check_passes(folder, name):
    """The lessons between them run in the test above, and with the solutions under nbval."""
    answers = {f"exercise-{exercise}": source for exercise, source in solutions(name).items()}
    own = {first_code_cell(name).id, *answers, *(c.id for c in tagged(name, "check"))}
    reports = run(folder, name, answers, wanted=lambda cell: cell.id in own)
    assert len(reports) == len(tagged(name, "check")) > 0
    assert {cell: report.splitlines()[0][0] for cell, report in reports.items()} == dict.fromkeys(
        reports, "✓"
    )


@pytest.mark.parametrize("exercise", WRONG)
def test_a_wrong_answer_is_told_so_and_the_notebook_goes_on(folder, exercise):
    (name,) = [name for name in NAMES if exercise in solutions(name)]
    reports = run(folder, name, {f"exercise-{exercise}": WRONG[exercise]})
    report = reports.pop(f"check-{exercise}")
    assert report.startswith(("✗", "!"))
    assert all(other.startswith("○") for other in reports.values())


def test_it_imports_the_library_that_lies_beside_it(folder):
    setup = first_code_cell(NAMES[0])
    where = "import rnn_lib\nassert rnn_lib.__file__.startswith({!r}), rnn_lib.__file__"
    answers = {setup.id: f"{setup.source}\n{where.format(str(folder))}"}
    run(folder, NAMES[0], answers, wanted=lambda cell: cell.id == setup.id)

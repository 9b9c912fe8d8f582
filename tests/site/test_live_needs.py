"""Which cells a cell needs: running those alone, in plain Python, prints what the notebook prints."""

import io
from contextlib import redirect_stdout

import matplotlib.pyplot
import pytest

from book.site.live.needs import needs
from tests.shared.notebooks import has_tag, read

QUICK = ["01_forward", "02_small_sequence", "03_bptt"]  # notebooks; others train for minutes


def lesson(name):
    cells = [cell for cell in read(name).cells if cell.cell_type == "code"]
    return [c for c in cells if not any(has_tag(c, t) for t in ("exercise", "solution", "check"))]


def printed(sources):
    """Run cells in a new namespace; return what the last of them prints."""
    namespace = {"__name__": "__main__"}
    for source in sources:
        text = io.StringIO()
        with redirect_stdout(text):
            exec(compile(source, "cell", "exec"), namespace)
    return text.getvalue()


@pytest.mark.parametrize("name", QUICK)
def test_what_a_cell_needs_is_enough_for_its_stored_output(name, monkeypatch):
    monkeypatch.setattr(matplotlib.pyplot, "show", lambda: matplotlib.pyplot.close("all"))
    cells = lesson(name)
    sources = [cell.source for cell in cells]
    different = []
    for cell, places in zip(cells, needs(sources), strict=True):
        stored = "".join(output.get("text", "") for output in cell.outputs)
        if printed([*(sources[place] for place in places), cell.source]) != stored:
            different.append(cell.id)
    assert different == []


@pytest.mark.parametrize(
    "sources, needed",
    [
        (["x = 1", "y = 2", "x"], [0]),
        (["x = 1", "x = 2", "x"], [1]),  # the nearest
        (["x = [1]", "x.append(2)", "x"], [0, 1]),  # changed in place
        (["x = [1]", "x[0] = 2", "x"], [0, 1]),
        (["x = 1", "x = 2\nx"], []),  # its own
        (["x = 1", "x = x + 1"], [0]),
        (["x = 1", "def f():\n    return x", "f()"], [0, 1]),
        (["x = 1", "def f(x):\n    return x"], []),
        (["x = 1", "class A:\n    y = x"], [0]),
        (["x = 1", "[x for x in range(2)]"], []),
        (["x = 1", "[x for y in range(2)]"], [0]),
        (["rng = R()", "a = f(rng)", "b = g(rng)"], [0, 1]),  # the draws before count
        (["import m", "m.show()", "m.show()"], [0]),  # a module stays as it is
        (["a = 1", "b = a", "c = b", "c"], [0, 1, 2]),
    ],
)
def test_a_cell_needs_what_makes_the_names_that_it_uses(sources, needed):
    assert needs(sources)[-1] == needed

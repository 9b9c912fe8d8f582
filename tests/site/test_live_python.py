"""What runs a cell in the page, run here: Python is the same, and the page is a list of messages."""

import asyncio
import sys
from types import SimpleNamespace

import pytest


@pytest.fixture
def page(monkeypatch):
    """A page that notes what it is sent, and which imports it was asked to bring."""
    page = SimpleNamespace(sent=[], loaded=[])

    async def load(source):
        page.loaded.append(source)

    page.load = load
    page.missing = []

    def send(kind, text, plain=""):
        page.sent.append((kind, text))
        page.missing += [plain] * (kind == "error")

    page.send = send
    page.heed = lambda wanted: None
    monkeypatch.setitem(sys.modules, "page", page)
    monkeypatch.setitem(sys.modules, "IPython.display", None)  # prepare() puts another one there
    monkeypatch.delitem(sys.modules, "course_cells", raising=False)
    import course_cells

    page.cells = course_cells
    page.run = lambda source, name="the cell": asyncio.run(course_cells.run(name, source))
    yield page
    del sys.modules["course_cells"]


def printed(page, kind="stdout"):
    return "".join(text for sent, text in page.sent if sent == kind)


def test_cells_share_their_variables(page):
    assert page.run("x = 20")
    assert page.run("print(x + 1)")
    assert printed(page) == "21\n"


def test_what_a_former_text_of_the_cell_defined_is_gone(page):
    assert page.run("def f():\n    pass\n\n\nx = 1")
    assert page.run("g = f", name="another cell")
    assert page.run("# nothing yet")
    assert not page.run("f", name="the check")
    assert "NameError: name 'f' is not defined" in printed(page, "error")
    assert page.run("g, x", name="the check")  # what other cells hold, and numbers, stay


def test_first_lines_are_shown_before_the_cell_ends(page):
    seen = []
    page.cells.namespace["look"] = lambda: seen.append(printed(page))
    page.run("print('a')\nprint('b')\nlook()")
    assert seen == ["a\nb\n"]


def test_flood_is_cut_told_once_and_sent_in_few_pieces(page):
    page.run("for i in range(100_000):\n    print(i)")
    assert len(printed(page)) == page.cells.LIMIT
    assert [text for kind, text in page.sent if kind == "note"] == [
        "The output was cut after 200,000 characters."
    ]
    assert len(page.sent) < 3_000


def test_next_run_may_print_again(page):
    page.run("print('x' * 300_000)")
    page.sent.clear()
    page.run("print('y')")
    assert printed(page) == "y\n"


def test_output_of_exactly_the_limit_is_not_called_cut(page):
    page.run(f"print('x' * {page.cells.LIMIT - 1})")
    assert len(printed(page)) == page.cells.LIMIT
    assert not printed(page, "note")


def test_value_with_html_is_sent_as_html(page):
    page.run("class A:\n    def _repr_html_(self):\n        return '<b>a</b>'\n\n\nA()")
    assert ("html", "<b>a</b>") in page.sent


def test_none_as_the_last_value_shows_nothing(page):
    assert page.run("print")
    page.sent.clear()
    assert page.run("None")
    assert page.sent == []


def test_traceback_has_the_readers_frames_alone(page):
    assert not page.run("import json\njson.loads('{')", name="Exercise 1")
    told = printed(page, "error")
    assert 'File "Exercise 1", line 2, in <module>\n    json.loads' in told
    assert told.count("File ") == 1


def test_cause_of_an_error_is_trimmed_as_well(page):
    page.run(
        "import json\ntry:\n    json.loads('{')\nexcept ValueError as e:\n    raise KeyError from e"
    )
    assert "decoder.py" not in printed(page, "error")
    assert "KeyError" in printed(page, "error")


@pytest.mark.parametrize("exit", ["raise SystemExit", "raise KeyboardInterrupt"])
def test_no_exception_ends_the_session(page, exit):
    assert not page.run(exit)
    assert page.run("1")


def test_import_at_the_top_waits_until_its_name_is_used(page):
    asyncio.run(page.cells.prepare("import json as j, math\nfrom os import sep\nready = True"))
    assert page.cells.namespace["ready"]
    assert not {"j", "math", "sep"} & page.cells.namespace.keys()
    page.loaded.clear()
    page.run("print(j.dumps(1))")
    assert "import json as j" in page.loaded[0]
    assert "sep" not in page.cells.namespace
    assert page.run("sep")


def test_packages_of_the_cells_own_imports_are_asked_for(page):
    page.run("import math")
    assert page.loaded == ["import math"]


def test_cell_without_statements_runs(page):
    assert page.run("# nothing yet")


def test_name_that_is_missing_is_told_beside_the_error(page):
    assert not page.run("print(nowhere)")
    assert not page.run("1 / 0")
    assert page.missing == ["nowhere", ""]


def test_settings_of_numpy_last(page):
    page.run("import numpy as np\nnp.set_printoptions(precision=2)")
    page.run("print(np.array([1 / 3]))")
    assert printed(page) == "[0.33]\n"


def test_output_is_cleared_after_what_was_printed_so_far(page):
    asyncio.run(page.cells.prepare(""))
    page.run("from IPython.display import clear_output\nprint('a')\nclear_output()\nprint('b')")
    place = page.sent.index(("clear", ""))
    before, after = ("".join(t for _, t in part) for part in (page.sent[:place], page.sent[place:]))
    assert (before, after) == ("a\n", "b\n")


def test_display_shows_each_of_its_values(page):
    page.run("display(1, 'a')")
    assert printed(page) == "1\n'a'\n"

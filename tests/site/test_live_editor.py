"""The editor of an exercise, in a real browser: what keys do, what is marked, and on a telephone."""

from itertools import pairwise

import pytest

from tests.shared.browser import new_tab
from tests.site.accessibility import AXE, OPTIONS, RUN
from tests.site.keys import CARET, KEYS, read_bars
from tests.site.live import PAGE, Exercise, open_tab

pytestmark = pytest.mark.usefixtures("live_cells")


@pytest.fixture(scope="module")
def page_to_type_in(browser, http_base):
    may = ["clipboard-read", "clipboard-write"]
    with open_tab(browser, http_base + PAGE, permissions=may) as tab:
        yield tab


@pytest.fixture
def exercise(page_to_type_in):
    return Exercise(page_to_type_in, "step-forward")


def put(exercise, text):
    """Write a text, and put the caret, or the ends of what is selected, where it has bars."""
    text, *ends = read_bars(text)
    exercise.write("")
    exercise.write(text)
    exercise.editor.evaluate("(area, ends) => area.setSelectionRange(...ends)", ends)


def got(exercise):
    """The text with bars at the caret, or at the ends of what is selected."""
    text, start, end = exercise.editor.evaluate(
        "area => [area.value, area.selectionStart, area.selectionEnd]"
    )
    bars = {start, end}
    return "".join(CARET * (i in bars) + letter for i, letter in enumerate([*text, ""]))


# --- keys -----------------------------------------------------------------------------


@pytest.mark.parametrize("key, before, after", KEYS)
def test_key_changes_the_text_and_undo_brings_it_back(exercise, key, before, after):
    put(exercise, before)
    exercise.editor.press(key)
    assert got(exercise) == after
    if before.replace(CARET, "") != after.replace(CARET, ""):
        exercise.editor.press("Control+z")
        assert exercise.editor.input_value() == before.replace(CARET, "")


def test_home_with_shift_takes_back_what_it_has_selected(exercise):
    put(exercise, "    y = 1|")
    exercise.editor.press("Shift+Home")
    exercise.editor.press("Shift+Home")
    assert got(exercise) == "|    y = 1|"
    exercise.editor.press("Shift+End")
    assert got(exercise) == "    y = 1|"


def test_pasted_tabs_are_spaces_and_the_text_runs(exercise):
    put(exercise, "x = 1\n|")
    exercise.tab.evaluate("navigator.clipboard.writeText('if x:\\n\\ty = 2\\n\\tprint(x + y)')")
    exercise.editor.press("Control+v")
    assert got(exercise) == "x = 1\nif x:\n    y = 2\n    print(x + y)|"
    exercise.editor.press("Control+z")
    assert exercise.editor.input_value() == "x = 1\n"
    exercise.editor.press("Control+y")
    assert exercise.press("Run").output.strip() == "3"


# --- what is marked -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, pair",
    [
        ("f(g(x)|, y)", ["(", ")"]),
        ("f|(g(x), y)", ["(", ")"]),
        ("x[{|}]", ["{", "}"]),
        ("f('(|', x)", []),
        ("f(x  # )|\n)", []),
        ("f(x]|", []),
        ("f|x(y)", []),
        ("(\n|)", ["(", ")"]),
    ],
)
def test_bracket_at_the_caret_is_marked_with_its_partner(exercise, text, pair):
    put(exercise, text)
    marked = exercise.cell.locator(".live-editor pre .live-pair")
    exercise.tab.wait_for_timeout(50)
    assert marked.all_inner_texts() == pair


def test_only_the_pair_at_the_caret_is_marked_and_none_without_the_caret(exercise):
    put(exercise, "f(g(x)|, y)")
    marked = exercise.cell.locator(".live-editor pre .live-pair")
    marked.nth(1).wait_for()
    # g's brackets, not f's: nothing stands before the first but its name
    assert marked.first.evaluate("box => box.previousSibling.textContent") == "g"
    exercise.editor.blur()
    marked.first.wait_for(state="detached")


NUMBERS = """listing => [...listing.querySelectorAll('.live-line')].map(line => [
  getComputedStyle(line, '::before').content, line.getBoundingClientRect().top])"""


def test_every_line_has_its_number_where_it_begins_even_if_it_wraps(browser, http_base):
    tab = new_tab(browser, viewport={"width": 390, "height": 844})
    tab.goto(http_base + PAGE)
    exercise = Exercise(tab, "step-forward").write('"""' + "long " * 30 + '\n\n"""\nx = 1\n')
    lines = exercise.cell.locator(".live-editor pre").evaluate(NUMBERS)
    assert len(lines) == 5 and {content for content, _ in lines} == {"counter(line)"}
    tops = [top for _, top in lines]
    height = tops[2] - tops[1]
    assert tops[1] - tops[0] > 2 * height, "the first line wraps"
    assert [round((b - a) / height) for a, b in pairwise(tops[1:])] == [1, 1, 1]
    tab.close()


def test_numbers_are_neither_text_nor_read(exercise):
    exercise.write("x = 1\ny = 2")
    listing = exercise.cell.locator(".live-editor pre")
    assert listing.inner_text().rstrip("\n") == "x = 1\ny = 2"
    assert listing.get_attribute("aria-hidden") == "true"
    assert "x = 1" in exercise.cell.aria_snapshot()
    assert "1 x = 1" not in exercise.cell.aria_snapshot().replace("\n", " ")


def test_click_on_a_number_is_a_click_into_the_text(exercise):
    exercise.write("x = 1")
    exercise.editor.blur()
    box = exercise.cell.locator(".live-line").bounding_box()
    left = exercise.editor.bounding_box()["x"]
    exercise.tab.mouse.click((left + box["x"]) / 2, box["y"] + box["height"] / 2)
    assert exercise.editor.evaluate("area => area === document.activeElement")


# --- on a telephone -------------------------------------------------------------------


@pytest.fixture
def on_telephone(browser, http_base):
    size = {"width": 390, "height": 844}
    tab = new_tab(browser, viewport=size, has_touch=True, is_mobile=True)
    tab.goto(http_base + PAGE)
    yield Exercise(tab, "step-forward")
    tab.close()


def test_hint_on_a_telephone_names_no_keys(on_telephone, exercise):
    assert "Tab" in exercise.cell.locator(".live-hint").inner_text()
    hint = on_telephone.cell.locator(".live-hint").inner_text()
    assert not [key for key in ("Tab", "Ctrl", "Shift", "Escape", "Enter") if key in hint]


def test_on_a_telephone_buttons_indent_and_the_keyboard_stays(on_telephone, exercise):
    assert exercise.button("Indent").count() == 0
    put(on_telephone, "if x:\ny|")
    on_telephone.editor.tap()
    put(on_telephone, "if x:\ny|")
    on_telephone.button("Indent").tap()
    assert got(on_telephone) == "if x:\n    y|"
    assert on_telephone.editor.evaluate("area => area === document.activeElement")
    on_telephone.button("Outdent").tap()
    assert got(on_telephone) == "if x:\ny|"
    on_telephone.button("Complete").tap()
    assert on_telephone.status.startswith("Names come from Python")


def test_axe_finds_nothing_wrong_with_an_editor_that_is_written_in(on_telephone):
    put(on_telephone, "f(x|)")
    on_telephone.editor.focus()
    on_telephone.cell.locator(".live-pair").first.wait_for()
    on_telephone.tab.add_script_tag(path=AXE)
    assert on_telephone.tab.evaluate(RUN, OPTIONS) == []


def test_on_a_telephone_no_letter_is_so_small_that_the_page_zooms(on_telephone):
    size = on_telephone.editor.evaluate("area => getComputedStyle(area).fontSize")
    assert size == "16px"

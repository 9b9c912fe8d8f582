"""Questions before outputs: the reader guesses first, and whoever cannot answer is not asked."""

import json
import re

import pytest

from tests.shared.browser import new_tab
from tests.shared.notebooks import each_notebook, has_tag, read
from tests.site.accessibility import AXE, OPTIONS, RUN, turn_dark

PAGE = "notebooks/01_forward.html"
TYPED, CHOSEN, BESIDE = "#forward-04", "#forward-18", "#forward-21"  # BESIDE: below a question
ASKS = re.compile(r"\bPredict\b|, and predict\b|[Bb]efore you run")


@pytest.fixture
def visit(browser, http_base):
    tab = new_tab(browser)
    tab.goto(http_base + PAGE)
    yield tab
    assert tab.complaints == []
    tab.close()


def output(tab, cell):
    return tab.locator(f"{cell} .cell_output:not(.live-output)")


def test_output_waits_until_the_reader_has_guessed_and_is_read_after_the_guess(visit):
    assert not output(visit, TYPED).is_visible()
    form = visit.locator(f"{TYPED} form")
    form.get_by_role("textbox").fill("0.36")
    form.get_by_role("button").click()
    assert output(visit, TYPED).is_visible()
    said = visit.locator(f"{TYPED} .predict-said")
    assert said.inner_text() == "What is h_t, to two digits? Your guess: 0.36"
    assert said.evaluate("line => line === document.activeElement")
    assert not output(visit, CHOSEN).is_visible(), "every cell has a question of its own"


def test_no_guess_shows_nothing(visit):
    visit.locator(f"{CHOSEN} form").get_by_role("button").click()
    assert not output(visit, CHOSEN).is_visible()


def test_cell_right_below_a_question_does_not_give_the_answer_away(visit):
    assert not output(visit, BESIDE).is_visible()
    form = visit.locator("#forward-20 form")
    form.get_by_label("between 0 and 1").check()
    form.get_by_role("button").click()
    assert output(visit, BESIDE).is_visible()


def test_question_is_answered_by_keyboard_alone(visit):
    visit.locator(f"{CHOSEN} form").get_by_role("radio").first.focus()
    visit.keyboard.press("ArrowDown")
    visit.keyboard.press("Enter")
    assert visit.locator(f"{CHOSEN} .predict-said").inner_text().endswith("Your guess: no")


def test_without_javascript_nobody_is_asked(browser, http_base):
    tab = new_tab(browser, java_script_enabled=False)
    tab.goto(http_base + PAGE)
    assert output(tab, TYPED).is_visible()
    assert tab.locator("form.predict:visible").count() == 0
    tab.close()


def test_paper_has_the_output_and_no_question(visit):
    visit.emulate_media(media="print")
    assert output(visit, TYPED).is_visible()
    assert visit.locator("form.predict:visible").count() == 0


def test_axe_finds_nothing_wrong_with_questions(browser, http_base):
    tab = new_tab(browser)
    tab.goto(http_base + PAGE)
    tab.locator(f"{TYPED} form").wait_for()
    tab.add_script_tag(path=AXE)
    assert tab.evaluate(RUN, OPTIONS) == []
    turn_dark(tab)
    assert tab.evaluate(RUN, OPTIONS) == []
    tab.close()


@each_notebook
def test_where_a_notebook_asks_for_a_prediction_the_next_output_waits(name):
    cells = read(name).cells
    open_places = []
    for i, cell in enumerate(cells):
        if cell.cell_type == "markdown" and ASKS.search(cell.source):
            following = [c for c in cells[i:] if c.get("outputs") and not has_tag(c, "check")]
            if "predict" not in following[0].metadata:
                open_places.append(cell.id)
    assert open_places == []


@each_notebook
def test_question_is_one_sentence_with_at_least_two_choices_if_any(name):
    for cell in read(name).cells:
        question = cell.metadata.get("predict")
        if question:
            assert question["ask"].endswith("?"), json.dumps(question)
            assert len(question.get("choices", ["", ""])) >= 2

"""The pages in Firefox, another engine than that of all other tests: they are answered and run."""

import json
import os
import re
import sys

import pytest

from rnn_lib.checks.mistakes import TABLES
from tests.shared.firefox import find_firefox, firefox_tab
from tests.shared.notebooks import read, solutions
from tests.site.live import PAGE, require_live_cells

SOLUTIONS = solutions("01_forward")
STEP = "#exercise-step-forward"
STORED = {cell.id: cell for cell in read("01_forward").cells}


@pytest.fixture(scope="module")
def tab():
    program = find_firefox()
    if program is None:
        must_be_there = "CI" in os.environ and sys.platform == "linux"
        (pytest.fail if must_be_there else pytest.skip)("no Firefox found; .ci/run installs one")
    with firefox_tab(program) as tab:
        yield tab


@pytest.fixture
def page(site, tab, http_base):
    """The page of notebook 01 in Firefox, also if another test has left it."""
    require_live_cells(site)
    if tab.evaluate("location.href") != http_base + PAGE:
        tab.goto(http_base + PAGE)
    tab.wait_for(f"document.querySelector('{STEP} textarea') !== null")
    return tab


def press(page, cell, name):
    found = f"[...document.querySelectorAll('{cell} button')]"
    page.evaluate(f"{found}.find(b => b.textContent.trim() === '{name}').click()")


def write(page, cell, text):
    field = f"document.querySelector('{cell} textarea')"
    page.evaluate(f"{field}.value = {json.dumps(text)}")
    page.evaluate(f"{field}.dispatchEvent(new Event('input', {{bubbles: true}}))")


def output(page, cell):
    return page.evaluate(f"document.querySelector('{cell} .live-output').innerText")


def verdict(page, answer, word):
    """Check an answer to the first step; wait for a verdict and return all that is shown."""
    write(page, STEP, answer)
    press(page, STEP, "Check")
    status = f"document.querySelector('{STEP} [role=status]').textContent"
    page.wait_for(f"{status} === 'step forward: {word}'", 90)
    return output(page, STEP)


def test_a_right_answer_and_a_wrong_one_are_told_so(page):
    right = SOLUTIONS["step-forward"]
    assert "Right on 6 calls" in verdict(page, right, "correct")
    (row,) = (row for row in TABLES["forward"] if row.id == "bias-ignored")
    assert row.hint in verdict(page, right.replace(" + B", ""), "incorrect")


def test_stop_ends_a_loop_and_keeps_the_variables(page):
    verdict(page, SOLUTIONS["step-forward"], "correct")
    write(page, STEP, "kept = 42\nprint('here')\nwhile True:\n    pass")
    press(page, STEP, "Run")
    page.wait_for(f"document.querySelector('{STEP} .live-output').innerText.includes('here')")
    press(page, STEP, "Stop")
    page.wait_for(f"document.querySelector('{STEP} [role=status]').textContent.includes('as they')")
    write(page, STEP, "print(kept)")
    press(page, STEP, "Run")
    page.wait_for(f"document.querySelector('{STEP} .live-output').innerText.trim() === '42'")


def test_a_cell_of_the_lesson_runs_and_shows_what_is_stored(page):
    (stored,) = STORED["forward-04"].outputs
    page.evaluate(
        "document.querySelectorAll('form.predict').forEach(form => {"
        "form.querySelectorAll('input').forEach(i => { i.checked = true; i.value ||= '1'; });"
        "form.requestSubmit(); })"
    )
    press(page, "#forward-04", "Run")
    shown = page.wait_for("document.querySelector('#forward-04 .live-output')?.innerText", 90)
    assert shown.strip() == stored.text.strip()


def test_the_search_leads_to_a_section_and_forgives_a_slip(tab, http_base):
    tab.goto(f"{http_base}search.html?q=subnormale")
    links = "[...document.querySelectorAll('#search-results li a')].map(a => a.href)"
    tab.wait_for(f"{links}.some(link => link.includes('speed.html#'))")


@pytest.mark.parametrize("name", ["book/bptt", "notebooks/04_training"])
def test_formulas_are_drawn_and_no_script_fails(tab, http_base, name):
    tab.goto(f"{http_base}{name}.html")
    tab.wait_for("window.MathJax?.startup?.promise !== undefined")
    tab.evaluate("MathJax.startup.promise.then(() => document.fonts.ready).then(() => true)")
    assert tab.evaluate("document.querySelectorAll('mjx-math').length") > 10
    assert tab.complaints == []


def test_it_was_firefox(tab):
    assert re.search(r"Firefox/\d+", tab.evaluate("navigator.userAgent"))

"""What holds in other engines than Chromium's: pages are answered, run and searched there.

The tests of an engine are a class of its own, made of `Pages`, and a fixture `tab`. They pass in any
order; in this one, the page with Python in it is left once.
"""

import json
import os
import sys

import pytest

from rnn_lib.checks.mistakes import TABLES
from tests.shared.notebooks import solutions
from tests.site.keys import KEYS, read_bars
from tests.site.live import PAGE, require_live_cells, words

SOLUTIONS = solutions("01_forward")
STEP = "#exercise-step-forward"
TEXT_ONLY = ["forward-04", "forward-18", "forward-28", "forward-30"]  # cells that draw nothing

# Press keys in an editor, as scripts can: the text, what is selected, the key, and what is held.
PRESS_KEY = """(([text, start, end, key, shiftKey, ctrlKey, metaKey]) => {
  const area = document.querySelector('#exercise-step-forward textarea');
  area.focus();
  area.select();
  document.execCommand('insertText', false, text);
  area.setSelectionRange(start, end);
  const held = {shiftKey, ctrlKey, metaKey, bubbles: true, cancelable: true};
  area.dispatchEvent(new KeyboardEvent('keydown', {key, ...held}));
  return [area.value, area.selectionStart, area.selectionEnd];
})(%s)"""
GUESS = """document.querySelectorAll('form.predict').forEach(form => {
  form.querySelectorAll('input').forEach(i => { i.checked = true; i.value ||= '1'; });
  form.requestSubmit();
})"""

SHOWN = """[...document.querySelectorAll('#%s .cell_output')]
  .filter(box => box.checkVisibility()).map(box => box.innerText).join('')"""
HAS_ENDED = """[...document.querySelectorAll('#%s .live-bar button')]
  .find(button => button.textContent === 'Stop').hidden"""


def need(program, package):
    """Return what is installed; skip without it, and fail under CI, which installs it."""
    if program is None:
        must_be_there = "CI" in os.environ and sys.platform == "linux"
        (pytest.fail if must_be_there else pytest.skip)(
            f"{package} is not installed", pytrace=False
        )
    return program


def element(cell, inner):
    return f"document.querySelector('{cell} {inner}')"


def press(page, cell, name):
    buttons = f"[...document.querySelectorAll('{cell} button')]"
    page.evaluate(f"{buttons}.find(b => b.textContent.trim() === '{name}').click()")


def write(page, cell, text):
    area = element(cell, "textarea")
    page.evaluate(f"{area}.value = {json.dumps(text)}")
    page.evaluate(f"{area}.dispatchEvent(new Event('input', {{bubbles: true}}))")


def output(page, cell):
    return page.evaluate(element(cell, ".live-output") + ".innerText")


def wait_for_output(page, cell, text):
    page.wait_for(f"{element(cell, '.live-output')}?.innerText.trim() === {json.dumps(text)}")


def wait_for_status(page, cell, words):
    status = element(cell, "[role=status]")
    page.wait_for(f"{status}.textContent.includes({json.dumps(words)})", 120)


def verdict(page, answer, word):
    """Check an answer to the first step; wait for a verdict and return all that is shown."""
    write(page, STEP, answer)
    press(page, STEP, "Check")
    wait_for_status(page, STEP, f"step forward: {word}")
    return output(page, STEP)


def press_key(page, key, text, start, end):
    """Return what a key makes of a text in the first editor, and what is selected then."""
    *held, name = key.split("+") if key != "+" else [key]
    flags = [one in held for one in ("Shift", "Control", "Meta")]
    return page.evaluate(PRESS_KEY % json.dumps([text, start, end, name, *flags]))


class Pages:
    """Tests of an engine; `tab` is a fixture of the module."""

    @pytest.fixture
    def page(self, site, tab, http_base):
        """The page of notebook 01, also if another test has left it."""
        require_live_cells(site)
        if tab.evaluate("location.href") != http_base + PAGE:
            tab.goto(http_base + PAGE)
        tab.wait_for(element(STEP, "textarea") + " !== null")
        return tab

    def test_a_right_answer_and_a_wrong_one_are_told_so(self, page):
        right = SOLUTIONS["step-forward"]
        assert "Right on 6 calls" in verdict(page, right, "correct")
        (row,) = (row for row in TABLES["forward"] if row.id == "bias-ignored")
        assert row.hint in verdict(page, right.replace(" + B", ""), "incorrect")

    def test_stop_ends_a_loop_and_keeps_the_variables(self, page):
        verdict(page, SOLUTIONS["step-forward"], "correct")
        write(page, STEP, "kept = 42\nprint('here')\nwhile True:\n    pass")
        press(page, STEP, "Run")
        wait_for_output(page, STEP, "here")
        press(page, STEP, "Stop")
        wait_for_status(page, STEP, "Your variables are as they were")
        write(page, STEP, "print(kept)")
        press(page, STEP, "Run")
        wait_for_output(page, STEP, "42")

    def test_cells_of_the_lesson_show_what_is_stored(self, page):
        page.evaluate(GUESS)
        for name in TEXT_ONLY:
            before = page.evaluate(SHOWN % name)
            press(page, f"#{name}", "Run")
            page.wait_for(HAS_ENDED % name, 120)
            assert words(page.evaluate(SHOWN % name)) == words(before)
            assert page.evaluate(element(f"#{name}", ".live-output") + ".innerText.length") > 10
        assert page.complaints == []

    def test_keys_do_what_they_do_in_chromium(self, page):
        wrong = {}
        for key, before, after in KEYS:
            got = press_key(page, key, *read_bars(before))
            if tuple(got) != read_bars(after):
                wrong[key, before] = got
        assert wrong == {}

    def test_names_are_completed_and_explained(self, page):
        verdict(page, SOLUTIONS["step-forward"], "correct")
        names = element(STEP, ".live-names")
        press_key(page, "Tab", "rnn_lib.rnn_step_for", 20, 20)
        page.wait_for(f"{element(STEP, 'textarea')}.value === 'rnn_lib.rnn_step_forward'")
        press_key(page, "Shift+Tab", "rnn_lib.rnn_forward(", 20, 20)
        page.wait_for(f"{names}.innerText.startsWith('rnn_lib.rnn_forward(x, h0, Wx, Wh, B')")
        press_key(page, "Tab", "rnn_lib.rnn_step_", 17, 17)
        page.wait_for(f"{names}.querySelectorAll('li').length === 2")

    def test_a_traceback_leads_to_its_line(self, page):
        write(page, STEP, "x = 1\nx = x / 0\n")
        press(page, STEP, "Run")
        wait_for_status(page, STEP, "An error ended it")
        page.evaluate(element(STEP, ".live-error a") + ".click()")
        area = element(STEP, "textarea")
        selected = page.evaluate(f"{area}.value.slice({area}.selectionStart, {area}.selectionEnd)")
        assert selected == "x = x / 0"
        assert page.evaluate(f"document.activeElement === {area}")

    def test_the_explorer_follows_its_sliders(self, tab, http_base):
        tab.goto(f"{http_base}book/bptt.html")
        tab.wait_for("document.querySelector('.explorer input[type=range]') !== null")
        tab.evaluate("rnnExplorer.go(2)")
        state = "document.querySelector('.explorer [data-show=\"h 3 0\"]').textContent"
        before = tab.evaluate(state)
        tab.evaluate(
            "(slider => { slider.value = 3; slider.dispatchEvent(new Event('input')); })"
            "(document.querySelector('.explorer [aria-label=\"x_3, slider\"]'))"
        )
        assert float(tab.evaluate(state)) > float(before)

    def test_the_search_leads_to_a_section_and_forgives_a_slip(self, tab, http_base):
        tab.goto(f"{http_base}search.html?q=subnormale")
        links = "[...document.querySelectorAll('#search-results li a')].map(a => a.href)"
        tab.wait_for(f"{links}.some(link => link.includes('speed.html#'))")

    @pytest.mark.parametrize("name", ["book/bptt", "notebooks/04_training"])
    def test_formulas_are_drawn_and_no_script_fails(self, tab, http_base, name):
        tab.goto(f"{http_base}{name}.html")
        tab.wait_for("window.MathJax?.startup?.promise !== undefined")
        tab.evaluate("MathJax.startup.promise.then(() => document.fonts.ready).then(() => true)")
        assert tab.evaluate("document.querySelectorAll('mjx-math').length") > 10
        assert tab.complaints == []

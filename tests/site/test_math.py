"""Formulas are drawn in an order that lets a reader begin, and none is left out."""

import pytest

from tests.shared.browser import new_tab
from tests.site.pages import typeset

pytestmark = pytest.mark.usefixtures("site")
LONG = "book/bptt.html"  # of all pages the one with the most formulas
SECTIONS = ("", "#from-numbers-to-vectors", "#vanishing-and-exploding", "#take-away")

FORMULAS = """
  const isDrawn = formula => formula.querySelector('mjx-container') !== null;
  const formulas = () => [...document.querySelectorAll('.math')];
  const isInSight = formula => {
    const { top, bottom } = formula.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  };
"""
# The first frame that shows a formula.
WATCH = f"""{FORMULAS}
  requestAnimationFrame(function look() {{
    if (!formulas().some(isDrawn)) return requestAnimationFrame(look);
    window.open = formulas().filter(formula => !isDrawn(formula));
    window.openInSight = window.open.filter(isInSight);
  }});
"""
UNDRAWN = f"() => {{ {FORMULAS} return formulas().filter(f => !isDrawn(f)).length; }}"


def opened(browser, address, script=""):
    """Open a page, with a script that runs before any of its own, and wait for the formulas."""
    tab = new_tab(browser)
    tab.add_init_script(script)
    tab.goto(address)
    typeset(tab)
    return tab


@pytest.mark.parametrize("section", SECTIONS)
def test_the_first_frame_with_formulas_has_all_that_are_in_sight(browser, http_base, section):
    tab = opened(browser, f"{http_base}{LONG}{section}", WATCH)
    assert tab.evaluate("() => window.openInSight.length") == 0
    assert tab.evaluate("() => window.open.length") > 0  # the others come later
    assert tab.evaluate(UNDRAWN) == 0
    tab.context.close()


@pytest.mark.parametrize("section", SECTIONS[1:])
def test_formulas_drawn_above_do_not_push_away_what_is_read(browser, http_base, section):
    tab = opened(browser, f"{http_base}{LONG}{section}")
    top = tab.evaluate("id => document.querySelector(id).getBoundingClientRect().top", section)
    height = tab.evaluate("() => innerHeight")
    assert 0 <= top < height / 2
    tab.context.close()


def test_paper_has_every_formula_however_early_it_is_printed(browser, http_base):
    print_at_once = f"""addEventListener('DOMContentLoaded', () => {{
      {FORMULAS}
      window.openBefore = formulas().filter(formula => !isDrawn(formula)).length;
      dispatchEvent(new Event('beforeprint'));
      window.openAfter = formulas().filter(formula => !isDrawn(formula)).length;
    }});"""
    tab = opened(browser, http_base + LONG, print_at_once)
    assert tab.evaluate("() => window.openBefore") > 0
    assert tab.evaluate("() => window.openAfter") == 0
    tab.context.close()


@pytest.mark.parametrize(
    "circumstance",
    [
        "Object.defineProperty(document, 'hidden', { value: true });"
        "window.requestAnimationFrame = () => {};",
        "const supports = CSS.supports;"
        "CSS.supports = (...asked) => !asked.includes('overflow-anchor') && supports.apply(CSS, asked);",
    ],
    ids=["in a tab in the background", "where the browser does not hold the reader's place"],
)
def test_every_formula_is_drawn(browser, http_base, circumstance):
    tab = new_tab(browser)
    tab.add_init_script(circumstance)
    tab.goto(http_base + LONG)
    tab.wait_for_function(f"({UNDRAWN})() === 0", polling=100)  # milliseconds
    tab.context.close()

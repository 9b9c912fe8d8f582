"""The site for everyone: by keyboard, by ear, on a small screen. axe-core has files of its own.

Whether all that scrolls can be reached by keyboard is seen in test_look.py.
"""

import pytest

from tests.shared.browser import new_tab
from tests.site.pages import NARROW, page, page_names, typeset

pytestmark = pytest.mark.usefixtures("site")


def test_every_image_has_a_text_for_those_who_do_not_see_it():
    # In the text, that is: the logo stands beside the title that it would repeat.
    images = [
        (name, img) for name in page_names() for img in page(name).select("#main-content img")
    ]
    assert [(name, img["src"]) for name, img in images if not img.get("alt")] == []


def test_headings_go_down_one_level_at_a_time():
    for name in page_names():
        headings = page(name).select("article :is(h1, h2, h3, h4, h5, h6)")
        levels = [int(heading.name[1]) for heading in headings]
        steps = [(a, b) for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
        assert steps == [] and levels.count(1) <= 1, name


@pytest.fixture(scope="module")
def narrow_tab(browser):
    return new_tab(browser, viewport={"width": NARROW, "height": 844})


@pytest.mark.parametrize("kind", ["mjx-container", ".pst-scrollable-table-container"])
def test_what_scrolls_shows_at_its_edges_that_there_is_more(narrow_tab, http_base, kind):
    narrow_tab.goto(http_base + "book/bptt.html")
    box = narrow_tab.wait_for_selector(f"{kind}[data-more-right]", state="attached")
    edges = "box => ['left', 'right'].filter(edge => box.hasAttribute(`data-more-${edge}`))"
    look = "box => { const s = getComputedStyle(box); return s.boxShadow + s.maskImage; }"
    assert box.evaluate(edges) == ["right"]
    before = box.evaluate(look)
    assert before != "nonenone"
    box.evaluate("box => box.scrollLeft = box.scrollWidth")
    narrow_tab.wait_for_function(f"box => ({edges})(box).join() === 'left'", arg=box)
    assert box.evaluate(look) not in (before, "nonenone")


def test_arrow_keys_scroll_a_box_that_the_keyboard_has_reached(narrow_tab, http_base):
    narrow_tab.goto(http_base + "book/forward.html")
    typeset(narrow_tab)
    box = narrow_tab.locator("pre[tabindex='0']").first
    box.focus()
    narrow_tab.keyboard.press("ArrowRight")
    narrow_tab.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())


def test_what_fits_is_no_stop_for_the_keyboard(browser, http_base):
    tab = new_tab(browser, viewport={"width": 1280, "height": 900})
    tab.goto(http_base + "book/notation.html")
    typeset(tab)
    assert tab.locator("mjx-container[tabindex]").count() == 0


def test_solutions_are_collapsed_without_javascript(browser, http_base):
    tab = new_tab(browser, java_script_enabled=False)
    tab.goto(http_base + "notebooks/01_forward.html")
    solutions = tab.locator(".tag_solution pre")
    assert solutions.count() > 0
    assert not any(solution.is_visible() for solution in solutions.all())
    tab.locator(".tag_solution summary").first.click()
    assert solutions.first.is_visible()

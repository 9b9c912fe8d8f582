"""On paper, and saved as PDF, a page is a clean handout. (Whether anything is cut off: test_look.py.)"""

import pytest

from tests.shared.browser import new_tab
from tests.site.pages import A4_WITHOUT_MARGINS, typeset

SEEN = "things => things.filter(thing => thing.checkVisibility()).map(thing => thing.outerHTML)"
SCREEN_ONLY = (
    ".bd-sidebar-primary, .bd-sidebar-secondary, .bd-header-article, .prev-next-footer, "
    ".headerlink, .copybtn, .tag_solution, details > :not(summary)"
)


@pytest.fixture(scope="module")
def paper(browser, http_base):
    """A function that lays a page out for paper, and returns the tab that shows it."""
    tab = new_tab(browser, viewport={"width": A4_WITHOUT_MARGINS, "height": 1000})
    tab.emulate_media(media="print")

    def lay_out(name):
        tab.goto(http_base + name)
        typeset(tab)
        return tab

    return lay_out


@pytest.mark.parametrize("name", ["notebooks/03_bptt.html", "book/bptt.html", "book/mistakes.html"])
def test_buttons_side_matter_solutions_and_answers_are_not_printed(paper, name):
    assert paper(name).locator(SCREEN_ONLY).count() > 0
    assert paper(name).eval_on_selector_all(SCREEN_ONLY, SEEN) == []


def test_the_title_stands_clear_of_the_first_line(paper):
    title = paper("book/bptt.html").locator("#jb-print-docs-body h1").bounding_box()
    text = paper("book/bptt.html").locator("article p:visible").first.bounding_box()
    assert title["y"] + title["height"] + 8 < text["y"]


def test_a_table_longer_than_a_sheet_begins_on_the_sheet_where_it_stands(paper):
    tables = paper("book/mistakes.html").locator("article table")
    breaks = tables.evaluate_all(
        "all => all.filter(t => t.rows.length > 20).map(t => getComputedStyle(t).breakInside)"
    )
    assert breaks and set(breaks) == {"auto"}


def test_an_address_outside_the_course_is_printed_beside_its_link(paper):
    link = paper("book/references.html").locator("a.reference.external").first
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert link.get_attribute("href") in shown or "attr(href)" in shown


def test_a_page_in_the_dark_theme_is_printed_dark_on_white(browser, http_base):
    tab = new_tab(browser)
    tab.add_init_script("localStorage.mode = localStorage.theme = 'dark'")
    tab.goto(http_base + "book/forward.html")
    tab.evaluate(
        "() => addEventListener('beforeprint', "
        "() => { window.printed = document.documentElement.dataset.theme })"
    )
    tab.pdf()
    assert tab.evaluate("() => window.printed") == "light"
    assert tab.evaluate("() => document.documentElement.dataset.theme") == "dark"

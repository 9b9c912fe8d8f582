"""Light or dark: as the system is, from the first moment on, until the reader says otherwise."""

import re

import pytest

from tests.shared.browser import new_tab
from tests.site.accessibility import luminance

PAGE = "book/forward.html"
OTHER = {"light": "dark", "dark": "light"}
systems = pytest.mark.parametrize("system", OTHER)


@pytest.fixture
def visit(browser, http_base):
    """A function that opens a page on a system; afterwards no tab may have complained."""
    tabs = []

    def open_page(system):
        tab = new_tab(browser, color_scheme=system)
        tab.goto(http_base + PAGE)
        tabs.append(tab)
        return tab

    yield open_page
    assert [tab.complaints for tab in tabs if tab.complaints] == []
    for tab in tabs:
        tab.close()


def look(tab):
    """Return light or dark: what the ground of the page is, with letters that stand out from it."""
    ground, letters = tab.evaluate(
        "['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name])"
    )
    brightness = [luminance([float(c) for c in re.findall(r"[\d.]+", css)][:3])
                  for css in (ground, letters)]  # fmt: skip
    assert abs(brightness[0] - brightness[1]) > 0.4
    return "light" if brightness[0] > brightness[1] else "dark"


@systems
def test_page_looks_as_the_system_does(visit, system):
    assert look(visit(system)) == system


@systems
def test_page_follows_when_the_system_changes(visit, system):
    tab = visit(system)
    tab.emulate_media(color_scheme=OTHER[system])
    # The browser tells the page of it in its own time.
    tab.wait_for_function(
        "theme => document.documentElement.dataset.theme === theme", arg=OTHER[system]
    )
    assert look(tab) == OTHER[system]


@systems
def test_page_is_right_before_the_scripts_of_the_theme_have_come(browser, http_base, system):
    tab = new_tab(browser, color_scheme=system)
    tab.route("**/scripts/*.js*", lambda route: route.abort())
    tab.goto(http_base + PAGE)
    assert tab.locator("html").get_attribute("data-theme") == system
    assert look(tab) == system
    tab.close()


@systems
def test_system_that_has_changed_since_the_last_visit_counts(browser, http_base, system):
    tab = new_tab(browser, color_scheme=OTHER[system])
    tab.goto(http_base + PAGE)
    tab.emulate_media(color_scheme=system)
    tab.route("**/scripts/*.js*", lambda route: route.abort())
    tab.reload()
    assert look(tab) == system
    tab.close()


@systems
def test_choice_of_the_reader_stays_on_every_page_and_leads_back_to_the_system(
    visit, http_base, system
):
    tab = visit(system)
    switch = tab.locator(".theme-switch-button").first
    switch.click()
    assert look(tab) == OTHER[system]
    tab.goto(f"{http_base}book/start.html")
    assert look(tab) == OTHER[system]
    for _ in range(2):  # the system's own, and then the system
        switch.click()
    assert tab.evaluate("localStorage.mode") == "auto"


def test_page_without_javascript_is_light(browser, http_base):
    tab = new_tab(browser, color_scheme="dark", java_script_enabled=False)
    tab.goto(http_base + PAGE)
    assert look(tab) == "light"
    tab.close()

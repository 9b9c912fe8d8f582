"""The explorer in a tab, and what is read from it."""

import re

import pytest

from tests.shared.browser import new_tab

PAGE = "book/bptt.html"


@pytest.fixture(scope="module")
def explorer(site, browser):
    """A tab on the page, read from its folder, that does not wait for formulas."""
    tab = new_tab(browser)
    tab.route(re.compile("mathjax|tex-svg"), lambda route: route.abort())
    tab.goto((site / PAGE).as_uri())
    return tab


@pytest.fixture
def fresh(explorer):
    """The same tab with the explorer as it begins."""
    explorer.reload()
    return explorer


def shown(tab, selector):
    """The numbers that stand in the elements of a selector."""
    texts = tab.locator(selector).all_inner_texts()
    return [float(text.replace("\u2212", "-")) for text in texts if text.strip()]


def drawn(tab, name):
    """The numbers in the drawing under one name, in the order of the steps."""
    texts = tab.locator(f'.explorer [data-show^="{name} "]').all_text_contents()
    return [float(text.replace("\u2212", "-")) for text in texts if text]


def now(tab):
    """Which parts of the drawing are marked."""
    parts = tab.locator(".explorer .drawing .is-now")
    return parts.evaluate_all("parts => parts.map(part => part.dataset.part)")


def result(tab):
    return tab.evaluate("rnnExplorer.get().result")

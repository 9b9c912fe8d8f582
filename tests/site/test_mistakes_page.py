"""The page of mistakes asks first: the formula as it should be is folded, in the book and alone."""

import copy
import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from rnn_lib.checks.mistakes import TABLES
from tests.shared.browser import new_tab
from tests.site.pages import NARROW, WIDE, page, typeset
from tools.mistake_sections import PARTS, all_sections, page_for_students, told_once

PAGE = "book/mistakes.html"
FOLDED = "details.formula:not([open])"
SHOWN = [row for _, rows, _ in told_once() for row, _ in rows]
pytestmark = pytest.mark.usefixtures("site")


def in_the_book():
    return copy.copy(page(PAGE))  # others read it, too


def alone():
    return BeautifulSoup(page_for_students(), "html.parser")


EITHER = pytest.mark.parametrize("read", [in_the_book, alone])


@EITHER
def test_the_right_formula_is_folded_and_the_wrong_one_is_not(read):
    shown = read()
    folded = shown.select(FOLDED)
    assert len(folded) == sum(bool(row.right) for row in SHOWN) > 50
    for fold in folded:
        assert fold.select_one("math, .math"), fold
        fold.extract()
    assert shown.get_text().count("As it is:") == len(folded)


@pytest.mark.parametrize("in_book", [True, False])
def test_a_mistake_is_told_once_in_the_same_words_and_elsewhere_a_link_leads_to_it(in_book):
    text = all_sections(in_book)
    bodies = re.split(r"^## .*$", text, flags=re.M)[1:]
    for body, names in zip(bodies, PARTS.values(), strict=True):
        for row in (row for name in names for row in TABLES[name]):
            assert (f"\n`{row.id}`: " in body) != (f'href="#{row.id}"' in body), row.id
    told = Counter(re.findall(r"^`(\S+)`: (.+)$", text, flags=re.M))
    counted = {row.id for row in TABLES["backward"] if row.seen}  # how often is told beside it
    assert len(told) > 80 and {name for (name, _), times in told.items() if times > 1} <= counted


@EITHER
def test_what_the_headings_complete_is_said_once(read):
    assert read().get_text().count("Each heading completes") == 1


def test_counts_are_of_those_who_could_make_the_mistake():
    counts = re.findall(r"Seen in (\d+) of (57|the 32) public answers", page(PAGE).get_text())
    wanted = [
        (str(row.seen), among)
        for side, among in (("forward", "57"), ("backward", "the 32"))
        for row in TABLES[side]
        if row.seen
    ]
    assert counts == wanted


def test_a_mistake_that_belongs_to_no_equation_cites_none():
    cited = page(PAGE).get_text().count("It belongs to equation")
    assert cited == sum(bool(row.equation) for row in SHOWN) < len(SHOWN)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_check_leads_to_the_heading_and_a_click_to_the_formula(browser, http_base, width):
    tab = new_tab(browser, viewport={"width": width, "height": 800})
    tab.goto(f"{http_base}{PAGE}#h-t-for-h-prev")
    typeset(tab)
    heading = tab.get_by_role("heading", name="Pairs da_t with the wrong state in dWh")
    fold = heading.locator("xpath=..").locator("details.formula")
    formula = fold.locator("mjx-container")
    assert 0 < heading.bounding_box()["y"] < 400 and not formula.is_visible()
    fold.locator("summary").click()
    assert formula.is_visible() and formula.bounding_box()["width"] > 20
    tab.context.close()


def test_a_formula_that_is_folded_leaves_nothing_on_paper(browser, http_base):
    tab = new_tab(browser)
    tab.emulate_media(media="print")
    tab.goto(f"{http_base}{PAGE}")
    folds = tab.locator("details.formula")
    folds.first.evaluate("fold => { fold.open = true }")
    assert [fold.is_visible() for fold in folds.all()[:3]] == [True, False, False]
    tab.context.close()

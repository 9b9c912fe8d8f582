"""The site in a browser, from file:// and over HTTP: nothing fails, is cut off, or weighs much.

Each page is looked at once from either place; what is noted then stands in looking.py. From its
folder it is looked at in one width, for the place changes nothing of the layout.
"""

from functools import cache

import pytest

from tests.site.looking import WIDTHS, look_at, look_closely_at
from tests.site.pages import WIDE, lesson_names, page_names

pytestmark = pytest.mark.usefixtures("site")
places = pytest.mark.parametrize("place", ["file", "http"])
places_and_widths = pytest.mark.parametrize(
    "place, width", [("file", WIDE), *(("http", width) for width in WIDTHS)]
)

KILOBYTE = 1000
PLAIN, BY_GZIP = 0, 1
MOST = {  # (how it is sent, with math or before it): bytes
    (PLAIN, False): 600 * KILOBYTE,
    (PLAIN, True): 1450 * KILOBYTE,
    (BY_GZIP, False): 250 * KILOBYTE,
    (BY_GZIP, True): 500 * KILOBYTE,
}


@pytest.fixture(scope="module")
def look_from(site, tab, http_base):
    """A function that looks at every page, read from one of two places, and once only."""
    lessons = lesson_names()

    def look(place, name):
        if place == "file":
            return look_at(tab, f"{site.as_uri()}/{name}", [WIDE])
        if name in lessons:
            return look_closely_at(tab, http_base + name)
        return look_at(tab, http_base + name)

    return cache(lambda place: {name: look(place, name) for name in page_names()})


@pytest.fixture
def lessons(look_from):
    """A closer look at the pages that somebody wrote."""
    looks = look_from("http")
    return {name: looks[name] for name in lesson_names()}


def faults(looks, of):
    """By page, what a function finds wrong in a look, where it finds anything."""
    found = {name: of(look) for name, look in looks.items()}
    return {name: what for name, what in found.items() if what}


@places
def test_pages_load_without_an_error_or_a_request_to_another_host(look_from, place):
    assert faults(look_from(place), lambda look: look.complaints) == {}


@places
def test_every_formula_is_typeset(look_from, place):
    assert faults(look_from(place), lambda look: look.not_typeset) == {}


@places_and_widths
def test_no_page_is_wider_than_the_window(look_from, place, width):
    assert faults(look_from(place), lambda look: look.overflow[width]) == {}


@places_and_widths
def test_nothing_is_cut_off_on_the_right(look_from, place, width):
    assert faults(look_from(place), lambda look: look.cut_off[width]) == {}


@places_and_widths
def test_plots_have_two_pixels_a_point_and_keep_their_shape(look_from, place, width):
    assert faults(look_from(place), lambda look: look.spoilt[width]) == {}


@places
def test_whatever_scrolls_sideways_is_reached_by_keyboard_and_has_a_name(look_from, place):
    assert faults(look_from(place), lambda look: look.out_of_reach) == {}


def test_on_a_laptop_no_code_of_a_lesson_scrolls_sideways(lessons):
    assert faults(lessons, lambda look: look.too_long) == {}


def test_nothing_is_cut_off_at_the_edge_of_the_paper(lessons):
    assert faults(lessons, lambda look: look.cut_off_on_paper) == {}


# --- the weight of a first visit ------------------------------------------------------------
# It is the bytes of all that the page asks for. These tabs keep nothing in a cache: Playwright
# uses none where requests are looked at on their way, as new_tab does.
# Most hosts send files packed by gzip, a plain static server sends them as they are: both are
# counted. "Before math" leaves out MathJax and its fonts, one file and a few, which the browser
# keeps for the next page.


def weight(files, sent, with_math):
    return sum(size[sent] for url, size in files.items() if with_math or "/mathjax/" not in url)


@pytest.mark.parametrize("sent, with_math", MOST)
def test_no_page_weighs_more_than_it_may(lessons, sent, with_math):
    weights = {name: weight(look.files, sent, with_math) for name, look in lessons.items()}
    assert {name: size for name, size in weights.items() if size > MOST[sent, with_math]} == {}


def test_a_page_without_formulas_asks_for_no_math(lessons):
    assert not [url for url in lessons["book/glossary.html"].files if "mathjax" in url]


def test_nothing_is_asked_for_that_only_the_search_needs(lessons):
    assert not [url for look in lessons.values() for url in look.files if "searchindex" in url]

"""The site in a browser, from file:// and over HTTP: nothing fails, nothing is cut off."""

from dataclasses import dataclass
from functools import cache

import pytest

from tests.site.pages import NARROW, WIDE, lesson_names, page_names, typeset

pytestmark = pytest.mark.usefixtures("site")
NARROWEST = 320  # what a page zoomed to 400 % has on a laptop
WIDTHS = (WIDE, NARROW, NARROWEST)

# Formulas that stayed TeX, what MathJax says of wrong ones, and commands unknown to it (red).
NOT_TYPESET = """() => [
  ...[...document.querySelectorAll('.math')].filter(math => !math.querySelector('mjx-container')),
  ...document.querySelectorAll('[data-mjx-error], mjx-assistive-mml mtext[mathcolor="red"]'),
].map(element => element.dataset.mjxError ?? element.textContent)"""

# What of the text sticks out of the window or of its own box on the right, where
# no box can be scrolled to it.
CUT_OFF = """() => {
  const ancestors = element => element.id === 'main-content' ? [] : [element, ...ancestors(element.parentElement)];
  const isSeen = element => element.getBoundingClientRect().width > 0
    && getComputedStyle(element).position !== 'absolute' && !element.closest('.visually-hidden, mjx-assistive-mml');
  const isScrolled = element => ancestors(element).some(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX));
  const sticksOut = element => element.getBoundingClientRect().right > innerWidth + 1
    || getComputedStyle(element).overflowX === 'hidden' && element.clientWidth > 0
      && element.scrollWidth > element.clientWidth + 1;
  return [...document.querySelectorAll('#main-content *')]
    .filter(element => sticksOut(element) && isSeen(element) && !isScrolled(element))
    .map(e => e.outerHTML.slice(0, 120));
}"""

# Plots that a fine screen would blur, or that are squeezed.
SPOILT = """() => [...document.querySelectorAll('.cell_output img')].filter(image => {
  const { width, height } = image.getBoundingClientRect();
  const isCrisp = image.naturalWidth >= 1.9 * width;
  return !isCrisp || Math.abs(height / width - image.naturalHeight / image.naturalWidth) > 0.01;
}).map(image => image.alt)"""

# Lines of code that are too long for the column.
TOO_LONG = """() => {
  document.querySelectorAll('details').forEach(folded => { folded.open = true; });
  return [...document.querySelectorAll('#main-content pre')]
    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.textContent);
}"""


@dataclass
class Look:
    """What was seen of one page."""

    complaints: list[str]  # failed requests, script errors, lines on the console
    not_typeset: list[str]
    overflow: dict[int, int]  # by the window's width: pixels that the page is wider
    cut_off: dict[int, list[str]]
    spoilt: dict[int, list[str]]


def look_at(tab, address):
    tab.complaints.clear()
    tab.set_viewport_size({"width": WIDE, "height": 900})
    tab.goto(address, wait_until="load")
    typeset(tab)
    look = Look([], tab.evaluate(NOT_TYPESET), {}, {}, {})
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        look.overflow[width] = tab.evaluate(
            "() => document.documentElement.scrollWidth - innerWidth"
        )
        look.cut_off[width] = tab.evaluate(CUT_OFF)
        look.spoilt[width] = tab.evaluate(SPOILT)
    look.complaints.extend(tab.complaints)
    return look


@pytest.fixture(scope="module")
def look_from(site, tab, http_base):
    """A function that looks at every page, read from one of two places, and once only."""
    places = {"file": site.as_uri() + "/", "http": http_base}

    @cache
    def look(place):
        return {name: look_at(tab, places[place] + name) for name in page_names()}

    return look


@pytest.fixture(params=["file", "http"])
def looks(request, look_from):
    """A look at every page, read from its folder or from a server on this machine."""
    return look_from(request.param)


def test_pages_load_without_an_error_or_a_request_to_another_host(looks):
    assert {name: look.complaints for name, look in looks.items() if look.complaints} == {}


def test_every_formula_is_typeset(looks):
    assert {name: look.not_typeset for name, look in looks.items() if look.not_typeset} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window(looks, width):
    assert {
        name: look.overflow[width] for name, look in looks.items() if look.overflow[width] > 0
    } == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_off_on_the_right(looks, width):
    assert {name: look.cut_off[width] for name, look in looks.items() if look.cut_off[width]} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_plots_have_two_pixels_a_point_and_keep_their_shape(looks, width):
    assert {name: look.spoilt[width] for name, look in looks.items() if look.spoilt[width]} == {}


def test_on_a_laptop_no_code_of_a_lesson_scrolls_sideways(tab, http_base):
    tab.set_viewport_size({"width": WIDE, "height": 900})
    found = {}
    for name in lesson_names():
        tab.goto(http_base + name)
        found[name] = tab.evaluate(TOO_LONG)
    assert {name: boxes for name, boxes in found.items() if boxes} == {}

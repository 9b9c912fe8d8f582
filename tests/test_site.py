"""The built site: nothing is broken, nothing comes from elsewhere, nothing is cut off.

Its pages are read twice: as files, and in a browser, from file:// and over HTTP.
"""

import functools
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser import SITE
from bs4 import BeautifulSoup

pytestmark = pytest.mark.usefixtures("site")
NARROW, WIDE = 390, 1280  # CSS pixels: a telephone, a laptop


# --- the pages as files ---------------------------------------------------------------


def page_names():
    """Every page of the site; not the theme's snippets, nor index.html, which only leads to the first page."""
    names = (path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return sorted(
        name for name in names if not name.startswith("_static/") and name != "index.html"
    )


@functools.cache
def parse(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def references(page):
    """Every address that the page names, with the element that names it."""
    for tag, attribute in (
        ("a", "href"),
        ("link", "href"),
        ("img", "src"),
        ("script", "src"),
        ("iframe", "src"),
    ):
        for element in page.find_all(tag, attrs={attribute: True}):
            yield element, element[attribute]


def is_elsewhere(address):
    return address.startswith("//") or urlsplit(address).scheme not in ("", "data")


def has_anchor(path, anchor):
    return parse(path).find(id=anchor) or parse(path).find("a", attrs={"name": anchor})


def is_broken(name, address):
    """Whether an address within the site, as page `name` writes it, leads nowhere."""
    parts = urlsplit(address)
    target = SITE / name if not parts.path else (SITE / name).parent / unquote(parts.path)
    if not target.is_file():
        return True
    return (
        bool(parts.fragment)
        and target.suffix == ".html"
        and not has_anchor(target, unquote(parts.fragment))
    )


def test_every_internal_link_anchor_and_image_resolves():
    broken = [
        (name, address)
        for name in page_names()
        for _, address in references(parse(SITE / name))
        # '#' alone is a button of the theme; its script gives it a meaning.
        if not is_elsewhere(address)
        and address != "#"
        and not address.startswith("data:")
        and is_broken(name, address)
    ]
    assert broken == []


def test_no_page_loads_anything_from_another_host():
    loaded = [
        (name, address)
        for name in page_names()
        for element, address in references(parse(SITE / name))
        if element.name != "a" and is_elsewhere(address)
    ]
    assert loaded == []


def test_every_image_has_a_text_for_those_who_do_not_see_it():
    # In the text, that is: the logo stands beside the title that it would repeat.
    images = [
        (name, img)
        for name in page_names()
        for img in parse(SITE / name).select("#main-content img")
    ]
    assert [(name, img["src"]) for name, img in images if not img.get("alt")] == []


def test_front_door_leads_to_the_first_page():
    refresh = parse(SITE / "index.html").find("meta", attrs={"http-equiv": "Refresh"})
    assert (SITE / refresh["content"].partition("url=")[2]).is_file()


def test_every_notebook_can_be_downloaded_from_its_page():
    pages = [name for name in page_names() if name.startswith("notebooks/")]
    assert pages
    for name in pages:
        links = [a["href"] for a in parse(SITE / name)("a", href=True)]
        assert any(link.endswith(Path(name).stem + ".ipynb") for link in links), name


# --- the pages in a browser -----------------------------------------------------------

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


@dataclass
class Look:
    """What was seen of one page."""

    complaints: list[str]  # failed requests, script errors, lines on the console
    not_typeset: list[str]
    overflow: dict[int, int]  # by the window's width: pixels that the page is wider
    cut_off: dict[int, list[str]]


def look_at(tab, address):
    tab.complaints.clear()
    tab.set_viewport_size({"width": WIDE, "height": 900})
    tab.goto(address, wait_until="load")
    tab.evaluate("() => window.MathJax?.startup?.promise.then(() => null)")
    look = Look([], tab.evaluate(NOT_TYPESET), {}, {})
    for width in (WIDE, NARROW):
        tab.set_viewport_size({"width": width, "height": 900})
        look.overflow[width] = tab.evaluate(
            "() => document.documentElement.scrollWidth - innerWidth"
        )
        look.cut_off[width] = tab.evaluate(CUT_OFF)
    look.complaints.extend(tab.complaints)
    return look


@pytest.fixture(scope="module", params=["file", "http"])
def looks(request, site, tab, http_base):
    """A look at every page, read from its folder or from a server on this machine."""
    base = site.as_uri() + "/" if request.param == "file" else http_base
    return {name: look_at(tab, base + name) for name in page_names()}


def test_pages_load_without_an_error_or_a_request_to_another_host(looks):
    assert {name: look.complaints for name, look in looks.items() if look.complaints} == {}


def test_every_formula_is_typeset(looks):
    assert {name: look.not_typeset for name, look in looks.items() if look.not_typeset} == {}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_page_is_wider_than_the_window(looks, width):
    assert {
        name: look.overflow[width] for name, look in looks.items() if look.overflow[width] > 0
    } == {}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_is_cut_off_on_the_right(looks, width):
    assert {name: look.cut_off[width] for name, look in looks.items() if look.cut_off[width]} == {}

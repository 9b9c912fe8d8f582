"""The pages of the built site as files: which there are, and what they hold."""

import functools
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from tests.shared.browser import SITE

# CSS pixels: a telephone, a laptop, the latter zoomed to 400 %, and paper.
NARROW, WIDE, NARROWEST, A4_WITHOUT_MARGINS = 390, 1280, 320, 673


def page_names():
    """Every page of the site; not the theme's snippets, nor index.html, which only leads to the first page."""
    names = (path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return sorted(
        name for name in names if not name.startswith("_static/") and name != "index.html"
    )


def lesson_names():
    """The pages that somebody wrote: those of book/ and notebooks/."""
    return [name for name in page_names() if name.startswith(("book/", "notebooks/"))]


@functools.cache
def parse(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def page(name):
    """The parsed page."""
    return parse(SITE / name)


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


def typeset(tab):
    """Wait until every formula of the page is drawn, and what watches its boxes has seen them."""
    tab.evaluate("() => window.MathJax?.startup?.promise.then(() => null)")
    tab.evaluate("() => document.fonts.ready.then(() => null)")
    tab.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
    )

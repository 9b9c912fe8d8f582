"""A visit to a page of the site: everything is noted in it that tests say of the look of a page.

A visit is dear, for it typesets all formulas. So there is one for many claims.
"""

import gzip
from dataclasses import dataclass, field
from pathlib import Path

from tests.site.pages import A4_WITHOUT_MARGINS, NARROW, NARROWEST, WIDE, typeset

# Narrow first: what scrolls there is to be marked at once, not when the width changes.
WIDTHS = (NARROW, NARROWEST, WIDE)

# Formulas that stayed TeX, what MathJax says of wrong ones, and commands unknown to it (red).
NOT_TYPESET = """() => [
  ...[...document.querySelectorAll('.math')].filter(math => !math.querySelector('mjx-container')),
  ...document.querySelectorAll('[data-mjx-error], mjx-assistive-mml mtext[mathcolor="red"]'),
].map(element => element.dataset.mjxError ?? element.textContent)"""

OVERFLOW = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"

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

# What of the text sticks out of the paper, or is hidden in a box that would scroll on a screen.
CUT_OFF_ON_PAPER = """() => [...document.querySelectorAll('.bd-article *')]
  .filter(e => !e.closest('mjx-container > *, .visually-hidden') && e.getClientRects().length
    && getComputedStyle(e).position !== 'absolute')
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1
    || getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""

# Boxes that scroll sideways, and of those what the keyboard cannot reach or what has no name.
OUT_OF_REACH = """() => [...document.querySelectorAll('.bd-article *')]
  .filter(box => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX)
    && box.scrollWidth > box.clientWidth + 1)
  .filter(box => box.tabIndex !== 0 || !box.ariaLabel || !box.role)
  .map(box => box.outerHTML.slice(0, 120))"""

# Plots that a fine screen would blur, or that are squeezed.
SPOILT = """() => [...document.querySelectorAll('.cell_output img')].filter(image => {
  const { width, height } = image.getBoundingClientRect();
  const isCrisp = image.naturalWidth >= 1.9 * width;
  return !isCrisp || Math.abs(height / width - image.naturalHeight / image.naturalWidth) > 0.01;
}).map(image => image.alt)"""

# Lines of code that are too long for the column, in what is folded as well.
TOO_LONG = """() => {
  const folded = document.querySelectorAll('details:not([open])');
  folded.forEach(details => { details.open = true; });
  const found = [...document.querySelectorAll('#main-content pre')]
    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.textContent);
  folded.forEach(details => { details.open = false; });
  return found;
}"""

CAN_BE_PACKED = {".html", ".css", ".js", ".svg", ".ttf"}  # images and .woff are packed already
SIZES = {}  # of files that some page has asked for


@dataclass
class Look:
    """What was seen of one page."""

    complaints: list[str]  # failed requests, script errors, lines on the console
    not_typeset: list[str]
    out_of_reach: list[str]  # in the first width
    # By the window's width:
    overflow: dict[int, int] = field(default_factory=dict)  # pixels that the page is wider
    cut_off: dict[int, list[str]] = field(default_factory=dict)
    spoilt: dict[int, list[str]] = field(default_factory=dict)
    # Of a closer look alone:
    files: dict[str, tuple[int, int]] = field(init=False)  # bytes, as they are and by gzip
    too_long: list[str] = field(init=False)
    cut_off_on_paper: list[str] = field(init=False)


def look_at(tab, address, widths=WIDTHS):
    """Open a page in the first of some widths, and look at it in each."""
    tab.complaints = []  # a new list: the look keeps it, with what is yet to come
    resize(tab, widths[0])
    tab.goto(address, wait_until="load")
    typeset(tab)
    look = Look(tab.complaints, tab.evaluate(NOT_TYPESET), tab.evaluate(OUT_OF_REACH))
    for width in widths:
        resize(tab, width)
        look.overflow[width] = tab.evaluate(OVERFLOW)
        look.cut_off[width] = tab.evaluate(CUT_OFF)
        look.spoilt[width] = tab.evaluate(SPOILT)
    return look


def look_closely_at(tab, address):
    """Look at a page for longer: what it asks for, its folded code, and how it is on paper."""
    responses = []

    def on_response(response):
        responses.append(response)

    tab.on("response", on_response)
    look = look_at(tab, address)
    look.too_long = tab.evaluate(TOO_LONG)
    tab.emulate_media(media="print")
    resize(tab, A4_WITHOUT_MARGINS)
    look.cut_off_on_paper = tab.evaluate(CUT_OFF_ON_PAPER)
    tab.emulate_media(media="screen")
    tab.remove_listener("response", on_response)
    look.files = sizes(responses)
    return look


def resize(tab, width):
    tab.set_viewport_size({"width": width, "height": 900})


def sizes(responses):
    """The bytes of each file that has come, measured once for all pages."""
    files = {response.url.partition("?")[0]: response for response in responses}
    for url in files.keys() - SIZES.keys():
        SIZES[url] = measured(url, files[url].body())
    return {url: SIZES[url] for url in files}


def measured(url, body):
    packs = Path(url).suffix in CAN_BE_PACKED
    return len(body), len(gzip.compress(body)) if packs else len(body)

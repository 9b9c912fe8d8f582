"""Mend in each finished page what the theme, or a package, writes wrong.

Each mend says what is wrong without it. tests/site/test_mends.py builds a page with everything on
it and without this extension: it fails when a mend finds nothing there any more, and can go. To
mend a page a second time changes nothing, for a build keeps the pages whose sources are the same.

Measured on the first page, by what each leaves out: the script of icons 1489 kB, what only some
pages need 788 kB, the index of the search 112 kB.
"""

import re
from typing import NamedTuple


class Mend(NamedTuple):
    """What is wrong, a pattern of it, and what stands in its place."""

    why: str
    wrong: str
    right: str = ""


MENDS = [
    Mend(
        "a large script draws each icon a second time; the icon font has drawn it already",
        r'<script defer src="[^"]*scripts/fontawesome\.js[^"]*"></script>\n?',
    ),
    # The theme's own script finds the theme, later: until then the page would have no colours.
    Mend(
        "a theme that no style sheet knows, where no script runs",
        r'(<html[^>]*) data-theme="auto"',
        r'\1 data-theme="light"',
    ),
    Mend(
        "the theme of the last visit, though the system may have another one by now",
        r'dataset\.theme = localStorage\.getItem\("theme"\) \|\| "auto";',
        """dataset.theme =
      /^(light|dark)$/.exec(document.documentElement.dataset.mode)?.[0] ??
      (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");""",
    ),
    Mend(
        "the same line twice",
        r'(<meta name="viewport"[^>]*>)\s*<meta name="viewport"[^>]*>',
        r"\1",
    ),
    Mend(
        "the role of a list without its items: an empty list, to screen readers",
        r'<div role="list" class="citation-list">',
        '<div class="citation-list">',
    ),
    Mend("the role of an item that may stand in no such list", r' role="doc-biblioentry"'),
    Mend(
        "a header cell that heads nothing",
        r'<th class="head">(?:<p></p>)?</th>',
        '<td class="head"></td>',
    ),
    Mend(
        "the logo and its title stand outside every landmark",
        r'<div id="pst-primary-sidebar"(?! role=)',
        '<div id="pst-primary-sidebar" role="complementary" aria-label="Site"',
    ),
    # Names for screen readers that are not the words on the screen: who says the words to a
    # computer that listens would not reach them.
    Mend(
        "the name of what unfolds is not its words",
        r'<summary aria-label="Toggle hidden content">',
        "<summary>",
    ),
    Mend(
        "the name of the search field is not its words",
        r'(search-button-field[^>]*?)\s+aria-label="Search"',
        r"\1",
    ),
    Mend(
        "between a formula and the full stop after it a line could end",
        r'(?<!"formula-and-stop">)(<span class="math[^"]*">[^<]*</span>[.,;:?!)]+)',
        r'<span class="formula-and-stop">\1</span>',
    ),
]

# Scripts that every page names, and what a page must have for them to do anything there.
ON_SOME_PAGES = {
    "sd-tab": r'<script[^>]*src="[^"]*design-tabs\.js[^"]*"></script>\n?',
    "<pre": r'<script src="[^"]*(?:clipboard\.min|copybutton)\.js[^"]*"></script>\n?',
    'class="math': r'<script[^>]*src="[^"]*course-math\.js[^"]*"></script>\n?',
}
# The index of the search is for the page that searches; the others carry it along.
SEARCH = r'<script src="[^"]*(?:searchtools|language_data|searchindex)\.js[^"]*"></script>\n?'


def mended(page: str, searches: bool) -> str:
    """Return a page, or the page that searches, without what is wrong in it."""
    for mend in MENDS:
        page = re.sub(mend.wrong, mend.right, page)
    if not searches:
        page = re.sub(SEARCH, "", page)
    body = page.partition("<body")[2]
    for needed_by, script in ON_SOME_PAGES.items():
        page = page if needed_by in body else re.sub(script, "", page)
    return page

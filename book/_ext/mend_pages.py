"""Mend in each finished page what the theme, or a package, writes wrong.

Sphinx hands every page to a "template bridge" to be written as HTML. This one is Sphinx's own,
with a list of replacements at the end. Each says what was wrong without it.
"""

import re

from sphinx.jinja2glue import BuiltinTemplateLoader

MENDS = [
    # A script of 1.5 MB that draws each icon a second time; the icon font has drawn it already.
    (r'<script defer src="[^"]*scripts/fontawesome\.js[^"]*"></script>\n?', ""),
    # The same line twice.
    (r'(<meta name="viewport"[^>]*>)\s*<meta name="viewport"[^>]*>', r"\1"),
    # Roles of a list without its items; screen readers announced an empty list of references.
    (r'<div role="list" class="citation-list">', '<div class="citation-list">'),
    (r' role="doc-biblioentry"', ""),
    # A header cell that heads nothing.
    (r'<th class="head">(?:<p></p>)?</th>', '<td class="head"></td>'),
    # The logo and its title stood outside every landmark.
    (
        r'<div id="pst-primary-sidebar"',
        '<div id="pst-primary-sidebar" role="complementary" aria-label="Site"',
    ),
    # Names for screen readers that are not the words on the screen: who says the words to a
    # computer that listens would not reach them.
    (r'<summary aria-label="Toggle hidden content">', "<summary>"),
    (r'(search-button-field[^>]*?)\s+aria-label="Search"', r"\1"),
    # Between a formula and the full stop after it a line could end.
    (
        r'(<span class="math[^"]*">[^<]*</span>[.,;:?!)]+)',
        r'<span class="formula-and-stop">\1</span>',
    ),
]
# Scripts for things that only some pages have: on the others there is nothing for them to do.
ON_SOME_PAGES = [
    ("sd-tab", r'<script[^>]*src="[^"]*design-tabs\.js[^"]*"></script>\n?'),
    ("<pre", r'<script src="[^"]*(?:clipboard\.min|copybutton)\.js[^"]*"></script>\n?'),
    ('class="math', r'<script[^>]*src="[^"]*course-math\.js[^"]*"></script>\n?'),
]
# The index of the search is for the page that searches; the others carried it along.
SEARCH = [
    (r'<script src="[^"]*(?:searchtools|language_data|searchindex)\.js[^"]*"></script>\n?', "")
]


class Mended(BuiltinTemplateLoader):
    """Writes pages as Sphinx does, and mends them."""

    def render(self, template, context):
        page = super().render(template, context)
        for wrong, right in MENDS if context.get("pagename") == "search" else MENDS + SEARCH:
            page = re.sub(wrong, right, page)
        for needed_by, script in ON_SOME_PAGES:
            body = page.partition("<body")[2]
            page = page if needed_by in body else re.sub(script, "", page)
        return page

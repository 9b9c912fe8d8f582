"""Tell search engines and link previews what each page is about.

The description is the page's first paragraph that says something, up to the end of a sentence. A
page that has an own one (`html_meta` in its front matter) keeps it.
"""

import re
from html import escape

from docutils import nodes

SHORTEST, LONGEST = 40, 200  # characters; previews cut off what is longer
SENTENCE = re.compile(r".+?(?<! al)[.?](?=\s|$)", re.DOTALL)
FORMULA = (nodes.math, nodes.math_block)


def _text(node):
    """Return the words of a paragraph, with formulas as they are typed."""
    return " ".join(node.astext().split())


def describe(doctree):
    """Return the first sentences of a page, or nothing where it has no paragraph of its own."""
    for paragraph in doctree.findall(nodes.paragraph):
        if not isinstance(paragraph.parent, nodes.section) or any(paragraph.findall(_is_formula)):
            continue
        text = _text(paragraph)
        if len(text) >= SHORTEST and not text.startswith("Time:"):
            return _shortened(text)
    return ""


def _is_formula(node):
    return isinstance(node, FORMULA)


def _shortened(text):
    kept = ""
    for sentence in SENTENCE.findall(text):
        if kept and len(kept + sentence) > LONGEST:
            break
        kept += sentence
    return kept if len(kept) <= LONGEST else kept[: kept.rindex(" ", 0, LONGEST)] + " …"


def _add(app, pagename, templatename, context, doctree):
    if doctree is None:
        return
    site, title = app.config.html_title, re.sub("<[^>]+>", "", context["title"])
    tags = [("property", "og:title", title), ("property", "og:site_name", site)]
    tags += [("property", "og:type", "article")]
    if description := describe(doctree):
        tags += [("property", "og:description", description)]
        if 'name="description"' not in context["metatags"]:
            tags += [("name", "description", description)]
    context["metatags"] += "".join(
        f'<meta {kind}="{name}" content="{escape(text)}" />\n' for kind, name, text in tags
    )


def setup(app):
    app.connect("html-page-context", _add)

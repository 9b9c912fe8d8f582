"""Turn what a docstring cites, such as [eq-dh], into a link to that equation of the book.

In the brackets stands the label that the page gives to its equation, so `help()` reads well, too.
The reference page has 20 such links.
"""

import re

CITED = re.compile(r"\[(eq-[\w-]+)\]")


def _link(app, what, name, obj, options, lines):
    lines[:] = [CITED.sub(r":eq:`\1`", line) for line in lines]


def setup(app):
    app.connect("autodoc-process-docstring", _link)

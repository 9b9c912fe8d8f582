"""Take from the listings of the built site the marks that change no colour.

Pygments wraps every name, comma and space in an element of its own. Where the page's style sheet
gives such an element the colour of all code, in light and in dark, the bare text looks the same.

Measured on the page of notebook 04, the largest: half of its elements (6940 to 3649), 76 of 203 kB
(3 of 27 kB by gzip), and a seventh of the time that Chromium's main thread works until the page
can be read (397 to 348 ms, medians of 30 visits each, taking turns).
"""

import re

STYLE = "_static/pygments.css"
RULE = re.compile(r'html\[data-theme="(\w+)"\] \.highlight( \.\w+)? *\{([^}]*)\}')
COLOUR = re.compile(r"(?:^|;) *color: *(#\w+)")


def without_effect(css: str) -> set[str]:
    """Return the classes that set nothing but the colour which their theme has for all code."""
    rules = [(theme, name.strip(" ."), said) for theme, name, said in RULE.findall(css)]
    plain = {theme: COLOUR.findall(said)[0] for theme, name, said in rules if not name}
    seen = {name for _, name, _ in rules} - {""}
    effect = {name for theme, name, said in rules if said.strip() != f"color: {plain[theme]}"}
    return seen - effect


def unmarked(html: str, classes: set[str]) -> str:
    """Return a page with the text of these marks in their place."""
    names = "|".join(sorted(classes))
    return re.sub(rf'<span class="(?:{names})">([^<]*)</span>', r"\1", html)

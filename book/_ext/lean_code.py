"""Take from the listings of the built site the marks that change no colour.

Pygments wraps every name, comma and space in an element of its own. Where the page's style sheet
gives such an element the colour of all code, in light and in dark, the bare text looks the same.
On the page of notebook 04 that is two of three marks, and an eighth of its weight.
"""

import re
from pathlib import Path

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


def _unmark(app, exception):
    if exception is None and app.builder.format == "html":
        site = Path(app.outdir)
        classes = without_effect((site / STYLE).read_text(encoding="utf-8"))
        for path in site.rglob("*.html"):
            html = path.read_text(encoding="utf-8")
            path.write_text(unmarked(html, classes), encoding="utf-8")


def setup(app):
    app.connect("build-finished", _unmark, priority=800)  # after the theme has written its style
    return {"parallel_read_safe": True, "parallel_write_safe": True}

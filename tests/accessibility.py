"""Ask axe-core what is wrong with a page for those who cannot see it, or not well.

Each page is looked at wide in the light theme and narrow in the dark one. In CI the other two
combinations are looked at as well; they take as long again, and rarely differ.
"""

import os
from importlib.resources import files

from pages import NARROW, WIDE, page_names, typeset

AXE = files("axe_playwright_python").joinpath("axe.min.js")
# Every rule but the experimental ones and those for older standards, and one of the former.
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}
RUN = """async options => (await axe.run(document, options)).violations.flatMap(
  ({ id, impact, nodes }) => nodes.map(node => `${id} (${impact}): ${node.html.slice(0, 150)}`))"""


WIDTHS = {"light": [WIDE], "dark": [NARROW]}
if "CI" in os.environ:
    WIDTHS = {theme: [WIDE, NARROW] for theme in WIDTHS}


def complaints(tab, base, theme):
    """Return what axe finds on every page in one theme: {(page, width): [...]}."""
    tab.emulate_media(color_scheme=theme, reduced_motion="reduce")
    tab.add_init_script(path=AXE)
    tab.add_init_script(f"localStorage.mode = localStorage.theme = '{theme}'")
    found = {}
    for name in page_names():
        for width in WIDTHS[theme]:
            # Each time anew: a page that changes its width slides its sidebar for half a second.
            tab.set_viewport_size({"width": width, "height": 900})
            tab.goto(base + name)
            typeset(tab)
            found[name, width] = tab.evaluate(RUN, OPTIONS)
    return {where: what for where, what in found.items() if what}

"""Ask axe-core what is wrong with a page for those who cannot see it, or not well.

Each page is looked at wide in the light theme. The dark theme has the same elements in other
colours: there, narrow, the colours alone are looked at.
"""

from importlib.resources import files

import numpy as np

from tests.site.pages import NARROW, WIDE, typeset

AXE = files("axe_playwright_python").joinpath("axe.min.js")
# Every rule but the experimental ones and those for older standards, and one of the former.
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}
RUN = """async options => (await axe.run(document, options)).violations.flatMap(
  ({ id, impact, nodes }) => nodes.map(node => `${id} (${impact}): ${node.html.slice(0, 150)}`))"""


WIDTHS = {"light": [WIDE], "dark": [NARROW]}
OPTIONS_OF = {"light": OPTIONS, "dark": OPTIONS | {"runOnly": ["color-contrast"], "rules": {}}}


def prepared(tab, theme):
    """Return the tab, which from now on opens pages in a theme and with axe in them."""
    tab.emulate_media(color_scheme=theme, reduced_motion="reduce")
    tab.add_init_script(path=AXE)
    tab.add_init_script(f"localStorage.mode = localStorage.theme = '{theme}'")
    return tab


def complaints(tab, address, theme):
    """Return what axe finds on a page in one theme, by the window's width."""
    found = {}
    for width in WIDTHS[theme]:
        # Each time anew: a page that changes its width slides its sidebar for half a second.
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(address)
        typeset(tab)
        found[width] = tab.evaluate(RUN, OPTIONS_OF[theme])
    return {width: what for width, what in found.items() if what}


def luminance(color):
    """The relative luminance of a colour of three numbers up to 255, as WCAG defines it."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.array(color) / 255
    ]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one, other):
    """The ratio of two colours' luminances, from 1 to 21, as WCAG defines it."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)

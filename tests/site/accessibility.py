"""Ask axe-core what is wrong with a page for those who cannot see it, or not well.

Each page is looked at wide in the light theme. Then the reader's system turns dark, and the window
narrow. The dark theme has the same elements in other colours: the colours alone are looked at.
"""

from importlib.resources import files

import numpy as np
import pytest

from tests.shared.browser import new_tab
from tests.site.pages import NARROW, WIDE, typeset

AXE = files("axe_playwright_python").joinpath("axe.min.js")
# Every rule but the experimental ones and those for older standards, and one of the former.
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}
RUN = """async options => (await axe.run(document, options)).violations.flatMap(
  ({ id, impact, nodes }) => nodes.map(node => `${id} (${impact}): ${node.html.slice(0, 150)}`))"""
# The sidebar slides away when the window gets narrow, and buttons take their colours slowly,
# even where less motion is asked for. All that is brought to its end.
NOTHING_MOVES = """() => {
  const moving = document.getAnimations();
  moving.forEach(motion => motion.finish());
  return moving.length === 0;
}"""
COLOURS = OPTIONS | {"runOnly": ["color-contrast"], "rules": {}}


@pytest.fixture(scope="module")
def tab_with_axe(browser):
    """A tab that opens pages with axe in them."""
    tab = new_tab(browser, reduced_motion="reduce")
    tab.add_init_script(path=AXE)
    return tab


def complaints(tab, address):
    """Return what axe finds on a page, by theme."""
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": WIDE, "height": 900})
    tab.goto(address)
    typeset(tab)
    light = tab.evaluate(RUN, OPTIONS)
    tab.set_viewport_size({"width": NARROW, "height": 900})
    turn_dark(tab)
    return {"light": light, "dark": tab.evaluate(RUN, COLOURS)}


def turn_dark(tab):
    """Have the reader's system turn dark, and wait until the page has followed and nothing moves."""
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme !== 'light'")  # 404.html has none
    tab.wait_for_function(NOTHING_MOVES)


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

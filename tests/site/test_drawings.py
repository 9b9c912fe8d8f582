"""The drawings of the book: made by their tool, part of their pages, and legible."""

import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from tests.shared.browser import new_tab
from tests.site.accessibility import contrast
from tests.site.explorer import PAGE
from tools import drawings

WHITE, BLACK = (255, 255, 255), (18, 18, 18)  # behind the text, in light and in dark


def test_drawings_are_as_their_tool_writes_them(root):
    before = {path.name: path.read_bytes() for path in (root / "book/figures").iterdir()}
    run = [sys.executable, "-m", "tools.drawings"]
    done = subprocess.run(run, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert {path.name: path.read_bytes() for path in (root / "book/figures").iterdir()} == before


def test_every_drawing_is_part_of_its_page_and_says_what_it_shows(site):
    for name in ("bptt", "worked_example", "forward", "training", "bridge"):
        page = BeautifulSoup((site / f"book/{name}.html").read_text("utf-8"), "html.parser")
        drawn_there = page.select("#main-content svg.drawing")
        assert drawn_there
        assert all(len(one["aria-label"]) > 60 and one["role"] == "img" for one in drawn_there)
        assert page.select('#main-content img[src$=".svg"]') == []
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids))


def test_colours_of_drawings_and_plots_hold_in_light_and_in_dark(root):
    plots = (root / "book" / "matplotlibrc").read_text(encoding="utf-8")
    colors = re.findall(r'"([0-9a-f]{6})"', plots)
    colors += [color.lstrip("#") for color in (drawings.FORWARD, drawings.BACKWARD)]
    assert len(colors) == 6
    for color in colors:
        rgb = [int(color[i : i + 2], 16) for i in (0, 2, 4)]
        assert min(contrast(rgb, WHITE), contrast(rgb, BLACK)) >= 3, color


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_in_drawings_have_the_colour_of_the_text_and_are_large_enough(
    site, browser, scheme
):
    tab = new_tab(browser, viewport={"width": 390, "height": 900})
    tab.add_init_script(f"localStorage.setItem('mode', '{scheme}')")
    tab.goto((site / PAGE).as_uri())
    tab.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
    looks = tab.locator("svg.drawing text").evaluate_all(
        """texts => texts.map(text => {
          const style = getComputedStyle(text), {a, b} = text.getScreenCTM();
          const page = getComputedStyle(document.querySelector('.bd-article')).color;
          return [style.fill === page, parseFloat(style.fontSize) * Math.hypot(a, b)] })"""
    )
    assert looks
    assert all(same for same, _ in looks)
    assert min(size for _, size in looks) >= 10
    tab.close()

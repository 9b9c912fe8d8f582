"""Draw every SVG into the page itself, so that it takes the page's colours, in light and in dark.

As an image of its own it could not know the theme that the reader chose. Here it can: drawings
write `currentColor` for black. Matplotlib has no name for that, so in its plots INK stands for it.
"""

import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

INK = "#010203"  # matplotlibrc says it, too
LEFT_OUT = [
    re.compile(r"\A.*?(?=<svg\b)", re.DOTALL),  # the head of an XML file
    re.compile(r"<metadata>.*?</metadata>", re.DOTALL),  # among them the date of the build
    re.compile(r"<style\b.*?</style>", re.DOTALL),  # would hold for the whole page
]
ID = re.compile(r'(\bid="|href="#|url\(#)')


def drawn(svg: str, alt: str, prefix: str) -> str:
    """Return an SVG file as a part of a page, with ids that no other drawing there has."""
    for pattern in LEFT_OUT:
        svg = pattern.sub("", svg)
    svg = ID.sub(rf"\g<1>{prefix}-", svg).replace(INK, "currentColor")
    size = 'style="max-width: 100%; height: auto"'
    return svg.replace(
        "<svg ", f'<svg class="drawing" role="img" aria-label="{escape(alt)}" {size} ', 1
    )


class InlineSvg(SphinxPostTransform):
    """Put the drawing in the place of the image."""

    default_priority = 900  # after MyST-NB has chosen among the formats of an output
    formats = ("html",)

    def run(self, **kwargs):
        images = [n for n in self.document.findall(nodes.image) if n["uri"].endswith(".svg")]
        for number, image in enumerate(images, 1):
            path = Path(self.env.srcdir, image["uri"])
            svg = drawn(path.read_text(encoding="utf-8"), image.get("alt", ""), f"drawing-{number}")
            image.replace_self(nodes.raw("", svg, format="html"))


def setup(app):
    app.add_post_transform(InlineSvg)

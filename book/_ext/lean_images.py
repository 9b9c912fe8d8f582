"""Pack the pictures of the built site: plots in two pixels a point, crisp on any screen, and small.

A plot has few colours and needs no more than 256. As WebP without loss of these it weighs a third
of the PNG that the notebook holds. A page is told the size of each as attributes, by which a
browser keeps the place free, and the shape where the window is narrower.
"""

import re
from pathlib import Path

from PIL import Image

COLOURS = 256
SIZE = re.compile(r'style="width: (\d+)px; height: (\d+)px;"')


def _pack(path):
    with Image.open(path) as picture:
        on_white = Image.new("RGBA", picture.size, "white")
        on_white.alpha_composite(picture.convert("RGBA"))
    few = on_white.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    few.save(path.with_suffix(".webp"), lossless=True, quality=100, method=6)  # as small as it gets
    path.unlink()


def _pack_all(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    pictures = sorted((site / "_images").glob("*.png"))
    for path in pictures:
        _pack(path)
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for path in pictures:
            html = html.replace(f"_images/{path.name}", f"_images/{path.stem}.webp")
        page.write_text(SIZE.sub(r'width="\1" height="\2"', html), encoding="utf-8")


def setup(app):
    app.connect("build-finished", _pack_all, priority=900)  # after Sphinx has copied them
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Pack the pictures of the built site: a plot has few colours, and needs no more than 256."""

from pathlib import Path

from PIL import Image


def _pack(path):
    with Image.open(path) as picture:
        if picture.mode == "P":  # packed by an earlier build
            return
        on_white = Image.new("RGBA", picture.size, "white")
        on_white.alpha_composite(picture.convert("RGBA"))
    packed = on_white.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    packed.save(path, optimize=True)


def _pack_all(app, exception):
    if exception is None and app.builder.format == "html":
        for path in (Path(app.outdir) / "_images").glob("*.png"):
            _pack(path)


def setup(app):
    app.connect("build-finished", _pack_all, priority=900)  # after Sphinx has copied them
    return {"parallel_read_safe": True, "parallel_write_safe": True}

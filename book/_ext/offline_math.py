"""Typeset math without a network: put one MathJax file into the built site.

The package sphinx-mathjax-offline carries MathJax 3, but its own extension
copies all of it, 24 MB. This one file has TeX input with all its packages, and
draws with SVG paths, so it needs no fonts and works from file:// as well.
"""

from importlib.metadata import files
from pathlib import Path
from shutil import copyfile

BUNDLE = "tex-svg-full.js"  # `mathjax_path` in _config.yml names it, too


def _bundle() -> Path:
    # The module's name has hyphens, so it is found by its list of files.
    found = [f for f in files("sphinx-mathjax-offline") or () if f.name == BUNDLE]
    return Path(found[0].locate())


def _copy(app, exception):
    if exception is None and app.builder.format == "html":
        copyfile(_bundle(), Path(app.outdir) / "_static" / BUNDLE)


def setup(app):
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Make the site of the book: all that Jupyter Book does not do by itself, in the order of a build.

`pages` has what Sphinx reads and writes, `live` the exercises that are answered in their page, and
`finished` what is done to the files of the site once all of them are there.
"""

from pathlib import Path

from .finished import (
    lean_code,
    lean_images,
    lean_theme,
    library_wheel,
    licences,
    mends,
    offline_math,
    student_downloads,
)
from .live import live_cells
from .pages import (
    author_year,
    equation_links,
    explorer,
    follow_library,
    inline_svg,
    mistakes_page,
    page_head,
    predictions,
    rubric_page,
    search_without_solutions,
)

PARTS = [
    follow_library,  # which pages are built again
    mistakes_page,  # pages written from tables
    rubric_page,
    equation_links,  # docstrings and references
    author_year,
    inline_svg,  # what a page gets as it is written
    page_head,
    search_without_solutions,
    explorer,
    predictions,
    live_cells,
]


def setup(app):
    for part in PARTS:
        part.setup(app)
    # After the theme, which writes a style at the end of the build.
    app.connect("build-finished", _when_built, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _when_built(app, exception):
    if exception is None and app.builder.format == "html":
        finish(Path(app.outdir))


def _pages(site):
    """Return the pages of a site: every HTML file that is not a snippet of the theme."""
    return sorted(path for path in site.rglob("*.html") if site / "_static" not in path.parents)


def finish(site):
    """Finish the files of a site, each page in one go.

    What an earlier build has finished already stays as it is.
    """
    offline_math.put_into(site)
    student_downloads.put_into(site)
    library_wheel.put_into(site)
    licences.put_into(site)
    lean_images.pack(site)
    words = set()
    classes = lean_code.without_effect((site / lean_code.STYLE).read_text(encoding="utf-8"))
    for path in _pages(site):
        page = mends.mended(path.read_text(encoding="utf-8"), path == site / "search.html")
        page = lean_images.named_anew(lean_code.unmarked(page, classes))
        path.write_text(page, encoding="utf-8")
        words |= lean_theme.words_of(page)
    lean_theme.lean_site(site, words)

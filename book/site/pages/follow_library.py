"""Build a page again when the library it runs has changed.

Sphinx follows the sources named by autodoc and literalinclude by itself. What
an executed cell imports or reads it cannot know, so every page with executed
cells depends on all of rnn_lib, and on the results of the benchmarks if it names
them. And the pages that show the library's source are written anew, for viewcode
keeps a page while its module is unchanged, even when the book links to a
function that the page did not mark before.
"""

from pathlib import Path
from shutil import rmtree

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = ROOT / "rnn_lib"
RESULTS = ROOT / "benchmarks" / "results.json"


def _depend_on_library(app, docname, source):
    is_executed = app.env.doc2path(docname).endswith(".md") and "{code-cell}" in source[0]
    if is_executed:
        for module in sorted(LIBRARY.rglob("*.py")):
            app.env.note_dependency(str(module))
    if RESULTS.name in source[0]:
        app.env.note_dependency(str(RESULTS))


def _forget_source_pages(app):
    rmtree(Path(app.outdir) / "_modules", ignore_errors=True)
    return ()


def setup(app):
    app.connect("html-collect-pages", _forget_source_pages)
    app.connect("source-read", _depend_on_library)

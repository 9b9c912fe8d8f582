"""Give the explorer its scripts and its styles, on the page that has it and on no other.

They are six files of 22 kB.
"""

from docutils import nodes

SCRIPTS = [
    "maths.js",
    "words.js",
    "view.js",
    "controls.js",
    "explorer.js",
]  # each needs the earlier


def _has_explorer(doctree) -> bool:
    return any("rnn-explorer" in figure["classes"] for figure in doctree.findall(nodes.figure))


def _load(app, pagename, templatename, context, doctree):
    if doctree is not None and _has_explorer(doctree):
        app.add_css_file("explorer/explorer.css")
        for script in SCRIPTS:
            app.add_js_file(f"explorer/{script}", loading_method="defer")


def setup(app):
    app.connect("html-page-context", _load)

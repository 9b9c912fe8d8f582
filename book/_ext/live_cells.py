"""Let readers answer an exercise in its page.

Every cell of an exercise gets its id from the notebook as the id of its element. A page with
exercises names a script, and carries what the script needs: the imports of the notebook, and of
each exercise the stub and the check. The notebooks stay the only source. Without JavaScript the
page is what it was.

book/live holds the scripts; live_files.py puts them, and Python, into the site.
"""

import ast
import hashlib
import json
import re
from pathlib import Path

import live_files
import nbformat
from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger(__name__)
FOLDER = "notebooks/"
TOLD_OF = ("book/index", "book/start")  # pages with `{only} live`
HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)


# --- what a page carries --------------------------------------------------------------


def page_data(notebook):
    """Return what the script of a page needs to know of its notebook.

    Parameters
    ----------
    notebook : NotebookNode

    Returns
    -------
    dict
        `setup`: what the first code cell does; `exercises`: for each its id, its title, its stub,
        and the source of its check.
    """
    cells = {cell.id: cell for cell in notebook.cells}
    stubs = [cell for cell in notebook.cells if _kind(cell) == "exercise"]
    return {
        "setup": _setup(notebook),
        "exercises": [_exercise(stub, cells) for stub in stubs],
    }


def _exercise(stub, cells):
    name = stub.id.removeprefix("exercise-")
    return {
        "id": stub.id,
        "title": HEADING.findall(cells[f"task-{name}"].source)[0],
        "stub": stub.source,
        # What a reader wrote for another stub is not brought back into this one.
        "version": hashlib.sha256(stub.source.encode()).hexdigest()[:8],
        "solution": f"solution-{name}",
        "checkId": f"check-{name}",
        "check": cells[f"check-{name}"].source,
    }


def _kind(cell):
    tags = cell.metadata.get("tags", ())
    return next((tag for tag in tags if tag in ("exercise", "solution", "check")), None)


def _setup(notebook):
    """Return what the first code cell of a notebook does: its imports, and settings.

    It tries its imports, and says where to go if one fails. In a page they are there.
    """
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    lines = []
    for statement in ast.parse(first.source).body:
        tried = statement.body if isinstance(statement, ast.Try) else [statement]
        lines += [ast.unparse(one) for one in tried]
    return "\n".join(lines)


# --- the events of a build ------------------------------------------------------------


def _prepare(app):
    """Write the files of live cells before any page names them."""
    app.live_folder = None
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    if live_files.are_available():
        app.live_folder = live_files.write(static)
        app.tags.add("live")
    else:
        live_files.remove(static)
        logger.info("The book is built without live cells: python tools/fetch_pyodide.py")


def _outdated(app, env, added, changed, removed):
    """Name the pages that were built for other files than those of this build."""
    name = app.live_folder and app.live_folder.name
    before, env.live_name = getattr(env, "live_name", name), name
    pages = [page for page in env.found_docs if page.startswith(FOLDER) or page in TOLD_OF]
    return [] if before == name else pages


def _notebook(env, docname):
    return nbformat.read(env.doc2path(docname), as_version=4)


def _mark(app, doctree):
    """Give the cells of exercises their ids."""
    if not app.env.docname.startswith(FOLDER):
        return
    cells = _notebook(app.env, app.env.docname).cells
    for node in doctree.findall(nodes.container):
        if node.get("nb_element") == "cell_code":
            cell = cells[node["cell_index"]]
            if _kind(cell):
                node["ids"].append(cell.id)


def _bring_to_life(app, pagename, templatename, context, doctree):
    if not (app.live_folder and pagename.startswith(FOLDER) and doctree):
        return
    data = page_data(_notebook(app.env, pagename))
    if not data["exercises"]:
        return
    name = Path(pagename).name
    data |= {"notebook": name, "size": live_files.first_load(app.live_folder)}
    data |= {"runtime": live_files.RUNTIME, "licences": live_files.LICENCES}
    text = json.dumps(data).replace("<", "\\u003c")  # no text may end the element
    context["body"] += f'<script type="application/json" id="live-page">{text}</script>\n'
    app.add_css_file(f"live/{app.live_folder.name}/live.css")
    app.add_js_file(f"live/{app.live_folder.name}/start.js", loading_method="defer")


def setup(app):
    app.connect("builder-inited", _prepare)
    app.connect("env-get-outdated", _outdated)
    app.connect("doctree-read", _mark)
    app.connect("html-page-context", _bring_to_life)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

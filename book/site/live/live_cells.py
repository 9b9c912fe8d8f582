"""Let readers answer an exercise in its page.

Every cell of an exercise gets its id from the notebook as the id of its element. A page with
exercises names a script, and carries what the script needs: the imports of the notebook, and of
each exercise the stub and the check. The notebooks stay the only source. Without JavaScript the
page is what it was.

book/live holds the scripts; live_files.py puts them, and Python, into the site.
"""

import hashlib
import json
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from tools.course import cells_of, read_problem

from . import live_files

logger = logging.getLogger(__name__)
FOLDER = "notebooks/"
PAGES = ("book/index", "book/own_code", "book/worked_example")  # pages of the book with exercises
SHOWS_CHECKS = ("book/own_code",)  # where the reader may change how it is checked
TOLD_OF = ("book/index", "book/start")  # pages with `{only} live`


# --- what a page carries --------------------------------------------------------------


def page_data(problem):
    """Return what the script of a page needs to know of its notebook.

    Parameters
    ----------
    problem : Problem
        The notebook.

    Returns
    -------
    dict
        `setup`: what the first code cell does; `exercises`: for each its id, its title, its stub,
        and the source of its check.
    """
    return {"setup": problem.setup, "exercises": [_exercise(one) for one in problem.exercises]}


def _exercise(exercise):
    return {
        "id": f"exercise-{exercise.name}",
        "title": exercise.title,
        "stub": exercise.stub,
        # What a reader wrote for another stub is not brought back into this one.
        "version": hashlib.sha256(exercise.stub.encode()).hexdigest()[:8],
        "checkId": f"check-{exercise.name}",
        "check": exercise.check,
    }


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
    pages = [page for page in env.found_docs if _may_live(page) or page in TOLD_OF]
    return [] if before == name else pages


def _may_live(page):
    return page.startswith(FOLDER) or page in PAGES


def _mark(app, doctree):
    """Give the cells of exercises their ids."""
    if not _may_live(app.env.docname):
        return
    cells = cells_of(app.env.doc2path(app.env.docname))
    for node in doctree.findall(nodes.container):
        if node.get("nb_element") == "cell_code":
            cell = cells[node["cell_index"]]
            if {"exercise", "solution", "check"} & set(cell.tags):
                node["ids"].append(cell.id)


def _bring_to_life(app, pagename, templatename, context, doctree):
    if not (app.live_folder and _may_live(pagename) and doctree):
        return
    data = page_data(read_problem(app.env.doc2path(pagename)))
    if not data["exercises"]:
        return
    name = Path(pagename).name
    data |= {"notebook": name, "isHandedIn": pagename.startswith(FOLDER)}
    data |= {"showsChecks": pagename in SHOWS_CHECKS}
    data |= {"size": live_files.first_load(app.live_folder)}
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

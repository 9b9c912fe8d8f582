"""Write the list of mistakes into its page, from the tables that the checks use.

The page book/mistakes.md has the lines `<!-- forward -->`, `<!-- backward -->` and
`<!-- model -->`. Each is replaced, when Sphinx reads the page, by one section for every row of
the table of that name.
"""

from rnn_lib.mistakes import BACKWARD, FORWARD
from rnn_lib.mistakes.model import DERIVATIVE, LOSS, SOFTMAX

TABLES = {
    "<!-- forward -->": FORWARD,
    "<!-- backward -->": BACKWARD,
    "<!-- model -->": {row.id: row for row in (*SOFTMAX, *LOSS, *DERIVATIVE)}.values(),
}
PAGE = "book/mistakes"
ANSWERS = 57  # public answers to the assignment in which mistakes were counted


def _section(row, anchors):
    """Return the section of one row; an id that both tables have gets its anchor once."""
    anchor = "" if row.id in anchors else f'<span id="{row.id}"></span>'
    anchors.add(row.id)
    parts = [f"### {row.title[0].upper()}{row.title[1:]}", anchor, f"`{row.id}`: {row.why}"]
    if row.right:
        parts.append(
            f"| as it should be | as it is |\n|---|---|\n| ${row.right}$ | ${row.wrong}$ |"
        )
    parts.append(f"*Ask yourself:* {row.hint}")
    seen = f" Seen in {row.seen} of {ANSWERS} public answers." if row.seen else ""
    parts.append(f"It breaks {{eq}}`{row.equation}`.{seen}")
    return "\n\n".join(part for part in parts if part)


def _fill(app, docname, source):
    if docname == PAGE:
        anchors = set()
        for marker, rows in TABLES.items():
            text = "\n\n".join(_section(row, anchors) for row in rows)
            source[0] = source[0].replace(marker, text)


def setup(app):
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True}

"""Write the list of mistakes into its page, from the tables that the checks use.

Beside them it puts what other tests would have seen, from the stored measurement of
tools/mistake_matrix.py.

The page book/mistakes.md has the lines `<!-- forward -->`, `<!-- backward -->` and
`<!-- model -->`. Each is replaced, when Sphinx reads the page, by one section for every row of
the table of that name.
"""

import json
from pathlib import Path

from rnn_lib.checks.mistakes import TABLES as MISTAKES

TABLES = {
    "<!-- forward -->": MISTAKES["forward"],
    "<!-- backward -->": MISTAKES["backward"],
    "<!-- model -->": {
        row.id: row
        for row in (
            row for name in ("softmax", "loss", "activation", "clipping") for row in MISTAKES[name]
        )
    }.values(),
}
PAGE = "book/mistakes"
MATRIX = Path(__file__).resolve().parents[2] / "mistake_matrix.json"
TESTS = {
    "caught_by_example": "the assignment's example",
    "caught_by_shape": "a shape check",
    "caught_by_loss": "a loss that must fall",
    "caught_by_gradient_check": "a plain gradient check",
}
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
    parts.append(f"It belongs to {{eq}}`{row.equation}`.{seen}")
    return "\n\n".join(part for part in parts if part)


def _matrix(side):
    """Return the table of what each kind of test sees of the mistakes of one side."""
    measured = json.loads(MATRIX.read_text(encoding="utf-8"))[side]
    head = "| mistake | " + " | ".join(TESTS.values()) + " | named by the check as |"
    caught = {test: sum(row[test] for row in measured.values()) for test in TESTS}
    total = [f"**{caught[test]} of {len(measured)}**" for test in TESTS]
    rows = [
        [_link(name), *("yes" if row[test] else "–" for test in TESTS), *_names(name, row)]
        for name, row in measured.items()
    ]
    lines = [head, "|---" * (len(TESTS) + 2) + "|"]
    lines += ["| " + " | ".join(cells) + " |" for cells in (*rows, ["**caught**", *total, ""])]
    return "\n".join(lines)


def _link(name):
    # Written in HTML like the anchor it leads to: Sphinx does not know either.
    return f'<a href="#{name}">{name}</a>'


def _names(name, row):
    return ["itself" if row["named_as"] == [name] else ", ".join(row["named_as"])]


def _fill(app, docname, source):
    if docname == PAGE:
        anchors = set()
        for marker, rows in TABLES.items():
            text = "\n\n".join(_section(row, anchors) for row in rows)
            source[0] = source[0].replace(marker, text)
        source[0] = source[0].replace("<!-- matrix -->", _matrix("backward"))
        app.env.note_dependency(str(MATRIX))


def setup(app):
    app.connect("source-read", _fill)

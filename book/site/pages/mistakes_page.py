"""Write the list of mistakes into its page, and what other tests would have seen of them.

The page book/mistakes.md has the lines `<!-- mistakes -->` and `<!-- matrix -->`. They are
replaced when Sphinx reads it: by a section for every row of the tables that the checks use, and
by the stored measurement of tools/mistake_matrix.py.
"""

import json
from pathlib import Path

from tools.mistake_sections import all_sections

PAGE = "book/mistakes"
MATRIX = Path(__file__).resolve().parents[2] / "mistake_matrix.json"
TESTS = {
    "caught_by_example": "the assignment's example",
    "caught_by_shape": "a shape check",
    "caught_by_loss": "a loss that must fall",
    "caught_by_gradient_check": "a plain gradient check",
}


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
        source[0] = source[0].replace("<!-- mistakes -->", all_sections(in_book=True))
        source[0] = source[0].replace("<!-- matrix -->", _matrix("backward"))
        app.env.note_dependency(str(MATRIX))


def setup(app):
    app.connect("source-read", _fill)

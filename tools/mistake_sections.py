"""Every mistake that a check can name as a section in MyST: for the book, and for students.

The rows of `rnn_lib.checks.mistakes` are the source, and this is the one way in which they are
shown. The book takes the text into its page; the student edition gets a page of its own.
"""

from docutils.core import publish_string
from myst_parser.parsers.docutils_ import Parser

from rnn_lib.checks.mistakes import TABLES

PARTS = {
    "The forward pass": ("forward",),
    "Backpropagation through time": ("backward",),
    "The classifier": ("softmax", "loss", "activation", "clipping"),
}
"""The headings, and the tables below each."""
ANSWERS = 57  # public answers to the assignment in which mistakes were counted
OPENING = (
    "One section for each mistake that a check can name: what goes wrong, the formula as it "
    "should be and as it is, and a question that leads to the way out."
)
SETTINGS = {
    "math_output": "MathML",
    "myst_enable_extensions": ["dollarmath"],
    "output_encoding": "unicode",
    "halt_level": 2,  # a formula that cannot be read is a warning, and a warning stops it
}


def all_sections(in_book):
    """Return the sections of all mistakes under their headings.

    Parameters
    ----------
    in_book : bool
        Whether they stand where equations can be linked, and counts are told.

    Returns
    -------
    str
        MyST. Of sections with the same id, the first has it as its anchor.
    """
    parts, seen = [], set()
    for heading, names in PARTS.items():
        rows = {row.id: row for name in names for row in TABLES[name]}
        parts.append(f"## {heading}")
        parts += [_section(row, row.id not in seen, in_book) for row in rows.values()]
        seen |= rows.keys()
    return "\n\n".join(parts)


def page_for_students():
    """Return the page of all mistakes as one HTML file that needs nothing else."""
    text = f"# Mistakes\n\n{OPENING}\n\n{all_sections(in_book=False)}\n"
    return publish_string(text, parser=Parser(), writer_name="html5", settings_overrides=SETTINGS)


def _section(row, with_anchor, in_book):
    parts = [f"### {row.title[0].upper()}{row.title[1:]}"]
    if with_anchor:
        parts.append(f'<span id="{row.id}"></span>')
    parts.append(f"`{row.id}`: {row.why}")
    if row.right:
        head = "| as it should be | as it is |\n|---|---|"
        parts.append(f"{head}\n| ${row.right}$ | ${row.wrong}$ |")
    parts.append(f"*Ask yourself:* {row.hint}")
    if in_book:
        parts.append(" ".join(filter(None, (_equation(row), _count(row)))))
    return "\n\n".join(filter(None, parts))


def _equation(row):
    return f"It belongs to {{eq}}`{row.equation}`." if row.equation else ""


def _count(row):
    return f"Seen in {row.seen} of {ANSWERS} public answers." if row.seen else ""

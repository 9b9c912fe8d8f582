"""Every mistake that a check can name as a section in MyST: for the book, and for students.

The rows of `rnn_lib.checks.mistakes` are the source, and this is the one way in which they are
shown. The book takes the text into its page; the student edition gets a page of its own.
"""

from docutils.core import publish_string
from myst_parser.parsers.docutils_ import Parser

from rnn_lib.checks.mistakes import TABLES

PARTS = {
    "The forward pass": ("forward",),
    "Padded sequences": ("padding",),
    "Backpropagation through time": ("backward",),
    "The classifier": ("softmax", "loss", "activation", "clipping", "clipped step"),
    "Gradients by measuring, and descent": ("numerical", "descent"),
    "Writing character by character": ("sampling", "chunk", "bits"),
    "Backpropagation on a graph": ("rules", "order", "walk"),
    "Training over long sequences": ("horizon", "truncation"),
}
"""The headings, and the tables below each."""
COUNTED = {"forward": "57 public answers", "backward": "the 32 public answers that tried it"}
"""Among which answers to the assignment the mistakes of a table were counted."""
OPENING = (
    'Each heading completes "Your function …". Below it stand what is wrong with that, what it '
    "computes, and a question. The formula as it should be is folded: try the question first."
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
    parts, seen = [OPENING], set()
    for heading, rows, again in told_once():
        parts.append(f"## {heading}")
        for row, name in rows:
            parts += _section(row, row.id not in seen)
            parts += [_sources(row, name)] if in_book else []
            seen.add(row.id)
        parts.append(_told_above(again))
    return "\n\n".join(filter(None, parts))


def told_once():
    """Return what stands below each heading, so that no mistake is told twice in the same words.

    Returns
    -------
    list of (str, list, list)
        The heading; each row that is told there, with the name of its table; and the rows that
        have been told above.
    """
    told, parts = set(), []
    for heading, names in PARTS.items():
        rows = {row.id: (row, name) for name in names for row in TABLES[name]}
        again = {i for i, (row, _) in rows.items() if _words(row) in told and not row.seen}
        told |= {_words(row) for row, _ in rows.values()}
        new = [pair for i, pair in rows.items() if i not in again]
        parts.append((heading, new, [row for i, (row, _) in rows.items() if i in again]))
    return parts


def _words(row):
    return row.id, row.title, row.why, row.hint


def _told_above(rows):
    links = [f'<a href="#{row.id}">{row.title}</a>' for row in rows]
    return f"Told above, and found here as well: {'; '.join(links)}." if links else ""


def page_for_students():
    """Return the page of all mistakes as one HTML file that needs nothing else."""
    text = f"# Mistakes\n\n{all_sections(in_book=False)}\n"
    return publish_string(text, parser=Parser(), writer_name="html5", settings_overrides=SETTINGS)


def _section(row, with_anchor):
    parts = [f'<div id="{row.id}"></div>'] if with_anchor else []  # above, so that it is seen
    parts.append(f"### {row.title[0].upper()}{row.title[1:]}")
    parts.append(f"`{row.id}`: {row.why}")
    if row.wrong:
        parts.append(f"As it is: ${row.wrong}$")
    parts.append(f"*Ask yourself:* {row.hint}")
    if row.right:
        summary = "<summary>Show the formula as it should be</summary>"
        parts.append(f'<details class="formula">\n{summary}\n\n${row.right}$\n\n</details>')
    return parts


def _sources(row, name):
    equation = f"It belongs to {{eq}}`{row.equation}`." if row.equation else ""
    count = f"Seen in {row.seen} of {COUNTED[name]}." if row.seen else ""
    return " ".join(filter(None, (equation, count)))

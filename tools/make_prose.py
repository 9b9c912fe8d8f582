"""Take the course's own prose out of its pages into rnn_lib/prose.txt, a sentence a line.

    python -m tools.make_prose

The source are the pages of this book that students read, the Markdown of notebooks 01 to 04, and
what the rows of `rnn_lib.checks.mistakes` say. What is no prose is left out: blocks of code and of
formulas, tables, figures, headings. In a sentence a name from code or a formula stays as its
letters; any other formula or piece of code becomes an x, a number a 0, a link its text. Capitals
become small. `clean` does it, and leaves out each sentence in which any other sign is left.

The text was taken once. Pages change, and the numbers of the notebook should not: so the file
stays as it is, and `rnn_lib.prose` holds its checksum. Whoever takes the text anew enters the
new checksum in `rnn_lib/data.py`, and runs the notebooks.
"""

import hashlib
import re
from pathlib import Path

import nbformat

from rnn_lib.checks.mistakes import TABLES

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "rnn_lib" / "prose.txt"
PAGES = (
    "book/index.md",
    "book/start.md",
    "book/notation.md",
    "book/forward.md",
    "notebooks/01_forward.ipynb",
    "notebooks/02_small_sequence.ipynb",
    "book/bptt.md",
    "book/worked_example.md",
    "notebooks/03_bptt.ipynb",
    "book/training.md",
    "notebooks/04_training.ipynb",
    "book/bridge.md",
    "book/own_code.md",
    "book/speed.md",
    "book/glossary.md",
    "student/START.md",
)
ALPHABET = "\n '(),-.0:;?abcdefghijklmnopqrstuvwxyz"
SHORTEST = 2
"""Words of the shortest sentence that is kept."""
BLOCKS = (
    r"\A---\n.*?\n---\n",  # what stands above a page
    r"(?m)^ *(`{3,}|:{3,}|~{3,})(.|\n)*?^ *\1",  # code, figures, boxes
    r"\$\$[^$]*\$\$(\s*\(eq-[\w-]+\))?",  # formulas on lines of their own
    r"(?m)^(#|\||%|\(|    |\t).*$",  # headings, tables, comments, labels, code by its indent
    r"<[^>\n]*>",
)
TEXTS = (
    (r"!?\[([^\]]*)\]\([^)]*\)", r"\1"),  # a link is its text
    (r"\s*\{cite:p\}`[^`]*`", ""),
    (r"\{(eq|func|ref|doc)\}`[^`]*`", "x"),
    (r"\{\w+\}`([^`<]*?)\s*(<[^`>]*>)?`", r"\1"),
    (r"`([A-Za-z]\w*)`", lambda found: found[1].replace("_", "")),
    (r"\$\\?([A-Za-z]+)_?\{?(\w*)\}?\$", r"\1\2"),
    (r"`[^`\n]+`|\$[^$\n]+\$", "x"),
    (r"\*\*?|(?<!\w)_|_(?!\w)", ""),  # emphasis
    (r"[\u2018\u2019]", "'"),
    (r"[\u201c\u201d]", '"'),
    (r"\s+[\u2013\u2014]\s+", ", "),
    (r"[\u2010-\u2015]", "-"),
    (r"(?m)^\s*- ", ""),  # a list that begins a paragraph
    (r"[\u2212-]?\d+([.,]\d+)*", "0"),
)


def clean(source: str) -> list[str]:
    """Return the sentences of a text in Markdown, in small letters.

    A sentence with a sign that is not in `ALPHABET` is left out, and so is one that has no end.
    """
    for pattern in BLOCKS:
        source = re.sub(pattern, "\n\n", source)
    for pattern, text in TEXTS:
        source = re.sub(pattern, text, source)
    paragraphs = re.split(r"\n\s*\n|\n\s*(?:[-*]|\d+\.)\s+", f"\n{source}")
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    sentences = [one for line in lines for one in re.split(r"(?<=[.?!])\s+(?=[A-Z])", line)]
    return [one.lower() for one in sentences if _is_prose(one)]


def _is_prose(sentence: str) -> bool:
    ends = sentence.rstrip("\")'")[-1:]
    is_written = set(sentence.lower()) <= set(ALPHABET) and ends in {".", "?", "!", ":"}
    return is_written and len(sentence.split()) >= SHORTEST


def markdown_of(path: Path) -> str:
    """Return the Markdown of a page or of a notebook."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def markdown_of_mistakes() -> str:
    """Return what is said of every mistake."""
    rows = {row.id: row for table in TABLES.values() for row in table}.values()
    return "\n\n".join(f"Your function {row.title}. {row.why}\n\n{row.hint}" for row in rows)


def main() -> None:
    sources = [*(markdown_of(ROOT / page) for page in PAGES), markdown_of_mistakes()]
    sentences = [one for source in sources for one in clean(source)]
    data = "".join(f"{one}\n" for one in dict.fromkeys(sentences)).encode("ascii")
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data.split())} words, {len(data)} characters")
    print(f"SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()

"""The page on mistakes as one file that needs nothing else, for checks outside the book to link to.

The book has the same rows with pictures and counts. Here docutils writes them, with formulas in
MathML, which browsers read by themselves.
"""

from docutils import nodes
from docutils.core import publish_from_doctree
from docutils.utils import new_document

from rnn_lib.mistakes import BACKWARD, FORWARD, Mistake
from rnn_lib.mistakes.model import DERIVATIVE, LOSS, SOFTMAX
from rnn_lib.mistakes.training import CLIP

PARTS = {
    "The forward pass": FORWARD,
    "Backpropagation through time": BACKWARD,
    "Softmax, loss and activation": (*SOFTMAX, *LOSS, *DERIVATIVE),
    "Clipping": CLIP,
}
OPENING = (
    "One section for each mistake that a check can name: what goes wrong, the formula as it "
    "should be and as it is, and a question that leads to the way out."
)
# A formula that docutils cannot read is a warning, and a warning (2) stops it.
SETTINGS = {"math_output": "MathML", "output_encoding": "unicode", "halt_level": 2}


def mistakes_page() -> str:
    """Return the page as the text of an HTML file."""
    document = new_document("mistakes")
    document["title"] = "Mistakes"
    document += nodes.title(text="Mistakes")
    document += nodes.paragraph(text=OPENING)
    written = set()
    for title, rows in PARTS.items():
        part = nodes.section(ids=[nodes.make_id(title)])
        part += nodes.title(text=title)
        part.extend(_section(row, written) for row in rows)
        document += part
    return publish_from_doctree(document, writer_name="html5", settings_overrides=SETTINGS)


def _section(row: Mistake, written: set[str]) -> nodes.section:
    """Return the section of one row; an id that two tables have belongs to the first."""
    section = nodes.section(ids=[] if row.id in written else [row.id])
    written.add(row.id)
    section += nodes.title(text=row.title[0].upper() + row.title[1:])
    section += nodes.paragraph("", "", nodes.literal(text=row.id), nodes.Text(f": {row.why}"))
    for label, formula in (("As it should be:", row.right), ("As it is:", row.wrong)):
        if row.right:
            section += nodes.paragraph(text=label)
            section += nodes.math_block(text=formula)
    section += nodes.paragraph("", "", nodes.emphasis(text=f"Ask yourself: {row.hint}"))
    return section

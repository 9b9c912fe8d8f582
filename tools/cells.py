"""The cells of a notebook as they stand in its JSON, whatever became of them on the way."""

from typing import NamedTuple


class Cell(NamedTuple):
    """One cell of a notebook.

    Attributes
    ----------
    id : str
        Its id; empty if it has none.
    is_code : bool
        Whether it is a code cell.
    tags : tuple of str
        Its tags.
    source : str
        Its text.
    """

    id: str
    is_code: bool
    tags: tuple
    source: str


def read_cells(content):
    """Return the cells of a notebook that was read as JSON; None if it has no list of them."""
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return None
    return [_cell(cell) for cell in content["cells"] if isinstance(cell, dict)]


def _cell(cell):
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    tags = metadata.get("tags")
    tags = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    # Colab writes an older format, in which the id of a cell stands in its metadata.
    identity = next((i for i in (cell.get("id"), metadata.get("id")) if isinstance(i, str)), "")
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    source = source if isinstance(source, str) else ""
    return Cell(identity, cell.get("cell_type") == "code", tags, source)

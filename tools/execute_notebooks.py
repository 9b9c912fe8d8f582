"""Execute every notebook of the course in place.

A notebook whose outputs did not change keeps its bytes: no times are recorded,
the metadata does not name the Python that ran it, and an equal file is not
written again.
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
CRISP = "--InlineBackend.figure_formats={'retina'}"  # two pixels a point, for fine screens
CELL_TIMEOUT = 600  # seconds: ends a cell that hangs, also on a busy machine

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE_INFO = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}


def execute(text: str) -> str:
    """Return the notebook `text` with fresh outputs, in its canonical form."""
    notebook = nbformat.reads(text, as_version=4)
    NotebookClient(
        notebook,
        kernel_name=KERNELSPEC["name"],
        timeout=CELL_TIMEOUT,
        record_timing=False,
        extra_arguments=[CRISP],
        coalesce_streams=True,  # else prints arrive in pieces, as the clock has it
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    ).execute()
    # Nothing but this: widget states, editors' settings and versions change by themselves.
    notebook.metadata = {"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO}
    notebook.nbformat_minor = 5  # the first that has cell ids
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def main() -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # Matplotlib dates its files by this
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        sys.exit(f"no notebooks in {NOTEBOOKS.name}/")
    for path in paths:
        old = path.read_text(encoding="utf-8")
        new = execute(old)
        if new != old:
            path.write_text(new, encoding="utf-8", newline="\n")
        print(f"{path.name}: {'rewritten' if new != old else 'unchanged'}")


if __name__ == "__main__":
    main()

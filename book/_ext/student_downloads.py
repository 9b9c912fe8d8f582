"""Offer the student edition on the site: student/rnn-from-scratch.zip and each notebook alone.

They are made from the same files as the pages, in the same build. The download button of a page
leads to a copy of its source; for a notebook that copy is the student edition, too.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools import student_edition  # noqa: E402 (the folder of the course is on the path now)


def _offer(app, exception):
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    contents = student_edition.files()
    student_edition.write_zip(site / "student" / f"{student_edition.NAME}.zip", contents)
    for place, content in contents.items():
        if place.endswith(".ipynb"):
            name = Path(place).name
            (site / "student" / name).write_bytes(content)
            (site / "_sources" / "notebooks" / name).write_bytes(content)


def setup(app):
    app.connect("build-finished", _offer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Offer the student edition on the site: student/rnn-from-scratch.zip and each notebook alone.

They are made from the same files as the pages, in the same build. The download button of a page
leads to a copy of its source; for a notebook that copy is the student edition, too. So no file of
the site is a notebook with solutions.
"""

from pathlib import Path

from tools import student_edition


def put_into(site: Path) -> None:
    """Write the student edition into the site."""
    contents = student_edition.files()
    student_edition.write_zip(site / "student" / f"{student_edition.NAME}.zip", contents)
    for place, content in contents.items():
        if place.endswith(".ipynb"):
            name = Path(place).name
            (site / "student" / name).write_bytes(content)
            (site / "_sources" / "notebooks" / name).write_bytes(content)

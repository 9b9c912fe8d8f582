"""Fixtures of the tests of what students get."""

import zipfile

import pytest

from tools import student_edition


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The edition as a student has it: unpacked in an empty folder."""
    root = tmp_path_factory.mktemp("student")
    student_edition.write_zip(root / "edition.zip", student_edition.files())
    with zipfile.ZipFile(root / "edition.zip") as archive:
        archive.extractall(root)
    return root / student_edition.NAME

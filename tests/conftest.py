"""Fixtures of every room."""

import pytest

from tests.shared.browser import browser, http_base, site, tab  # noqa: F401
from tests.shared.folders import ROOT


@pytest.fixture(scope="session")
def root():
    """The folder of the whole repository."""
    return ROOT

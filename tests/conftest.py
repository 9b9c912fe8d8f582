"""What more than one test module needs."""

from pathlib import Path

import pytest
from browser import browser, http_base, site, tab  # noqa: F401 (fixtures for every test)
from live import fresh_page, live_cells, step, tab_with_python  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root():
    """The folder of the whole repository."""
    return ROOT

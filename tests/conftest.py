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


def pytest_addoption(parser):
    parser.addoption("--no-site", action="store_true", help="leave out what looks at the site")


def pytest_collection_modifyitems(config, items):
    if config.getoption("no_site"):
        looking = {item for item in items if {"site", "browser"} & set(_fixtures(item))}
        config.hook.pytest_deselected(items=looking)
        items[:] = [item for item in items if item not in looking]


def _fixtures(item):
    return getattr(item, "fixturenames", ())  # a cell of a notebook has none

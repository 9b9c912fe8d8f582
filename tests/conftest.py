"""Fixtures of every room, and what `make quick` leaves out."""

import os

import numpy as np
import pytest

from tests.shared.browser import browser, http_base, site, tab  # noqa: F401
from tests.shared.folders import ROOT


def pytest_configure():
    # Two workers on two cores: threads that wait for each other cost seconds a test.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_itemcollected(item):
    """Mark as slow whatever looks at the built site."""
    if {"site", "browser"} & set(item.fixturenames):
        item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def numpy_prints_as_before():
    """The first cell of a notebook, which some tests run, changes how NumPy prints."""
    with np.printoptions():
        yield


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

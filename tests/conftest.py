"""Fixtures of every room, and what `make quick` leaves out."""

import os

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


@pytest.fixture(scope="session")
def root():
    """The folder of the whole repository."""
    return ROOT

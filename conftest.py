"""Tests run in random order where that is asked for; the cells of a notebook never do."""

import pytest


def pytest_itemcollected(item):
    if item.path.suffix == ".ipynb":
        item.add_marker(pytest.mark.random_order(disabled=True))

"""Tests run in random order where that is asked for; the cells of a notebook never do.

Modules with a slow test come first, in whatever order they are: a long one that came last would
keep one worker busy while the other has nothing left to do.
"""

import pytest


def pytest_itemcollected(item):
    if item.path.suffix == ".ipynb":
        item.add_marker(pytest.mark.random_order(disabled=True))


@pytest.hookimpl(trylast=True)  # when the order is random already
def pytest_collection_modifyitems(items):
    slow = {item.path for item in items if takes_long(item)}
    items.sort(key=lambda item: item.path not in slow)


def takes_long(item):
    return item.path.suffix == ".ipynb" or item.get_closest_marker("slow")

"""What `make quick` leaves out here: the modules that start a student's process."""

import os
import sys

import pytest

from tools.grading.sandbox import why_open

STARTS_PROCESSES = {
    "test_cells",
    "test_command",
    "test_grading",
    "test_hostile",
    "test_other_checks",
    "test_platforms",
    "test_room",
    "test_same_verdict",
    "test_top_to_bottom",
}


def pytest_itemcollected(item):
    if item.path.stem in STARTS_PROCESSES:
        item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def bubblewrap():
    """That the sandbox works here; on Linux, CI must not do without."""
    if reason := why_open():
        must_work = "CI" in os.environ and sys.platform == "linux"
        (pytest.fail if must_work else pytest.skip)(reason)

"""What `make quick` leaves out here: the modules that start a student's process."""

import pytest

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

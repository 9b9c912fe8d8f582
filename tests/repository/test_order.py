"""Tests pass in any order, those that take long first; the cells of a notebook have theirs."""

import subprocess
import sys
from functools import cache
from itertools import groupby

import pytest

from tests.shared.notebooks import NAMES, read

pytestmark = pytest.mark.slow  # another pytest, with nbval
QUICK = ["tests/library/test_dense.py", "tests/library/test_optim.py"]
PARTLY_SLOW = "tests/grading/test_classroom.py"


@cache
def collected(root, seed):
    """The tests of three modules and all cells, in the order in which they would run."""
    command = [sys.executable, "-m", "pytest", f"--random-order-seed={seed}"]
    command += ["--collect-only", "-q", "--nbval", "--nbval-current-env", "notebooks"]
    command += [*QUICK, PARTLY_SLOW]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return [line for line in run.stdout.splitlines() if "::" in line]


def test_a_seed_shuffles_tests_and_no_cells(root):
    one, two = collected(root, 1), collected(root, 2)
    assert one != two and sorted(one) == sorted(two)
    assert [test for test in one if ".py::" in test] != [test for test in two if ".py::" in test]
    for name in NAMES:
        count = sum(cell.cell_type == "code" for cell in read(name).cells)
        cells = [f"notebooks/{name}.ipynb::Cell {number}" for number in range(count)]
        for order in (one, two):
            first = order.index(cells[0])
            assert order[first : first + count] == cells


@pytest.mark.parametrize("seed", [1, 2])
def test_modules_with_a_slow_test_come_first_each_as_a_whole(root, seed):
    modules = [test.partition("::")[0] for test in collected(root, seed)]
    in_order = [module for module, _ in groupby(modules)]
    assert len(in_order) == len(set(modules))
    assert sorted(in_order[-len(QUICK) :]) == QUICK

"""Every exercise in a student's repository as a test; the variable SUBMISSION is its folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COURSE = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ["SUBMISSION"]).resolve()
NOTEBOOKS = [p for p in sorted(FOLDER.rglob("*.ipynb")) if ".ipynb_checkpoints" not in p.parts]


def _rows(path):
    """Return what the grader says of each exercise, or why it says nothing."""
    command = [sys.executable, "-m", "tools.grading", str(path), "--json"]
    run = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, encoding="utf-8")
    if run.returncode != 2:
        return json.loads(run.stdout)["exercises"]
    is_other = "has no exercise of this course" in run.stderr
    return [] if is_other else [{"exercise": path.name, "status": "error", "lines": [run.stderr]}]


def _name(row):
    return row["exercise"]


@pytest.mark.parametrize("row", [row for p in NOTEBOOKS for row in _rows(p)], ids=_name)
def test_exercise(row):
    """Fail with what the check says."""
    assert row["status"] == "correct", "\n".join([*row["lines"], *row.get("mistakes", ())])

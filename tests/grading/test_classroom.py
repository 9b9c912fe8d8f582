"""For GitHub Classroom every exercise is a test, and the workflow names what there is."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.grading.submissions import answered, notebook, student_cells, write
from tests.shared.folders import ROOT
from tools.grading.sandbox import why_open

FOLDER = ROOT / "tools" / "editions" / "classroom"
needs_sandbox = pytest.mark.skipif(bool(why_open()), reason="there is no sandbox here")
WRONG = "def step_forward(x_t, h_prev, Wx, Wh, B):\n    return np.tanh(x_t @ Wx + h_prev @ Wh)"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """What pytest says of a student's repository: the outcome of each test, and all it prints."""
    folder = tmp_path_factory.mktemp("submission")
    files = {
        "01_forward.ipynb": answered("01_forward", step_forward=WRONG),
        "problem 2/mine.ipynb": notebook(student_cells("02_small_sequence", {})),
        "scratch.ipynb": notebook([]),
        "03_bptt.ipynb": b'{"cells": [',
        ".ipynb_checkpoints/01_forward-checkpoint.ipynb": answered("01_forward"),
    }
    write(folder, files)
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, str(FOLDER / "test_notebooks.py")],
        cwd=ROOT,
        env={**os.environ, "SUBMISSION": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    found = re.findall(r"\[(.+)\] (PASSED|FAILED)", run.stdout)
    return dict(found), run.stdout


@needs_sandbox
@pytest.mark.slow
def test_every_exercise_is_a_test_with_the_outcome_of_its_check(outcome):
    outcomes, _ = outcome
    assert outcomes == {
        "01_forward/shapes": "PASSED",
        "01_forward/step-forward": "FAILED",
        "01_forward/forward": "PASSED",
        "01_forward/padding": "PASSED",
        "02_small_sequence/small-sequence": "FAILED",
        "02_small_sequence/example": "FAILED",
        "03_bptt.ipynb": "FAILED",  # cut off, and no test is lost in silence
    }


@needs_sandbox
@pytest.mark.slow
def test_a_failure_names_the_mistake(outcome):
    _, printed = outcome
    assert "bias-ignored" in printed and "cut off or damaged" in printed


@pytest.fixture(scope="module")
def workflow():
    return yaml.safe_load((FOLDER / "grade.yml").read_text(encoding="utf-8"))


def test_the_workflow_names_files_of_the_course_and_reads_only(workflow):
    steps = workflow["jobs"]["grade"]["steps"]
    in_course = [step["run"] for step in steps if step.get("working-directory") == "course"]
    files = re.findall(r"[\w/.-]+\.(?:py|txt)\b", "\n".join(in_course))
    assert files == ["requirements.txt", "tools/editions/classroom/test_notebooks.py"]
    assert all((ROOT / file).is_file() for file in files)
    assert workflow["permissions"] == {"contents": "read"}


def test_the_workflow_takes_the_actions_of_our_own_in_their_versions(workflow):
    ours = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    used = [step["uses"] for step in workflow["jobs"]["grade"]["steps"] if "uses" in step]
    assert used and all(f"uses: {action}\n" in ours for action in used)


def test_the_repository_of_the_course_is_entered_in_one_place(workflow):
    text = (FOLDER / "grade.yml").read_text(encoding="utf-8")
    assert text.count("OWNER/REPOSITORY") == 1 and workflow["env"] == {"COURSE": "OWNER/REPOSITORY"}

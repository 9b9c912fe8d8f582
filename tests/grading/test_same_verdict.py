"""A verdict of the grader is the verdict that the student saw, word for word."""

import inspect
from pathlib import Path

import pytest

import rnn_lib
from tests.shared import backward_learners, forward_learners, right_backwards, right_forwards
from tools.course import read_course
from tools.grading.checking import run_check
from tools.grading.limits import Limits
from tools.grading.remote import StudentProcess
from tools.grading.sandbox import ROOT, prepared_room

EXERCISES = {e.name: (p, e) for p in read_course(ROOT / "notebooks") for e in p.exercises}
CHECKS = {"forward": rnn_lib.check_forward, "backward": rnn_lib.check_backward}

RIGHT = {**vars(right_forwards), **vars(right_backwards)}
LEARNERS = {**vars(forward_learners), **vars(backward_learners)}
MODULES = (forward_learners, backward_learners, right_forwards, right_backwards)


def answers():
    """Every answer of the other tests, with the exercise that it answers."""
    for name, f in RIGHT.items():
        kind = name.partition("_")[0]
        if inspect.isfunction(f) and kind in CHECKS:
            yield kind, name
    for kind in CHECKS:
        for f in LEARNERS[f"{kind.upper()}_LEARNERS"]:
            yield kind, f.__name__ + ("()" if inspect.isclass(f) else "")


@pytest.fixture(scope="module")
def process():
    """A student's process in which all those answers are defined."""
    with prepared_room(is_closed=False) as room:
        process = StudentProcess(room, Limits(seconds=60))
        for module in MODULES:
            assert process.run(Path(module.__file__).read_text(encoding="utf-8")) is None
        yield process
        process.close()


@pytest.mark.parametrize("kind, expression", list(answers()))
def test_the_grader_says_what_the_notebook_says(process, kind, expression):
    problem, exercise = EXERCISES[kind]
    process.run(f"{kind} = {expression}")
    process.allow_time()
    verdict = run_check(problem, exercise, process)
    report = CHECKS[kind](eval(expression, {**LEARNERS, **RIGHT}))
    assert (verdict.status, verdict.lines, verdict.mistakes) == (
        report.status,
        report.lines,
        report.mistakes,
    )


NORM = "    norm = np.sqrt(sum((g ** 2).sum() for g in grads.values()))\n"
CLIPS = {
    "right": NORM + "    return {n: g * min(1, max_norm / max(norm, max_norm)) for n, g in "
    "grads.items()}, norm\n",
    "in place": NORM + "    for g in grads.values(): g *= min(1, max_norm / max(norm, max_norm))\n"
    "    return grads, norm\n",
    "replaced": NORM + "    for n in grads: grads[n] = grads[n] * min(1, max_norm / max(norm, 1))\n"
    "    return grads, norm\n",
    "emptied": NORM + "    kept = dict(grads); grads.clear(); return kept, norm\n",
    "unchanged": NORM + "    return grads, norm\n",
    "a list": NORM + "    return list(grads.values()), norm\n",
    "other names": NORM + "    return {n + '_': g for n, g in grads.items()}, norm\n",
    "odd": "    return {1, 2}\n",
    "nothing": "    grads['Wx'] = None\n",
}
"""Answers to an exercise whose arguments and results are dicts."""


@pytest.mark.parametrize("name", CLIPS)
def test_dicts_go_over_and_come_back(process, name):
    problem, exercise = EXERCISES["clip"]
    source = "import numpy as np\ndef clip(grads, max_norm):\n" + CLIPS[name]
    process.run(source)
    process.allow_time()
    verdict = run_check(problem, exercise, process)
    namespace = {}
    exec(source, namespace)
    report = rnn_lib.check_clip_by_global_norm(namespace["clip"])
    assert (verdict.status, verdict.lines, verdict.mistakes) == (
        report.status,
        report.lines,
        report.mistakes,
    )


def test_an_answer_that_asks_for_fewer_arguments_is_called_by_name_and_does_not_pass(process):
    problem, exercise = EXERCISES["forward"]
    source = (
        "import numpy as np\n"
        "def forward(x, Wx, Wh, B):\n"
        "    h = [np.zeros((len(x), len(Wh)))]\n"
        "    for t in range(x.shape[1]): h.append(np.tanh(x[:, t] @ Wx + h[-1] @ Wh + B))\n"
        "    return np.stack(h[1:], axis=1)\n"
    )
    process.run(source)
    process.allow_time()
    verdict = run_check(problem, exercise, process)
    namespace = {}
    exec(source, namespace)
    report = rnn_lib.check_forward(namespace["forward"])
    assert report.not_tried == ("h0",) and verdict.lines == report.lines
    assert verdict.status == "incorrect" and "Not tried: h0" in verdict.notes[0]

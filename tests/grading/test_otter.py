"""Otter runs the checks of the course, and says what they say."""

import sys
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

import rnn_lib
from tests.shared.notebooks import solutions
from tools.course import read_course
from tools.editions.otter import main
from tools.grading.rubric import read_rubric

EXERCISES = {e.name: p for p in read_course() for e in p.exercises}


@pytest.fixture(scope="module")
def tests(tmp_path_factory):
    folder = tmp_path_factory.mktemp("otter")
    main(folder)
    return folder / "tests"


@pytest.fixture
def stand_in(monkeypatch):
    """What a test imports from Otter: a decorator that keeps the function."""
    module = ModuleType("otter.test_files")
    module.test_case = lambda **options: lambda f: f
    monkeypatch.setitem(sys.modules, "otter", SimpleNamespace(test_files=module))
    monkeypatch.setitem(sys.modules, "otter.test_files", module)


def answers_of(problem):
    """What the solutions of a notebook define, in its order: later ones may call earlier ones."""
    names = {}
    exec("\n".join([problem.imports, *solutions(problem.name).values()]), names)
    return names


def run(test, answers):
    """Run a test as Otter does: its function gets answers by their names, or None."""
    names = {}
    exec(test.read_text("utf-8"), names)
    function = names["test_answer"]
    wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
    function(**{name: answers.get(name) for name in wanted})
    return names


def test_every_exercise_has_a_test_with_its_points(tests, stand_in):
    assert {path.stem for path in tests.iterdir()} == set(EXERCISES)
    for name, problem in EXERCISES.items():
        names = run(tests / f"{name}.py", answers_of(problem))
        assert names["OK_FORMAT"] is False
        assert (names["name"], names["points"]) == (name, read_rubric().out_of(name))


@pytest.mark.parametrize("name", EXERCISES)
def test_without_an_answer_it_fails_and_says_so(tests, stand_in, name):
    with pytest.raises(AssertionError, match="not attempted"):
        run(tests / f"{name}.py", {})


def without_the_state(x_t, h_prev, Wx, Wh, B):
    return np.tanh(x_t @ Wx + B)


def test_a_wrong_answer_fails_with_what_the_check_says(tests, stand_in):
    with pytest.raises(AssertionError) as failure:
        run(tests / "step-forward.py", {"step_forward": without_the_state})
    assert str(failure.value) == str(rnn_lib.check_step_forward(without_the_state))


def test_a_function_of_the_library_is_no_answer(tests, stand_in):
    with pytest.raises(AssertionError):
        run(tests / "forward.py", {"forward": rnn_lib.rnn_forward})

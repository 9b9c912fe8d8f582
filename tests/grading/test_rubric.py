"""What an answer is worth: the rubric, and how verdicts become points."""

import tomllib

import pytest

from tools.course import read_course
from tools.grading.checking import Verdict
from tools.grading.rubric import FILE, RubricError, known_mistakes, read_rubric
from tools.grading.sandbox import ROOT
from tools.grading.scores import score

COURSE = read_course(ROOT / "notebooks")
RUBRIC = read_rubric()


def test_every_mistake_that_a_check_can_name_has_its_cost():
    assert set(RUBRIC.mistakes) <= set(known_mistakes())
    assert all(why for _, why in RUBRIC.mistakes.values())
    assert all(0 < RUBRIC.cost(name) <= 1 for name in known_mistakes())


def test_every_exercise_of_the_course_has_its_points():
    names = {e.name for problem in COURSE for e in problem.exercises}
    assert names <= set(RUBRIC.points)


@pytest.mark.parametrize(
    "change, words",
    [
        (("h0-ignored = {", "h0-forgotten = {"), "no mistake is called h0-forgotten"),
        (('{ level = "slip", why = "A sign." }', '{ level = "sin", why = "" }'), "no level is called sin"),
        (("cost = 0.1", "cost = 1.1"), "shares from 0 to 1"),
        (("forward = 15", "forward = -1"), "not < 0"),
        (("[credit]", "[credits]"), "cannot be used"),
        (("missing = 0.0", ""), "credit must name"),
        (("correct = 1.0", "correct = "), "cannot be used"),
    ],
)  # fmt: skip
def test_a_rubric_that_cannot_be_is_refused(tmp_path, change, words):
    text = FILE.read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "rubric.toml"
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        read_rubric(path)
    assert words in str(caught.value)


def incorrect(*explanations, behaviour=()):
    ids = tuple(dict.fromkeys([i for e in explanations for i in e] + list(behaviour)))
    return Verdict("incorrect", (), ids, explanations, behaviour)


def test_of_mistakes_that_cannot_be_told_apart_the_cheaper_counts():
    verdict = incorrect(("state-not-carried",), ("h0-ignored",))
    assert score(RUBRIC, "forward", verdict).charged == ("h0-ignored",)


def test_mistakes_add_up_and_leave_what_an_unknown_mistake_leaves():
    two = score(RUBRIC, "other", incorrect(("h0-ignored", "bias-ignored")))
    assert two.points == pytest.approx(10 * (1 - 2 * RUBRIC.cost("h0-ignored")))
    many = incorrect(("state-not-carried", "batch-rows-mixed", "time-reversed"))
    unknown = Verdict("incorrect")
    assert score(RUBRIC, "other", many).points == score(RUBRIC, "other", unknown).points > 0


def test_an_answer_that_ignores_what_it_is_given_gets_nothing():
    assert score(RUBRIC, "other", incorrect(("argument-ignored",))).points == 0


@pytest.mark.parametrize("status", ["error", "not attempted", "missing"])
def test_no_numbers_no_points(status):
    assert score(RUBRIC, "other", Verdict(status)).points == 0


def test_a_rubric_of_ones_own_is_used(tmp_path):
    path = tmp_path / "rubric.toml"
    text = FILE.read_text(encoding="utf-8").replace("other = 10", "other = 3")
    path.write_text(text.replace("forward = 15\n", ""), encoding="utf-8")
    assert score(read_rubric(path), "forward", Verdict("correct")).points == 3
    assert tomllib.loads(text)["points"]["other"] == 3

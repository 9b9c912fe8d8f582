"""The check of how far a gradient reaches: several ways to the number, and each mistake."""

import math

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes.horizon import HORIZON

check = rl.check_horizon
EXERCISE = EXERCISES["horizon"]
PROBES = EXERCISE.probes


def given(probe):
    """Return what an answer is called with."""
    return EXERCISE.pack(probe.arguments)


def by_logarithms(rho, share):
    return np.floor(np.log(share) / np.log(rho))


def by_another_base(rho, share):
    return int(math.log10(share) / math.log10(rho))


def by_a_loop(rho, share):
    k, left = 0, 1.0
    while left * rho >= share:
        k, left = k + 1, left * rho
    return k


def by_a_base(rho, share):
    return math.floor(math.log(share, rho))


def by_counting(rho, share):
    return int((rho ** np.arange(1, 1000) >= share).sum())


@pytest.mark.parametrize("f", [by_logarithms, by_another_base, by_a_loop, by_a_base, by_counting])
def test_a_right_answer_is_correct_in_every_style(f):
    report = check(f)
    assert (report.subject, report.status, report.mistakes) == ("horizon", "correct", ())


def test_at_the_distance_enough_is_left_and_one_step_further_too_little():
    for probe in PROBES:
        (rho, share), (distance,) = given(probe), probe.expected
        assert rho**distance >= share > rho ** (distance + 1)


def test_no_rounding_of_logarithms_can_change_a_distance():
    between = [float(np.log(share) / np.log(rho)) for rho, share in map(given, PROBES)]
    assert min(abs(k - round(k)) for k in between) > 0.05
    assert {k - math.floor(k) < 0.5 for k in between} == {True, False}  # tells rounding from it


@pytest.mark.parametrize(
    "f, mistake",
    [
        (lambda rho, share: math.ceil(math.log(share) / math.log(rho)), "distance-rounded-up"),
        (lambda rho, share: 1 + by_a_loop(rho, share), "distance-rounded-up"),
        (lambda rho, share: round(math.log(share) / math.log(rho)), "distance-rounded-up"),
        (lambda rho, share: math.log(share) / math.log(rho), "distance-not-whole"),
        (lambda rho, share: by_counting(rho, share) - 1, "distance-too-short"),
        (lambda rho, share: int(math.log(rho) / math.log(share)), "quotient-upside-down"),
        (lambda rho, share: (1 - share) / (1 - rho), "amount-for-share"),
        (lambda rho, share: by_logarithms(rho, 0.01), "share-not-used"),
    ],
)
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistake):
    report = check(f)
    assert (report.status, report.mistakes) == ("incorrect", (mistake,)), str(report)


@pytest.mark.parametrize("row", HORIZON, ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    assert [check(form).mistakes for form in row.variants] == [(row.id,)] * len(row.variants)


def test_a_number_that_nothing_explains_comes_with_the_right_one():
    lines = check(lambda rho, share: by_logarithms(rho, share) + 10).lines
    assert "distance[] is 16, it should be 6" in lines[0] or "is 16, it should be 6" in lines[0]
    assert any("No known mistake" in line for line in lines)


def test_nothing_is_raised():
    def stub(rho, share):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda rho, share: None, lambda rho, share: "six"):
        assert check(rubbish).status == "error"
    for rubbish in (lambda rho, share: np.nan, lambda rho, share: [6, 6], lambda rho, share: 1e9):
        assert check(rubbish).status == "incorrect"

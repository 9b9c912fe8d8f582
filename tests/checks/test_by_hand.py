"""The check of numbers worked out by hand: what is right, what a slip gives, what is no number."""

import math
from itertools import pairwise

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.by_hand import DIGITS, _blanks

# By hand, from the numbers of the assignment.
H_1 = (0.76188798, 0.76213958, 0.76239095, 0.76255841)
H_2 = (0.792209, 0.8141834, 0.83404912, 0.84977719)
H_3 = (0.79494228, 0.81839002, 0.83939649, 0.85584174)
COLUMN, ROW = (0.01, 0.02, 0.03, 0.04), (0.01, 0.03, 0.05, 0.07)
DA_3 = [1 - h**2 for h in H_3]
A_2 = 0.02 * 0.01 + 0.03 * 0.03 + sum(h * w for h, w in zip(H_1, COLUMN)) + 1
DH_2 = sum(da * w for da, w in zip(DA_3, ROW))
DA_2 = DH_2 * (1 - H_2[0] ** 2)
RIGHT = {"a_2[0]": A_2, "da_2[0]": DA_2, "dWh[0, 0]": H_1[0] * DA_2 + H_2[0] * DA_3[0]}
NAMES = list(RIGHT)


@pytest.mark.parametrize("name", NAMES)
def test_six_decimals_are_correct_and_the_whole_number_is_shown(name):
    for value in (RIGHT[name], round(RIGHT[name], 6), np.float32(RIGHT[name]), [RIGHT[name]]):
        report = rl.check_by_hand(lambda value=value: value, name)
        assert report.passed, str(report)
    shown = float(report.lines[0].removeprefix(f"{name} = "))
    assert shown == pytest.approx(RIGHT[name], rel=1e-7) and len(report.lines) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("error, passes", [(0.9e-3, True), (-0.9e-3, True), (1.2e-3, False)])
def test_one_in_a_thousand_is_allowed(name, error, passes):
    assert rl.check_by_hand(lambda: RIGHT[name] * (1 + error), name).passed is passes


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("a_2[0]", 0.0011 + sum(h * w for h, w in zip(H_1, ROW)) + 1, "row 0 of Wh"),
        ("a_2[0]", A_2 - 1, "neither an input nor a state"),
        ("a_2[0]", H_2[0], "That is h_2[0]."),
        ("a_2[0]", 1.0011, "forgets the first step"),
        ("a_2[0]", A_2 - 0.0011, "No input goes into that"),
        ("a_2[0]", 1.0007, "number of step 1"),
        ("a_2[0]", math.atanh(H_3[0]), "number of step 3"),
        ("a_2[0]", A_2 - 0.0011 + 0.0007, "The input is that of step 1"),
        ("da_2[0]", DH_2, "That is dh_2[0]."),
        ("da_2[0]", DH_2 * (1 - H_1[0] ** 2), "The slope is that of h_1"),
        ("da_2[0]", DH_2 * (1 - H_3[0] ** 2), "The slope is that of h_3"),
        ("da_2[0]", DH_2 * (1 - H_2[0]), "At h = -0.8 the slope"),
        ("da_2[0]", sum(map(math.prod, zip(DA_3, COLUMN))) * (1 - H_2[0] ** 2), "column 0 of Wh"),
        ("da_2[0]", DA_3[0], "That is da_3[0]."),
        ("da_2[0]", 0.00146444, "That is da_1[0]"),
        ("dWh[0, 0]", H_2[0] * DA_2 + H_3[0] * DA_3[0], "after each step"),
        ("dWh[0, 0]", H_2[0] * DA_3[0], "what step 3 gives"),
        ("dWh[0, 0]", H_1[0] * DA_2, "what step 2 gives"),
        ("dWh[0, 0]", RIGHT["dWh[0, 0]"] / 3, "That is a mean"),
        ("dWh[0, 0]", RIGHT["dWh[0, 0]"] / 2, "That is a mean"),
        ("dWh[0, 0]", 0.38706624, "That is dB[0]"),
        ("dWh[0, 0]", H_1[0] * DA_3[0] + H_2[0] * DA_2, "gradient of the other step"),
    ],
)
def test_a_number_that_a_slip_gives_is_told_from_what_it_comes(name, value, words):
    for given in (value, round(value, 6)):
        report = rl.check_by_hand(lambda given=given: given, name)
        assert report.status == "incorrect" and words in report.lines[1], str(report)
        assert report.lines[0] == f"{name} is not {given:.6g}."


def test_of_two_known_numbers_the_nearer_one_is_told():
    (_, line) = rl.check_by_hand(lambda: 1.00075, "a_2[0]").lines  # between 1.0007 and 1.0011
    assert "number of step 1" in line
    (_, line) = rl.check_by_hand(lambda: 1.00105, "a_2[0]").lines
    assert "forgets the first step" in line


@pytest.mark.parametrize("name", NAMES)
def test_no_two_of_the_known_numbers_are_taken_for_each_other(name):
    blank = _blanks()[name]
    numbers = sorted([blank.right, *(number for number, _ in blank.known)])
    assert min(b - a for a, b in pairwise(numbers)) > 4 * DIGITS
    assert blank.right == pytest.approx(RIGHT[name], rel=1e-7)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_a_slip_asks_and_tells_no_formula(name):
    for _, sentence in _blanks()[name].known:
        assert sentence.endswith("?") and len(sentence) < 160
        assert not set("·@+²*") & set(sentence) and f"{RIGHT[name]:.4f}" not in sentence


@pytest.mark.parametrize(
    "value, words",
    [
        (3 * A_2, "too large by a factor of 3."),
        (A_2 / 2, "too small by a factor of 2."),
        (A_2 * 1.01, "too large by a factor of 1.0100."),
        (-A_2, "the wrong sign"),
        (0, "It is not zero"),
        (np.inf, "no finite number"),
        (np.nan, "no finite number"),
    ],
)
def test_other_numbers_hear_how_far_off_they_are(value, words):
    report = rl.check_by_hand(lambda: value, "a_2[0]")
    assert report.status == "incorrect" and words in report.lines[1]


@pytest.mark.parametrize(
    "value, words",
    [
        ("1.077336", "a value of type str"),
        (np.ones(4), "an array of shape (4,): which of its entries is asked for?"),
        (None, "None: is there a return statement?"),
        (1j, "a value of type complex"),
        (True, "a value of type bool"),
        (object(), "a value of type object"),
        ([[1], [1, 2]], "a value of type list"),
        ([], "an array of shape (0,)"),
    ],
)
def test_what_is_no_number_is_an_error_with_words_for_it(value, words):
    report = rl.check_by_hand(lambda: value, "a_2[0]")
    assert report.status == "error" and words in report.lines[0]


def test_a_number_that_is_asked_for_by_another_name_is_refused():
    for name in ("a_2", "h_2[0]", None, 3, ["a_2[0]"]):
        with pytest.raises(ValueError, match=r"'a_2\[0\]', 'da_2\[0\]', 'dWh\[0, 0\]', got"):
            rl.check_by_hand(lambda: 1.0, name)


def test_nothing_else_is_raised():
    def stub():
        raise NotImplementedError

    def broken():
        return 1 / 0

    for name in NAMES:
        assert rl.check_by_hand(stub, name).status == "not attempted"
        assert rl.check_by_hand(None, name).status == "not attempted"
        report = rl.check_by_hand(broken, name)
        assert report.status == "error" and "ZeroDivisionError" in report.lines[0]
        assert rl.check_by_hand(lambda x: x, name).status == "error"
        assert rl.check_by_hand(RIGHT[name], name).passed

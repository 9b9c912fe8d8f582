"""The check of every activation's slope: each is told apart, and the first wrong one is shown."""

import cmath

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.activation import PLACES


def slope(h, activation):
    if activation == "tanh":
        return 1 - h**2
    if activation == "sigmoid":
        return h * (1 - h)
    if activation == "relu":
        return np.where(h > 0, 1.0, 0.0)
    return np.ones_like(h)


def by_table(h, activation):
    return {
        "tanh": (1 - h) * (1 + h),
        "sigmoid": h - h * h,
        "relu": h > 0,
        "identity": 1.0,
    }[activation]


def by_inverse(h, activation):
    """Go back to a where that can be done."""
    if activation == "tanh":
        return 1 / np.cosh(np.arctanh(h)) ** 2
    if activation == "sigmoid":
        a = np.log(h / (1 - h))
        return np.exp(-a) / (1 + np.exp(-a)) ** 2
    return np.sign(h) if activation == "relu" else h * 0 + 1


def by_loops(h, activation):
    return [[float(slope(np.array([v]), activation)[0]) for v in row] for row in h]


def with_wrong(name, wrong):
    return lambda h, activation: wrong(h) if activation == name else slope(h, activation)


@pytest.mark.parametrize("f", [slope, by_table, by_inverse, by_loops])
def test_right_slopes_are_correct_in_any_style(f):
    report = rl.check_slope(f)
    assert report.passed, str(report)
    assert report.lines[0] == "Right for tanh, sigmoid, relu, identity, at 12 places each."


def test_one_number_for_identity_is_right_and_hears_that_it_is_no_array():
    (_, line) = rl.check_slope(by_table).lines
    assert line == (
        "For identity it returns one number, not an array of the shape of h. "
        "In a product the two do the same."
    )


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "relu", "identity"])
def test_the_wrong_one_is_named_with_a_place_and_both_numbers(name):
    phi = {
        "tanh": cmath.tanh,
        "sigmoid": lambda a: 1 / (1 + cmath.exp(-a)),
        "relu": lambda a: a if a.real > 0 else 0 * a,
        "identity": lambda a: a,
    }[name]
    a = PLACES[0]
    right = phi(a + 1e-20j).imag / 1e-20  # a complex step
    report = rl.check_slope(with_wrong(name, lambda h: slope(h, name) + 3.0 * (h == h[0, 0])))
    others = [one for one in ("tanh", "sigmoid", "relu", "identity") if one != name]
    if name != "relu":  # where many places have the same h
        shown = f"For {name}, at a = {a:.3g}: the slope is {right:.6g}, yours is {right + 3:.6g}."
        assert shown in report.lines
    assert report.status == "incorrect" and f"Right for {', '.join(others)}." in report.lines
    assert report.mistakes == ()


def test_the_slope_of_tanh_for_all_is_named():
    report = rl.check_slope(lambda h, activation: 1 - h**2)
    assert report.mistakes == ("derivative-does-not-follow",)
    assert report.lines[:2] == ("Right for tanh.", "Wrong for sigmoid, relu, identity.")
    assert report.lines[2].startswith("For sigmoid, at a = -2.1: the slope is 0.0971947, yours is")


@pytest.mark.parametrize(
    "f, name",
    [
        (with_wrong("sigmoid", lambda a: np.exp(-a) / (1 + np.exp(-a)) ** 2), "sigmoid"),
        (with_wrong("tanh", lambda a: 1 - np.tanh(a) ** 2), "tanh"),
    ],
)
def test_a_slope_of_the_preactivation_is_named(f, name):
    report = rl.check_slope(f)
    assert report.mistakes == ("derivative-of-preactivation",)
    assert any(line.startswith(f"For {name}, at a = ") for line in report.lines)


def test_two_slopes_that_have_changed_places_are_those_of_other_activations():
    swapped = {"tanh": "sigmoid", "sigmoid": "tanh"}
    report = rl.check_slope(lambda h, activation: slope(h, swapped.get(activation, activation)))
    assert report.mistakes == ("derivative-does-not-follow",)


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda h: 0.5, "Yours is one number for all entries."),
        (lambda h: (h * (1 - h)).sum(axis=0), "For sigmoid, h has shape (3, 4), and yours has"),
        (lambda h: h * np.nan, "yours is nan"),
    ],
)
def test_what_is_no_slope_of_each_entry_hears_why(wrong, words):
    report = rl.check_slope(with_wrong("sigmoid", wrong))
    assert report.status == "incorrect" and words in str(report)


def test_an_activation_that_is_still_open_is_said_beside_those_that_are_right():
    def f(h, activation):
        if activation in ("tanh", "sigmoid"):
            return slope(h, activation)
        raise NotImplementedError

    report = rl.check_slope(f)
    assert report.status == "not attempted"
    assert report.lines == (
        "Right for tanh, sigmoid.",
        "For relu it still raises NotImplementedError.",
    )


def test_a_name_that_the_answer_does_not_know_is_an_error_for_this_name():
    report = rl.check_slope(lambda h, name: {"tanh": 1 - h**2, "sigmoid": h * (1 - h)}[name])
    assert report.status == "error"
    assert report.lines[:2] == ("Right for tanh, sigmoid.", "For relu: KeyError: 'relu'")


def test_writing_into_h_is_named():
    def f(h, activation):
        if activation != "tanh":
            return slope(h, activation)
        h *= h
        return 1 - h

    report = rl.check_slope(f)
    assert report.mistakes == ("inputs-mutated",) and "other numbers stand in h" in str(report)


def test_nothing_is_raised():
    def stub(h, activation):
        raise NotImplementedError

    assert rl.check_slope(stub).status == rl.check_slope(None).status == "not attempted"
    for rubbish in (
        3,
        dict,
        lambda h: h,
        lambda *a: None,
        lambda *a: "x",
        lambda *a: [[1], [1, 2]],
    ):
        assert rl.check_slope(rubbish).status == "error"
    assert rl.check_slope(lambda h, activation: h[:0]).status == "incorrect"

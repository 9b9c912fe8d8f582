"""The check of a gradient by central differences: styles that pass, mistakes that are named."""

import copy

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes.numerical import NUMERICAL, differences
from rnn_lib.checks.weighted_tanh import WeightedTanh

check = rl.check_numerical_gradient


def right(loss, x, eps):
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        entry = x[index]
        x[index] = entry + eps
        above = loss(x)
        x[index] = entry - eps
        below = loss(x)
        x[index] = entry
        gradient[index] = (above - below) / (2 * eps)
    return gradient


def with_unit_arrays(loss, x, eps):
    units = np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(loss(x + eps * e) - loss(x - eps * e)) / eps / 2 for e in units]
    return np.reshape(slopes, x.shape)


def there_and_back_in_place(loss, x, eps):
    """Move x itself, when it can hold the step; it comes back but for rounding."""
    x = x if x.dtype.kind == "f" else x.astype(float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        gradient[index] = loss(x)
        x[index] -= 2 * eps
        gradient[index] = (gradient[index] - loss(x)) / (2 * eps)
        x[index] += eps
    return gradient


def as_lists(loss, x, eps):
    return right(loss, x, eps).tolist()


@pytest.mark.parametrize("f", [right, with_unit_arrays, there_and_back_in_place, as_lists])
def test_a_right_answer_is_correct(f):
    report = check(f)
    assert report.passed, str(report)
    assert report.lines[0].startswith("Right on 5 calls: an x of shape (3, 4), with eps = 0.001;")


def test_the_library_itself_is_correct_and_a_call_of_it_is_no_answer():
    assert check(rl.numerical_gradient).passed
    report = check(lambda loss, x, eps: rl.numerical_gradient(loss, x, eps))
    assert report.status == "not attempted" and "calls rnn_lib.numerical_gradient" in str(report)


def test_the_loss_has_the_slope_of_its_formula_and_refuses_other_shapes():
    weights, x = np.array([0.5, 2.0]), np.array([0.3, -1.0])
    loss = copy.deepcopy(WeightedTanh(weights))
    total = 0.5 * np.tanh(0.3) - 2 * np.tanh(1.0)
    assert loss(x) == pytest.approx(total**2) and type(loss(x)) is float
    wanted = 2 * total * weights / np.cosh(x) ** 2
    np.testing.assert_allclose(right(loss, x, 1e-5), wanted, rtol=1e-8)
    with pytest.raises(ValueError, match=r"takes an array of shape \(2,\), got one of shape \(\)"):
        loss(0.3)


def test_what_is_expected_is_the_difference_and_not_the_derivative():
    for probe in EXERCISES["numerical_gradient"].probes:
        weights, x, power = probe.arguments
        wanted = right(WeightedTanh(weights), x, 10.0**-power)
        np.testing.assert_allclose(probe.expected[0], wanted, rtol=1e-9)
        np.testing.assert_allclose(differences(*probe.arguments), wanted, rtol=1e-9)
    (large,) = [p for p in EXERCISES["numerical_gradient"].probes if "0.1" in p.story]
    exact = right(WeightedTanh(large.arguments[0]), large.arguments[1], 1e-6)
    assert np.abs(exact - large.expected[0]).max() > 1e-3 * np.abs(exact).max()


def with_loop(step, moved=None, at_start=False, restore=True):
    """An answer whose differences are made by ``step(loss_above, loss_here, loss_below, eps)``."""

    def f(loss, x, eps):
        x = np.array(x, dtype=float)
        gradient, start = np.zeros(x.shape), loss(x)
        for index in np.ndindex(x.shape):
            here = start if at_start else loss(x)
            up, down = x.copy(), x.copy()
            where = ... if moved == "all" else index
            up[where] += eps
            down[where] -= eps
            gradient[index] = step(loss(up), here, loss(down), eps)
            x = x if restore else down
        return gradient

    return f


def central(above, here, below, eps):
    return (above - below) / (2 * eps)


def upwards(above, here, below, eps):
    return (above - here) / eps


def ignoring_eps(loss, x, eps):
    return right(loss, x, 1e-5)


def with_exact_derivative(loss, x, eps):
    total = (loss.weights * np.tanh(x)).sum()
    return 2 * total * loss.weights * (1 - np.tanh(x) ** 2)


def without_restoring_in_place(loss, x, eps):
    gradient, before = np.zeros(x.shape), loss(x)
    x = x.astype(float)
    for index in np.ndindex(x.shape):
        x[index] += eps
        gradient[index] = (loss(x) - before) / eps
    return gradient


@pytest.mark.parametrize(
    "f, mistakes",
    [
        (with_loop(upwards), ["one-sided-difference"]),
        (with_loop(upwards, at_start=True), ["one-sided-difference"]),
        (with_loop(lambda a, h, b, eps: (h - b) / eps), ["one-sided-difference"]),
        (with_loop(lambda a, h, b, eps: (a - b) / eps), ["difference-not-halved"]),
        (with_loop(lambda a, h, b, eps: (a - b) / 2 * eps), ["difference-not-halved"]),
        (with_loop(central, restore=False), ["entries-not-restored"]),
        (with_loop(central, moved="all"), ["all-entries-moved"]),
        (lambda loss, x, eps: (loss(x + eps) - loss(x - eps)) / (2 * eps), ["all-entries-moved"]),
        (ignoring_eps, ["eps-ignored"]),
        (lambda loss, x, eps: right(loss, x, 1e-3), ["eps-ignored"]),
        (lambda loss, x, eps: right(loss, x, eps / 2), ["eps-ignored"]),
        (with_exact_derivative, ["eps-ignored"]),
        (without_restoring_in_place, ["one-sided-difference", "entries-not-restored"]),
        (with_loop(upwards, moved="all"), ["one-sided-difference", "all-entries-moved"]),
        (lambda loss, x, eps: with_loop(upwards)(loss, x, 1e-4), ["one-sided-difference", "eps-ignored"]),
    ],
)  # fmt: skip
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistakes):
    report = check(f)
    assert report.status == "incorrect" and list(report.mistakes) == mistakes, str(report)


@pytest.mark.parametrize("row", [row for row in NUMERICAL if row.variants], ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    for pieces in row.variants:

        def f(loss, x, eps, pieces=pieces):
            return differences(loss.weights, x, round(-np.log10(eps)), pieces)

        report = check(f)
        assert report.mistakes == (row.id,), str(report)


def test_one_side_over_twice_the_distance_hears_both():
    report = check(with_loop(lambda a, h, b, eps: (a - h) / (2 * eps)))
    assert report.mistakes == ("one-sided-difference",)
    assert "It divides by twice the distance that it went, besides." in report.lines


def test_an_x_that_does_not_come_back_is_named():
    def f(loss, x, eps):
        gradient = right(loss, x, eps)
        x += 1
        return gradient

    report = check(f)
    assert report.mistakes == ("inputs-mutated",)
    assert "After the call, other numbers stand in: x." in report.lines


@pytest.mark.parametrize(
    "f",
    [
        lambda loss, x, eps: right(loss, x, eps).astype(x.dtype),
        lambda loss, x, eps: with_unit_arrays(loss=lambda y: loss(y.astype(x.dtype)), x=x, eps=eps),
    ],
)
def test_a_step_or_a_slope_that_an_array_of_integers_cannot_hold_is_named(f):
    report = check(f)
    assert report.mistakes == ("integer-truncation",)
    assert report.lines[0].startswith("On an x of integers")


def test_a_loss_that_is_asked_about_one_entry_says_which_shape_it_takes():
    def f(loss, x, eps):
        return [(loss(entry + eps) - loss(entry - eps)) / (2 * eps) for entry in x.flat]

    report = check(f)
    assert report.status == "error"
    assert "loss takes an array of shape (3, 4), got one of shape ()" in report.lines[0]


def test_nothing_is_raised():
    def stub(loss, x, eps):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: None, lambda *a: a[0], lambda *a: [[1], [1, 2]]):
        assert check(rubbish).status == "error"
    for rubbish in (lambda *a: 0.0, lambda *a: a[1] * np.nan, lambda *a: a[1][:1], lambda *a: a[1]):
        assert check(rubbish).status == "incorrect"
    assert check(right, loss_at="last").status == "error"

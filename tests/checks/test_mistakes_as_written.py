"""The checks on answers that know nothing of rnn_lib: named as they are, accused of nothing else."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from tests.shared.attempts import BACKWARD_MISTAKES, FORWARD_MISTAKES, backward_with, forward_with
from tests.shared.backward_learners import BACKWARD_LEARNERS
from tests.shared.forward_learners import FORWARD_LEARNERS
from tests.shared.right_backwards import RIGHT_BACKWARD, as_step_backward, backward_by_einsum
from tests.shared.right_forwards import RIGHT_FORWARD, as_step_forward, forward_by_einsum

NAMES = ["dx", "dh0", "dWx", "dWh", "dB"]
CHECKS = {
    rl.check_forward: forward_by_einsum,
    rl.check_backward: backward_by_einsum,
    rl.check_step_forward: as_step_forward(forward_by_einsum),
    rl.check_step_backward: as_step_backward(backward_by_einsum),
}
EACH = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)


def name_of(answer):
    return getattr(answer, "__name__", type(answer).__name__)


# --- named ---


@pytest.mark.parametrize("mistake", FORWARD_MISTAKES)
def test_a_forward_mistake_is_named_in_another_hand(mistake):
    report = rl.check_forward(forward_with(mistake))
    alike = {"h0-ignored", "previous-index-wraps"}
    assert report.status == "incorrect"
    assert set(report.mistakes) == (alike if mistake in alike else {mistake})


@pytest.mark.parametrize("mistake", BACKWARD_MISTAKES)
def test_a_backward_mistake_is_named_in_another_hand(mistake):
    report = rl.check_backward(backward_with(mistake))
    assert (report.status, report.mistakes) == ("incorrect", (mistake,))


@pytest.mark.parametrize("learner", FORWARD_LEARNERS, ids=name_of)
def test_a_forward_learner_hears_of_every_mistake_and_no_other(learner):
    report = rl.check_forward(learner() if isinstance(learner, type) else learner)
    assert report.status == "incorrect"
    assert set(report.mistakes) == FORWARD_LEARNERS[learner]


@pytest.mark.parametrize("learner", BACKWARD_LEARNERS, ids=name_of)
def test_a_backward_learner_hears_of_every_mistake_and_no_other(learner):
    report = rl.check_backward(learner() if isinstance(learner, type) else learner)
    assert report.status == "incorrect"
    assert set(report.mistakes) == BACKWARD_LEARNERS[learner]


def test_an_answer_that_stops_hears_its_mistake_and_sees_its_line():
    (stops,) = [f for f in BACKWARD_LEARNERS if f.__name__ == "sends_dx_through_Wh"]
    text = str(rl.check_backward(stops))
    assert "dx[:, t] = np.dot(da, Wh.T)" in text and "ValueError" in text
    assert "dx (3, 5, 2)" in text and "da (3, 4)" in text and "Wh (4, 4)" in text


def never_reaches_the_first_step(upstream, x, h0, h, Wx, Wh):
    """Its range ends at 1, so that h0 plays no part in it."""
    dx, dh0 = np.zeros(x.shape), np.zeros(h0.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    for t in range(x.shape[1] - 1, 0, -1):
        da = (upstream[:, t] + dh0) * (1 - h[:, t] ** 2)
        dWx += x[:, t].T @ da
        dWh += h[:, t - 1].T @ da
        dB += da.sum(axis=0)
        dx[:, t], dh0 = da @ Wx.T, da @ Wh.T
    return dx, dh0, dWx, dWh, dB


def test_a_backward_answer_without_a_name_that_does_not_use_h0_hears_what_is_known():
    report = rl.check_backward(never_reaches_the_first_step)
    assert report.status == "incorrect"
    assert report.mistakes or "No known mistake" in str(report)


# --- right ---


@pytest.mark.parametrize("answer", RIGHT_FORWARD, ids=name_of)
def test_a_right_forward_is_never_accused(answer):
    assert str(rl.check_forward(answer)).startswith("✓ forward: correct\n")
    assert str(rl.check_step_forward(as_step_forward(answer))).startswith(
        "✓ step forward: correct\n"
    )


@pytest.mark.parametrize("answer", RIGHT_BACKWARD, ids=name_of)
def test_a_right_backward_is_never_accused(answer):
    assert str(rl.check_backward(answer)).startswith("✓ backward: correct\n")
    assert str(rl.check_step_backward(as_step_backward(answer))).startswith(
        "✓ step backward: correct\n"
    )


def test_the_answers_without_a_mistake_are_right():
    assert rl.check_forward(forward_with(None)).passed
    assert rl.check_backward(backward_with(None)).passed


# --- wrong ---


def spoiled(change, position=None):
    """Return the right answer for any check, with one result changed."""

    def spoil(solution):
        def answer(*arguments):
            results = solution(*arguments)
            if position is None:
                return change(np.array(results))
            results = [np.array(result) for result in results]
            results[position] = change(results[position])
            return results

        return answer

    return spoil


def _set_first(value):
    def change(result):
        result.flat[0] = value
        return result

    return change


def _flip(which):
    def change(result):
        result.flat[which] *= -1
        return result

    return change


SPOILED = {
    "a factor of 1.001": lambda result: 1.001 * result,
    "a factor of 0.9999": lambda result: 0.9999 * result,
    "a wrong sign": _flip(-1),
    "a wrong sign first": _flip(0),
    "minus": lambda result: -result,
    "zeros": lambda result: 0 * result,
    "NaN": _set_first(np.nan),
    "infinity": _set_first(np.inf),
    "minus infinity": _set_first(-np.inf),
    "a huge number": _set_first(-1.7e308),
    "all NaN": lambda result: result * np.nan,
    "all infinite": lambda result: result + np.inf,
    "booleans": lambda result: result > 0,
    "integers": lambda result: np.rint(result).astype(int),
    "unsigned": lambda result: np.abs(np.rint(result)).astype(np.uint8),
    "half precision": lambda result: result.astype(np.float16),
    "a scalar": lambda result: result.sum(),
    "nothing": lambda result: result[:0],
    "another axis": lambda result: result[None],
}
UNCOMPARABLE = {
    "None": lambda result: None,
    "objects": lambda result: result.astype(object),
    "complex": lambda result: result + 0j,
    "strings": lambda result: result.astype(str),
    "a dict": lambda result: {"result": result},
    "itself, called": lambda result: lambda: result,
}
NEVER_SAID = {"not-deterministic", "state-kept-between-calls", "overflow-in-tanh"}
"""Numbers that are wrong, even not finite, at every call alike are neither of these."""


@EACH
@pytest.mark.parametrize("how", [*SPOILED, *UNCOMPARABLE])
def test_a_wrong_result_never_passes_and_is_never_raised(check, how):
    status = "incorrect" if how in SPOILED else "error"
    change = {**SPOILED, **UNCOMPARABLE}[how]
    every = how == "a factor of 1.001" or check is rl.check_step_backward
    one = [*SPOILED, *UNCOMPARABLE].index(how) % 5  # for speed: each result meets some of them
    positions = (range(5) if every else [one]) if "backward" in check.__name__ else [None]
    for position in positions:
        report = check(spoiled(change, position)(CHECKS[check]))
        assert report.status == status, (position, str(report))
        assert status == "error" or report.mistakes or "No known mistake" in str(report)
        assert not NEVER_SAID & set(report.mistakes)
        assert str(report) and report._repr_html_()
        if how in SPOILED and position is not None:
            if how.startswith(("a factor", "a wrong sign")):
                assert report.mistakes == ()
            what_is_right = next(line for line in report.lines if line.startswith("Right there"))
            right = what_is_right.partition(": ")[2].rstrip(".").split(", ")
            assert len(right) == 4


def test_no_entry_of_a_probe_is_too_small_for_its_sign_to_be_seen():
    for probes in (EXERCISES[side].probes for side in ("forward", "backward")):
        for result in probes[0].expected:
            assert np.abs(result).min() > 1e-4 * np.abs(result).max()


@pytest.mark.parametrize("order", [(1, 0, 2, 3, 4), (0, 1, 3, 2, 4), (0, 4, 2, 3, 1)])
def test_two_results_in_each_others_place_are_told(order):
    def answer(*arguments):
        results = rl.rnn_backward(*arguments)
        return [results[i] for i in order]

    assert rl.check_backward(answer).mistakes == ("results-misordered",)


@pytest.mark.parametrize("length", [0, 1, 4, 6])
def test_another_number_of_results_is_an_error(length):
    def answer(*arguments):
        return (2 * rl.rnn_backward(*arguments))[:length]

    assert rl.check_backward(answer).status == "error"

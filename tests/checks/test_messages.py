"""What a check says to a wrong answer: the place, what is right, the line, never an exception."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes import TABLES
from tests.checks.test_checks import CHECKS, EACH
from tests.shared.attempts import backward_with, forward_with
from tests.shared.right_forwards import forward_by_einsum


def first_line(report):
    """Return the first line without what it says about the call."""
    assert report.lines[0].startswith("On a batch of 3 sequences")
    return report.lines[0]


def test_the_largest_difference_is_shown_with_its_place_and_both_numbers():
    def off_by_one_entry(x_t, h_prev, Wx, Wh, B):
        h_t = rl.rnn_step_forward(x_t, h_prev, Wx, Wh, B)
        h_t[1, 2] += 0.5
        h_t[0, 1] += 0.25
        return h_t

    h_t = (
        EXERCISES["forward"].probes[0].expected[0]
    )  # every state of the sequence whose first step this is
    line = first_line(rl.check_step_forward(off_by_one_entry))
    shown = f"h_t[1, 2] is {h_t[1, 0, 2] + 0.5:.6g}, it should be {h_t[1, 0, 2]:.6g}"
    assert shown in line and "h_t[0, 1]" not in line


@pytest.mark.parametrize("factor, percent", [(1.5, "33"), (1.0001, "0.01"), (-1, "200")])
def test_a_difference_is_given_in_percent_of_the_largest_entry(factor, percent):
    (first, *_) = rl.check_forward(lambda *arguments: factor * rl.rnn_forward(*arguments)).lines
    assert first.endswith(f" (off by {percent} % of the largest entry).")


def test_what_is_right_is_said_too():
    report = rl.check_backward(backward_with("h-t-for-h-prev"))
    assert "wrong: dWh." in first_line(report)
    assert any(line.startswith("Right") and "dx, dh0, dWx, dB" in line for line in report.lines)


def test_numbers_that_nothing_explains_come_with_what_is_known():
    def skewed(upstream, *others):
        dx, dh0, dWx, dWh, dB = rl.rnn_backward(upstream, *others)
        return dx, dh0, dWx + 0.1 * np.sin(upstream).sum(), dWh, dB

    text = str(rl.check_backward(skewed))
    assert "No known mistake" in text and "doubled" in text and "single time step" in text
    assert "upstream is doubled, your gradients should double, but do not" in text
    linear = str(rl.check_backward(lambda *a: [1.1 * g for g in rl.rnn_backward(*a)]))
    assert "upstream is doubled, your gradients double" in linear


def test_right_at_a_single_step_is_said():
    def right_for_one_step(x, h0, Wx, Wh, B):
        h = rl.rnn_forward(x, h0, Wx, Wh, B)
        h[:, 1:] *= 0.9
        return h

    assert "On a single time step your numbers are right" in str(
        rl.check_forward(right_for_one_step)
    )
    assert "On a single time step your numbers are wrong" in str(
        rl.check_forward(lambda *arguments: 0.9 * rl.rnn_forward(*arguments))
    )


@EACH
def test_no_line_announces_what_does_not_follow(subject):
    check, solution, _ = CHECKS[subject]

    def scaled(*arguments):
        results = solution(*arguments)
        return [1.1 * r for r in results] if isinstance(results, tuple) else 1.1 * results

    assert not check(scaled).lines[-1].endswith(":")


def test_mistakes_that_cannot_be_told_apart_are_one_finding_and_no_accusation():
    report = rl.check_forward(forward_with("h0-ignored"))
    assert report.mistakes == ("h0-ignored", "previous-index-wraps")
    (finding,) = report.findings
    assert finding.what.startswith("Perhaps your function ") and "Or perhaps it " in finding.what
    assert finding.ids == report.mistakes


def test_a_finding_is_the_sentence_the_reason_and_the_question_of_its_row():
    report = rl.check_backward(backward_with("dx-through-Wh"))
    (row,) = [row for row in TABLES["backward"] if row.id == "dx-through-Wh"]
    (finding,) = report.findings
    assert finding.what == f"Your function {row.title}. {row.why}"
    assert finding.hint == row.hint
    assert finding.what in str(report) and finding.hint in str(report)


@pytest.mark.parametrize("error, passes", [(0.9e-5, True), (1.2e-5, False)])
def test_the_tolerance_is_one_in_a_hundred_thousand_of_the_largest_entry(error, passes):
    assert (
        rl.check_forward(lambda *arguments: forward_by_einsum(*arguments) * (1 + error)).passed
        is passes
    )


def test_a_wrong_shape_is_shown_with_the_right_one():
    report = rl.check_forward(lambda *arguments: rl.rnn_forward(*arguments)[:, -1])
    assert "h has shape (3, 4), it should have (3, 5, 4)" in first_line(report)


@pytest.mark.parametrize("bad, text", [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "-inf")])
def test_an_entry_that_is_not_finite_is_shown(bad, text):
    def answer(*arguments):
        h = rl.rnn_forward(*arguments)
        h[1, 0, 1] = bad
        return h

    report = rl.check_forward(answer)
    assert report.status == "incorrect" and f"h[1, 0, 1] is {text}" in first_line(report)


def test_an_answer_that_changes_its_arguments_hears_which():
    def answer(x, h0, Wx, Wh, B):
        h = rl.rnn_forward(x, h0, Wx, Wh, B)
        h0 += 1
        B *= 2
        return h

    report = rl.check_forward(answer)
    assert (report.status, report.mistakes) == ("incorrect", ("inputs-mutated",))
    assert "right, but" in report.lines[0]
    assert any(line.endswith(": B, h0.") for line in report.lines)


def test_an_answer_that_updates_weights_hears_that_its_gradients_are_right():
    def answer(upstream, x, h0, h, Wx, Wh):
        gradients = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)
        Wx[...] = Wx + 1
        return gradients

    report = rl.check_backward(answer)
    assert report.mistakes == ("weights-updated-inside",)
    assert "right, but" in report.lines[0] and any(line.endswith(": Wx.") for line in report.lines)


def test_a_wrong_number_says_more_than_a_later_exception():
    def answer(x, *others):
        if x.shape[1] == 1:
            raise KeyError("later")
        return rl.rnn_forward(x, *others) + 1

    report = rl.check_forward(answer)
    assert report.status == "incorrect"
    assert "it should be" in first_line(report)
    assert any("single time step" in line and "KeyError: 'later'" in line for line in report.lines)


def test_an_exception_after_right_numbers_is_an_error_on_its_call():
    def answer(x, *others):
        if x.shape[1] == 1:
            raise KeyError("only one step")
        return rl.rnn_forward(x, *others)

    report = rl.check_forward(answer)
    assert (report.status, report.mistakes) == ("error", ())
    assert report.lines[0] == "On a single time step: KeyError: 'only one step'"


def test_all_wrong_results_are_listed_with_one_sample():
    report = rl.check_backward(backward_with("tanh-derivative-missing"))
    assert "wrong: dx, dh0, dWx, dWh, dB." in first_line(report)
    assert sum("it should be" in line for line in report.lines) == 1


def test_a_wrong_answer_that_changes_its_arguments_hears_both():
    def answer(x, h0, Wx, Wh, B):
        h = rl.rnn_forward(x, h0, Wx, Wh, 0 * B)
        B *= 2
        return h

    report = rl.check_forward(answer)
    assert report.mistakes == ("bias-ignored", "inputs-mutated")
    assert "it should be" in first_line(report)
    assert any(line.endswith(": B.") for line in report.lines)


def test_the_answer_runs_on_copies():
    def spoil(*arguments):
        for argument in arguments:
            argument[...] = 0
        return 0

    for check, solution, _ in CHECKS.values():
        check(spoil)
        assert check(solution).passed

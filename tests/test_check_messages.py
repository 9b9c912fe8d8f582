"""What a check says to a wrong answer: the place, what is right, the line, never an exception."""

import numpy as np
import pytest
from attempts import backward_with, forward_with
from test_checks import CHECKS, EACH

import rnn_lib as rl
from rnn_lib.probes import forward_probes


def test_the_largest_difference_is_shown_with_its_place():
    def off_by_one_entry(x_t, h_prev, Wx, Wh, B):
        h_t = rl.rnn_step_forward(x_t, h_prev, Wx, Wh, B)
        h_t[1, 2] += 0.5
        h_t[0, 1] += 0.25
        return h_t

    h_t = forward_probes()[0].expected[0]  # every state of the sequence whose first step this is
    lines = rl.check_step_forward(off_by_one_entry).lines
    assert lines[0].startswith(
        f"On a batch of 2 sequences: h_t[1, 2] is {h_t[1, 0, 2] + 0.5:.6g}, it should be {h_t[1, 0, 2]:.6g}"
    )
    assert lines[1] == "No call gave the right numbers."


@pytest.mark.parametrize("factor, percent", [(1.5, "33"), (1.0001, "0.01"), (-1, "200")])
def test_a_difference_is_given_in_percent_of_the_largest_entry(factor, percent):
    (first, *_) = rl.check_forward(lambda *arguments: factor * rl.rnn_forward(*arguments)).lines
    assert first.endswith(f" (off by {percent} % of the largest entry).")


def test_what_is_right_is_said_too():
    lines = rl.check_backward(backward_with("h-t-for-h-prev")).lines
    assert lines[0].startswith("On a batch of 2 sequences: dWh[")
    assert lines[1:] == ("Right there: dx, dh0, dWx, dB.", "No call gave the right numbers.")
    lines = rl.check_forward(forward_with("state-not-carried")).lines
    assert lines[1:] == ("Right on: a single time step.",)


@pytest.mark.parametrize("error, passes", [(0.9e-5, True), (1.2e-5, False)])
def test_the_tolerance_is_one_in_a_hundred_thousand_of_the_largest_entry(error, passes):
    assert (
        rl.check_forward(lambda *arguments: rl.rnn_forward(*arguments) * (1 + error)).passed
        is passes
    )


def test_a_wrong_shape_is_shown_with_the_right_one():
    report = rl.check_forward(lambda *arguments: rl.rnn_forward(*arguments)[:, -1])
    assert (
        report.lines[0]
        == "On a batch of 2 sequences: h has shape (2, 5), it should have (2, 4, 5)."
    )


@pytest.mark.parametrize("bad, text", [(np.nan, "nan"), (-np.inf, "-inf")])
def test_an_entry_that_is_not_finite_is_shown(bad, text):
    def answer(*arguments):
        h = rl.rnn_forward(*arguments)
        h[1, 0, 1] = bad
        return h

    assert rl.check_forward(answer).lines[0] == f"On a batch of 2 sequences: h[1, 0, 1] is {text}."


def test_an_answer_that_changes_its_arguments_hears_which():
    def answer(x, h0, Wx, Wh, B):
        h = rl.rnn_forward(x, h0, Wx, Wh, B)
        h0 += 1
        B *= 2
        return h

    report = rl.check_forward(answer)
    assert report.status == "incorrect"
    assert report.lines == (
        "The numbers are right, but your function changes its arguments: B, h0. Work on copies.",
    )


def test_a_wrong_number_says_more_than_a_later_exception():
    calls = []

    def answer(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyError("later")
        return rl.rnn_forward(*arguments) + (len(calls) == 2)

    report = rl.check_forward(answer)
    assert report.status == "incorrect" and len(calls) == 3
    assert report.lines[0].startswith("On a single time step: h[")
    assert report.lines[1:] == ("Right on: a batch of 2 sequences.",)


def test_several_wrong_results_are_listed_one_a_line():
    lines = rl.check_backward(backward_with("tanh-derivative-missing")).lines
    assert lines[0] == "On a batch of 2 sequences, 5 results are wrong:"
    assert [line[: line.index("[")] for line in lines[1:6]] == [
        "- dx",
        "- dh0",
        "- dWx",
        "- dWh",
        "- dB",
    ]


def test_a_wrong_answer_that_changes_its_arguments_hears_both():
    def answer(x, h0, Wx, Wh, B):
        B *= 2
        return rl.rnn_forward(x, h0, Wx, Wh, B)

    *_, last = rl.check_forward(answer).lines
    assert last == "It also changes its arguments: B. Work on copies."


def test_the_answer_runs_on_copies():
    def spoil(*arguments):
        for argument in arguments:
            argument[...] = 0
        return 0

    for check, solution, _ in CHECKS.values():
        check(spoil)
        assert check(solution).passed


@pytest.mark.parametrize(
    "returned, line",
    [
        (
            None,
            "Return 5 arrays in this order: dx, dh0, dWx, dWh, dB. Yours returned None: is there a return statement?",
        ),
        (
            (1, 2),
            "Return 5 arrays in this order: dx, dh0, dWx, dWh, dB. Yours returned a tuple of length 2.",
        ),
        (
            np.ones(5),
            "Return 5 arrays in this order: dx, dh0, dWx, dWh, dB. Yours returned one array of shape (5,) and dtype float64.",
        ),
        ({}, "Return 5 arrays in this order: dx, dh0, dWx, dWh, dB. Yours returned of type dict."),
        (
            (1, 2, None, 4, 5),
            "dWx must be an array of real numbers. Yours is None: is there a return statement?",
        ),
        ((1, 2, 3, 4, "dB"), "dB must be an array of real numbers. Yours is of type str."),
        ((1, 2j, 3, 4, 5), "dh0 must be an array of real numbers. Yours is of type complex."),
        (
            (np.array([None]), 2, 3, 4, 5),
            "dx must be an array of real numbers. Yours is one array of shape (1,) and dtype object.",
        ),
        (([[1], [2, 3]], 2, 3, 4, 5), "dx must be an array. Yours has rows of unequal lengths."),
    ],
)
def test_what_cannot_be_compared_is_an_error_that_says_what_to_return(returned, line):
    report = rl.check_backward(lambda *arguments: returned)
    assert (report.status, report.lines) == ("error", (f"On a batch of 2 sequences: {line}",))


def test_a_function_that_was_called_too_early_is_an_error():
    report = rl.check_forward(np.ones((2, 3)))
    assert report.status == "error"
    assert report.lines == (
        "Give the check the function itself, without calling it. It got ndarray.",
    )


def test_an_exception_shows_the_line_and_the_shapes_on_it():
    def answer(x, h0, Wx, Wh, B):
        unrelated = np.ones(7)
        return x @ Wx + h0 @ Wx + unrelated

    report = rl.check_forward(answer)
    assert report.status == "error"
    message, line, shapes = report.lines
    assert message.startswith("On a batch of 2 sequences: ValueError: matmul")
    assert line.startswith("It happened in answer, line ") and line.endswith(
        ": return x @ Wx + h0 @ Wx + unrelated"
    )
    assert shapes == "Shapes on that line: x (2, 4, 3), Wx (3, 5), h0 (2, 5), unrelated (7,)"


def test_an_exception_inside_numpy_points_at_the_line_of_the_learner():
    def helper(a):
        return np.concatenate([a, np.ones((9, 9))])

    def answer(x, h0, Wx, Wh, B):
        return helper(h0)

    _, line, shapes = rl.check_forward(answer).lines
    assert line.startswith("It happened in helper, ") and line.endswith(
        "return np.concatenate([a, np.ones((9, 9))])"
    )
    assert shapes == "Shapes on that line: a (2, 5)"


def test_an_exception_inside_the_library_points_at_the_line_of_the_learner():
    def answer(x, h0, Wx, Wh, B):
        return rl.rnn_forward(x, h0, Wh, Wx, B)

    message, line, _ = rl.check_forward(answer).lines
    assert "ValueError: Wh must have shape (n_nodes, n_nodes)" in message and line.startswith(
        "It happened in answer, "
    )


@EACH
def test_a_wrong_signature_is_an_error_that_shows_the_call(subject):
    check, _, signature = CHECKS[subject]
    report = check(lambda: 1)
    assert report.status == "error"
    assert report.lines[0].startswith("On a batch of 2 sequences: TypeError: ")
    assert report.lines[1:] == (f"Your function is called with ({signature}).",)


class Strange(Exception):
    def __str__(self):
        return ""


@EACH
@pytest.mark.parametrize(
    "error",
    [
        ZeroDivisionError("a"),
        Strange(),
        RecursionError(),
        MemoryError(),
        StopIteration(),
        AssertionError("x" * 999),
        SystemExit(3),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_exception_of_an_answer_comes_through(subject, error):
    def answer(*arguments):
        raise error

    report = CHECKS[subject][0](answer)
    assert report.status == "error"
    assert f": {type(error).__name__}: " in report.lines[0] and len(report.lines[0]) < 350


@EACH
def test_the_callers_floating_point_errors_do_not_reach_an_answer(subject):
    def answer(*arguments):
        np.log(np.zeros(2))
        return CHECKS[subject][1](*arguments)

    with np.errstate(all="raise"):
        assert CHECKS[subject][0](answer).passed


@EACH
def test_warnings_of_an_answer_stay_inside(subject):
    def answer(*arguments):
        np.log(np.zeros(2))
        np.array([1j]).astype(float)
        return CHECKS[subject][1](*arguments)

    assert CHECKS[subject][0](answer).passed

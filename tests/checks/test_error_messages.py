"""What a check says where an answer raises, or returns what cannot be compared."""

import numpy as np
import pytest

import rnn_lib as rl
from tests.checks.test_checks import CHECKS, EACH


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
        ({}, "Return 5 arrays in this order: dx, dh0, dWx, dWh, dB. Yours returned a dict."),
        (
            (1, 2, None, 4, 5),
            "dWx must be an array of real numbers. Yours is None.",
        ),
        ((1, 2, 3, 4, "dB"), "dB must be an array of real numbers. Yours is a str."),
        ((1, 2j, 3, 4, 5), "dh0 must be an array of real numbers. Yours is a complex."),
        (
            (np.array([None]), 2, 3, 4, 5),
            "dx must be an array of real numbers. Yours is one array of shape (1,) and dtype object.",
        ),
        (([[1], [2, 3]], 2, 3, 4, 5), "dx must be an array. Yours has rows of unequal lengths."),
    ],
)
def test_what_cannot_be_compared_is_an_error_that_says_what_to_return(returned, line):
    report = rl.check_backward(lambda *arguments: returned)
    assert (report.status, report.lines) == ("error", (f"On a batch of 3 sequences: {line}",))


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
    assert message.startswith("On a batch of 3 sequences: ValueError: matmul")
    assert line.startswith("It happened in answer, line ") and line.endswith(
        ": return x @ Wx + h0 @ Wx + unrelated"
    )
    assert shapes == "Shapes on that line: x (3, 5, 2), Wx (2, 4), h0 (3, 4), unrelated (7,)"


def test_an_exception_inside_numpy_points_at_the_line_of_the_learner():
    def helper(a):
        return np.concatenate([a, np.ones((9, 9))])

    def answer(x, h0, Wx, Wh, B):
        return helper(h0)

    _, line, shapes = rl.check_forward(answer).lines
    assert line.startswith("It happened in helper, ") and line.endswith(
        "return np.concatenate([a, np.ones((9, 9))])"
    )
    assert shapes == "Shapes on that line: a (3, 4)"


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
    assert report.lines[0].startswith("On a batch of 3 sequences: TypeError: ")
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

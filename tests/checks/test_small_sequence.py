"""The check of Problem 2: the assignment's numbers in any form, and nothing else."""

import numpy as np
import pytest

import rnn_lib as rl


@pytest.fixture
def states():
    return rl.rnn_forward(*rl.small_sequence())


@pytest.mark.parametrize(
    "form",
    [
        lambda h: h,
        lambda h: h[0],
        lambda h: h[:, -1],
        lambda h: h[0, -1],
        np.ndarray.tolist,
        lambda h: lambda: h,
        lambda h: h.astype(np.float32),
    ],
)
def test_the_states_of_problem_2_are_correct_in_every_form(states, form):
    report = rl.check_small_sequence(form(states))
    assert (report.subject, report.status, report.mistakes) == ("small sequence", "correct", ())


def test_the_printed_eight_digits_of_problem_2_are_correct():
    assert rl.check_small_sequence([[0.79494228, 0.81839002, 0.83939649, 0.85584174]]).passed


def test_another_state_of_problem_2_is_incorrect(states):
    for wrong in (states[:, 0], states[:, 1], states[:, ::-1], np.zeros((1, 4))):
        assert rl.check_small_sequence(wrong).status == "incorrect"
    assert (
        rl.check_small_sequence(states[:, 1])
        .lines[0]
        .startswith("h_3[0, 3] is 0.849777, it should be 0.855842")
    )
    assert (
        rl.check_small_sequence(states[:, ::-1])
        .lines[0]
        .startswith("h[0, 0, 3] is 0.855842, it should be 0.762558")
    )


def test_a_wrong_shape_for_problem_2_says_which_are_right():
    report = rl.check_small_sequence(np.ones((3, 1, 4)))
    assert report.status == "incorrect"
    (line,) = report.lines
    assert "h has shape (3, 1, 4)" in line and "(1, 4)" in line and "3, 4)." in line


@pytest.mark.parametrize(
    "h", ["h", [[1], [2, 3]], {}, lambda x: x, lambda: 1 / 0, 1j * np.ones((1, 4)), object()]
)
def test_what_is_no_answer_to_problem_2_is_an_error(h):
    assert rl.check_small_sequence(h).status == "error"


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_states_of_problem_2_that_are_not_finite_are_incorrect(bad):
    assert rl.check_small_sequence(np.full((1, 4), bad)).lines == (f"h_3[0, 0] is {bad}.",)

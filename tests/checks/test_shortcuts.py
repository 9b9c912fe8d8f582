"""No way around: an answer that only calls the library's own function has not been written yet."""

import sys

import pytest

import rnn_lib as rl
from tests.checks.test_checks import CHECKS, EACH, LIBRARY
from tests.shared.right_backwards import backward_by_einsum
from tests.shared.right_forwards import forward_by_einsum


def keeps_to_itself(function):
    """Another function that does nothing but call the one given."""
    return lambda *arguments: function(*arguments)


def through_the_layer(x, h0, Wx, Wh, B):
    return rl.SimpleRNN.from_weights(Wx, Wh, B).forward(x, h0)


def first_of_a_sequence(x_t, h_prev, Wx, Wh, B):
    return rl.rnn_forward(x_t[:, None], h_prev, Wx, Wh, B)[:, 0]


@EACH
def test_an_answer_that_only_calls_the_library_is_not_attempted(subject):
    function = LIBRARY[subject]
    report = CHECKS[subject][0](keeps_to_itself(function))
    assert (report.status, report.passed, report.mistakes) == ("not attempted", False, ())
    assert f"calls rnn_lib.{function.__name__}. " in str(report)


@pytest.mark.parametrize(
    "check, answer",
    [
        (rl.check_forward, through_the_layer),
        (rl.check_step_forward, first_of_a_sequence),
        (rl.check_small_sequence, lambda: rl.rnn_forward(*rl.small_sequence())),
        (rl.check_softmax, keeps_to_itself(rl.softmax)),
        (rl.check_softmax_cross_entropy, keeps_to_itself(rl.softmax_cross_entropy)),
    ],
)
def test_a_way_round_about_is_noticed_too(check, answer):
    report = check(answer)
    assert report.status == "not attempted" and "calls rnn_lib." in str(report)


@EACH
def test_the_library_itself_is_correct_and_says_that_it_is_nobodys_answer(subject):
    report = CHECKS[subject][0](LIBRARY[subject])
    assert report.passed
    assert f"rnn_lib.{LIBRARY[subject].__name__} itself" in str(report)


def test_a_call_that_is_hidden_behind_later_calls_is_noticed():
    calls = []

    def first_its_own(*arguments):
        calls.append(1)
        return (forward_by_einsum if len(calls) == 1 else rl.rnn_forward)(*arguments)

    assert rl.check_forward(first_its_own).status == "not attempted"


def test_a_loop_over_the_step_of_the_library_is_an_answer():
    def loop(x, h0, Wx, Wh, B):
        h = [h0]
        for t in range(x.shape[1]):
            h.append(rl.rnn_step_forward(x[:, t], h[-1], Wx, Wh, B))
        return [[state[n] for state in h[1:]] for n in range(len(h0))]

    assert rl.check_forward(loop).passed


def test_wrong_numbers_are_explained_whoever_computed_them():
    report = rl.check_forward(lambda x, h0, *weights: rl.rnn_forward(x, 0 * h0, *weights))
    assert report.status == "incorrect" and "h0-ignored" in report.mistakes


def test_comparing_with_the_library_outside_the_answer_is_nobodys_business():
    rl.rnn_forward(*rl.small_sequence())
    assert (
        rl.check_forward(forward_by_einsum).passed and rl.check_backward(backward_by_einsum).passed
    )


def test_a_profiler_that_runs_is_left_in_place():
    def profiler(frame, event, argument):
        return None

    sys.setprofile(profiler)
    try:
        rl.check_forward(forward_by_einsum)
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)

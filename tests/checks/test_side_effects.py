"""A check leaves nothing behind, and is not disturbed by what it finds."""

import sys
import warnings

import numpy as np
import pytest

import rnn_lib as rl
from tests.checks.test_mistakes_as_written import CHECKS, EACH, spoiled
from tests.shared.attempts import backward_with, forward_with


@EACH
def test_a_keyboard_interrupt_comes_through_and_leaves_no_state(check):
    def endless(*arguments):
        for argument in arguments:
            argument[...] = 7
        raise KeyboardInterrupt

    before = np.geterr(), list(warnings.filters), sys.gettrace()
    with pytest.raises(KeyboardInterrupt):
        check(endless)
    assert (np.geterr(), list(warnings.filters), sys.gettrace()) == before
    assert check(CHECKS[check]).passed


@EACH
def test_sys_exit_in_an_answer_is_reported(check):
    report = check(lambda *arguments: sys.exit("done"))
    assert report.status == "error" and "SystemExit: done" in str(report)


@EACH
def test_what_an_answer_prints_is_seen(check, capsys):
    def answer(*arguments):
        print("x has shape", arguments[0].shape)
        return CHECKS[check](*arguments)

    assert check(answer).passed
    assert capsys.readouterr().out.startswith("x has shape (3, ")


@EACH
def test_settings_of_the_caller_are_as_before(check):
    def answer(*arguments):
        np.seterr(all="raise")
        warnings.simplefilter("always")
        return [0 * np.array(result) for result in CHECKS[check](*arguments)]

    before = np.geterr(), list(warnings.filters)
    assert not check(answer).passed
    assert (np.geterr(), list(warnings.filters)) == before


@EACH
def test_strict_settings_of_the_caller_do_not_disturb_a_diagnosis(check):
    with np.errstate(all="raise"):
        for factor in (0.5, 1e-300, 1e300):
            wrong = spoiled(lambda result, factor=factor: factor * result, None)
            if "backward" in check.__name__:
                wrong = spoiled(lambda result, factor=factor: factor * result, 3)
            assert check(wrong(CHECKS[check])).status == "incorrect"


class Unprintable(Exception):
    def __str__(self):
        raise ValueError("not even this")


@EACH
def test_an_exception_that_cannot_be_printed_is_reported_by_its_name(check):
    def answer(*arguments):
        raise Unprintable

    report = check(answer)
    assert report.status == "error" and "Unprintable" in str(report)


@EACH
def test_global_randomness_is_not_touched(check):
    np.random.seed(3)
    state = np.random.get_state()[1].copy()
    check(CHECKS[check])
    check(lambda *arguments: None)
    np.testing.assert_array_equal(np.random.get_state()[1], state)


@pytest.mark.parametrize("side", ["forward", "backward"])
def test_a_report_is_the_same_every_time(side):
    answers = {"forward": forward_with("Wh-transposed"), "backward": backward_with("bias-scalar")}
    check = {"forward": rl.check_forward, "backward": rl.check_backward}[side]
    assert str(check(answers[side])) == str(check(answers[side]))

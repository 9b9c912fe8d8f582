"""The checks: a right answer is never accused, a wrong one never passes, nothing is ever raised."""

import numpy as np
import pytest
from attempts import (
    BACKWARD_MISTAKES,
    FORWARD_MISTAKES,
    RIGHT_BACKWARD,
    RIGHT_FORWARD,
    backward_with,
    forward_with,
)

import rnn_lib as rl
from rnn_lib.probes import backward_probes, forward_probes

CHECKS = {
    "step forward": (rl.check_step_forward, rl.rnn_step_forward, "x_t, h_prev, Wx, Wh, B"),
    "forward": (rl.check_forward, rl.rnn_forward, "x, h0, Wx, Wh, B"),
    "step backward": (
        rl.check_step_backward,
        rl.rnn_step_backward,
        "dh_t, x_t, h_prev, h_t, Wx, Wh",
    ),
    "backward": (rl.check_backward, rl.rnn_backward, "dh, x, h0, h, Wx, Wh"),
}
EACH = pytest.mark.parametrize("subject", CHECKS)


def _as_step_forward(forward):
    return lambda x_t, h_prev, Wx, Wh, B: np.array(forward(x_t[:, None], h_prev, Wx, Wh, B))[:, 0]


def _as_step_backward(backward):
    def step(dh_t, x_t, h_prev, h_t, Wx, Wh):
        dx, *others = backward(dh_t[:, None], x_t[:, None], h_prev, h_t[:, None], Wx, Wh)
        return (np.array(dx)[:, 0], *others)

    return step


@EACH
def test_the_library_is_correct(subject):
    check, solution, _ = CHECKS[subject]
    report = check(solution)
    assert (report.subject, report.status, report.passed, report.mistakes) == (
        subject,
        "correct",
        True,
        (),
    )


@pytest.mark.parametrize("answer", RIGHT_FORWARD)
def test_a_right_forward_is_never_accused(answer):
    assert str(rl.check_forward(answer)).startswith("✓ forward: correct\n")
    assert str(rl.check_step_forward(_as_step_forward(answer))).startswith(
        "✓ step forward: correct\n"
    )


@pytest.mark.parametrize("answer", RIGHT_BACKWARD)
def test_a_right_backward_is_never_accused(answer):
    assert str(rl.check_backward(answer)).startswith("✓ backward: correct\n")
    assert str(rl.check_step_backward(_as_step_backward(answer))).startswith(
        "✓ step backward: correct\n"
    )


def test_the_answers_without_a_mistake_are_right():
    assert rl.check_forward(forward_with(None)).passed
    assert rl.check_backward(backward_with(None)).passed


@pytest.mark.parametrize("mistake", FORWARD_MISTAKES)
def test_a_wrong_forward_never_passes(mistake):
    report = rl.check_forward(forward_with(mistake))
    assert report.status == "incorrect", str(report)


@pytest.mark.parametrize("mistake", BACKWARD_MISTAKES)
def test_a_wrong_backward_never_passes(mistake):
    report = rl.check_backward(backward_with(mistake))
    assert report.status == "incorrect", str(report)


@pytest.mark.parametrize(
    "mistake",
    [
        "bias-ignored",
        "h0-ignored",
        "activation-missing",
        "activation-wrong",
        "Wh-transposed",
        "Wh-ignored",
        "batch-rows-mixed",
        "overflow-in-tanh",
        "inputs-mutated",
        "integer-truncation",
    ],
)
def test_a_wrong_step_forward_never_passes(mistake):
    assert rl.check_step_forward(_as_step_forward(forward_with(mistake))).status == "incorrect"


@pytest.mark.parametrize(
    "mistake",
    [
        m
        for m in BACKWARD_MISTAKES
        if m.startswith(
            ("tanh", "bias", "scaled", "inputs", "weights", "integer", "not-det", "h0", "h-t")
        )
    ]
    + [
        "upstream-ignored",
        "carry-not-transposed",
        "carry-without-Wh",
        "carry-not-through-tanh",
        "dx-through-Wh",
        "dx-not-through-tanh",
    ],
)
def test_a_wrong_step_backward_never_passes(mistake):
    assert rl.check_step_backward(_as_step_backward(backward_with(mistake))).status == "incorrect"


@EACH
def test_a_stub_is_not_attempted(subject):
    def stub(*arguments):
        raise NotImplementedError

    for answer in (stub, None):
        report = CHECKS[subject][0](answer)
        assert (report.status, report.passed) == ("not attempted", False)
    assert (
        rl.check_small_sequence(None).status
        == rl.check_small_sequence(stub).status
        == "not attempted"
    )


def test_the_probes_are_those_the_design_asks_for():
    for probes, x_position in ((forward_probes(), 0), (backward_probes(), 1)):
        for probe in probes:
            x, h0 = probe.arguments[x_position : x_position + 2]
            (N, T, D), H = x.shape, h0.shape[1]
            assert N >= 2 and T != 3 and len({N, T, D, H}) == 4 and h0.any()
            Wh = probe.arguments[3 if x_position == 0 else 5]
            assert not np.array_equal(Wh, Wh.T)
        (again,) = [probe for probe in probes if probe.story == "the first call repeated"]
        assert probes.index(again) > 1
        for first, second in zip(probes[0].arguments, again.arguments):
            np.testing.assert_array_equal(first, second)
        assert {probe.arguments[x_position].dtype.kind for probe in probes} == {"i", "f"}
        assert 1 in {probe.arguments[x_position].shape[1] for probe in probes}
    assert all(probe.arguments[0].any(axis=(0, 2)).all() for probe in backward_probes())

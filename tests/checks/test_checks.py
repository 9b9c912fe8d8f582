"""The checks: the library passes them, a stub is not attempted, the probes are the design's.

What they name is tested in test_mistake_matrix.py and test_mistakes_as_written.py.
"""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from tests.shared.right_backwards import as_step_backward, backward_by_einsum
from tests.shared.right_forwards import as_step_forward, forward_by_einsum

CHECKS = {
    "step forward": (
        rl.check_step_forward,
        as_step_forward(forward_by_einsum),
        "x_t, h_prev, Wx, Wh, B",
    ),
    "forward": (rl.check_forward, forward_by_einsum, "x, h0, Wx, Wh, B"),
    "step backward": (
        rl.check_step_backward,
        as_step_backward(backward_by_einsum),
        "dh_t, x_t, h_prev, h_t, Wx, Wh",
    ),
    "backward": (rl.check_backward, backward_by_einsum, "upstream, x, h0, h, Wx, Wh"),
}
LIBRARY = {
    "step forward": rl.rnn_step_forward,
    "forward": rl.rnn_forward,
    "step backward": rl.rnn_step_backward,
    "backward": rl.rnn_backward,
}
EACH = pytest.mark.parametrize("subject", CHECKS)


@EACH
def test_the_library_is_correct(subject):
    report = CHECKS[subject][0](LIBRARY[subject])
    assert (report.subject, report.status, report.passed, report.mistakes) == (
        subject,
        "correct",
        True,
        (),
    )


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
    for name, x_position in (("forward", 0), ("backward", 1)):
        probes = EXERCISES[name].probes
        for probe in probes:
            x, h0 = probe.arguments[x_position : x_position + 2]
            (N, T, D), H = x.shape, h0.shape[1]
            assert N >= 2 and T != 3 and len({N, T, D, H}) == 4 and h0.any()
            Wh = probe.arguments[3 if x_position == 0 else 5]
            assert not np.array_equal(Wh, Wh.T)
        (again,) = [probe for probe in probes if probe.role == "repeated"]
        for first, second in zip(probes[0].arguments, again.arguments):
            np.testing.assert_array_equal(first, second)
        assert {probe.arguments[x_position].dtype.kind for probe in probes} == {"i", "f"}
        assert 1 in {probe.arguments[x_position].shape[1] for probe in probes}
        assert len({probe.story for probe in probes}) == len(probes)
    assert all(probe.arguments[0].any(axis=(0, 2)).all() for probe in EXERCISES["backward"].probes)
    (large,) = [probe for probe in EXERCISES["forward"].probes if probe.role == "saturated"]
    x, _, Wx, _, _ = large.arguments
    assert np.abs(x @ Wx).max() > 710, "where exp overflows"


@EACH
def test_a_right_answer_hears_on_how_many_calls_it_was_right(subject):
    check, solution, _ = CHECKS[subject]
    calls = []

    def counted(*arguments):
        calls.append(arguments)
        return solution(*arguments)

    (line,) = check(counted).lines
    assert f"{len(calls)} calls" in line and len(calls) >= 4

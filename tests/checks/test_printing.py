"""A report reads the same however the reader has told NumPy to print."""

import numpy as np

import rnn_lib as rl


def reports():
    """Reports that quote numbers."""

    def off(*arguments):
        return 1.01 * rl.rnn_forward(*arguments)

    def back(*arguments):
        return [1.01 * one for one in rl.rnn_backward(*arguments)]

    yield rl.check_forward(off)
    yield rl.check_backward(back)
    yield rl.check_small_sequence(np.full((1, 4), 0.123456789))
    yield rl.check_memory(lambda x_t, h_prev: x_t + 0.1 * h_prev)
    yield rl.check_memory(lambda x_t, h_prev: h_prev + np.array([0.123456789, np.inf]))


def test_no_report_depends_on_how_numpy_prints():
    as_usual = [str(report) for report in reports()]
    with np.printoptions(precision=1, suppress=True, threshold=2, floatmode="fixed"):
        assert [str(report) for report in reports()] == as_usual

"""The check of a memory: what tells old from new is correct, and each way not to is told apart."""

import numpy as np
import pytest

import rnn_lib as rl


def fading(d):
    return lambda x_t, h_prev: d * h_prev + x_t


def told_right(d):
    """Count by the closed form: the state is the sum of all inputs, each d times as much a step."""
    X, y = rl.pulse_order(1000, n_sequences=10, rng=2)
    last = np.einsum("t,ntc->nc", float(d) ** np.arange(9, -1, -1), X)
    return int((last[:, 0] > last[:, 1])[y == 1].sum() + (last[:, 1] > last[:, 0])[y == 0].sum())


def as_lists(x_t, h_prev):
    return [0.8 * h + x for x, h in zip(x_t.tolist(), h_prev.tolist())]


def in_place(x_t, h_prev):
    h_prev *= 0.8
    h_prev += x_t
    return h_prev


def into_the_input(x_t, h_prev):
    x_t += 0.8 * h_prev
    return x_t


def by_matrices(x_t, h_prev):
    return np.tanh(x_t @ np.eye(2) + h_prev @ (0.9 * np.eye(2)) - 0.1)


def by_the_larger(x_t, h_prev):
    return np.where(x_t > 0.6, 1.0, 0.9 * h_prev)


@pytest.mark.parametrize("f", [as_lists, in_place, into_the_input, by_matrices, by_the_larger])
def test_every_way_of_keeping_what_is_new_is_correct(f):
    report = rl.check_memory(f)
    assert (report.subject, report.status, report.mistakes) == ("memory", "correct", ()), str(
        report
    )


@pytest.mark.parametrize("d", [0.9, 0.8, 0.7, 0.5])
def test_the_sequences_told_right_are_counted(d):
    report = rl.check_memory(fading(d))
    wanted = f"It tells {told_right(d)} of 1000 sequences right. A guess gets 500."
    assert report.passed and report.lines == (wanted,)


def test_the_counts_are_those_that_the_page_shows():
    assert [told_right(d) for d in (1, 0.9, 0.8)] == [493, 752, 826]


@pytest.mark.parametrize(
    "f, reason",
    [
        (fading(1), "Your last state is [1 1] whichever pulse comes first."),
        (lambda x, h: x + h - 0.5, "Your last state is [-4 -4] whichever pulse comes first."),
        (lambda x, h: x, "Your state does not depend on h_prev."),
        (lambda x, h: 7 * x - 1, "Your state does not depend on h_prev."),
        (lambda x, h: h, "Your state does not depend on x_t."),
        (lambda x, h: h + 1, "Your state does not depend on x_t."),
        (lambda x, h: [1, 2], "Your state does not depend on x_t."),
        (fading(1.2), "It keeps the order, and tells it the wrong way round:"),
        (lambda x, h: 0.8 * h - x, "It keeps the order, and tells it the wrong way round:"),
        (lambda x, h: 0.8 * h + x[::-1], "It keeps the order, and tells it the wrong way round:"),
        (fading(0.1), "Without noise your last state is [1e-07 0.0001] where channel 1 has its"),
        (
            lambda x, h: (x[0], h[1]),
            "Without noise your last state is [0 0] where channel 1 has its pulse",
        ),
    ],
)
def test_too_few_come_with_the_count_and_one_reason(f, reason):
    report = rl.check_memory(f)
    score, what, question = report.lines
    assert report.status == "incorrect" and score.endswith("A guess gets 500.")
    assert what.startswith(reason) and question.endswith("?")


def test_the_score_is_of_those_told_right_and_a_tie_is_none():
    assert rl.check_memory(fading(1)).lines[0].startswith(f"It tells {told_right(1)} of 1000 ")
    assert rl.check_memory(lambda x, h: h).lines[0].startswith("It tells 0 of 1000 ")


@pytest.mark.parametrize(
    "f, line",
    [
        (lambda x, h: None, "Yours is None: is there a return statement?"),
        (lambda x, h: h[0], "h_t has shape (), it should have (2,): one number a channel."),
        (lambda x, h: np.ones((1, 2)), "h_t has shape (1, 2), it should have (2,)"),
        (lambda x, h: "state", "h_t must be an array of real numbers. Yours is a str."),
        (lambda x, h: [1, [2]], "h_t must be an array. Yours has rows of unequal lengths."),
        (lambda x, h: x + 1j, "h_t must be an array of real numbers."),
        (lambda x, h: h + np.nan, "After step 1 your state is [nan nan]."),
        (lambda x, h: 1e200 * h + 1e200, "After step 2 your state is [inf inf]."),
        (lambda x: x, "Your function is called with (x_t, h_prev)."),
        (lambda x, h: 1 / 0, "ZeroDivisionError: division by zero"),
        ("memory", "Give the check the function itself, without calling it. It got str."),
        (dict, "It got the class dict."),
    ],
)
def test_what_is_no_state_is_an_error_and_nothing_is_raised(f, line):
    report = rl.check_memory(f)
    assert report.status == "error" and any(line in one for one in report.lines), str(report)


def test_an_exception_is_told_with_the_learners_line():
    def step(x_t, h_prev):
        return x_t @ np.ones((3, 2)) + h_prev

    text = str(rl.check_memory(step))
    assert "It happened in step, line " in text and "x_t @ np.ones((3, 2))" in text
    assert "Shapes on that line: x_t (2,), h_prev (2,)" in text


def test_large_and_small_states_are_told_without_a_warning():
    for f in (lambda x, h: 1e308 * x, lambda x, h: 1e-300 * x + 0.1 * h, fading(-1)):
        assert rl.check_memory(f).status == "incorrect"


def test_a_stub_is_not_attempted():
    def stub(x_t, h_prev):
        raise NotImplementedError

    assert rl.check_memory(stub).status == rl.check_memory(None).status == "not attempted"


def test_the_answer_is_called_by_whoever_runs_it_and_once():
    calls = []

    def run(f, arguments, watched):
        calls.append(arguments)
        return rl.checks.run_here(f, arguments, watched)

    assert rl.check_memory(fading(0.8), run=run).passed and calls == [()]

"""The check of a truncated gradient: styles that pass, and mistakes that are named."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes.truncation import TRUNCATION
from rnn_lib.checks.mistakes.truncation import truncated_gradient as of_pieces
from tests.shared.problems import complex_step

check = rl.check_truncated_gradient
PROBES = EXERCISES["truncated_gradient"].probes


def chunk_by_chunk(upstream, x, h0, Wx, Wh, B, K):
    total = [0.0, 0.0, 0.0]
    for start in range(0, x.shape[1], K):
        part = slice(start, start + K)
        h = rl.rnn_forward(x[:, part], h0, Wx, Wh, B)
        grads = rl.rnn_backward(upstream[:, part], x[:, part], h0, h, Wx, Wh)[2:]
        total = [a + b for a, b in zip(total, grads)]
        h0 = h[:, -1]
    return total


def all_states_first(upstream, x, h0, Wx, Wh, B, K):
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    before = np.concatenate([h0[:, None], h], axis=1)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(B.shape)
    for start in reversed(range(0, x.shape[1], K)):
        part = np.s_[:, start : start + K]
        grads = rl.rnn_backward(upstream[part], x[part], before[:, start], h[part], Wx, Wh)
        for total, grad in zip((dWx, dWh, dB), grads[2:]):
            total += grad
    return dWx, dWh, dB


def on_ones_own(upstream, x, h0, Wx, Wh, B, K):
    """One loop back over all steps: the carry is dropped at the first step of every chunk."""
    states, T = [h0], x.shape[1]
    for t in range(T):
        states.append(np.tanh(x[:, t] @ Wx + states[-1] @ Wh + B))
    carry, dWx, dWh, dB = 0.0, 0.0, 0.0, 0.0
    for t in reversed(range(T)):
        da = (upstream[:, t] + carry) * (1 - states[t + 1] ** 2)
        dWx, dWh, dB = dWx + x[:, t].T @ da, dWh + states[t].T @ da, dB + da.sum(axis=0)
        carry = da @ Wh.T if t % K else 0.0
    return dWx, dWh, dB


def in_float32(*arguments):
    *arrays, K = arguments
    return chunk_by_chunk(*(array.astype(np.float32) for array in arrays), K)


@pytest.mark.parametrize("f", [chunk_by_chunk, all_states_first, on_ones_own, in_float32])
def test_a_right_answer_is_correct_in_every_style(f):
    report = check(f)
    assert (report.subject, report.status) == ("truncated gradient", "correct"), str(report)
    assert report.lines[0].startswith("Right on 6 calls: 7 steps in chunks of 3; the same call")


def test_what_is_expected_is_a_complex_step_that_no_state_at_a_border_feels():
    """The state at a border is a number here, made once by the weights as they are."""
    for probe in PROBES:
        upstream, x, h0, *weights, K = probe.arguments
        K, weights, borders = int(K), [W.astype(float) for W in weights], {}

        def loss(Wx, Wh, B, upstream=upstream, x=x, h0=h0, K=K, borders=borders):
            h, total = h0, 0.0
            for t in range(x.shape[1]):
                h = borders.setdefault(t, h) if t % K == 0 else h
                h = np.tanh(x[:, t] @ Wx + h @ Wh + B)
                total = total + (upstream[:, t] * h).sum()
            return total

        loss(*weights)  # keeps the states at borders
        assert all(state.dtype == float for state in borders.values())
        for position, given in enumerate(probe.expected):
            np.testing.assert_allclose(given, complex_step(loss, weights, position), rtol=1e-9)


def test_some_chunks_fit_and_some_do_not_and_one_holds_all():
    steps = {(probe.arguments[1].shape[1], int(probe.arguments[-1])) for probe in PROBES}
    assert {T % K == 0 for T, K in steps} == {K > T for T, K in steps} == {True, False}
    assert all(probe.arguments[2].all() for probe in PROBES)  # a first state that matters


# --- each mistake in a learner's words ---


def in_chunks(**instead):
    """Return an answer with some of its parts done otherwise."""

    def f(upstream, x, h0, Wx, Wh, B, K):
        T, begin, found = x.shape[1], h0, []
        for start, stop in instead.get("chunks", usual)(T, K):
            part = np.s_[:, start:stop]
            h = rl.rnn_forward(x[part], begin, Wx, Wh, B)
            found.append(rl.rnn_backward(upstream[part], x[part], begin, h, Wx, Wh)[2:])
            begin = instead.get("hand_on", lambda h, h0: h[:, -1])(h, h0)
        return instead.get("join", lambda found: [sum(one) for one in zip(*found)])(found)

    return f


def usual(T, K):
    return [(start, start + K) for start in range(0, T, K)]


def sliced(state_before):
    """Return an answer that cuts states of the whole pass, and takes this one as that before."""

    def f(upstream, x, h0, Wx, Wh, B, K):
        h = rl.rnn_forward(x, h0, Wx, Wh, B)
        total = 0
        for start in range(0, x.shape[1], K):
            part = np.s_[:, start : start + K]
            first = state_before(h, h0, start) if start else h0
            grads = rl.rnn_backward(upstream[part], x[part], first, h[part], Wx, Wh)[2:]
            total = [a + b for a, b in zip(total or grads, grads if total else (0, 0, 0))]
        return total

    return f


def carried_across(upstream, x, h0, Wx, Wh, B, K):
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    upstream, total = upstream.copy(), [0, 0, 0]
    for start in reversed(range(0, x.shape[1], K)):
        part = np.s_[:, start : start + K]
        first = h[:, start - 1] if start else h0
        _, dh0, *grads = rl.rnn_backward(upstream[part], x[part], first, h[part], Wx, Wh)
        if start:
            upstream[:, start - 1] += dh0
        total = [a + b for a, b in zip(total, grads)]
    return total


def back_from_every_step(upstream, x, h0, Wx, Wh, B, K):
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dWx, dWh, dB = 0 * Wx, 0 * Wh, 0.0 * B
    for s in range(x.shape[1]):
        dh_t = upstream[:, s]
        for t in range(s, max(s - K, -1), -1):
            da_t = dh_t * (1 - h[:, t] ** 2)
            dWx, dWh = dWx + x[:, t].T @ da_t, dWh + before[:, t].T @ da_t
            dB = dB + da_t.sum(axis=0)
            dh_t = da_t @ Wh.T
    return dWx, dWh, dB


def last_loss_of_each_chunk(upstream, x, h0, Wx, Wh, B, K):
    alone = np.zeros(upstream.shape)
    ends = [min(start + K, x.shape[1]) - 1 for start in range(0, x.shape[1], K)]
    alone[:, ends] = upstream[:, ends]
    return chunk_by_chunk(alone, x, h0, Wx, Wh, B, K)


def whole_chunks_only(upstream, x, h0, Wx, Wh, B, K):
    T = x.shape[1] // K * K
    if T == 0:
        return 0 * Wx, 0 * Wh, 0 * B
    return chunk_by_chunk(upstream[:, :T], x[:, :T], h0, Wx, Wh, B, K)


WRONG = [
    (in_chunks(hand_on=lambda h, h0: h0), ["state-not-handed-on"]),
    (in_chunks(hand_on=lambda h, h0: np.zeros(h0.shape)), ["state-not-handed-on"]),
    (sliced(lambda h, h0, start: h0), ["state-not-handed-on"]),
    (sliced(lambda h, h0, start: 0 * h0), ["state-not-handed-on"]),
    (sliced(lambda h, h0, start: h[:, start]), ["border-state-one-late"]),
    (carried_across, ["gradient-across-borders"]),
    (in_chunks(chunks=lambda T, K: [(0, T)]), ["gradient-across-borders"]),
    (back_from_every_step, ["window-for-chunk"]),
    (whole_chunks_only, ["short-chunk-left-out"]),
    (
        in_chunks(chunks=lambda T, K: [(max(e - K, 0), e) for e in range(T, 0, -K)][::-1]),
        ["borders-elsewhere"],
    ),
    (
        in_chunks(join=lambda found: [np.mean(one, axis=0) for one in zip(*found)]),
        ["averaged-over-chunks"],
    ),
    (in_chunks(join=lambda found: found[-1]), ["one-chunk-for-all"]),
    (in_chunks(join=lambda found: found[0]), ["one-chunk-for-all"]),
    (last_loss_of_each_chunk, ["upstream-last-step-only"]),
    (
        in_chunks(hand_on=lambda h, h0: h0, join=lambda found: found[-1]),
        ["state-not-handed-on", "one-chunk-for-all"],
    ),
]


def test_the_answers_without_a_mistake_are_right():
    assert check(in_chunks()).passed
    assert check(sliced(lambda h, h0, start: h[:, start - 1])).passed


@pytest.mark.parametrize("f, mistakes", WRONG)
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistakes):
    report = check(f)
    assert (report.status, list(report.mistakes)) == ("incorrect", mistakes), str(report)


@pytest.mark.parametrize("row", [row for row in TRUNCATION if row.variants], ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    for pieces in row.variants:
        report = check(lambda *arguments, pieces=pieces: of_pieces(*arguments, pieces))
        assert report.mistakes == (row.id,), str(report)


def test_whose_borders_they_are_is_said():
    lines = check(in_chunks(join=lambda found: found[-1])).lines
    assert "It is that of the last one." in lines
    K_chunks = in_chunks(
        chunks=lambda T, K: [(p[0], p[-1] + 1) for p in np.array_split(range(T), min(K, T))]
    )
    assert "It makes K chunks, and not chunks of K steps." in check(K_chunks).lines


def test_an_upstream_that_is_changed_is_named():
    def f(upstream, *others):
        results = chunk_by_chunk(upstream, *others)
        upstream[:, 0] = 0
        return results

    report = check(f)
    assert report.mistakes == ("inputs-mutated",)
    assert "After the call, other numbers stand in: upstream." in report.lines


def test_a_bias_of_integers_that_cannot_collect_is_named():
    def f(upstream, x, h0, Wx, Wh, B, K):
        dB = np.zeros_like(B)
        dWx, dWh, found = chunk_by_chunk(upstream, x, h0, Wx, Wh, B, K)
        dB += found
        return dWx, dWh, dB

    report = check(f)
    assert report.mistakes == ("integer-truncation",)
    assert report.lines[0].startswith("On a bias of integers it stops.")


def test_results_in_another_order_are_named():
    assert check(lambda *a: chunk_by_chunk(*a)[::-1]).mistakes == ("results-misordered",)


def test_numbers_that_nothing_explains_come_with_the_calls_that_are_right():
    def f(upstream, x, h0, Wx, Wh, B, K):
        factor = 1 if x.shape[1] <= K else 1.01
        return [factor * g for g in chunk_by_chunk(upstream, x, h0, Wx, Wh, B, K)]

    lines = check(f).lines
    assert "They are right with one chunk for all steps." in lines
    assert any(line.startswith("They are wrong with two whole chunks, with") for line in lines)


def test_nothing_is_raised():
    def stub(*arguments):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: None, lambda *a: a[:2], lambda *a: ["x"] * 3):
        assert check(rubbish).status == "error"
    for rubbish in (lambda *a: a[3:6], lambda *a: (np.nan, 0, []), lambda *a: (a[0], a[1], a[2])):
        assert check(rubbish).status == "incorrect"

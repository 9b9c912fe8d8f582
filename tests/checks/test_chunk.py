"""The check of a step of training on a chunk: what it expects, what passes, what is named."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.faulty_chunk import NAMES
from rnn_lib.checks.faulty_chunk import train_on_chunk as of_pieces
from rnn_lib.checks.mistakes.chunk import CHUNK
from tests.shared.problems import complex_step

check = rl.check_train_on_chunk
PROBES = EXERCISES["train_on_chunk"].probes


def gradients(x, y, h0, params, upstream_of=lambda upstream: upstream, start=None):
    """Return the loss, every state and the gradients, by the library."""
    Wx, Wh, B, W, b = (params[name] for name in NAMES)
    h = rl.rnn_forward(x, h0 if start is None else start, Wx, Wh, B)
    loss, dscores = rl.softmax_cross_entropy(rl.dense_forward(h, W, b), y)
    upstream, dW, db = rl.dense_backward(dscores, h, W)
    _, _, *recurrent = rl.rnn_backward(upstream_of(upstream), x, h0, h, Wx, Wh)
    return loss, h, dict(zip(NAMES, (*recurrent, dW, db)))


def with_the_library(x, y, h0, params, lr, max_norm):
    loss, h, grads = gradients(x, y, h0, params)
    grads, _ = rl.clip_by_global_norm(grads, max_norm)
    rl.sgd_step(params, grads, lr)
    return loss, h[:, -1]


def with_layers(x, y, h0, params, lr, max_norm):
    rnn = rl.SimpleRNN.from_weights(*(params[name] for name in NAMES[:3]))
    dense = rl.Dense(*params["W"].shape)
    dense.params.update(W=params["W"], b=params["b"])
    h = rnn.forward(x, h0)
    loss, dscores = rl.softmax_cross_entropy(dense.forward(h), y)
    rnn.backward(dense.backward(dscores))
    grads, _ = rl.clip_by_global_norm({**rnn.grads, **dense.grads}, max_norm)
    for name, grad in grads.items():
        params[name] -= lr * grad
    return [loss, h[:, -1, :]]


def on_ones_own(x, y, h0, params, lr, max_norm):
    """Without the library, with new arrays in the caller's dict, and losses summed by hand."""
    h, states, loss, size = h0, [h0], 0.0, y.size
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ params["Wx"] + h @ params["Wh"] + params["B"])
        states.append(h)
    grads, carry = {name: 0 * params[name] for name in NAMES}, 0.0
    for t in reversed(range(x.shape[1])):
        e = np.exp(states[t + 1] @ params["W"] + params["b"])
        p = e / e.sum(axis=1, keepdims=True)
        rows = np.arange(len(y))
        loss -= np.log(p[rows, y[:, t]]).sum() / size
        p[rows, y[:, t]] -= 1
        ds = p / size
        da = (ds @ params["W"].T + carry) * (1 - states[t + 1] ** 2)
        grads["W"], grads["b"] = grads["W"] + states[t + 1].T @ ds, grads["b"] + ds.sum(axis=0)
        grads["Wx"], grads["Wh"] = grads["Wx"] + x[:, t].T @ da, grads["Wh"] + states[t].T @ da
        grads["B"], carry = grads["B"] + da.sum(axis=0), da @ params["Wh"].T
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    for name in NAMES:
        params[name] = params[name] - lr * grads[name] * min(1, max_norm / norm)
    return loss, states[-1]


@pytest.mark.parametrize("f", [with_the_library, with_layers, on_ones_own])
def test_a_right_answer_is_correct_in_every_style(f):
    report = check(f)
    assert (report.subject, report.status, report.mistakes) == ("chunk", "correct", ()), str(report)
    assert report.lines[0].startswith("Right on 5 calls: a chunk of 5 characters, with a limit")


def test_what_is_expected_is_a_clipped_step_along_complex_steps():
    for probe in PROBES:
        x, y, h0, *weights, lr, max_norm = probe.arguments

        def loss(Wx, Wh, B, W, b, x=x, y=y, h0=h0):
            h, total = h0, 0.0
            for t in range(x.shape[1]):
                h = np.tanh(x[:, t] @ Wx + h @ Wh + B)
                e = np.exp(h @ W + b)
                total = total - np.log(e[np.arange(len(y)), y[:, t]] / e.sum(axis=1)).sum()
            return total / y.size

        slopes = [complex_step(loss, weights, position) for position in range(5)]
        norm = np.sqrt(sum((slope**2).sum() for slope in slopes))
        step = lr * min(1, max_norm / norm)
        wanted = [W - step * slope for W, slope in zip(weights, slopes)]
        given, h_last, *after = probe.expected
        np.testing.assert_allclose(given, loss(*weights), rtol=1e-12)
        for one, other in zip(after, wanted):
            np.testing.assert_allclose(one, other, rtol=0, atol=1e-9)
        np.testing.assert_allclose(h_last, rl.rnn_forward(x, h0, *weights[:3])[:, -1])


def test_the_calls_are_clipped_and_not_and_no_text_is_its_own_target():
    clipped = set()
    for probe in PROBES:
        x, y, h0, *weights, _, max_norm = probe.arguments
        _, _, grads = gradients(x, y, h0, dict(zip(NAMES, weights)))
        clipped.add(bool(rl.clip_by_global_norm(grads, 1.0)[1] > max_norm))
        assert h0.all() and (x.argmax(axis=2) != y).any()
        np.testing.assert_array_equal(x.argmax(axis=2)[:, 1:], y[:, :-1])
    assert clipped == {True, False}


# --- each mistake in a learner's words ---


def step(**instead):
    """Return an answer with some of its parts done otherwise."""

    def f(x, y, h0, params, lr, max_norm):
        back = instead.get("start_of_gradient", lambda h0: h0)(h0)
        h0 = instead.get("start", lambda h0: h0)(h0)
        y = instead.get("targets", lambda x, y: y)(x, y)
        up = instead.get("upstream", lambda upstream: upstream)
        loss, h, grads = gradients(x, y, back, params, up, start=h0)
        scale = instead.get("scale", lambda y: 1)(y)
        grads = {name: g * scale for name, g in grads.items()}
        clip = instead.get("clip", lambda g, c: rl.clip_by_global_norm(g, c)[0])
        grads = clip(grads, max_norm)
        moved = {n: params[n] - lr * grads[n] for n in instead.get("moving", NAMES)}
        instead.get("store", lambda params, moved: params.update(moved))(params, moved)
        if instead.get("late"):
            loss, h, _ = gradients(x, y, h0, params)
        loss = loss * instead.get("times", lambda y: 1)(y)
        return loss, instead.get("last", lambda h: h[:, -1])(h)

    return f


def last_alone(upstream):
    return upstream * (np.arange(upstream.shape[1]) == upstream.shape[1] - 1)[None, :, None]


def of_last_step(x, y, h0, params, lr, max_norm):
    Wx, Wh, B, W, b = params.values()
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    loss, dscores = rl.softmax_cross_entropy(h[:, -1] @ W + b, y[:, -1])
    upstream = np.zeros(h.shape)
    upstream[:, -1], dW, db = rl.dense_backward(dscores, h[:, -1], W)
    _, _, *recurrent = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)
    grads = dict(zip(NAMES, (*recurrent, dW, db)))
    rl.sgd_step(params, rl.clip_by_global_norm(grads, max_norm)[0], lr)
    return loss, h[:, -1]


def shifted(x, y, h0, params, lr, max_norm):
    """Score against the targets after the next, as if y were the text itself."""
    Wx, Wh, B, W, b = params.values()
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    loss, dscores = rl.softmax_cross_entropy(h[:, :-1] @ W + b, y[:, 1:])
    upstream = np.zeros(h.shape)
    upstream[:, :-1], dW, db = rl.dense_backward(dscores, h[:, :-1], W)
    _, _, *recurrent = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)
    grads = dict(zip(NAMES, (*recurrent, dW, db)))
    rl.sgd_step(params, rl.clip_by_global_norm(grads, max_norm)[0], lr)
    return loss, h[:, -1]


def clipped_after_the_update(x, y, h0, params, lr, max_norm):
    loss, h, grads = gradients(x, y, h0, params)
    rl.sgd_step(params, grads, lr)
    grads, _ = rl.clip_by_global_norm(grads, max_norm)
    return loss, h[:, -1]


WRONG = [
    (step(start=lambda h0: 0 * h0, start_of_gradient=lambda h0: 0 * h0), "state-not-handed-in"),
    (step(start=lambda h0: 0 * h0), "state-not-handed-in"),
    (step(start_of_gradient=lambda h0: 0 * h0), "state-not-handed-in"),
    (step(last=lambda h: h), "hands-on-another-state"),
    (step(last=lambda h: h[:, 0]), "hands-on-another-state"),
    (step(last=lambda h: np.zeros(h[:, 0].shape)), "hands-on-another-state"),
    (of_last_step, "loss-at-last-step-only"),
    (step(upstream=last_alone), "upstream-of-last-step-only"),
    (step(scale=lambda y: y.size, times=lambda y: y.size), "loss-summed"),
    (step(scale=lambda y: y.shape[1], times=lambda y: y.shape[1]), "loss-summed"),
    (step(scale=lambda y: 1 / len(y)), "averaged-again"),
    (step(scale=lambda y: 1 / y.shape[1], times=lambda y: 1 / y.shape[1]), "averaged-again"),
    (shifted, "targets-shifted-again"),
    (step(targets=lambda x, y: x.argmax(axis=2)), "target-is-the-input"),
    (step(clip=lambda g, c: g), "step-not-clipped"),
    (clipped_after_the_update, "step-not-clipped"),
    (step(clip=lambda g, c: {n: np.clip(v, -c, c) for n, v in g.items()}), "clipped-with-many-factors"),
    (step(clip=lambda g, c: {n: -v for n, v in rl.clip_by_global_norm(g, c)[0].items()}), "gradient-added"),
    (step(moving=NAMES[:3]), "part-not-updated"),
    (step(moving=("W", "b")), "part-not-updated"),
    (step(store=lambda params, moved: None), "weights-not-changed"),
    (step(late=True), "results-of-the-new-weights"),
]  # fmt: skip


def test_the_answer_without_a_mistake_is_right():
    assert check(step()).passed


@pytest.mark.parametrize("f, mistake", WRONG)
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistake):
    report = check(f)
    assert (report.status, report.mistakes) == ("incorrect", (mistake,)), str(report)


def test_a_rate_of_ones_own_is_named():
    report = check(lambda x, y, h0, params, lr, limit: step()(x, y, h0, params, 0.1, limit))
    assert report.mistakes == ("rate-ignored",), str(report)


def test_two_mistakes_are_both_named():
    report = check(step(start=lambda h0: 0 * h0, clip=lambda g, c: g))
    assert set(report.mistakes) == {"state-not-handed-in", "step-not-clipped"}
    report = check(step(upstream=last_alone, moving=NAMES[:3]))
    assert set(report.mistakes) == {"upstream-of-last-step-only", "part-not-updated"}
    assert "W, b: as before the call." in report.lines


@pytest.mark.parametrize("row", [row for row in CHUNK if row.variants], ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    for pieces in row.variants:

        def f(x, y, h0, params, lr, max_norm, pieces=pieces):
            pieces = {key: piece for key, piece in pieces.items() if key != "says"}
            loss, h, *after = of_pieces(x, y, h0, *params.values(), lr, max_norm, pieces)
            params.update(zip(NAMES, after))
            return loss, h

        assert check(f).mistakes == (row.id,), str(check(f))


def test_what_else_is_changed_is_told_and_the_weights_are_not():
    def f(x, y, h0, params, lr, max_norm):
        results = with_the_library(x, y, h0, params, lr, max_norm)
        h0[...] = results[1]
        return results

    report = check(f)
    assert report.mistakes == ("inputs-mutated",)
    assert "After the call, other numbers stand in: h0." in report.lines


def test_numbers_that_nothing_explains_come_with_what_is_right():
    text = str(check(step(times=lambda y: 1.01)))
    assert "No known mistake" in text and "wrong: loss." in text
    assert 'Right there: h_last, params["Wx"], params["Wh"]' in text


def test_results_that_are_not_two_hear_what_they_should_be():
    three = check(lambda *a: (*with_the_library(*a), a[3]))
    assert three.status == "error" and "Return the loss and the last state" in three.lines[0]
    none = check(lambda *a: with_the_library(*a) and None)
    assert none.status == "error" and "is there a return statement?" in none.lines[0]


def renamed(x, y, h0, params, lr, max_norm):
    params["V"] = params.pop("W")
    return 0.0, h0


def test_nothing_is_raised():
    def stub(*arguments):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: 1 / 0, lambda *a: ("x", a[2]), renamed,
                    lambda *a: a[3].clear() or (0, a[2])):  # fmt: skip
        assert check(rubbish).status == "error"
    for rubbish in (lambda *a: (0, a[2]), lambda *a: (a[2], 0), lambda *a: (np.nan, [])):
        assert check(rubbish).status == "incorrect"

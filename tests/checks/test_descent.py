"""The check of gradient descent: its loop in several styles, and each mistake in it."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes.descent import DESCENT, descend
from tests.shared.problems import complex_step

check = rl.check_descend


def gradients(x, h0, Wx, Wh, B):
    """Return the loss and its gradients, by the library."""
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    upstream = np.zeros(h.shape)
    upstream[:, -1] = 1
    return h[:, -1].sum(), rl.rnn_backward(upstream, x, h0, h, Wx, Wh)[2:]


def with_the_library(x, h0, Wx, Wh, B, n_steps, lr):
    losses = []
    for _ in range(n_steps):
        loss, (dWx, dWh, dB) = gradients(x, h0, Wx, Wh, B)
        losses.append(loss)
        Wx, Wh, B = Wx - lr * dWx, Wh - lr * dWh, B - lr * dB
    return losses, Wx, Wh, B


def own_gradients(x, h0, Wx, Wh, B):
    """Return the loss and its gradients without the library."""
    states = [h0]
    for t in range(x.shape[1]):
        states.append(np.tanh(x[:, t] @ Wx + states[-1] @ Wh + B))
    dh, dWx, dWh, dB = np.ones(h0.shape), 0 * Wx, 0 * Wh, 0 * B
    for t in reversed(range(x.shape[1])):
        da = dh * (1 - states[t + 1] ** 2)
        dWx, dWh, dB = dWx + x[:, t].T @ da, dWh + states[t].T @ da, dB + da.sum(axis=0)
        dh = da @ Wh.T
    return states[-1].sum(), (dWx, dWh, dB)


def on_ones_own(x, h0, Wx, Wh, B, n_steps, lr):
    weights = [np.array(W, dtype=float) for W in (Wx, Wh, B)]
    losses = np.zeros(n_steps)
    for i in range(n_steps):
        losses[i], slopes = own_gradients(x, h0, *weights)
        for W, dW in zip(weights, slopes):
            W -= lr * dW
    return [losses, *weights]


def with_sgd_step(x, h0, Wx, Wh, B, n_steps, lr):
    params = {"Wx": Wx.astype(float), "Wh": Wh.astype(float), "B": B.astype(float)}
    losses = []
    for _ in range(n_steps):
        loss, slopes = gradients(x, h0, **params)
        losses.append(loss)
        rl.sgd_step(params, dict(zip(params, slopes)), lr)
    return losses, *params.values()


@pytest.mark.parametrize("f", [with_the_library, on_ones_own, with_sgd_step])
def test_a_right_loop_is_correct(f):
    report = check(f)
    assert report.passed, str(report)
    assert report.lines[0].startswith("Right on 6 calls: 3 steps of descent; the same call again;")


def test_what_is_expected_descends_along_complex_steps():
    def loss(x, h0, Wx, Wh, B):
        h = h0
        for t in range(x.shape[1]):
            h = np.tanh(x[:, t] @ Wx + h @ Wh + B)
        return h.sum()

    for probe in EXERCISES["descend"].probes:
        *arrays, n_steps, lr = probe.arguments
        arrays, losses = [array.astype(float) for array in arrays], []
        for _ in range(n_steps):
            losses.append(loss(*arrays))
            slopes = [complex_step(loss, arrays, position) for position in (2, 3, 4)]
            arrays[2:] = [W - lr * slope for W, slope in zip(arrays[2:], slopes)]
        for given, wanted in zip(probe.expected, (losses, *arrays[2:])):
            np.testing.assert_allclose(given, wanted, rtol=1e-9, atol=1e-12)


def test_the_probes_are_short_and_long_and_one_is_that_of_the_assignment():
    probes = EXERCISES["descend"].probes
    assert {int(probe.arguments[5]) for probe in probes} == {1, 3, 10}
    *_, whole, small = probes
    assert whole.arguments[4].dtype.kind == small.arguments[4].dtype.kind == "i"
    np.testing.assert_array_equal(small.arguments[0], rl.small_sequence().x)


def loop(move, note="before", of=gradients):
    """An answer with a loop of its own: ``move(W, dW, lr, name)`` makes the next weight."""

    def f(x, h0, Wx, Wh, B, n_steps, lr):
        weights, losses = {"Wx": Wx, "Wh": Wh, "B": B}, []
        for _ in range(n_steps):
            loss, slopes = of(x, h0, **weights)
            weights = {n: move(W, dW, lr, n) for (n, W), dW in zip(weights.items(), slopes)}
            losses.append(loss if note == "before" else of(x, h0, **weights)[0])
        return losses, *weights.values()

    return f


def down(W, dW, lr, name):
    return W - lr * dW


def all_but(*names):
    return lambda W, dW, lr, name: W + 0.0 if name in names else W - lr * dW


def forward_once(x, h0, Wx, Wh, B, n_steps, lr):
    h, losses = rl.rnn_forward(x, h0, Wx, Wh, B), []
    upstream = np.zeros(h.shape)
    upstream[:, -1] = 1
    for _ in range(n_steps):
        losses.append(h[:, -1].sum())
        _, _, dWx, dWh, dB = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)
        Wx, Wh, B = Wx - lr * dWx, Wh - lr * dWh, B - lr * dB
    return losses, Wx, Wh, B


def of_every_state(x, h0, Wx, Wh, B):
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    return h[:, -1].sum(), rl.rnn_backward(np.ones(h.shape), x, h0, h, Wx, Wh)[2:]


@pytest.mark.parametrize(
    "f, mistakes",
    [
        (loop(lambda W, dW, lr, name: W + lr * dW), ["gradient-added"]),
        (forward_once, ["states-not-recomputed"]),
        (loop(lambda W, dW, lr, name: W - dW), ["rate-ignored"]),
        (loop(lambda W, dW, lr, name: W - 0.01 * dW), ["rate-ignored"]),
        (loop(all_but("Wx")), ["one-weight-not-updated"]),
        (loop(all_but("Wh")), ["one-weight-not-updated"]),
        (loop(all_but("B")), ["one-weight-not-updated"]),
        (loop(down, note="after"), ["loss-after-update"]),
        (loop(down, of=of_every_state), ["loss-at-every-state"]),
        (loop(lambda W, dW, lr, name: W + dW), ["gradient-added", "rate-ignored"]),
        (loop(all_but("B"), note="after"), ["one-weight-not-updated", "loss-after-update"]),
    ],
)
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistakes):
    report = check(f)
    assert report.status == "incorrect" and list(report.mistakes) == mistakes, str(report)


@pytest.mark.parametrize("row", [row for row in DESCENT if row.variants], ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    for pieces in row.variants:
        report = check(lambda *arguments, pieces=pieces: descend(*arguments, pieces))
        assert report.mistakes == (row.id,), str(report)


@pytest.mark.parametrize(
    "still, words",
    [(("Wh",), "Wh stays as it was."), (("Wx", "B"), "Wx and B stay as they were.")],
)
def test_which_weight_stays_is_said(still, words):
    assert words in check(loop(all_but(*still))).lines


def in_place(x, h0, Wx, Wh, B, n_steps, lr):
    losses = []
    for _ in range(n_steps):
        loss, (dWx, dWh, dB) = gradients(x, h0, Wx, Wh, B)
        losses.append(loss)
        Wx -= lr * dWx
        Wh -= lr * dWh
        B -= lr * dB
    return losses, Wx, Wh, B


def in_place_on_copies(x, h0, Wx, Wh, B, n_steps, lr):
    return in_place(x, h0, Wx.copy(), Wh.copy(), B.copy(), n_steps, lr)


def test_a_step_in_place_on_integers_hears_the_line_and_what_an_array_of_integers_does():
    report = check(in_place_on_copies)
    assert report.mistakes == ("integer-truncation",) and report.status == "incorrect"
    assert report.lines[0].startswith("On a bias of integers it stops. UFuncTypeError")
    assert "B -= lr * dB" in report.lines[1]
    assert report.findings[0].hint.startswith("What is the dtype of B")


def test_a_step_in_place_on_the_callers_weights_is_named_too():
    report = check(in_place)
    assert report.mistakes == ("inputs-mutated", "integer-truncation")
    assert "After the call, other numbers stand in: B, Wh, Wx." in report.lines


def test_a_bias_cut_down_to_integers_is_named():
    def f(*arguments):
        losses, Wx, Wh, B = with_the_library(*arguments)
        return losses, Wx, Wh, B.astype(arguments[4].dtype)

    assert check(f).mistakes == ("integer-truncation",)


def test_sgd_step_on_a_bias_of_integers_is_an_error_that_names_the_bias():
    def f(x, h0, Wx, Wh, B, n_steps, lr):
        params = {"Wx": Wx.copy(), "Wh": Wh.copy(), "B": B.copy()}
        losses = []
        for _ in range(n_steps):
            loss, slopes = gradients(x, h0, **params)
            losses.append(loss)
            rl.sgd_step(params, dict(zip(params, slopes)), lr)
        return losses, *params.values()

    report = check(f)
    assert report.status == "error" and "params['B'] must be an array of floats" in report.lines[0]


def test_one_loss_too_many_hears_how_many_there_should_be():
    def f(*arguments):
        losses, *weights = with_the_library(*arguments)
        return [*losses, gradients(*arguments[:2], *weights)[0]], *weights

    report = check(f)
    assert "losses has shape (4,), it should have (3,)." in report.lines[0]
    assert "Right there: Wx, Wh, B." in report.lines


def test_numbers_without_a_name_come_with_the_call_that_is_right():
    def f(x, h0, Wx, Wh, B, n_steps, lr):
        losses, *weights = with_the_library(x, h0, Wx, Wh, B, n_steps, lr)
        return losses, *(W * (1 if x.shape[1] == 1 else 1.01) for W in weights)

    lines = check(f).lines
    assert "They are right with one step of descent over a single time step." in lines
    assert "They are wrong with one step of descent over 5 time steps." in lines


def test_nothing_is_raised():
    def stub(*arguments):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: None, lambda *a: a[2:5], lambda *a: ["x"] * 4):
        assert check(rubbish).status == "error"
    for rubbish in (lambda *a: a[:4], lambda *a: ([], *a[2:5]), lambda *a: (np.nan, *a[2:5])):
        assert check(rubbish).status == "incorrect"
    assert check(with_the_library, lr=0.1).status == "error"

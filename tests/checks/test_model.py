"""The checks of a classifier's pieces: right answers pass, each mistake is named, alone."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.mistakes import TABLES


def right_softmax(scores):
    exps = np.exp(scores - scores.max(axis=1)[:, None])
    return exps / exps.sum(axis=1)[:, None]


def right_loss(scores, y):
    p = right_softmax(scores)
    shifted = scores - scores.max(axis=1)[:, None]
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1))[:, None]
    return -log_p[np.arange(len(y)), y].mean(), (p - np.eye(scores.shape[1])[y]) / len(y)


def right_gradient(x, y, h0, Wx, Wh, B, W, b):
    states = [h0]
    for t in range(x.shape[1]):
        states.append(np.tanh(x[:, t] @ Wx + states[-1] @ Wh + B))
    loss, dscores = right_loss(states[-1] @ W + b, y)
    upstream, dWx, dWh, dB = dscores @ W.T, 0 * Wx, 0 * Wh, 0 * B
    for t in reversed(range(x.shape[1])):
        da = upstream * (1 - states[t + 1] ** 2)
        dWx, dWh, dB = dWx + x[:, t].T @ da, dWh + states[t].T @ da, dB + da.sum(axis=0)
        upstream = da @ Wh.T
    return loss, dWx, dWh, dB, states[-1].T @ dscores, dscores.sum(axis=0)


@pytest.mark.parametrize(
    "check, answer",
    [
        (rl.check_softmax, right_softmax),
        (rl.check_softmax_cross_entropy, right_loss),
        (rl.check_classifier_gradient, right_gradient),
    ],
)
def test_a_right_answer_is_correct(check, answer):
    assert check(answer).passed, str(check(answer))


@pytest.mark.parametrize(
    "row", [row for row in TABLES["softmax"] if row.variants], ids=lambda row: row.id
)
def test_each_mistake_of_softmax_is_named(row):
    for variant in row.variants:
        assert row.id in rl.check_softmax(variant).mistakes


@pytest.mark.parametrize(
    "row", [row for row in TABLES["loss"] if row.variants], ids=lambda row: row.id
)
def test_each_mistake_of_the_loss_is_named(row):
    for variant in row.variants:
        assert rl.check_softmax_cross_entropy(variant).mistakes == (row.id,)


def test_a_softmax_that_overflows_is_named():
    report = rl.check_softmax(lambda scores: np.exp(scores) / np.exp(scores).sum(1, keepdims=True))
    assert report.mistakes == ("overflow-in-softmax",)


@pytest.mark.parametrize(
    "mistake, change",
    [
        ("tanh-derivative-missing", lambda da, h: da),
        ("tanh-derivative-at-h", lambda da, h: da * (1 - np.tanh(h) ** 2)),
        ("tanh-derivative-unsquared", lambda da, h: da * (1 - h)),
    ],
)
def test_a_mistake_in_the_gradient_of_the_whole_is_named(mistake, change):
    def gradient(x, y, h0, Wx, Wh, B, W, b):
        loss, *_ = right_gradient(x, y, h0, Wx, Wh, B, W, b)
        h = rl.rnn_forward(x, h0, Wx, Wh, B)
        _, dscores = right_loss(h[:, -1] @ W + b, y)
        upstream, dWx, dWh, dB = dscores @ W.T, 0 * Wx, 0 * Wh, 0 * B
        for t in reversed(range(x.shape[1])):
            da = change(upstream, h[:, t])
            dWx, dB = dWx + x[:, t].T @ da, dB + da.sum(axis=0)
            dWh = dWh + (h[:, t - 1] if t else h0).T @ da
            upstream = da @ Wh.T
        return loss, dWx, dWh, dB, h[:, -1].T @ dscores, dscores.sum(axis=0)

    assert rl.check_classifier_gradient(gradient).mistakes == (mistake,)


def test_a_loss_averaged_twice_is_named_in_the_gradient_of_the_whole():
    def gradient(x, y, *others):
        loss, *gradients = right_gradient(x, y, *others)
        return loss, *(part / len(y) for part in gradients)

    assert "loss-averaged-twice" in rl.check_classifier_gradient(gradient).mistakes


def relu(a):
    return np.maximum(a, 0)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


@pytest.mark.parametrize(
    "phi, phi_prime",
    [
        (np.tanh, lambda h: 1 - h**2),
        (sigmoid, lambda h: h * (1 - h)),
        (relu, lambda h: (h > 0).astype(float)),
    ],
)
def test_a_derivative_that_follows_its_activation_is_correct(phi, phi_prime):
    assert rl.check_activation(phi, phi_prime).passed


@pytest.mark.parametrize("phi", [relu, sigmoid, lambda a: a])
def test_the_derivative_of_tanh_for_another_activation_is_named(phi):
    report = rl.check_activation(phi, lambda h: 1 - h**2)
    assert report.mistakes == ("derivative-does-not-follow",)


def test_a_derivative_of_the_preactivation_is_named():
    report = rl.check_activation(sigmoid, lambda a: sigmoid(a) * (1 - sigmoid(a)))
    assert report.mistakes == ("derivative-of-preactivation",)


@pytest.mark.parametrize("check", [rl.check_softmax, rl.check_softmax_cross_entropy])
def test_nothing_is_raised(check):
    def stub(*arguments):
        raise NotImplementedError

    def broken(*arguments):
        raise KeyError("scores")

    assert check(None).status == check(stub).status == "not attempted"
    assert check(broken).status == check(lambda *arguments: None).status == "error"
    assert rl.check_activation(None, None).status == "not attempted"
    assert rl.check_activation(np.tanh, lambda h: None).status == "error"

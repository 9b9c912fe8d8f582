"""An answer in the form in which people write it: judged as it is, with what it has."""

import numpy as np
import pytest

import rnn_lib as rl
from tests.shared.known_forms import Classifier, Columns, EveryStep, Globals, OwnClass

WEIGHTS = ("dWx", "dWh", "dB")


# --- the five forms: each adapter is what a learner has to write ---


def own_class_forward(mistakes):
    def forward(x, h0, Wx, Wh, B):
        return OwnClass(mistakes).set_weights(Wx, Wh, B).forward(x, h0)

    return rl.check_forward(forward, returns="last")


def own_class_backward(mistakes):
    def backward(upstream, x, h0, Wx, Wh, B):
        rnn = OwnClass(mistakes).set_weights(Wx, Wh, B)
        rnn.forward(x, h0)
        return rnn.backward(upstream)

    return rl.check_backward(backward, results=WEIGHTS, loss_at="last")


def own_class_step(mistakes):
    def backward(upstream, x, Wx, Wh, B):
        rnn = OwnClass(mistakes).set_weights(Wx, Wh, B)
        rnn.forward(x)
        rnn.backward(upstream)
        rnn.update(lr=0.1)

    return rl.check_backward(backward, lr=0.1, loss_at="last")


def every_step(mistakes):
    def backward(upstream, x, Wx, Wh, B):
        rnn = EveryStep(Wx, Wh, B, np.eye(len(Wh)), mistakes)
        rnn.forward(x)
        return rnn.backward(upstream)

    return rl.check_backward(backward, results=WEIGHTS)


def with_globals_forward(mistakes):
    def forward(x, Wx, Wh, B):
        module = Globals(mistakes)
        module.names.update(wx=Wx, wh=Wh, b=B)
        return module.run(x)

    return rl.check_forward(forward, returns="last")


def with_globals_backward(mistakes):
    def backward(upstream, x, Wx, Wh, B):
        module = Globals(mistakes)
        module.names.update(wx=Wx, wh=Wh, b=B)
        module.run(x)
        return {"dx": module.gradients(x, upstream)}

    return rl.check_backward(backward, results=["dx"], loss_at="last")


def columns(mistakes):
    def backward(upstream, x, Wx, Wh, B):
        rnn = Columns(Wx, Wh, B, 0.01, mistakes)
        rnn.forward(x)
        rnn.backward(upstream)

    return rl.check_backward(backward, lr=0.01, loss_at="last", layout="columns")


def classifier(mistakes):
    def gradient(x, y, h0, *weights):
        return Classifier(mistakes).loss_and_gradients(x, y, *weights)

    return rl.check_classifier_gradient(gradient)


FORMS = {
    own_class_forward: [("bias-ignored",), ("Wh-transposed", "bias-ignored")],
    own_class_backward: [
        ("tanh-derivative-at-h", "h-t-for-h-prev"),
        ("carry-not-transposed", "bias-averaged"),
    ],
    own_class_step: [
        ("tanh-derivative-missing", "bias-averaged"),
        ("carry-not-transposed", "h-t-for-h-prev"),
    ],
    every_step: [
        ("upstream-reinjected", "tanh-derivative-at-h"),
        ("carry-dropped", "bias-scalar"),
    ],
    with_globals_forward: [("bias-ignored",), ("bias-ignored", "activation-missing")],
    with_globals_backward: [("carry-without-Wh",), ("carry-without-Wh", "tanh-derivative-at-h")],
    columns: [
        ("tanh-derivative-at-h", "h-t-for-h-prev"),
        ("carry-not-transposed", "tanh-derivative-missing"),
    ],
}
CASES = [
    pytest.param(f, m, id=f"{f.__name__}-{'-'.join(m)}") for f, ms in FORMS.items() for m in ms
]


@pytest.mark.parametrize("form", FORMS)
def test_a_right_answer_in_another_form_is_correct(form):
    report = form(())
    assert report.passed, str(report)


@pytest.mark.parametrize("form, mistakes", CASES)
def test_mistakes_in_another_form_are_named(form, mistakes):
    report = form(mistakes)
    assert report.status == "incorrect" and set(report.mistakes) == set(mistakes), str(report)


@pytest.mark.parametrize("mistakes", [(), ("tanh-derivative-at-h",), ("tanh-derivative-missing",)])
def test_a_classifier_that_starts_from_zeros_hears_it_and_its_other_mistake(mistakes):
    report = classifier(mistakes)
    assert report.status == "incorrect" and set(report.mistakes) == {"h0-ignored", *mistakes}


def test_a_classifier_that_gets_h0_is_correct():
    def gradient(x, y, h0, Wx, Wh, B, W, b):
        network = OwnClass().set_weights(Wx, Wh, B)
        scores = network.forward(x, h0) @ W + b
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.log(p[np.arange(len(y)), y]).mean()
        d = (p - np.eye(W.shape[1])[y]) / len(y)
        return loss, *network.backward(d @ W.T), network.states[-1].T @ d, d.sum(axis=0)

    assert rl.check_classifier_gradient(gradient).passed


# --- what is said of it ---


def test_a_report_says_what_was_not_tried():
    report = own_class_step(())
    assert report.not_tried == ("dx", "dh0", "h0")
    assert report.subject == "backward (for dWx, dWh, dB, the loss at the last state, h0 = 0)"
    assert report.lines[-1] == "Not tried: dx, dh0, h0."


def test_without_options_all_five_results_are_judged():
    report = rl.check_backward(lambda *arguments: {"dWx": 0})
    assert report.status == "error" and "Return 5 arrays" in report.lines[0]
    assert rl.check_backward(lambda *a: rl.rnn_backward(*a)[2:]).status == "error"


def test_a_function_that_takes_all_arguments_is_called_by_position_whatever_it_calls_them():
    def forward(a, b, c, d, e):
        h = [b]
        for t in range(a.shape[1]):
            h.append(np.tanh(a[:, t] @ c + h[-1] @ d + e))
        return np.stack(h[1:], axis=1)

    assert rl.check_forward(forward).passed
    assert rl.check_forward(lambda *arguments: forward(*arguments)).passed


@pytest.mark.parametrize("name", ["upstream", "dh"])
def test_the_gradient_from_the_loss_may_be_asked_for_by_either_name(name):
    source = f"lambda {name}, x, Wx, Wh, B: check({name}, x, Wx, Wh, B)"

    def check(upstream, x, Wx, Wh, B):
        h0 = np.zeros((len(x), len(Wh)))
        h = [h0]
        for t in range(x.shape[1]):
            h.append(np.tanh(x[:, t] @ Wx + h[-1] @ Wh + B))
        dx, dWx, dWh, dB, carry = np.zeros(x.shape), 0.0, 0.0, 0.0, 0.0
        for t in reversed(range(x.shape[1])):
            da = (upstream[:, t] + carry) * (1 - h[t + 1] ** 2)
            dx[:, t], carry = da @ Wx.T, da @ Wh.T
            dWx, dWh, dB = dWx + x[:, t].T @ da, dWh + h[t].T @ da, dB + da.sum(axis=0)
        return dx, carry, dWx, dWh, dB

    report = rl.check_backward(eval(source, {"check": check}))
    assert report.passed and report.not_tried == ("h0",)


def test_time_first_is_a_layout():
    def forward(x, h0, Wx, Wh, B):
        h = [h0]
        for x_t in x:
            h.append(np.tanh(x_t @ Wx + h[-1] @ Wh + B))
        return np.array(h[1:])

    assert rl.check_forward(forward, layout="time first").passed
    assert not rl.check_forward(forward).passed


# --- a check used in a way that cannot be meant ---


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda f: rl.check_forward(f, loss_at="last"), "no option loss_at. Its options: returns, layout"),
        (lambda f: rl.check_backward(f, loss_at="end"), "loss_at must be 'every' or 'last', got 'end'"),
        (lambda f: rl.check_backward(f, results=["dW"]), "results must be some of 'dx', 'dh0', 'dWx', 'dWh', 'dB'"),
        (lambda f: rl.check_backward(f, lr=0), "lr must be a learning rate above zero, got 0"),
        (lambda f: rl.check_step_forward(f, layout="columns"), "no option layout. Its options: none"),
        (lambda f: rl.check_forward(OwnClass), "not the class itself. It got the class OwnClass"),
        (lambda f: rl.check_forward(np.ones(3)), "without calling it. It got ndarray"),
    ],
)  # fmt: skip
def test_bad_use_of_a_check_gets_one_clear_sentence(call, words):
    report = call(lambda *arguments: 1 / 0)
    assert report.status == "error" and len(report.lines) == 1 and words in report.lines[0]

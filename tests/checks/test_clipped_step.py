"""The check of a step with clipping: styles that pass, and mistakes that are named."""

import math

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes.clipped_step import CLIPPED_STEP, NAMES
from rnn_lib.checks.mistakes.clipped_step import clipped_step as of_pieces

check = rl.check_clipped_step
PROBES = EXERCISES["clipped_step"].probes


def with_the_library(params, grads, lr, max_norm):
    grads, norm = rl.clip_by_global_norm(grads, max_norm)
    return {name: W - lr * grads[name] for name, W in params.items()}, norm


def on_copies(params, grads, lr, max_norm):
    new = {name: W.copy() for name, W in params.items()}
    grads, norm = rl.clip_by_global_norm(grads, max_norm)
    rl.sgd_step(new, grads, lr)
    return [new, norm]


def with_a_loop(params, grads, lr, max_norm):
    norm = math.sqrt(sum(float(entry) ** 2 for grad in grads.values() for entry in grad.flat))
    lr = lr * max_norm / norm if norm > max_norm else lr
    new = {}
    for name in reversed(NAMES):
        new[name] = (params[name].astype(np.float32) - np.float32(lr) * grads[name]).tolist()
    return new, np.float32(norm)


@pytest.mark.parametrize("f", [with_the_library, on_copies, with_a_loop])
def test_a_right_answer_is_correct_in_every_style(f):
    report = check(f)
    assert (report.subject, report.status) == ("clipped step", "correct"), str(report)
    assert report.lines[0].startswith("Right on 4 calls: gradients longer than the limit; the")


def test_what_is_expected_lies_downhill_and_no_further_than_the_limit_allows():
    lengths = []
    for probe in PROBES:
        *arrays, lr, max_norm = probe.arguments
        *new, norm = probe.expected
        vector = np.concatenate([g.ravel() for g in arrays[5:]])
        step = np.concatenate([(a - b).ravel() for a, b in zip(new, arrays[:5])])
        lengths.append(np.linalg.norm(vector) / max_norm)
        np.testing.assert_allclose(norm, np.linalg.norm(vector), rtol=1e-12)
        assert np.linalg.norm(step) == pytest.approx(float(lr) * min(norm, max_norm))
        assert step @ vector == pytest.approx(-np.linalg.norm(step) * norm)
    assert min(lengths) < 1 < max(lengths)


def test_the_long_gradients_are_long_in_every_array_and_layer():
    for probe in (PROBES[0], PROBES[1]):
        assert all(np.linalg.norm(g) > probe.arguments[-1] for g in probe.arguments[5:10])


# --- each mistake in a learner's words ---


def clipped_afterwards(params, grads, lr, max_norm):
    new = {name: params[name] - lr * grads[name] for name in params}
    grads, norm = rl.clip_by_global_norm(grads, max_norm)
    return new, norm


def weights_limited(params, grads, lr, max_norm):
    _, norm = rl.clip_by_global_norm(grads, max_norm)
    new = {name: params[name] - lr * grads[name] for name in params}
    return rl.clip_by_global_norm(new, max_norm)[0], norm


def step_limited(params, grads, lr, max_norm):
    _, norm = rl.clip_by_global_norm(grads, max_norm)
    step, _ = rl.clip_by_global_norm({n: lr * g for n, g in grads.items()}, max_norm)
    return {name: params[name] - step[name] for name in params}, norm


def each_array_alone(params, grads, lr, max_norm):
    new = {}
    for name, W in params.items():
        limited, _ = rl.clip_by_global_norm({name: grads[name]}, max_norm)
        new[name] = W - lr * limited[name]
    return new, rl.clip_by_global_norm(grads, max_norm)[1]


def each_layer_alone(params, grads, lr, max_norm):
    new = {}
    for names in (("Wx", "Wh", "B"), ("W", "b")):
        limited, _ = rl.clip_by_global_norm({name: grads[name] for name in names}, max_norm)
        new |= {name: params[name] - lr * limited[name] for name in names}
    return new, rl.clip_by_global_norm(grads, max_norm)[1]


def each_entry_alone(params, grads, lr, max_norm):
    new = {n: params[n] - lr * np.clip(g, -max_norm, max_norm) for n, g in grads.items()}
    return new, rl.clip_by_global_norm(grads, max_norm)[1]


def moved(how, norm_after=False):
    def f(params, grads, lr, max_norm):
        grads, norm = rl.clip_by_global_norm(grads, max_norm)
        norm = min(norm, max_norm) if norm_after else norm
        return {name: how(W, grads[name], lr) for name, W in params.items()}, norm

    return f


WRONG = [
    (clipped_afterwards, ["clipped-after-step"]),
    (weights_limited, ["weights-clipped"]),
    (step_limited, ["rate-inside-the-limit"]),
    (each_array_alone, ["clipped-one-by-one"]),
    (each_layer_alone, ["clipped-one-by-one"]),
    (each_entry_alone, ["clipped-by-entry"]),
    (moved(lambda W, g, lr: W + lr * g), ["gradient-added"]),
    (moved(lambda W, g, lr: W - g), ["rate-ignored"]),
    (moved(lambda W, g, lr: -lr * g), ["step-for-weights"]),
    (moved(lambda W, g, lr: W - lr * g, norm_after=True), ["clipped-norm-returned"]),
    (moved(lambda W, g, lr: W + g), ["gradient-added", "rate-ignored"]),
    (
        moved(lambda W, g, lr: W + lr * g, norm_after=True),
        ["gradient-added", "clipped-norm-returned"],
    ),
]


@pytest.mark.parametrize("f, mistakes", WRONG)
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistakes):
    report = check(f)
    assert (report.status, list(report.mistakes)) == ("incorrect", mistakes), str(report)


@pytest.mark.parametrize("row", [r for r in CLIPPED_STEP if r.variants], ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    for pieces in row.variants:

        def f(params, grads, lr, max_norm, pieces=pieces):
            *new, norm = of_pieces(*params.values(), *grads.values(), lr, max_norm, pieces)
            return dict(zip(NAMES, new)), norm

        assert check(f).mistakes == (row.id,), str(check(f))


def in_place(params, grads, lr, max_norm):
    grads, norm = rl.clip_by_global_norm(grads, max_norm)
    rl.sgd_step(params, grads, lr)
    return params, norm


def new_arrays_in_the_callers_dict(params, grads, lr, max_norm):
    new, norm = with_the_library(params, grads, lr, max_norm)
    params.update(new)
    return params, norm


@pytest.mark.parametrize("f", [in_place, new_arrays_in_the_callers_dict])
def test_weights_that_change_under_the_caller_are_named(f):
    report = check(f)
    assert report.mistakes == ("inputs-mutated",)
    assert "After the call, other numbers stand in: params." in report.lines


def test_gradients_that_change_under_the_caller_are_named():
    def f(params, grads, lr, max_norm):
        clipped, norm = rl.clip_by_global_norm(grads, max_norm)
        grads.update(clipped)
        return with_the_library(params, grads, lr, max_norm)[0], norm

    assert check(f).mistakes == ("inputs-mutated",)
    assert "After the call, other numbers stand in: grads." in check(f).lines


def test_numbers_that_nothing_explains_come_with_what_is_right():
    def f(params, grads, lr, max_norm):
        new, norm = with_the_library(params, grads, lr, max_norm)
        return new | {"B": new["B"] * 1.01}, norm

    text = str(check(f))
    assert "No known mistake" in text and 'wrong: new["B"].' in text
    assert 'Right there: new["Wx"], new["Wh"], new["W"], new["b"], norm.' in text


def test_results_in_another_form_hear_what_they_should_be():
    def alone(*arguments):
        return with_the_library(*arguments)[0]

    def some(*arguments):
        new, norm = with_the_library(*arguments)
        return {"Wx": new["Wx"]}, norm

    assert "Return new and norm, a dict" in check(alone).lines[0]
    assert "is there a return statement?" in check(lambda *a: None).lines[0]
    assert "new must have the names of params" in check(some).lines[0]
    assert check(alone).status == check(some).status == "error"


def test_nothing_is_raised():
    def stub(*arguments):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: 1 / 0, lambda *a: ({n: "x" for n in a[0]}, 1),
                    lambda *a: a[0].clear() or (a[0], 1)):  # fmt: skip
        assert check(rubbish).status == "error"
    for rubbish in (lambda *a: (a[1], np.nan), lambda *a: (dict.fromkeys(a[0], 0), 0)):
        assert check(rubbish).status == "incorrect"

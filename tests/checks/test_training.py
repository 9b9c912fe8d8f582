"""The check of clipping: right answers pass, each mistake is named, alone, and nothing is raised."""

import math

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.mistakes import TABLES

CLIP = TABLES["clipping"]
NUMERIC = [row for row in CLIP if row.variants]


def by_vector(grads, max_norm):
    """Put everything into one vector, as the definition says."""
    norm = np.linalg.norm(np.concatenate([np.ravel(grad) for grad in grads.values()]))
    if norm <= max_norm:
        return {name: grad.copy() for name, grad in grads.items()}, norm
    return {name: grad / norm * max_norm for name, grad in grads.items()}, norm


def by_loop(grads, max_norm):
    total = 0.0
    for grad in grads.values():
        for entry in grad.flat:
            total += entry * entry
    factor = 1.0 if total <= max_norm**2 else max_norm / math.sqrt(total)
    return [{name: (factor * grad).tolist() for name, grad in grads.items()}, math.sqrt(total)]


def with_a_small_number_in_the_norm(grads, max_norm):
    norm = sum((grad**2).sum() for grad in grads.values()) ** 0.5
    factor = min(1.0, max_norm / (norm + 1e-6))
    return {name: factor * grads[name] for name in reversed(grads)}, np.float32(norm)


def of_a_variant(variant):
    """Make an answer on a dict of a row's function on arrays."""

    def clip(grads, max_norm):
        *arrays, norm = variant(*grads.values(), max_norm)
        return dict(zip(grads, arrays)), norm.item()

    return clip


@pytest.mark.parametrize("answer", [by_vector, by_loop, with_a_small_number_in_the_norm])
def test_a_right_answer_is_correct(answer):
    report = rl.check_clip_by_global_norm(answer)
    assert report.passed, str(report)
    assert "5 calls: long gradients;" in str(report)


def test_the_library_itself_is_correct_and_a_call_of_it_is_no_answer():
    report = rl.check_clip_by_global_norm(rl.clip_by_global_norm)
    assert report.passed and "rnn_lib.clip_by_global_norm itself" in str(report)
    report = rl.check_clip_by_global_norm(lambda g, c: rl.clip_by_global_norm(g, c))
    assert report.status == "not attempted" and "calls rnn_lib.clip_by_global_norm" in str(report)


@pytest.mark.parametrize("row", NUMERIC, ids=lambda row: row.id)
def test_each_mistake_is_named_alone(row):
    for variant in row.variants:
        with np.errstate(all="ignore"):
            report = rl.check_clip_by_global_norm(of_a_variant(variant))
        assert set(report.mistakes) - {"norm-of-zero"} == {row.id}, str(report)


def clip_in_place(grads, max_norm):
    clipped, norm = by_vector(grads, max_norm)
    for name, grad in grads.items():
        grad[...] = clipped[name]
    return grads, norm


def clip_into_the_same_dict(grads, max_norm):
    clipped, norm = by_vector(grads, max_norm)
    grads.update(clipped)
    return grads, norm


@pytest.mark.parametrize("answer", [clip_in_place, clip_into_the_same_dict])
def test_changing_the_arguments_is_named(answer):
    report = rl.check_clip_by_global_norm(answer)
    assert report.mistakes == ("inputs-mutated",)
    assert "other numbers stand in: grads." in str(report)


def test_a_division_by_a_norm_of_zero_is_named():
    def clip(grads, max_norm):
        norm = np.sqrt(sum((grad**2).sum() for grad in grads.values()))
        return {n: g / norm * min(norm, max_norm) for n, g in grads.items()}, norm

    assert rl.check_clip_by_global_norm(clip).mistakes == ("norm-of-zero",)


def test_a_mistake_as_a_learner_writes_it_is_named():
    def clip(grads, max_norm):
        norm = 0
        for grad in grads.values():
            norm = np.sqrt(np.sum(grad**2))
        return {name: grad * min(1, max_norm / norm) for name, grad in grads.items()}, norm

    assert "norm-of-one-array" in rl.check_clip_by_global_norm(clip).mistakes


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda grads, max_norm: None, "is there a return statement?"),
        (lambda grads, max_norm: grads, "Return grads and norm"),
        (lambda grads, max_norm: by_vector(grads, max_norm)[::-1], "in this order"),
        (lambda grads, max_norm: ({"Wx": grads["Wx"]}, 1.0), "must keep its names"),
        (lambda grads: grads, "Your function is called with (grads, max_norm)."),
        (lambda grads, max_norm: grads["V"], "KeyError"),
    ],
)
def test_what_cannot_be_compared_is_an_error_with_words_for_it(answer, words):
    report = rl.check_clip_by_global_norm(answer)
    assert report.status == "error" and words in str(report), str(report)


def test_an_open_exercise_is_not_attempted():
    def stub(grads, max_norm):
        raise NotImplementedError

    assert rl.check_clip_by_global_norm(stub).status == "not attempted"
    assert rl.check_clip_by_global_norm(None).status == "not attempted"
    assert rl.check_clip_by_global_norm(by_vector({"a": np.ones(1)}, 1.0)).status == "error"

"""The check of bits per character: styles that pass, and each mistake with the padding."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes.bits import BITS
from rnn_lib.checks.mistakes.bits import bits_per_character as of_pieces

check = rl.check_bits_per_character
PROBES = EXERCISES["bits_per_character"].probes


def with_the_library(scores, y, mask):
    real = mask == 1
    loss, _ = rl.softmax_cross_entropy(scores[real], y[real])
    return loss / np.log(2)


def surprise(scores, y, log=np.log2):
    p = rl.softmax(scores)
    return -log(np.take_along_axis(p, y[:, :, None], axis=2)[:, :, 0])


def by_weights(scores, y, mask):
    return np.average(surprise(scores, y), weights=mask)


def by_loops(scores, y, mask):
    total, number = 0.0, 0
    for n in range(len(y)):
        for t in range(y.shape[1]):
            if mask[n, t]:
                s = scores[n, t] - max(scores[n, t])
                total += np.log2(sum(np.exp(s))) - s[y[n, t]] / np.log(2)
                number += 1
    return total / number


def sentence_by_sentence(scores, y, mask):
    lengths = [int(sum(row)) for row in mask]
    parts = [surprise(scores[n : n + 1, :T], y[n : n + 1, :T]) for n, T in enumerate(lengths)]
    return np.concatenate(parts, axis=1).mean()


def by_a_mean_that_is_weighted(scores, y, mask):
    each = np.array(
        [with_the_library(*(a[n : n + 1] for a in (scores, y, mask))) for n in range(len(y))]
    )
    lengths = np.asarray(mask).sum(axis=1)
    return (each * lengths).sum() / lengths.sum()


RIGHT = [
    with_the_library,
    by_weights,
    by_loops,
    sentence_by_sentence,
    by_a_mean_that_is_weighted,
]


@pytest.mark.parametrize("f", RIGHT)
def test_a_right_answer_is_correct_in_every_style(f):
    report = check(f)
    assert (report.subject, report.status) == ("bits per character", "correct"), str(report)
    assert report.lines[0].startswith("Right on 6 calls: sentences of 5, 2 and 4 characters; the")


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.story)
def test_what_is_expected_knows_no_mask(probe):
    """The oracle cuts each sentence and adds up single characters, with other formulas."""
    (bits,) = probe.expected
    np.testing.assert_allclose(bits, by_loops(*probe.arguments), rtol=1e-12)


def test_equal_scores_cost_as_many_bits_as_the_alphabet_has():
    _, y, mask = PROBES[0].arguments
    assert of_pieces(np.zeros((*y.shape, 8)), y, mask) == pytest.approx(3)


def test_masks_come_as_bools_floats_and_integers():
    assert {probe.arguments[2].dtype.kind for probe in PROBES} == {"b", "f", "i"}
    assert all(
        len(set(np.sum(p.arguments[2], axis=1))) > 1 for p in PROBES if len(p.arguments[1]) > 1
    )


def without_shift(scores, y, mask):
    e = np.exp(scores)
    p = np.take_along_axis(e / e.sum(axis=2, keepdims=True), y[:, :, None], axis=2)[:, :, 0]
    return -np.log2(p)[mask == 1].mean()


def masked_in_place(scores, y, mask):
    bits = with_the_library(scores, y, mask)
    scores[mask == 0] = 0
    return bits


WRONG = [
    (lambda s, y, m: surprise(s, y).mean(), "padding-counted"),
    (lambda s, y, m: rl.softmax_cross_entropy(s, y)[0] / np.log(2), "padding-counted"),
    (lambda s, y, m: (surprise(s, y) * m).mean(), "divided-by-padded-length"),
    (lambda s, y, m: np.mean([surprise(s, y)[n][m[n] > 0].mean() for n in range(len(y))]), "mean-of-means"),
    (lambda s, y, m: (surprise(s, y) * m).sum(), "summed-over-characters"),
    (lambda s, y, m: [surprise(s, y)[n][m[n] > 0].mean() for n in range(len(y))], "means-not-joined"),
    (lambda s, y, m: with_the_library(s, y, m) * np.log(2), "nats-for-bits"),
    (lambda s, y, m: -with_the_library(s, y, m), "bits-with-wrong-sign"),
    (lambda s, y, m: -np.log2(2.0 ** -surprise(s, y)[m > 0].mean() * 0 + (2.0 ** -surprise(s, y))[m > 0].mean()), "share-averaged-first"),
    (lambda s, y, m: by_weights(s, s.argmax(axis=2), m), "largest-share-taken"),
    (without_shift, "overflow-in-softmax"),
    (masked_in_place, "inputs-mutated"),
]  # fmt: skip


@pytest.mark.parametrize("f, mistake", WRONG)
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistake):
    report = check(f)
    assert (report.status, report.mistakes) == ("incorrect", (mistake,)), str(report)


def test_two_mistakes_are_both_named():
    report = check(lambda s, y, m: surprise(s, y, np.log).mean())
    assert set(report.mistakes) == {"nats-for-bits", "padding-counted"}
    report = check(lambda s, y, m: (surprise(s, y, np.log) * m).mean())
    assert set(report.mistakes) == {"nats-for-bits", "divided-by-padded-length"}


@pytest.mark.parametrize("row", [row for row in BITS if row.variants], ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    for pieces in row.variants:
        report = check(lambda *arguments, pieces=pieces: of_pieces(*arguments, pieces))
        assert report.mistakes == (row.id,), str(report)


def test_numbers_that_nothing_explains_come_with_what_is_right():
    def right_without_padding(s, y, m):
        return with_the_library(s, y, m) * (1 if np.all(m) else 0.9)

    text = str(check(right_without_padding))
    assert "No known mistake" in text and "They are right with no padding." in text
    assert "wrong with one sentence, with equal lengths" in text


def test_nothing_is_raised():
    def stub(*arguments):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: None, lambda *a: "2", lambda *a: 1 / 0):
        assert check(rubbish).status == "error"
    for rubbish in (lambda *a: 0, lambda *a: a[0], lambda *a: [], lambda *a: np.nan):
        assert check(rubbish).status == "incorrect"

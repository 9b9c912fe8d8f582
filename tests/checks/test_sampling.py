"""The check of sampling: styles that pass, mistakes that are named, chance that is seen."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes.sampling import QUARTERS, SAMPLING
from rnn_lib.checks.mistakes.sampling import sample as of_pieces

check = rl.check_sample
PROBES = EXERCISES["sample"].probes


def with_the_library(scores, temperature, u):
    p = rl.softmax(scores / temperature)
    return (p.cumsum(axis=1) > u[:, None]).argmax(axis=1)


def with_a_loop(scores, temperature, u):
    index = []
    for row, luck in zip(scores, u):
        powers = [np.exp((s - max(row)) / temperature) for s in row]
        end, k = powers[0], 0
        while end < luck * sum(powers):
            k += 1
            end += powers[k]
        index.append(k)
    return index


def with_searchsorted(scores, temperature, u):
    p = rl.softmax(np.asarray(scores, dtype=np.float32) / temperature)
    return np.array([np.searchsorted(row.cumsum(), luck) for row, luck in zip(p, u)])


def by_counting(scores, temperature, u):
    p = rl.softmax(scores / temperature)
    return (p.cumsum(axis=1) < u[:, None]).sum(axis=1).astype(float)


def by_powers_of_shares(scores, temperature, u):
    logs = np.log(rl.softmax(scores / 10_000)) * 10_000 / temperature
    return with_the_library(logs, 1, u)


RIGHT = [with_the_library, with_a_loop, with_searchsorted, by_counting, by_powers_of_shares]


@pytest.mark.parametrize("f", RIGHT)
def test_a_right_answer_is_correct_in_every_style(f):
    report = check(f)
    assert (report.subject, report.status, report.mistakes) == ("sampling", "correct", ()), report
    assert report.lines[0].startswith("Right on 7 calls: 40 texts at a temperature of 1; the same")


def test_over_all_u_each_character_comes_as_often_as_its_share_says():
    """The oracle has no sum: shares are counted, on a fine grid of u."""
    scores, quarters, _ = PROBES[2].arguments
    powers = np.exp(scores[0] * QUARTERS / quarters)
    u = (np.arange(20_000) + 0.5) / 20_000
    index = of_pieces(np.tile(scores[0], (len(u), 1)), quarters, u)
    shares = np.bincount(index, minlength=len(powers)) / len(u)
    np.testing.assert_allclose(shares, powers / powers.sum(), atol=1e-4)
    assert (np.diff(index) >= 0).all()


def test_no_rounding_can_change_a_choice():
    for probe in PROBES:
        scores, quarters, u = probe.arguments
        ends = rl.softmax(scores * QUARTERS / quarters).cumsum(axis=1)
        assert np.abs(ends - u[:, None]).min() > 0.005
    assert {int(probe.arguments[1]) / QUARTERS for probe in PROBES} == {0.5, 1, 1.5, 2}
    assert {probe.arguments[0].dtype.kind for probe in PROBES} == {"i", "f"}


# --- each mistake in a learner's words ---


def drawn_with(p, **options):
    """Choose as shares say, with one thing done otherwise."""
    rng = options.get("rng", np.random.default_rng(5))
    return np.array([rng.choice(len(row), p=row) for row in p])


def from_sorted(scores, temperature, u):
    p = rl.softmax(scores / temperature)
    order = np.argsort(p, axis=1)[:, ::-1]
    ends = np.sort(p, axis=1)[:, ::-1].cumsum(axis=1)
    return order[np.arange(len(p)), (ends > u[:, None]).argmax(axis=1)]


def without_shift(scores, temperature, u):
    e = np.exp(scores / temperature)
    return ((e / e.sum(axis=1, keepdims=True)).cumsum(axis=1) > u[:, None]).argmax(axis=1)


def in_place(scores, temperature, u):
    scores /= temperature
    return with_the_library(scores, 1, u)


def in_place_on_a_copy(scores, temperature, u):
    return in_place(scores.copy(), temperature, u)


WRONG = [
    (lambda s, T, u: with_the_library(s * T, 1, u), "temperature-multiplied"),
    (lambda s, T, u: with_the_library(s, 1, u), "temperature-ignored"),
    (lambda s, T, u: ((rl.softmax(s) / T).cumsum(1) > u[:, None]).argmax(1), "shares-without-sum-one"),
    (lambda s, T, u: (np.exp(s / T).cumsum(1) > u[:, None]).argmax(1), "shares-without-sum-one"),
    (lambda s, T, u: s.argmax(axis=1), "most-likely-always"),
    (lambda s, T, u: rl.softmax(s / T).argmax(axis=1), "most-likely-always"),
    (lambda s, T, u: (rl.softmax(s / T) > u[:, None]).argmax(axis=1), "shares-not-added-up"),
    (lambda s, T, u: with_the_library(s, T, u) + 1, "neighbour-chosen"),
    (lambda s, T, u: [*with_a_loop(s, T, u)[:-1], 0], None),
    (lambda s, T, u: by_counting(s, T, u) - 1, "neighbour-chosen"),
    (lambda s, T, u: with_the_library(s, T, 1 - u), "characters-in-another-order"),
    (from_sorted, "characters-in-another-order"),
    (lambda s, T, u: with_the_library(s, T, np.full(len(u), u[0])), "texts-mixed"),
    (lambda s, T, u: (rl.softmax((s / T).T).T.cumsum(1) > u[:, None]).argmax(1), "texts-mixed"),
    (lambda s, T, u: drawn_with(rl.softmax(s / T)), "draws-its-own-numbers"),
    (lambda s, T, u: drawn_with(rl.softmax(s / T), rng=np.random.default_rng()), "draws-its-own-numbers"),
    (lambda s, T, u: with_the_library(s, T, np.random.rand(len(u))), "draws-its-own-numbers"),
    (without_shift, "overflow-in-softmax"),
    (in_place_on_a_copy, "integer-truncation"),
]  # fmt: skip


@pytest.mark.parametrize("f, mistake", WRONG)
def test_a_mistake_as_a_learner_writes_it_is_named(f, mistake):
    report = check(f)
    assert report.status == "incorrect"
    assert report.mistakes == ((mistake,) if mistake else ()), str(report)


def test_a_generator_that_outlives_the_call_is_named():
    rng = np.random.default_rng(0)
    report = check(lambda s, T, u: drawn_with(rl.softmax(s / T), rng=rng))
    assert report.mistakes == ("draws-its-own-numbers",), str(report)
    assert "No known mistake" not in str(report)


def test_scores_divided_in_place_are_the_callers():
    assert set(check(in_place).mistakes) == {"inputs-mutated", "integer-truncation"}


def test_two_mistakes_are_both_named():
    report = check(lambda s, T, u: with_the_library(s * T, 1, u) - 1)
    assert set(report.mistakes) == {"temperature-multiplied", "neighbour-chosen"}
    report = check(lambda s, T, u: with_the_library(s, 1, 1 - u))
    assert set(report.mistakes) == {"temperature-ignored", "characters-in-another-order"}


@pytest.mark.parametrize("row", [row for row in SAMPLING if row.variants], ids=lambda row: row.id)
def test_every_form_of_a_mistake_is_named_alone(row):
    for pieces in row.variants:
        report = check(lambda s, T, u, pieces=pieces: of_pieces(s, QUARTERS * T, u, pieces))
        assert report.mistakes == (row.id,), str(report)


@pytest.mark.parametrize("k", [0, 1, 3])
def test_always_the_same_index_is_wrong_and_no_chance(k):
    report = check(lambda s, T, u: np.full(len(u), k))
    assert (report.status, report.mistakes) == ("incorrect", ())
    assert check(lambda s, T, u: s.argmin(axis=1)).mistakes == ()


def test_nothing_is_raised():
    def stub(*arguments):
        raise NotImplementedError

    assert check(stub).status == check(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: None, lambda *a: ["x"] * 40, lambda *a: 1 / 0):
        assert check(rubbish).status == "error"
    for rubbish in (lambda *a: 0, lambda *a: a[0], lambda *a: [], lambda *a: np.nan * a[2]):
        assert check(rubbish).status == "incorrect"
    assert check(with_the_library, lr=0.1).status == "error"

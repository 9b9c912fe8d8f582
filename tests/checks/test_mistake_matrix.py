"""The proof that the checks name mistakes: each form alone, every pair, a sample of triples.

The answers are made of the pieces of `faulty`. Answers in learners' own words are tested in
test_mistakes_as_written.py.
"""

import random
from itertools import combinations, product

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks import faulty
from rnn_lib.checks.mistakes import TABLES
from tests.checks.equivalences import SAME, UNNAMED, expected, rules
from tests.shared.problems import difference, draw
from tools import mistake_matrix as matrix

ROWS = {side: {row.id: row for row in TABLES[side]} for side in ("forward", "backward")}
CHECK = {"forward": rl.check_forward, "backward": rl.check_backward}
ONE_STEP = {"forward": rl.check_step_forward, "backward": rl.check_step_backward}
IDS = [(side, name) for side, rows in ROWS.items() for name in rows]


def alternatives(report):
    """Return the sets of ids that a report offers."""
    found = report.diagnosis
    return {ids | found.behaviour for ids in found.explanations} or {frozenset(report.mistakes)}


# --- an independent look at the numbers ---


def numbers(side, pieces, problem):
    """Return what a pass with these pieces gives; None where it raises."""
    given = problem.forward_arguments if side == "forward" else problem.backward_arguments()
    try:
        results = getattr(faulty, side)(*given, pieces)
    except (ValueError, IndexError):
        return None
    return [results] if side == "forward" else list(results)


def forms(side, ids):
    """Yield the pieces of every combination of forms of these mistakes."""
    rows = [ROWS[side][name] for name in ids]
    for chosen in product(*(row.variants or (row.example,) for row in rows)):
        keys = [key for pieces in chosen for key in pieces if key != "says"]
        if len(keys) == len(set(keys)):
            yield {key: piece for pieces in chosen for key, piece in pieces.items()}


def agree(a, b):
    if a is None or b is None:
        return a is b
    return all(np.shape(p) == np.shape(q) and difference(p, q) < 1e-9 for p, q in zip(a, b))


FRESH = [draw((4, 5, 3, 2)), draw((3, 1, 2, 5)), draw((2, 4, 5, 3))]
"""Problems that no check has seen."""


def some_form_gives_the_same(side, pieces, ids):
    """Whether the mistakes can be made so that they give what these pieces give."""
    wanted = [numbers(side, pieces, problem) for problem in FRESH]
    return any(
        all(agree(w, numbers(side, form, problem)) for w, problem in zip(wanted, FRESH))
        for form in forms(side, ids)
    )


@pytest.mark.parametrize("side, line", [(side, line) for side in SAME for line in SAME[side]])
def test_mistakes_said_to_be_the_same_give_the_same_numbers_elsewhere(side, line):
    left, _, right = line.replace("=", ">").partition(">")
    for a, b in [(left, right), (right, left)][: 1 + ("=" in line)]:
        pieces = next(forms(side, a.split()))
        assert some_form_gives_the_same(side, pieces, b.split())


# --- alone ---


@pytest.mark.parametrize("side, name", IDS)
def test_a_mistake_alone_is_named_exactly_in_every_form(side, name):
    answers = [matrix.make_answer(side, [ROWS[side][name]])]
    make = {"forward": matrix.forward_answer, "backward": matrix.backward_answer}[side]
    answers += [make(pieces) for pieces in ROWS[side][name].variants[1:]]
    for answer in answers:
        report = CHECK[side](answer)
        assert report.status == "incorrect"
        assert alternatives(report) == expected(side, [name])


def as_one_step(side, answer):
    """Return an answer for one step that calls an answer for sequences."""

    def step_forward(x_t, *others):
        return answer(x_t[:, None], *others)[:, 0]

    def step_backward(dh_t, x_t, h_prev, h_t, Wx, Wh):
        results = list(answer(dh_t[:, None], x_t[:, None], h_prev, h_t[:, None], Wx, Wh))
        return [g[:, 0] if np.ndim(g) == 3 else g for g in results]

    return step_forward if side == "forward" else step_backward


@pytest.mark.parametrize("side, name", [one for one in IDS if ROWS[one[0]][one[1]].in_one_step])
def test_a_mistake_in_one_step_is_named_exactly_in_every_form(side, name):
    make = {"forward": matrix.forward_answer, "backward": matrix.backward_answer}[side]
    answers = [matrix.make_answer(side, [ROWS[side][name]])]
    one_step = draw((3, 1, 2, 4))
    right = numbers(side, {}, one_step)
    if ROWS[side][name].variants:  # not all forms show in one step
        shown = [
            v for v in ROWS[side][name].variants if not agree(numbers(side, v, one_step), right)
        ]
        answers = [make(pieces) for pieces in shown]
    assert answers
    for answer in answers:
        report = ONE_STEP[side](as_one_step(side, answer))
        assert (report.status, report.mistakes) == ("incorrect", (name,))


@pytest.mark.parametrize("side, name", [one for one in IDS if not ROWS[one[0]][one[1]].in_one_step])
def test_what_cannot_be_seen_in_one_step_is_not_said_there(side, name):
    for other in IDS:
        if other[0] == side and ROWS[side][other[1]].in_one_step:
            answer = as_one_step(side, matrix.make_answer(side, [ROWS[side][other[1]]]))
            assert name not in ONE_STEP[side](answer).mistakes
            break


# --- together ---


@pytest.mark.slow
@pytest.mark.parametrize("side, name", IDS)
def test_a_pair_of_mistakes_is_named_exactly(side, name):
    later = list(ROWS[side])[list(ROWS[side]).index(name) + 1 :]
    wrong = {}
    for other in later:
        if {name, other} in [set(pair.split()) for pair in UNNAMED]:
            continue
        answer = matrix.make_answer(side, [ROWS[side][name], ROWS[side][other]])
        if answer is not None:  # two mistakes in the same piece are one
            report = CHECK[side](answer)
            named = frozenset(report.mistakes)
            if report.status != "incorrect" or named != frozenset().union(
                *expected(side, {name, other})
            ):
                wrong[other] = report.mistakes
    assert wrong == {}


@pytest.mark.parametrize("pair", UNNAMED)
def test_a_pair_without_a_name_is_incorrect_all_the_same(pair):
    answer = matrix.make_answer("backward", [ROWS["backward"][name] for name in pair.split()])
    report = rl.check_backward(answer)
    assert report.status == "incorrect" and report.mistakes == ()


def triples(side, count):
    """Draw triples of mistakes that are in three different pieces."""
    names = [row.id for row in ROWS[side].values() if row.variants]
    rng = random.Random(4)
    drawn = []
    while len(drawn) < count:
        three = rng.sample(names, 3)
        if matrix.make_answer(side, [ROWS[side][name] for name in three]):
            drawn.append((side, tuple(three)))
    return drawn


@pytest.mark.slow
@pytest.mark.parametrize("side, three", triples("forward", 30) + triples("backward", 50))
def test_a_triple_of_mistakes_is_named_exactly_or_by_what_gives_the_same_numbers(side, three):
    rows = [ROWS[side][name] for name in three]
    report = CHECK[side](matrix.make_answer(side, rows))
    offered = alternatives(report)
    assert report.status == "incorrect" and offered != {frozenset()}
    pieces = {key: piece for row in rows for key, piece in row.variants[0].items()}
    assert frozenset(three) in offered or all(len(ids) < 3 for ids in offered)
    for ids in offered:
        assert ids == set(three) or some_form_gives_the_same(side, pieces, ids)


def test_the_equivalences_are_about_mistakes_that_exist():
    for side in ROWS:
        for left, right in rules(side):
            assert left | right <= ROWS[side].keys()


def test_no_fewer_pairs_are_told_apart_than_were():
    counts = {}
    for side, rows in ROWS.items():
        pairs = [p for p in combinations(rows.values(), 2) if matrix.make_answer(side, p)]
        exact = [
            p
            for p in pairs
            if expected(side, {p[0].id, p[1].id}) == {frozenset((p[0].id, p[1].id))}
        ]
        counts[side] = len(pairs), len(exact)
    for side, (pairs, exact) in {"forward": (192, 129), "backward": (407, 396)}.items():
        assert counts[side][0] >= pairs and counts[side][1] >= exact, "more rows, more pairs"

"""Sampling: the next character of each text, from scores, a temperature and a random number."""

from functools import cache

import numpy as np

from ..exercise import INTEGERS, ORDINARY, REPEATED, SATURATED, Exercise
from ..mistakes import TABLES
from ..mistakes.sampling import QUARTERS, sample, shares
from ..search import explain_by

CLEAR = 0.01
"""How far u stays from every border, so that no rounding changes a choice."""


@cache
def _probes():
    first, large = _draw(31, 40, 5, 4), _draw(35, 12, 4, 4)
    whole = np.rint(_draw(34, 15, 6, 4)[0]).astype(int)
    calls = [
        (ORDINARY, "40 texts at a temperature of 1", first),
        (REPEATED, "the same call again", first),
        (ORDINARY, "a temperature of 0.5", _draw(32, 30, 7, 2)),
        (ORDINARY, "a temperature of 2", _draw(33, 25, 6, 8)),
        (ORDINARY, "a single text", _draw(37, 1, 4, 6)),
        (INTEGERS, "scores of integers", (whole, np.asarray(6), _clear(34, whole, 6))),
        (SATURATED, "large scores", (1000 * large[0], large[1], _clear(35, 1000 * large[0], 4))),
    ]
    return [SAMPLING.probe(*call) for call in calls]


def _draw(seed, n_texts, n_characters, quarters):
    """Draw scores, and a u for each text that lies well inside of somebody's share."""
    scores = np.random.default_rng(seed).normal(0.0, 1.2, size=(n_texts, n_characters))
    return scores, np.asarray(quarters), _clear(seed, scores, quarters)


def _clear(seed, scores, quarters):
    rng = np.random.default_rng(seed + 100)
    borders = shares(scores, quarters / QUARTERS).cumsum(axis=1)
    u = rng.uniform(CLEAR, 1 - CLEAR, size=len(scores))
    while (near := np.abs(borders - u[:, None]).min(axis=1) < CLEAR).any():
        u[near] = rng.uniform(CLEAR, 1 - CLEAR, size=near.sum())
    return u


def _pack(arguments):
    scores, quarters, u = arguments
    return scores, quarters.item() / QUARTERS, u


def _flat(given):
    scores, temperature, u = given
    return scores, round(QUARTERS * temperature), u


def _cases():
    scores, quarters, u = _draw(38, 20, 5, 4)
    return [
        ("a temperature of 1", (scores, quarters, u)),
        ("u near zero", (scores, quarters, 0 * u + 1e-9)),
        ("equal scores", (0 * scores, quarters, 0.05 + 0.2 * np.floor(5 * u))),
    ]


def _explain(rows, probes, answers, sizes=()):
    """Explain choices, as long as there are any: always the same index tells nothing."""
    given = np.concatenate([answer[0].ravel() for answer in answers if answer is not None])
    return explain_by(sample)(rows, probes, answers, sizes) if given.size and np.ptp(given) else []


SAMPLING = Exercise(
    name="sample",
    subject="sampling",
    summary="sampling: an index for each row of scores, at a temperature, by a number from 0 to 1",
    arguments=("scores", "temperature", "u"),
    results=("index",),
    draw=_probes,
    right=sample,
    rows=TABLES["sampling"],
    explain=_explain,
    cases=_cases,
    pack=_pack,
    flat=_flat,
)
"""A temperature comes as a number, which no array of the calls is."""

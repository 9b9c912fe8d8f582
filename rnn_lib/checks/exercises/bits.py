"""The mean bits a character of sentences of different length, padded and with a mask."""

from functools import cache

import numpy as np

from ...losses import softmax_cross_entropy
from ..exercise import INTEGERS, ORDINARY, REPEATED, SATURATED, Exercise
from ..mistakes import TABLES
from ..mistakes.bits import bits_per_character
from ..search import explain_by


@cache
def _probes():
    first, whole, large = _draw(51, (5, 2, 4), 6), _draw(54, (3, 4, 1), 4), _draw(55, (3, 2), 5)
    calls = [
        (ORDINARY, "sentences of 5, 2 and 4 characters", first, bool),
        (REPEATED, "the same call again", first, bool),
        (ORDINARY, "a single sentence without padding", _draw(52, (6,), 4), float),
        (ORDINARY, "4 sentences and a mask of floats", _draw(53, (1, 7, 3, 6), 5), float),
        (INTEGERS, "a mask of integers", whole, int),
        (SATURATED, "large scores", (large[0] + 1000, *large[1:]), bool),
    ]
    return [
        BITS.probe(role, story, (scores, y, mask.astype(kind)))
        for role, story, (scores, y, mask), kind in calls
    ]


def _draw(seed, lengths, n_characters):
    """Draw scores and characters; padded steps have some as well, which count for nothing."""
    rng = np.random.default_rng(seed)
    sizes = len(lengths), max(lengths)
    mask = np.arange(sizes[1]) < np.array(lengths)[:, None]
    scores = rng.normal(0.0, 2.0, size=(*sizes, n_characters))
    return scores, rng.integers(n_characters, size=sizes), mask


def _cases():
    scores, y, mask = _draw(56, (6, 3, 5), 4)
    return [
        ("no padding", (scores, y, np.ones(mask.shape, bool))),
        ("one sentence", (scores[1:2], y[1:2], mask[1:2])),
        ("equal lengths", (scores, y, np.arange(6)[None] < np.full((3, 1), 4))),
    ]


def _right(scores, y, mask):
    real = mask != 0
    return np.asarray(softmax_cross_entropy(scores[real], y[real])[0] / np.log(2))


BITS = Exercise(
    name="bits_per_character",
    subject="bits per character",
    summary="the mean bits a character of padded sentences",
    arguments=("scores", "y", "mask"),
    results=("bits",),
    draw=_probes,
    right=_right,
    rows=TABLES["bits"],
    explain=explain_by(bits_per_character),
    cases=_cases,
)

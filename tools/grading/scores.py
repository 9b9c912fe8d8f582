"""From verdicts to points."""

from typing import NamedTuple


class Score(NamedTuple):
    """What one answer is worth, of how many points, and the mistakes that cost something."""

    points: float
    out_of: float
    charged: tuple


def score(rubric, exercise, verdict):
    """Return what a verdict is worth.

    Mistakes that cannot be told apart count as the cheaper one. A wrong answer whose mistakes
    are known gets no less than one whose mistake nobody knows, unless one of them costs all.
    """
    out_of = rubric.out_of(exercise)
    share = rubric.credit[verdict.status]
    charged = ()
    if verdict.status == "incorrect" and verdict.mistakes:
        charged = _charged(rubric, verdict)
        costs = [rubric.cost(mistake) for mistake in charged]
        share = 0 if max(costs) == 1 else max(share, 1 - sum(costs))
    return Score(round(share * out_of, 2), out_of, charged)


def _charged(rubric, verdict):
    explanations = verdict.explanations or ((),)
    cheapest = min(explanations, key=lambda ids: sum(map(rubric.cost, ids)))
    return tuple(dict.fromkeys([*cheapest, *verdict.behaviour])) or tuple(verdict.mistakes)

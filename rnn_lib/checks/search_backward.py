"""Find the mistakes that explain wrong gradients, alone and in combination.

A walk through the steps leads to da_t, and the five gradients are made of it. So an explanation
is a way to walk, a factor on everything, and for each gradient a way to make it. A walk is
computed once, and the first gradient that it cannot give ends its trial.
"""

from itertools import product

import numpy as np

from . import faulty
from .comparing import close
from .search import Explanation, as_sequences, choices, plain_forms, sized_forms, smallest

MOST_ON_THE_WAY = 3
"""How many mistakes on the way to da_t are sought in combination."""
ON_THE_WAY = {*faulty.PATH, "window"}


def explain_backward(rows, probes, answers, sizes=(), names=tuple(faulty.NEEDED)):
    """Return the smallest sets of mistakes that give the learner's gradients on every probe.

    Parameters
    ----------
    rows, probes, answers, sizes
        As for `explain_forward`.
    names : iterable of str
        Which of dx, dh0, dWx, dWh and dB the answers hold; all of them if not said.

    Returns
    -------
    list of Explanation
        More than one if they cannot be told apart.
    """
    forms = plain_forms(rows)
    options = {key: _options(forms, key) for key in faulty.RESULTS}
    scaled = [(one, _without(factor, probes, answers, names)) for one, factor in _factors(forms)]
    found = []
    for way in _ways(forms, sized_forms(rows, sizes)):
        if found and len(way.ids) > min(mistakes for (mistakes, _), _ in found):
            break  # ways come in order of their number of mistakes
        first = _walk(probes[0], way.path)
        for factor, given in scaled:
            if _all_fitting([first], given, options):
                walks = [first, *(_walk(probe, way.path) for probe in probes[1:])]
                fitting = _all_fitting(walks, given, options)
                found += _combine(way | factor, fitting)
    simplest = min((complexity for complexity, _ in found), default=None)
    return smallest([one for complexity, one in found if complexity == simplest])


def explain_step_backward(rows, probes, answers, sizes=(), names=None):
    """Explain one step backward as a sequence of one step; see `explain_backward`."""
    return explain_backward(rows, *as_sequences(probes, answers, {0, 1, 3}, {0}))


def _options(forms, key):
    """Return what may stand for one piece of the results: the right one and each mistake's."""
    wrong = [(one, pieces[key]) for one, pieces in forms if key in pieces]
    return [(Explanation(), faulty.RESULTS[key]), *wrong]


def _factors(forms):
    """Return what may multiply everything: nothing, and each mistake's."""
    wrong = [(one, pieces["factor"]) for one, pieces in forms if "factor" in pieces]
    return [(Explanation(), None), *wrong]


def _without(factor, probes, answers, names):
    """Return the results by name, for each probe without a factor; the one most quickly told first.

    The batch size of a probe is the first size of its first argument.
    """
    by_name = {name: [] for name in sorted(names, key=lambda name: len(faulty.NEEDED[name]))}
    for probe, answer in zip(probes, answers):
        divisor = factor(len(probe.arguments[0])) if factor else 1
        for name, result in zip(names, answer or [None] * len(tuple(names))):
            by_name[name].append(result if factor is None or result is None else result / divisor)
    return by_name


def _ways(plain, sized):
    """Return every combination of mistakes on the way to da_t, fewest first."""
    plain = [(one, pieces) for one, pieces in plain if pieces.keys() <= ON_THE_WAY]
    counts = range(1, 3) if sized else range(MOST_ON_THE_WAY + 1)
    ways = [
        one._replace(path=pieces)
        for count in counts
        for one, pieces in choices(plain, sized, count)
    ]
    return sorted(ways, key=lambda way: len(way.ids))


def _walk(probe, pieces):
    try:
        return faulty.walk(*probe.arguments, pieces)
    except IndexError:  # some mistakes look for steps that are not there
        return None


def _all_fitting(walks, given, options):
    """Return for each gradient the choices of pieces that make it; nothing if one has none."""
    all_fitting = []
    for name, results in given.items():
        all_fitting.append(_fitting(name, walks, results, options))
        if not all_fitting[-1]:
            return []
    return all_fitting


def _fitting(name, walks, results, options):
    """Return the choices of pieces that make one gradient on all walks, as mistakes and pieces.

    Where the right pieces do, they are the only choice.
    """
    keys = faulty.NEEDED[name]
    fitting = []
    for chosen in product(*(options[key] for key in keys)):  # the right pieces come first
        pieces = {key: function for key, (_, function) in zip(keys, chosen)}
        if all(_gives(name, walk, pieces, result) for walk, result in zip(walks, results)):
            whole = Explanation()
            for one, _ in chosen:
                whole |= one
            fitting.append((whole, pieces))
            if not whole.ids:
                break
    return fitting


def _gives(name, walk, pieces, result):
    if walk is None or result is None:
        return walk is None and result is None
    with np.errstate(all="ignore"):
        return close(result, faulty.gradient(name, walk, pieces))


def _combine(way, fitting):
    """Return every way to choose one of the fitting pieces for each gradient, and its complexity.

    It is how many mistakes there are, and then how often the three weight gradients are treated
    unequally. The same mistake in all three counts once, because ids form a set.
    """
    combined = []
    for chosen in product(*fitting) if fitting else ():
        whole = way
        for one, _ in chosen:
            whole |= one
        complexity = len(whole.ids), _unequal([pieces for _, pieces in chosen])
        combined.append((complexity, whole))
    return combined


def _unequal(chosen):
    """Count the pieces in which the three weight gradients differ though they need not."""
    return sum(
        len({pieces[key] for pieces in chosen if key in pieces}) > 1 for key in ("steps", "scale")
    )

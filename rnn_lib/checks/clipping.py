"""Recognise gradients that were clipped inside an answer, by what happens as the loss grows.

A backward pass is linear: with twice the gradient from the loss it returns twice the gradients. One
that clips is linear up to a limit. How large the loss may be until then is found by bisection, and
says how large each candidate's limit would be. What lies under the clip shows while it is small.
"""

import numpy as np

from . import faulty
from .comparing import same
from .search import Explanation

FAINT = 1e-9
"""Times the usual gradient of the loss: nothing that anybody clips is that small."""
CLIPPED = "clipped-inside"
_EXACT = 1e-9
_WEIGHTS = ("dWx", "dWh", "dB")
_WHOLE = ("upstream", "x", "h0", "h", "Wx", "Wh")


def faint(evidence, probe):
    """Return what an answer gives for a loss that matters little, divided by how little."""
    return evidence.scaled(probe, FAINT)


def explain_clipping(evidence, under):
    """Return the way in which an answer clips; None if it does not.

    Parameters
    ----------
    evidence : Evidence
        What the answer showed. Its arguments stay as they are.
    under : list of Explanation
        What explains the answer while the loss is small.

    Returns
    -------
    Explanation or None
        The mistake, and its limit.
    """
    probes, answers = evidence.ordinary
    below = [faint(evidence, probe) for probe in probes]
    calls = [pair for pair in zip(below, answers) if None not in pair]
    limit = _limit(evidence, probes[0], below[0])
    if limit is None:
        return None
    names = evidence.exercise.results
    for words, clip, size in _candidates(names):
        c = size(_times(limit, below[0]))
        if all(same(clip(result, c), answer) for result, answer in calls):
            return _found(words, c)
    for one in under:
        if one.path is not None and (found := _at_every_step(evidence, limit, one.path)):
            return found
    return None


def _found(words, c):
    says = f"{words} {_rounded(c):g}."
    return Explanation(frozenset({CLIPPED}), frozenset({(CLIPPED, says)}))


def _at_every_step(evidence, limit, path):
    """Return the quantity of every step that is clipped on an otherwise known way back."""
    if evidence.exercise.arguments != _WHOLE:
        return None  # of an answer in another form, only what it returns is looked at
    probes, answers = evidence.ordinary
    seen = faulty.walk(*probes[0].arguments, path)
    carry = path.get("carry", faulty.PATH["carry"])
    largest = {"total": seen.dh, "made": seen.da, "carry": [*seen.carries]}
    words = {"total": "dL/dh_t", "made": "dL/da_t", "carry": "the carry"}
    for piece, values in largest.items():
        c = limit * max(np.abs(value).max() for value in values)
        at_once = {"carry": lambda step, c=c: np.clip(carry(step), -c, c)}
        cut = at_once.get(piece, lambda value, c=c: np.clip(value, -c, c))
        gives = [faulty.backward(*probe.arguments, path | {piece: cut}) for probe in probes]
        if all(a is None or same(g, a) for g, a in zip(gives, answers)):
            return _found(f"It cuts off the entries of {words[piece]} at every step, at", c)
    return None


def _limit(evidence, probe, below):
    """Return how many times the gradient of the loss passes unclipped; None if all of it does."""
    low, high = FAINT, 1e6

    def passes(factor):
        results = evidence.scaled(probe, factor)
        return results is not None and all(map(_equal, results, below))

    if passes(high) or not passes(2 * low):
        return None
    while high / low > 1 + 1e-10:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if passes(middle) else (low, middle)
    return low


def _equal(a, b):
    return a.shape == b.shape and np.abs(a - b).max() <= _EXACT * np.abs(b).max()


def _times(factor, results):
    return [factor * result for result in results]


def _candidates(names):
    """Yield the ways to clip: words, ``clip(results, c)``, and the c that begins to clip results.

    Each for the gradients of the weights alone, and for all.
    """
    weights = [i for i, name in enumerate(names) if name in _WEIGHTS]
    for told, chosen in (
        ("of the weights' gradients", weights),
        ("of all results", range(len(names))),
    ):
        yield f"It cuts off the entries {told} at", _entries(chosen), _largest(chosen)
        yield f"It limits the norm of each array {told} to", _arrays(chosen), _largest_norm(chosen)
        yield f"It limits the global norm {told} to", _together(chosen), _norm(chosen)
    for i in weights:
        yield f"It cuts off the entries of {names[i]} at", _entries([i]), _largest([i])


def _entries(chosen):
    return lambda results, c: [
        np.clip(r, -c, c) if i in chosen else r for i, r in enumerate(results)
    ]


def _arrays(chosen):
    return lambda results, c: [
        r * min(1, c / np.linalg.norm(r)) if i in chosen else r for i, r in enumerate(results)
    ]


def _together(chosen):
    def clip(results, c):
        factor = min(1, c / _norm(chosen)(results))
        return [r * factor if i in chosen else r for i, r in enumerate(results)]

    return clip


def _largest(chosen):
    return lambda results: max(np.abs(results[i]).max() for i in chosen)


def _largest_norm(chosen):
    return lambda results: max(np.linalg.norm(results[i]) for i in chosen)


def _norm(chosen):
    return lambda results: np.sqrt(sum((results[i] ** 2).sum() for i in chosen))


def _rounded(c):
    """Return the round number that is meant: bisection leaves the last digits open."""
    return float(f"{c:.6g}")

"""Find the mistakes that explain wrong numbers, alone and in combination.

Nothing is guessed from source text. Every combination of rows is computed by `faulty` on the
first probe, and those that give the learner's numbers there are tried on the other probes.
"""

from itertools import combinations, product

from . import faulty
from .comparing import close, same

MOST_FORWARD = 3
"""How many mistakes of a forward pass are sought in combination."""


def explain_forward(rows, probes, answers):
    """Return the smallest sets of mistakes that give the learner's states on every probe.

    Parameters
    ----------
    rows : sequence of Mistake
        The mistakes to consider.
    probes : list of Probe
        The calls.
    answers : list of (tuple of ndarray) or None
        What the learner's function returned for each; None where it raised.

    Returns
    -------
    list of frozenset of str
        The ids of each explanation; more than one if they cannot be told apart.
    """
    variants = [(row.id, pieces) for row in rows for pieces in row.variants]
    for size in range(1, MOST_FORWARD + 1):
        found = []
        for chosen in combinations(variants, size):
            pieces = _joined(pieces for _, pieces in chosen)
            if pieces is not None and _forward_fits(pieces, probes, answers):
                found.append(frozenset(name for name, _ in chosen))
        if found:
            return _smallest(found)
    return []


def _forward_fits(pieces, probes, answers):
    for probe, answer in zip(probes, answers):
        try:
            expected = (faulty.forward(*probe.arguments, pieces),)
        except (ValueError, IndexError):
            expected = None
        if not same(answer, expected):
            return False
    return True


def explain_alone(rows, probes, answers):
    """Return the single mistakes that explain an answer; a variant is a whole function here.

    It takes and returns what `explain_forward` does.
    """
    found = []
    for row in rows:
        for wrong in row.variants:
            results = (wrong(*probe.arguments) for probe in probes)
            results = (r if isinstance(r, tuple) else (r,) for r in results)
            if all(map(same, answers, results)):
                found.append(frozenset({row.id}))
    return list(dict.fromkeys(found))


def explain_backward(rows, probes, answers, names=tuple(faulty.NEEDED)):
    """Return the smallest sets of mistakes that give the learner's gradients on every probe.

    Parameters
    ----------
    rows, probes, answers
        As for `explain_forward`.
    names : iterable of str
        Which of dx, dh0, dWx, dWh and dB to explain; all of them if not said.

    Returns
    -------
    list of frozenset of str
        The ids of each explanation; more than one if they cannot be told apart.
    """
    if None in answers:
        return []
    options = {key: _options(rows, key) for key in faulty.RESULTS}
    given = [dict(zip(faulty.NEEDED, answer, strict=True)) for answer in answers]
    found = []
    for ids, path in _paths(rows):
        if found and len(ids) > len(min(found, key=len)):
            break  # paths come in order of their number of mistakes
        walks = [faulty.walk(*probes[0].arguments, path)]
        if all(_fitting(name, walks, given, options) for name in names):
            walks += [faulty.walk(*probe.arguments, path) for probe in probes[1:]]
            fitting = {name: _fitting(name, walks, given, options) for name in names}
            found += [ids | more for more in _combine(fitting)]
    return _smallest(found)


def explain_step_forward(rows, probes, answers):
    """Explain one step forward as a sequence of one step; see `explain_forward`."""
    return explain_forward(rows, *_as_sequences(probes, answers, {0}, {0}))


def explain_step_backward(rows, probes, answers):
    """Explain one step backward as a sequence of one step; see `explain_backward`."""
    return explain_backward(rows, *_as_sequences(probes, answers, {0, 1, 3}, {0}))


def _as_sequences(probes, answers, arguments, results):
    """Give a time axis of length one to the arguments and results at these positions."""

    def with_time(arrays, positions):
        if arrays is None:
            return None
        return tuple(_with_time(a) if i in positions else a for i, a in enumerate(arrays))

    probes = [probe._replace(arguments=with_time(probe.arguments, arguments)) for probe in probes]
    return probes, [with_time(answer, results) for answer in answers]


def _with_time(array):
    return array[:, None] if array.ndim > 1 else array


def _paths(rows):
    """Return every combination of mistakes on the way to da_t, as ids and pieces, fewest first."""
    variants = [(row.id, v) for row in rows for v in row.variants if v.keys() <= faulty.PATH.keys()]
    alone = [[(name, v) for name, v in variants if key == min(v)] for key in faulty.PATH]
    paths = []
    for chosen in product(*([None, *group] for group in alone)):
        chosen = [one for one in chosen if one is not None]
        pieces = _joined(v for _, v in chosen)
        if pieces is not None:
            paths.append((frozenset(name for name, _ in chosen), pieces))
    return sorted(paths, key=lambda path: len(path[0]))


def _options(rows, key):
    """Return what may stand for one piece of the results: the right one and each mistake's."""
    wrong = [(frozenset([row.id]), v[key]) for row in rows for v in row.variants if key in v]
    return [(frozenset(), faulty.RESULTS[key]), *wrong]


def _fitting(name, walks, given, options):
    """Return the choices of pieces that make one gradient on all walks, as ids and pieces.

    Where the right pieces do, they are the only choice.
    """
    keys = faulty.NEEDED[name]
    choices = product(*(options[key] for key in keys))
    fitting = []
    for chosen in choices:  # the right pieces come first
        pieces = {key: function for key, (_, function) in zip(keys, chosen)}
        gradients = (faulty.gradient(name, walk, pieces) for walk in walks)
        if all(close(answer[name], gradient) for answer, gradient in zip(given, gradients)):
            fitting.append((frozenset().union(*(ids for ids, _ in chosen)), pieces))
            if not fitting[0][0]:
                break
    return fitting


def _combine(fitting):
    """Return the ids of the simplest ways to choose one of the fitting pieces for each gradient.

    The same mistake in all three weight gradients counts once, because ids form a set.
    """
    ways = [
        (frozenset().union(*(ids for ids, _ in way)), [pieces for _, pieces in way])
        for way in product(*fitting.values())
    ]
    simplest = min((_complexity(*way) for way in ways), default=None)
    return [ids for ids, pieces in ways if _complexity(ids, pieces) == simplest]


def _complexity(ids, chosen):
    """Count the mistakes, and then how often the three weight gradients are treated unequally."""
    unequal = sum(
        len({pieces[key] for pieces in chosen if key in pieces}) > 1 for key in ("steps", "scale")
    )
    return len(ids), unequal


def _joined(variants):
    """Return all pieces in one dict, or None where two variants replace the same piece."""
    joined = {}
    for pieces in variants:
        if joined.keys() & pieces.keys():
            return None
        joined.update(pieces)
    return joined


def _smallest(found):
    fewest = min((len(ids) for ids in found), default=0)
    return list(dict.fromkeys(ids for ids in found if len(ids) == fewest))

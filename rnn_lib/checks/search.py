"""Find the mistakes that explain wrong numbers of a forward pass, or of a whole function.

Nothing is guessed from source text. Every combination of rows is computed by `faulty` on the
first probe, and those that give the learner's numbers there are tried on the other probes.
`search_backward` does the same for a backward pass.
"""

from itertools import combinations
from typing import NamedTuple

from . import faulty
from .comparing import same

MOST_FORWARD = 3
"""How many mistakes of a forward pass are sought in combination."""


class Explanation(NamedTuple):
    """Mistakes that together give the learner's numbers on every probe.

    Attributes
    ----------
    ids : frozenset of str
        The mistakes.
    says : frozenset of (str, str)
        What is known beyond the name, as an id and a sentence: which of two, of what size.
    path : dict or None
        Of a backward pass: the pieces of `faulty` that lead to da_t.
    """

    ids: frozenset = frozenset()
    says: frozenset = frozenset()
    path: dict | None = None

    def __or__(self, other):
        """Return both together."""
        return self._replace(ids=self.ids | other.ids, says=self.says | other.says)


def explain_forward(rows, probes, answers, sizes=(), at_last=False):
    """Return the smallest sets of mistakes that give the learner's states on every probe.

    Parameters
    ----------
    rows : sequence of Mistake
        The mistakes to consider.
    probes : list of Probe
        The calls.
    answers : list of (tuple of ndarray) or None
        What the learner's function returned for each; None where it raised.
    sizes : iterable of int
        The numbers of steps at which something may end or begin anew. Where there are any, only
        explanations with one such mistake are sought.
    at_last : bool
        Whether the answers are last states, shape (batch_size, n_nodes).

    Returns
    -------
    list of Explanation
        More than one if they cannot be told apart.
    """
    for size in range(1, MOST_FORWARD + 1):
        found = []
        for one, pieces in choices(plain_forms(rows), sized_forms(rows, sizes), size):
            if _forward_fits(pieces, probes, answers, at_last):
                found.append(one)
        if found:
            return smallest(found)
    return []


def _forward_fits(pieces, probes, answers, at_last):
    for probe, answer in zip(probes, answers):
        try:
            h = faulty.forward(*probe.arguments, pieces)
            expected = (h[:, -1] if at_last else h,)
        except (ValueError, IndexError):
            expected = None
        if not same(answer, expected):
            return False
    return True


def explain_alone(rows, probes, answers, sizes=()):
    """Return the single mistakes that explain an answer; a variant is a whole function here.

    It takes and returns what `explain_forward` does.
    """
    found = []
    for row in rows:
        for wrong in row.variants:
            results = (wrong(*probe.arguments) for probe in probes)
            results = (r if isinstance(r, tuple) else (r,) for r in results)
            if all(map(same, answers, results)):
                found.append(Explanation(frozenset({row.id})))
    return list(dict.fromkeys(found))


def explain_by(whole, most=2):
    """Return an explanation by pieces for a function that takes them after its arguments.

    Parameters
    ----------
    whole : callable
        ``whole(*arguments, pieces)`` computes the results with these pieces replaced.
    most : int
        How many mistakes are sought in combination.

    Returns
    -------
    callable
        It takes and returns what `explain_forward` does.
    """

    def explain(rows, probes, answers, sizes=()):
        for size in range(1, most + 1) if not sizes else ():  # nothing here has a number of steps
            found = [
                one
                for one, pieces in choices(plain_forms(rows), [], size)
                if _fits(whole, pieces, probes, answers)
            ]
            if found:
                return smallest(found)
        return []

    return explain


def _fits(whole, pieces, probes, answers):
    results = (whole(*probe.arguments, pieces) for probe in probes)
    return all(
        same(answer, r if isinstance(r, tuple) else (r,)) for answer, r in zip(answers, results)
    )


def explain_step_forward(rows, probes, answers, sizes=()):
    """Explain one step forward as a sequence of one step; see `explain_forward`."""
    return explain_forward(rows, *as_sequences(probes, answers, {0}, {0}))


def as_sequences(probes, answers, arguments, results):
    """Give a time axis of length one to the arguments and results at these positions."""

    def with_time(arrays, positions):
        if arrays is None:
            return None
        return tuple(_with_time(a) if i in positions else a for i, a in enumerate(arrays))

    probes = [probe._replace(arguments=with_time(probe.arguments, arguments)) for probe in probes]
    return probes, [with_time(answer, results) for answer in answers]


def _with_time(array):
    return array[:, None] if array.ndim > 1 else array


def plain_forms(rows):
    """Return the forms of all mistakes: what to say of each, and the pieces that it replaces."""
    return [(_named(row, form), _pieces(form)) for row in rows for form in row.variants]


def sized_forms(rows, sizes):
    """Return those forms of all mistakes that have one of these sizes."""
    forms = [(row, form(size)) for row in rows for form in row.sized for size in sizes]
    return [(_named(row, form), _pieces(form)) for row, form in forms]


def choices(plain, sized, count):
    """Yield every choice of so many forms that can be made together, as one form.

    If there are sized forms, one of them is in it.
    """
    for few in combinations(plain, count - 1 if sized else count):
        for one in [(form,) for form in sized] if sized else [()]:
            pieces = _joined([pieces for _, pieces in (*one, *few)])
            if pieces is not None:
                yield _together(name for name, _ in (*one, *few)), pieces


def _named(row, variant):
    says = {(row.id, variant["says"])} if "says" in variant else ()
    return Explanation(frozenset({row.id}), frozenset(says))


def _pieces(variant):
    return {key: piece for key, piece in variant.items() if key != "says"}


def _joined(variants):
    """Return all pieces in one dict, or None where two variants replace the same piece."""
    pieces = {}
    for more in variants:
        if pieces.keys() & more.keys():
            return None
        pieces.update(more)
    return pieces


def _together(explanations):
    whole = Explanation()
    for one in explanations:
        whole |= one
    return whole


def smallest(found):
    """Return the explanations with the fewest mistakes, each set of ids once."""
    fewest = min((len(one.ids) for one in found), default=0)
    return list({one.ids: one for one in reversed(found) if len(one.ids) == fewest}.values())[::-1]

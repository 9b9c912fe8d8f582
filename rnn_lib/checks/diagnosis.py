"""Put a name to what is wrong with an answer."""

from typing import NamedTuple

import numpy as np

from .clipping import explain_clipping, faint
from .comparing import same
from .lengths import sizes_of
from .search import Explanation


class Diagnosis(NamedTuple):
    """What was found.

    Attributes
    ----------
    explanations : tuple of frozenset of str
        Sets of ids that explain the wrong numbers; more than one if they cannot be told apart,
        none if nothing explains them, one empty set if the numbers are right.
    behaviour : frozenset of str
        The ids of what shows in behaviour and not in the numbers of ordinary calls.
    says : tuple of (str, str)
        What is known beyond the names, as ids and sentences.
    """

    explanations: tuple = ()
    behaviour: frozenset = frozenset()
    says: tuple = ()

    @property
    def ids(self):
        """Every id in it."""
        return frozenset().union(self.behaviour, *self.explanations)


def diagnose(evidence):
    """Find the mistakes of an answer.

    Parameters
    ----------
    evidence : Evidence
        What it showed.

    Returns
    -------
    Diagnosis
        What was found.
    """
    with np.errstate(all="ignore"):  # an answer may return any numbers
        found = next(filter(None, (find(evidence) for find in WAYS)), [])
    rows = evidence.exercise.rows
    behaviour = frozenset(row.id for row in rows if row.shows and row.shows(evidence))
    says = dict.fromkeys(one for explanation in found for one in sorted(explanation.says))
    return Diagnosis(tuple(one.ids for one in found), behaviour, tuple(says))


def _of_numbers(evidence):
    """Explain the results of the ordinary calls, and on which of them it raises."""
    return _explain(evidence, *evidence.ordinary)


def _of_calls_that_end(evidence):
    """Explain the results of those ordinary calls that have any."""
    pairs = [(p, a) for p, a in zip(*evidence.ordinary) if a is not None]
    if not pairs or len(pairs) == len(evidence.ordinary[0]):
        return []
    found = _explain(evidence, *zip(*pairs))
    return [] if found == [Explanation(path={})] else found


def _of_equal_sizes(evidence):
    """Explain an answer that raises, by a call in which n_features and n_nodes are equal."""
    if evidence.outcomes[0].results is not None or evidence.of_equal_sizes is None:
        return []
    probe, results = evidence.of_equal_sizes
    return evidence.exercise.explain(evidence.exercise.rows, [probe], [results])


def _of_faint_loss(evidence):
    """Explain what an answer gives while the loss is small, and what it does as it grows."""
    if not evidence.exercise.upstream or evidence.outcomes[0].results is None or evidence.doubles:
        return []
    probes, _ = evidence.ordinary
    below = [faint(evidence, probe) for probe in probes]
    found = _explain(evidence, probes, below)
    if evidence.changed_weights:  # an update that matters little: what is left is the gradient
        return found
    clipping = explain_clipping(evidence, found)
    return [one | clipping for one in found or [Explanation()]] if clipping else []


def _of_ignored(evidence):
    """Explain numbers that do not depend on an argument."""
    if all(row.id != "argument-ignored" for row in evidence.exercise.rows):
        return []
    if not evidence.ignored:
        return []
    own_rows = {("h0",): "h0-ignored", ("mask",): "mask-ignored"}
    name = own_rows.get(evidence.ignored, "argument-ignored")
    beside = _beside_ignored(evidence)
    return [Explanation(frozenset({name})) | one for one in beside or [Explanation()]]


def _beside_ignored(evidence):
    """Explain what is wrong besides, by a call in which what is ignored plays no part.

    Weights that are typed in multiply zeros there. What several mistakes could explain is not told.
    """
    partners = {"x": "Wx", "Wx": "x"}
    if evidence.exercise.upstream or not set(evidence.ignored) <= partners.keys():
        return []
    names, probe = evidence.exercise.arguments, evidence.exercise.probes[0]
    without = {partners[name] for name in evidence.ignored}
    arguments = tuple(0 * a if n in without else a for n, a in zip(names, probe.arguments))
    silent = evidence.exercise.probe(probe.role, probe.story, arguments)
    found = _explain(evidence, [silent], [evidence.again(arguments)])
    return found if len(found) == 1 else []


def _of_chance(evidence):
    """Explain choices that no number given to the answer explains: it draws its own."""
    rows = [row for row in evidence.exercise.rows if row.id == "draws-its-own-numbers"]
    return [Explanation(frozenset({row.id})) for row in rows if row.shows(evidence)]


WAYS = (
    _of_numbers,
    _of_calls_that_end,
    _of_equal_sizes,
    _of_faint_loss,
    _of_ignored,
    _of_chance,
)
"""In this order; the first that explains something is believed."""


def _explain(evidence, probes, answers):
    if all(same(answer, probe.expected) for probe, answer in zip(probes, answers)):
        return [Explanation(path={})]
    if answers[0] is None:
        return []
    explain, rows = evidence.exercise.explain, evidence.exercise.rows
    if found := explain(rows, probes, answers):
        return found
    sizes = sizes_of(evidence)
    return explain(rows, probes, answers, sizes) if sizes else []

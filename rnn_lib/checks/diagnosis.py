"""Put a name to what is wrong with an answer."""

from typing import NamedTuple

from .comparing import same


class Diagnosis(NamedTuple):
    """What was found.

    Attributes
    ----------
    explanations : tuple of frozenset of str
        Sets of ids that explain the wrong numbers; more than one if they cannot be told apart,
        none if nothing explains them, one empty set if the numbers are right.
    behaviour : frozenset of str
        The ids of what shows in behaviour and not in the numbers of ordinary calls.
    """

    explanations: tuple = ()
    behaviour: frozenset = frozenset()

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
    rows = evidence.exercise.rows
    explanations = _of_numbers(evidence) or _of_equal_sizes(evidence) or _of_ignored(evidence)
    behaviour = frozenset(row.id for row in rows if row.shows and row.shows(evidence))
    return Diagnosis(tuple(explanations), behaviour)


def _of_numbers(evidence):
    """Explain the results of the ordinary calls."""
    probes, answers = evidence.ordinary
    if all(same(answer, probe.expected) for probe, answer in zip(probes, answers)):
        return [frozenset()]
    if answers[0] is None:
        return []
    return evidence.exercise.explain(evidence.exercise.rows, probes, answers)


def _of_equal_sizes(evidence):
    """Explain an answer that raises, by a call in which n_features and n_nodes are equal."""
    if evidence.outcomes[0].results is not None or evidence.of_equal_sizes is None:
        return []
    probe, results = evidence.of_equal_sizes
    return evidence.exercise.explain(evidence.exercise.rows, [probe], [results])


def _of_ignored(evidence):
    """Explain numbers that do not depend on an argument."""
    if all(row.id != "argument-ignored" for row in evidence.exercise.rows):
        return []
    name = "h0-ignored" if evidence.ignored == ("h0",) else "argument-ignored"
    return [frozenset({name})] if evidence.ignored else []

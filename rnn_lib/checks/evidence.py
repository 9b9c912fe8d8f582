"""What an answer showed. It is called here and nowhere else, and what a probe showed is kept.

A right answer is called once for every probe. All that only a wrong one needs waits until
somebody asks for it.
"""

import copy
from functools import cached_property
from typing import NamedTuple

import numpy as np

from .comparing import same
from .exceptions import Raised
from .exercise import INTEGERS, ONE_STEP, ORDINARY, REPEATED, SATURATED
from .returned import read_results
from .sizes import of_equal_sizes, of_problem_2


class Outcome(NamedTuple):
    """What one call showed.

    Attributes
    ----------
    results : tuple of ndarray or None
        What it returned; None if it raised, or returned what cannot be compared.
    raised : Raised or None
        Why there are no results.
    changed : frozenset of str
        The names of the arguments that it changed.
    library_calls : tuple of str
        The watched functions of the library that it called.
    """

    results: tuple | None
    raised: Raised | None
    changed: frozenset
    library_calls: tuple


class Evidence:
    """One answer to one exercise, and all that its calls show.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    f : callable
        The answer.
    run : callable
        Who calls it; see `run_here`.
    """

    def __init__(self, exercise, f, run):
        self.exercise, self.f, self._run = exercise, f, run

    @cached_property
    def outcomes(self):
        """What each probe showed; the list ends early where the answer is not written yet."""
        outcomes = []
        for probe in self.exercise.probes:
            outcomes.append(self.at(probe.arguments))
            if outcomes[-1].raised and outcomes[-1].raised.kind == "NotImplementedError":
                break
        return outcomes

    @property
    def seen(self):
        """Every probe with what it showed."""
        return list(zip(self.exercise.probes, self.outcomes))

    @property
    def is_open(self):
        """Whether the stub is still in place."""
        raised = self.outcomes[-1].raised
        return raised is not None and raised.kind == "NotImplementedError"

    @property
    def is_right(self):
        """Whether every call gave the right results and changed nothing."""
        return all(
            o.results and same(o.results, p.expected) and not o.changed for p, o in self.seen
        )

    @property
    def begins_wrong(self):
        """Whether the very first call gave wrong results."""
        results = self.outcomes[0].results
        return results is not None and not same(results, self.exercise.probes[0].expected)

    @property
    def library_calls(self):
        """The watched functions of the library that any probe's call used."""
        return tuple(dict.fromkeys(name for o in self.outcomes for name in o.library_calls))

    @property
    def changed(self):
        """The names of the arguments that were changed in any probe's call."""
        return frozenset().union(*(outcome.changed for outcome in self.outcomes))

    @property
    def changed_weights(self):
        """Those of them that only an update may change."""
        return self.changed & set(self.exercise.weights)

    @cached_property
    def is_repeatable(self):
        """Whether the same call gave the same results again."""
        again = next(o for p, o in self.seen if p.role == REPEATED)
        return same(self.outcomes[0].results, again.results)

    @property
    def keeps_something(self):
        """Whether it gave results, and others when it was called again."""
        return not self.is_repeatable and self.outcomes[0].results is not None

    @property
    def overflows(self):
        """Whether large numbers alone give results that are not finite."""
        if not _is_finite(self.outcomes[0]):
            return False
        large = [o for p, o in self.seen if p.role == SATURATED and o.results is not None]
        return not all(map(_is_finite, large))

    @cached_property
    def ordinary(self):
        """The ordinary probes, and what each gave: results, in their right order, or None."""
        seen = [(p, o.results) for p, o in self.seen if p.role in (ORDINARY, ONE_STEP)]
        probes, answers = zip(*(seen if self.is_repeatable else seen[:1]))
        return probes, [self._in_order(answer) for answer in answers]

    def _in_order(self, results):
        return results and tuple(results[i] for i in self._order)

    @cached_property
    def is_misordered(self):
        """Whether the results are there, in another order."""
        return self._order != list(range(len(self._order)))

    @cached_property
    def _order(self):
        """Where the results stand. They differ in shape, so the shapes alone tell the order."""
        wanted = [array.shape for array in self.exercise.probes[0].expected]
        given = [array.shape for array in self.outcomes[0].results or ()]
        is_other = given != wanted and sorted(given) == sorted(wanted)
        return [given.index(shape) for shape in wanted] if is_other else list(range(len(wanted)))

    @cached_property
    def of_equal_sizes(self):
        """A probe with as many features as nodes, and its results; None where that tells nothing.

        There a product with the wrong weight does not fail, and its numbers can be compared.
        """
        arguments = self.exercise.probes[0].arguments
        if any(array.dtype.kind != "f" for array in arguments):
            return None  # other sizes are drawn as floats, which labels are not
        probe = self.exercise.probe(ORDINARY, "equal sizes", of_equal_sizes(arguments))
        results = self.at(probe.arguments).results
        return None if results is None or same(results, probe.expected) else (probe, results)

    @cached_property
    def cases(self):
        """The simpler calls on which it is right, and those on which it is wrong, in words."""
        cases = ([], [])
        for story, arguments in self.exercise.cases():
            right = self.exercise.probe(ORDINARY, story, arguments).expected
            cases[not same(self.again(arguments), right)].append(story)
        return cases

    @cached_property
    def truncates(self):
        """Whether integers give other results than the same numbers as floats, or are refused."""
        return any(self._truncates(p, o) for p, o in self.seen if p.role == INTEGERS)

    def _truncates(self, probe, of_integers):
        floats = tuple(array.astype(np.float64) for array in probe.arguments)
        of_floats = self.at(floats)
        if of_integers.raised:
            return of_integers.raised.kind == "TypeError" and of_floats.raised is None
        if of_floats.results is None:  # integers are what it can take: masks as places, say
            return False
        return not same(of_integers.results, of_floats.results)

    @cached_property
    def ignored(self):
        """The names of the arguments on which the results do not depend, though they should.

        Where the answer cannot be called with the sizes of a probe, it is called with those of the
        assignment: numbers that are typed in have these.
        """
        base, before = self.exercise.probes[0].arguments, self.outcomes[0].results
        if before is None:
            base = of_problem_2(base)
            before = self.at(base).results
        if before is None or not all(np.isfinite(result).all() for result in before):
            return ()
        names = self.exercise.arguments
        return tuple(n for i, n in enumerate(names) if self._ignores(i, base, before))

    def _ignores(self, position, base, before):
        right, moved = self.exercise.right, list(base)
        flipped = base[position][..., ::-1]
        moved[position] = flipped if flipped.dtype.kind == "i" else flipped * 0.7 + 0.1
        after = self.at(tuple(moved)).results
        return same(before, after) and not same(right(*base), right(*moved))

    @cached_property
    def doubles(self):
        """Whether the results double with the gradient that comes from the loss."""
        once, twice = self.outcomes[0].results, self.scaled(self.exercise.probes[0], 2.0)
        return once is not None and same(once, twice)

    def scaled(self, probe, factor):
        """Return the results of a probe for a loss of so many times its gradient, divided again."""
        position = self.exercise.arguments.index(self.exercise.upstream)
        arguments = list(probe.arguments)
        arguments[position] = factor * arguments[position]
        results = self.again(tuple(arguments))
        with np.errstate(all="ignore"):
            return results and tuple(result / factor for result in results)

    def again(self, arguments):
        """Return the results of one more call, in their right order, or None."""
        return self._in_order(self.at(arguments).results)

    def at(self, arguments):
        """Call the answer once, on copies."""
        exercise = self.exercise
        given = exercise.pack(copy.deepcopy(arguments))
        call = self._run(self.f, given, exercise.library)
        results, raised = read_results(call, exercise.results, exercise.unpack, given)
        compared = zip(exercise.arguments, exercise.flat(given), arguments)
        changed = {name for name, now, then in compared if not np.array_equal(now, then)}
        changed -= {*exercise.updates}
        # What an answer leaves behind that stops half-way is no finding.
        return Outcome(results, raised, frozenset(() if raised else changed), call.library_calls)


def _is_finite(outcome):
    return outcome.results is not None and all(np.isfinite(r).all() for r in outcome.results)

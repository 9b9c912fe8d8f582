"""Fit an exercise to an answer as somebody wrote it.

Students who did the assignment elsewhere have a class, weights in columns, gradients without dx.
What is there can be judged all the same: the exercise gets other arguments and results, and what
is not asked for is zero on every call. The search, and all that follows, stay as they are.
"""

from functools import cache

import numpy as np

from ..functional import rnn_forward
from .exercise import INTEGERS, as_tuple
from .form import ALIASES, Form, form_of
from .layouts import LAYOUTS, SEQUENCES
from .returned import WrongReturn

AT_LAST = {"upstream-last-step-only", "returns-last-state-only", "returns-first-state"}
"""What is no mistake where only the last state counts."""
WITHOUT_H0 = {"h0-ignored", "previous-index-wraps", "h0-assumed-zero"}
"""What nobody can see where h0 is zero."""


def fit(exercise, f, options):
    """Return an exercise and an answer that fit each other.

    Parameters
    ----------
    exercise : Exercise
        The exercise of the course.
    f : callable
        The answer.
    options : dict
        What the caller of the check says of it; see `form_of`, and what that raises.

    Returns
    -------
    exercise : Exercise
        The very same, if the answer is as the course asks for it.
    f : callable
        The answer, to be called by position.
    """
    form = form_of(exercise, f, options)
    if form == Form(None, exercise.results):
        return exercise, f
    return Fitting(exercise, form).exercise, _by_position(f, form.asked)


def _by_position(f, asked):
    if asked is None:
        return f
    return lambda *arguments: f(**dict(zip(asked, arguments)))


class Fitting:
    """An exercise in another form.

    Parameters
    ----------
    exercise : Exercise
        The exercise of the course.
    form : Form
        The form.
    """

    def __init__(self, exercise, form):
        self.whole, self.form, self.layout = exercise, form, LAYOUTS[form.layout]
        asked = form.asked or exercise.arguments
        self.names = tuple(ALIASES.get(name, name) for name in asked)
        self.draw = cache(self._draw)

    @property
    def exercise(self):
        """The exercise in this form."""
        unseen = (AT_LAST if self.form.at_last else set()) | (
            set() if "h0" in self.names else WITHOUT_H0
        )
        words, not_tried = self._in_words()
        return self.whole._replace(
            subject=f"{self.whole.subject}{words}",
            not_tried=not_tried,
            arguments=self.names,
            results=self.form.results,
            draw=self.draw,
            right=self.right,
            rows=tuple(row for row in self.whole.rows if row.id not in unseen),
            explain=self.explain,
            cases=tuple,
            weights=() if self.form.lr else self.whole.weights,
            pack=self.pack,
            flat=self.flat,
            unpack=self.unpack,
        )

    def right(self, *arguments):
        """Return the right results in this form."""
        results = dict(zip(self.whole.results, as_tuple(self.whole.right(*self._all(arguments)))))
        if self.form.at_last and "h" in results:
            results["h"] = results["h"][:, -1]
        return tuple(results[name] for name in self.form.results)

    def explain(self, rows, probes, answers, sizes=()):
        """Explain wrong results as the whole exercise does, with all arguments."""
        probes = [probe._replace(arguments=self._all(probe.arguments)) for probe in probes]
        if self.whole.upstream:
            return self.whole.explain(rows, probes, answers, sizes, self.form.results)
        return self.whole.explain(rows, probes, answers, sizes, self.form.at_last)

    def pack(self, arguments):
        """Return the arguments as the answer wants them, and keep what its weights were."""
        given = tuple(map(self.layout.there, arguments))
        self._before = {name: np.array(array) for name, array in zip(self.names, given)}
        return given

    def flat(self, given):
        """Return the arguments in the layout of the course; an update of weights is no change."""
        if self.form.lr:
            given = [
                self._before[n] if n in ("Wx", "Wh", "B") else a for n, a in zip(self.names, given)
            ]
        return tuple(map(self._back, self.names, given))

    def unpack(self, returned, given):
        """Return the results in the layout of the course, in their order."""
        names = self.form.results
        if self.form.lr:
            values = self._gradients_of_a_step(returned, given)
        elif isinstance(returned, dict):
            if missing := [name for name in names if name not in returned]:
                there = ", ".join(map(str, returned))
                raise WrongReturn(f"There is no {', '.join(missing)} in what it returned: {there}.")
            values = [returned[name] for name in names]
        else:
            values = returned if len(names) > 1 else [returned]
        if not isinstance(values, (tuple, list)) or len(values) != len(names):
            return returned  # whoever reads it says what is wrong
        values = list(map(self._back, names, values))
        return values if len(names) > 1 else values[0]

    def _back(self, name, array):
        """Return an array of the answer's as the course has it."""
        of_last = self.form.at_last and name == (self.whole.upstream or "h")
        return self.layout.back(name, array, name in SEQUENCES and not of_last)

    def _draw(self):
        probes = []
        for role, story, named in self.whole.named():
            if not (self.form.lr and role == INTEGERS):  # a step cannot change integers in place
                arguments = tuple(self._simple(named)[name] for name in self.names)
                if self.layout.one_sequence:
                    story = story.replace("a batch of 3 sequences", "one sequence")
                probes.append(self.exercise.probe(role, story, arguments))
        return probes

    def _simple(self, named):
        """Return the arrays of a call by name, with zeros for all that the answer does not get."""
        if self.layout.one_sequence:
            named = {n: a[:1] if n in ("x", "h0", "h", "upstream") else a for n, a in named.items()}
        for name in {"h0", "B"} - {*self.names} - ({"B"} if "h" in self.names else set()):
            named = named | {name: 0 * named[name]}
        named = named | {"h": rnn_forward(*(named[n] for n in ("x", "h0", "Wx", "Wh", "B")))}
        if self.form.at_last and "upstream" in named:
            named = named | {"upstream": named["upstream"][:, -1]}
        return named

    def _all(self, arguments):
        """Return the arguments of the whole exercise for those of this form."""
        named = dict(zip(self.names, arguments))
        named.setdefault("h0", np.zeros((len(named["x"]), len(named["Wh"]))))
        named.setdefault("B", np.zeros(len(named["Wh"])))
        if "h" in self.whole.arguments and "h" not in named:
            named["h"] = rnn_forward(*(named[n] for n in ("x", "h0", "Wx", "Wh", "B")))
        if self.form.at_last and "upstream" in named:
            upstream = np.zeros(named["h"].shape)
            upstream[:, -1] = named["upstream"]
            named["upstream"] = upstream
        return tuple(named[name] for name in self.whole.arguments)

    def _gradients_of_a_step(self, returned, given):
        """Return the gradients by which the weights moved: (before - after) / lr.

        The weights after are those returned by name, or those that were given.
        """
        after = dict(zip(self.names, given))
        after |= returned if isinstance(returned, dict) else {}
        weights = [name[1:] for name in self.form.results]
        return [(self._before[n] - np.asarray(after[n])) / self.form.lr for n in weights]

    def _in_words(self):
        """Return how the exercise differs, to complete its name, and what is not tried."""
        form, whole = self.form, self.whole
        words = [] if form.results == whole.results else [f"for {', '.join(form.results)}"]
        if form.at_last:
            words.append("the loss at the last state" if whole.upstream else "the last state")
        left_out = ["h0"] if "h0" not in self.names else []
        left_out += ["B"] if not {"B", "h"} & {*self.names} else []
        words += [f"{name} = 0" for name in left_out]
        not_tried = [name for name in whole.results if name not in form.results] + left_out
        return (f" ({', '.join(words)})" if words else ""), tuple(not_tried)

"""What of a notebook runs, and after which cell each exercise is judged.

The grade is what a run from top to bottom shows. A check is made where the notebook makes it; where
an exercise is tried again below, before the next one begins, it is made again after the last try.
Lessons that nobody has changed run only if something else needs a name that they touch.
"""

import re
from typing import NamedTuple

from ..cell_names import Names, names_of, plain

CHECK, LESSON, OWN, SOLUTION, STUB = "check", "lesson", "own", "solution", "stub"
"""What a code cell is: the course's, unchanged, or the student's own."""

_MAGIC = re.compile(r"^\s*[%!]|=\s*[%!]", re.MULTILINE)
_BY_NAME = {"globals", "locals", "vars", "eval", "exec", "get_ipython"}


class Place(NamedTuple):
    """Where an exercise is judged: after the cell ``at``; ``cell`` holds the answer.

    Both count from 0, and are None if there is no answer. ``note`` says what is not plain.
    """

    at: int | None
    cell: int | None
    note: str = ""


class Timeline:
    """A student's notebook beside the course's."""

    def __init__(self, problem, cells):
        self.problem, self.cells = problem, cells
        known = {plain(source): LESSON for source in problem.code}
        known |= {plain(e.stub): STUB for e in problem.exercises}
        known |= {plain(e.check): CHECK for e in problem.exercises}
        self._plain = [plain(cell.source) if cell.is_code else None for cell in cells]
        self.kinds = [_kind(cell, known.get(form, OWN)) for cell, form in zip(cells, self._plain)]
        self.names = [names_of(cell.source) if cell.is_code else Names() for cell in cells]
        self._setup = plain(problem.code[0])
        self._imported = names_of(problem.code[0]).binds
        self.runs = self._what_runs()

    def place(self, exercise):
        """Return the `Place` of an exercise."""
        own, wanted = self._cells_of(exercise), set(exercise.defines)
        if not own:
            return Place(None, None, f"There is no cell exercise-{exercise.name}.")
        end = self._end(own[0])
        tries = [i for i in range(own[0], end) if self._binds_any(i, self._needed_by(wanted, end))]
        below = range(end, len(self.cells))
        if not any(self._defines(i, wanted) for i in tries):
            tries = [i for i in below if self._defines(i, wanted) and not self._has_id(i)][-1:]
        at = max([*tries, *self._checks(exercise, wanted)], default=own[-1])
        answers = [i for i in tries if self._defines(i, wanted)] or own
        return Place(at, answers[-1], self._note(exercise, own, answers))

    def _cells_of(self, exercise):
        """Return its own cells: by their ids, or else the first like its stub or with its names."""
        name, wanted = f"exercise-{exercise.name}", set(exercise.defines)
        code = [i for i, kind in enumerate(self.kinds) if kind]
        stub = plain(exercise.stub)
        return (
            [i for i in code if self.cells[i].id == name]
            or [i for i in code if self._plain[i] == stub][:1]
            or [i for i in code if self._defines(i, wanted) and not self._has_id(i)][:1]
        )

    def _end(self, begin):
        """Return where the next exercise begins."""
        others = [self._cells_of(e)[:1] for e in self.problem.exercises]
        return min((i for own in others for i in own if i > begin), default=len(self.cells))

    def _checks(self, exercise, wanted):
        """Return its check cells, without those that look at a mere stub, if there are others."""
        form, kinds = plain(exercise.check), enumerate(self.kinds)
        checks = [i for i, kind in kinds if kind == CHECK and self._plain[i] == form]
        return [i for i in checks if not self._sees_stub(i, wanted)] or checks

    def _sees_stub(self, check, wanted):
        before = [i for i in range(check) if self.kinds[i] and wanted <= self.names[i].binds]
        return bool(before) and self.kinds[before[-1]] == STUB

    def _needed_by(self, wanted, end):
        """Return the names, and all that the student's cells need to bind them."""
        found, more = set(), set(wanted)
        while not more <= found:
            found |= more
            more = self._used_in(i for i in range(end) if self._binds_any(i, found))
        return found

    def _what_runs(self):
        """Return the cells that run: the student's, stubs, imports, and what lessons they need."""
        runs = {i for i, kind in enumerate(self.kinds) if kind in (OWN, STUB)}
        lessons = {i for i, kind in enumerate(self.kinds) if kind == LESSON}
        if any(self.kinds[i] == OWN and _hides_names(self.cells[i].source) for i in runs):
            return runs | lessons
        needed = {i for i in lessons if self._plain[i] == self._setup}
        wanted, more = set(), self._used_in(runs)
        while more > wanted:
            wanted = more
            needed |= {i for i in lessons if wanted & (self.names[i].binds | self.names[i].uses)}
            more = wanted | self._used_in(needed)
        return runs | needed

    def _used_in(self, cells):
        """Return the names that cells use, but for those of the course's first cell."""
        return set().union(*(self.names[i].uses for i in cells)) - self._imported

    def _binds_any(self, i, names):
        return self.kinds[i] == OWN and bool(self.names[i].binds - self._imported & names)

    def _defines(self, i, wanted):
        return self.kinds[i] == OWN and wanted <= self.names[i].binds

    def _has_id(self, i):
        return self.cells[i].id.startswith("exercise-")

    def _note(self, exercise, own, answers):
        cell = f"cell {answers[-1] + 1} of {len(self.cells)}"
        if self.cells[own[0]].id != f"exercise-{exercise.name}":
            return f"No cell has the id exercise-{exercise.name}; {cell} counts, by its names."
        if len(answers) > 1 and set(answers) - set(own):
            return f"It was tried {len(answers)} times; the last try, {cell}, counts."
        if answers[-1] not in own:
            own_one = "as it was" if self.kinds[own[-1]] == STUB else "no answer"
            return f"Its own cell is {own_one}; the answer stands in {cell}."
        return ""


def _kind(cell, kind):
    if not cell.is_code:
        return None
    return SOLUTION if cell.id.startswith("solution-") or SOLUTION in cell.tags else kind


def _hides_names(source):
    """Whether a cell may use names that its text does not show."""
    source = source.replace("%matplotlib inline", "")
    return bool(_MAGIC.search(source)) or any(f"{name}(" in source for name in _BY_NAME)

"""Examine one notebook: a process of its own, without any student's code in it.

It reads its task as JSON from standard input and writes one line of JSON for each exercise, as
soon as it knows the verdict. So what comes later cannot take back what is already told.
"""

import json
import sys
import time

from ..cells import Cell
from ..course import CourseError, NotebookExercise, Problem
from .checking import Verdict, names_for_check, run_check
from .limits import Limits
from .orphans import adopt_orphans, end_descendants
from .plan import DEFINITIONS, WHOLE, find_answer, plan
from .remote import Gone, StudentProcess
from .room import Room

_MOST_STARTS = 12  # of Python, for one notebook


class Examiner:
    """One notebook and the process in which its code runs.

    Parameters
    ----------
    problem : Problem
        The course's notebook.
    cells : list of Cell
        The student's.
    room : Room
        Where its code runs.
    limits : Limits
        What it may use.
    """

    def __init__(self, problem, cells, room, limits):
        self.problem, self.room, self.limits = problem, room, limits
        self.found = {e.name: find_answer(cells, e) for e in problem.exercises}
        answers = [position for position, _ in self.found.values() if position is not None]
        self.steps = plan(cells, answers)
        self.process, self.starts = None, 0

    def examine(self, exercise):
        """Return the verdict on one exercise."""
        position, note = self.found[exercise.name]
        if position is None:
            return Verdict("missing", (note,))
        verdict = self._check(exercise)
        while self._run_more(position):
            verdict = self._check(exercise)
        return verdict._replace(notes=tuple(filter(None, (note, *verdict.notes))))

    def close(self):
        """End the student's process."""
        if self.process is not None:
            self.process.close()
        self.process = None

    def _check(self, exercise):
        """Run the check once."""
        try:
            process = self._be_ready()
            process.missing = None
            process.allow_time()
            wanted = names_for_check(self.problem, exercise)
            if lacking := set(wanted) - set(process.exists(wanted)):
                return self._undefined(exercise, sorted(lacking))
            return run_check(self.problem, exercise, process)
        except Gone as gone:
            self.close()
            return Verdict("error", (str(gone),))

    def _be_ready(self):
        """Start a process, if there is none, and run the cells; a cell that ends it runs less."""
        while self.process is None:
            self.starts += 1
            if self.starts > _MOST_STARTS:
                raise Gone("Too many of its cells do not come to their ends.")
            self.process = StudentProcess(self.room, self.limits)
            self.process.exists(())
            for step in self.steps:
                try:
                    _run(self.process, step)
                except Gone as gone:
                    step.do_less(str(gone))
                    self.close()
                    break
        return self.process

    def _run_more(self, position):
        """Where a name was missing, run the cells that bind it, from a fresh start.

        Those before the answer, if there are any. Returns whether there is more to run.
        """
        missing = {step.error["missing"] for step in self.steps if step.error}
        missing |= {self.process.missing} if self.process else set()
        binding = [
            step
            for step in self.steps
            if step.binds & missing and step.extent == DEFINITIONS and not step.stopped
        ]
        before = [step for step in binding if step.position < position]
        for step in before or binding:
            step.extent = WHOLE
        if binding:
            self.close()
        return bool(binding)

    def _undefined(self, exercise, names):
        """Say why an answer does not exist."""
        position, _ = self.found[exercise.name]
        step = next(step for step in self.steps if step.position == position)
        line = f"Its cell does not define {' and '.join(names)}."
        if step.stopped:
            return Verdict("error", (line, step.stopped))
        if step.error:
            return Verdict("error", (line, *step.error["lines"]))
        return Verdict("not attempted", (line,))


def _run(process, step):
    if step.extent in (DEFINITIONS, WHOLE):
        step.error = process.run(step.source, step.extent == WHOLE)


def read_task(text):
    """Return what one examiner is to do, from the JSON that `run` writes."""
    task = json.loads(text)
    name, exercises, *rest = task["problem"]
    exercises = tuple(NotebookExercise(*fields) for fields in exercises)
    cells = [Cell(*fields) for fields in task["cells"]]
    return Problem(name, exercises, *rest), cells, Room(*task["room"]), Limits(*task["limits"])


def main():
    """Examine the notebook of the task."""
    adopt_orphans()
    problem, cells, room, limits = read_task(sys.stdin.read())
    examiner = Examiner(problem, cells, room, limits)
    try:
        for exercise in problem.exercises:
            begun = time.monotonic()
            try:
                verdict = examiner.examine(exercise)
            except CourseError:
                raise
            except Exception as error:  # what a student's process makes of a message
                examiner.close()
                verdict = Verdict("error", (f"Its answer confuses the check: {error!r:.200}",))
            seconds = round(time.monotonic() - begun, 2)
            print(json.dumps([exercise.name, verdict, seconds]), flush=True)
    finally:
        examiner.close()
        end_descendants()


if __name__ == "__main__":
    main()

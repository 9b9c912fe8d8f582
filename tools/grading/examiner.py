"""Examine one notebook. No student's code runs here: it has a process of its own."""

from ..course import CourseError
from .checking import Verdict, names_for_check, run_check
from .remote import START, Gone, StudentProcess
from .timeline import LESSON, Timeline

_MOST_STARTS = 12  # of Python, for one notebook


def examine(problem, cells, room, limits):
    """Return a verdict for every exercise of a problem, by its name."""
    examiner = Examiner(problem, cells, room, limits)
    try:
        return {exercise.name: verdict for exercise, verdict in examiner.verdicts()}
    finally:
        examiner.close()


class Examiner:
    """A student's notebook beside the course's, and the process in which its cells run."""

    def __init__(self, problem, cells, room, limits):
        self.problem, self.cells, self.room, self.limits = problem, cells, room, limits
        self.timeline = Timeline(problem, cells)
        self.process, self.starts = None, 0
        self.next, self.errors, self.ended = 0, {}, {}

    def verdicts(self):
        """Yield every exercise with its verdict, in the order in which a run comes to them."""
        places = [(e, self.timeline.place(e)) for e in self.problem.exercises]
        for exercise, place in sorted(places, key=lambda pair: pair[1].at or 0):
            yield exercise, self._verdict(exercise, place)

    def close(self):
        """End the student's process."""
        if self.process is not None:
            self.process.close()
        self.process, self.next = None, 0

    def _verdict(self, exercise, place):
        if place.at is None:
            return Verdict("missing", (place.note,))
        try:
            verdict = self._judge(exercise, place)
        except CourseError:
            raise
        except Gone as gone:
            self.close()
            verdict = Verdict("error", (str(gone),))
        except Exception as error:  # what a student's process makes of a message
            self.close()
            verdict = Verdict("error", (f"Its answer confuses the check: {error!r:.200}",))
        notes = tuple(filter(None, (place.note, *verdict.notes)))
        return verdict._replace(notes=notes, answer=self.cells[place.cell].source)

    def _judge(self, exercise, place):
        """Run the notebook to this place, and the check there."""
        process = self._run_to(place.at)
        process.allow_time()
        wanted = names_for_check(self.problem, exercise)
        there = process.exists(wanted)
        if lacking := [name for name in wanted if name not in there]:
            line = f"Its cell does not define {' and '.join(lacking)}."
            why = self.ended.get(place.cell) or self.errors.get(place.cell) or ()
            return Verdict("error" if why else "not attempted", (line, *why))
        return run_check(self.problem, exercise, process)

    def _run_to(self, last):
        """Run all cells up to this one; after one that ended Python, all others anew."""
        while True:
            process = self.process or self._start()
            try:
                while self.next <= last:
                    self._run(process, self.next)
                    self.next += 1
                return process
            except Gone as gone:
                self.ended[self.next] = (str(gone),)
                self.close()

    def _start(self):
        self.starts += 1
        if self.starts > _MOST_STARTS:
            raise Gone("Too many of its cells do not come to their ends.")
        self.process = StudentProcess(self.room, self.limits)
        self.process.exists(())  # it has begun
        return self.process

    def _run(self, process, i):
        if i in self.timeline.runs and i not in self.ended:
            is_lesson = self.timeline.kinds[i] == LESSON
            seconds = max(self.limits.seconds, START) if is_lesson else self.limits.seconds
            error = process.run(self.cells[i].source, seconds)
            self.errors[i] = tuple(error["lines"]) if error else ()

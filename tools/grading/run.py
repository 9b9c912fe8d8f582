"""Grade every notebook, several at a time, each by an examiner of its own."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from typing import NamedTuple

from ..course import CourseError, key_of
from .checking import Verdict, evaluate_check
from .sandbox import ROOT
from .scores import Score, score

MOST_ATTEMPTS = 5
"""How many notebooks of one student for one problem are run."""


class Result(NamedTuple):
    """One exercise of one student.

    Attributes
    ----------
    verdict : Verdict
        What the check says.
    score : Score
        What it is worth.
    path : str
        In which file the answer stands.
    """

    verdict: Verdict
    score: Score
    path: str


def check_course(problems):
    """Run every check on answers that are not there yet, to see that it is one.

    Raises
    ------
    CourseError
        If a check is none.
    """

    def unanswered(*args, **kwargs):
        raise NotImplementedError

    for problem in problems:
        for exercise in problem.exercises:
            answers = {name: unanswered for e in problem.exercises for name in e.defines}
            try:
                status = evaluate_check(problem, exercise, answers).status
            except Exception as error:
                status = repr(error)
            if status != "not attempted":
                words = (
                    f"the check of {key_of(problem, exercise)} calls an answer that is not there"
                )
                raise CourseError(f"{words} {status}")


def grade(students, problems, rubric, room, limits, workers, tell=lambda done, of: None):
    """Grade all students.

    Parameters
    ----------
    students : list of Student
        Who handed something in.
    problems : list of Problem
        The course.
    rubric : Rubric
        What answers are worth.
    room : Room
        Where the code runs.
    limits : Limits
        What it may use.
    workers : int
        How many notebooks run at a time.
    tell : callable
        ``tell(done, of)`` is called whenever a notebook is done.

    Returns
    -------
    list of dict
        For each student, a `Result` for every exercise that has an answer or a reason why not.
    """
    tasks = [(i, *task) for i, s in enumerate(students) for task in _tasks(s, problems)]
    graded = [{} for _ in students]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        runs = [(task, pool.submit(examine, *task[1:], room, limits)) for task in tasks]
        try:
            tell(0, len(tasks))
            for done, _ in enumerate(as_completed(run for _, run in runs), start=1):
                tell(done, len(tasks))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    attempts = {}
    for (i, problem, file), run in runs:
        attempts.setdefault((i, problem.name), []).append((file, run.result()))
    for i, problem in ((i, p) for i in range(len(students)) for p in problems):
        tried = attempts.get((i, problem.name), [])
        graded[i] |= _best(students[i], problem, rubric, tried)
    return graded


def examine(problem, file, room, limits):
    """Have one notebook examined; return a verdict for every exercise, whatever happens."""
    task = {"problem": problem, "cells": file.cells, "room": room, "limits": limits}
    examiner = subprocess.Popen(
        [sys.executable, "-m", "tools.grading.examiner"],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        patience = 120 + 40 * limits.seconds
        output, errors = examiner.communicate(json.dumps(task).encode(), timeout=patience)
    except subprocess.TimeoutExpired:
        _end(examiner)
        output, errors = examiner.communicate()
    return _verdicts(problem, output, errors)


def _verdicts(problem, output, errors):
    """Return what an examiner has told; of the rest, that it was not heard."""
    verdicts = {}
    for line in output.splitlines():
        with suppress(ValueError):
            name, fields, _ = json.loads(line)
            verdicts[name] = Verdict(*map(_as_tuple, fields))
    reason = _last_line(errors) or "The grader was ended while it worked on this notebook."
    lost = Verdict("error", (reason,))
    return {e.name: verdicts.get(e.name, lost) for e in problem.exercises}


def _end(process):
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()


def _last_line(errors):
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else ""


def _as_tuple(field):
    return tuple(map(_as_tuple, field)) if isinstance(field, list) else field


def _tasks(student, problems):
    """Return what is to run for a student; of many notebooks for one problem, the last ones."""
    for problem in problems:
        files = [file for file in student.files if problem in file.problems]
        for file in files[:-MOST_ATTEMPTS]:
            note = f"not run: there are {len(files)} notebooks for {problem.name}"
            file.words = f"{file.words}; {note}"
        for file in files[-MOST_ATTEMPTS:]:
            yield problem, file


def _best(student, problem, rubric, tried):
    """Return the results of the notebook with the most points; of equals, the last one."""
    if not tried:
        verdict = Verdict("missing", (f"There is no notebook for {problem.name}.",))
        nobody = {exercise.name: verdict for exercise in problem.exercises}
        return _results(problem, rubric, nobody, "")
    options = [(file, _results(problem, rubric, verdicts, file.path)) for file, verdicts in tried]
    totals = [sum(result.score.points for result in results.values()) for _, results in options]
    best = max(range(len(options)), key=lambda i: (totals[i], i))
    if len(options) > 1:
        for i, (file, _) in enumerate(options):
            word = "counted" if i == best else "not counted"
            file.words += f"; {word} for {problem.name}: {totals[i]:g} points"
        counted = f"{len(options)} notebooks for {problem.name}; {options[best][0].path} counts."
        student.notes.append(counted)
    return options[best][1]


def _results(problem, rubric, verdicts, path):
    return {
        key_of(problem, e): Result(verdicts[e.name], score(rubric, e.name, verdicts[e.name]), path)
        for e in problem.exercises
    }

"""Grade every notebook, several at a time, each in a process of the grader's."""

from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import NamedTuple

from ..course import key_of
from .checking import Verdict
from .examiner import examine
from .scores import Score, score

MOST_ATTEMPTS = 5  # notebooks of one student for one problem


class Result(NamedTuple):
    """One exercise of one student."""

    verdict: Verdict
    score: Score
    path: str  # in which file the answer stands
    title: str


def grade(students, problems, rubric, room, limits, workers, tell=lambda done, of: None):
    """Grade all students.

    Returns a dict for each of them, with a `Result` for every exercise. Whenever a notebook is
    done, ``tell(done, of)`` is called.
    """
    tasks = [(i, *task) for i, s in enumerate(students) for task in _tasks(s, problems)]
    verdicts = _examine_all(tasks, room, limits, workers, tell)
    tried, graded = {}, []
    for (i, problem, file), found in zip(tasks, verdicts):
        tried.setdefault((i, problem.name), []).append((file, found))
    for i, student in enumerate(students):
        best = [_best(student, p, rubric, tried.get((i, p.name), [])) for p in problems]
        graded.append({key: result for results in best for key, result in results.items()})
    return graded


def results_of(problem, rubric, verdicts, path):
    """Return the `Result` of each exercise of a notebook."""
    return {
        key_of(problem, e): Result(v := verdicts[e.name], score(rubric, e.name, v), path, e.title)
        for e in problem.exercises
    }


def _examine_all(tasks, room, limits, workers, tell):
    """Return the verdicts of each task; one that ends the process it shares runs again, alone."""
    jobs = [(problem, file.cells, room, limits) for _, problem, file in tasks]
    found = {}
    tell(0, len(jobs))
    with _pool(workers) as pool:
        runs = {pool.submit(examine, *job): n for n, job in enumerate(jobs)}
        for run in as_completed(runs):
            if not isinstance(run.exception(), BrokenProcessPool):
                found[runs[run]] = run.result()
                tell(len(found), len(jobs))
    for n, job in enumerate(jobs):
        if n not in found:
            found[n] = _examine_alone(job)
            tell(len(found), len(jobs))
    return [found[n] for n in range(len(jobs))]


def _examine_alone(job):
    with _pool(1) as pool:
        try:
            return pool.submit(examine, *job).result()
        except BrokenProcessPool:
            lost = Verdict("error", ("The grader was ended while it worked on this notebook.",))
            return {exercise.name: lost for exercise in job[0].exercises}


def _pool(workers):
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _tasks(student, problems):
    """Return what is to run for a student; of many notebooks for one problem, the last ones."""
    for problem in problems:
        files = [file for file in student.files if problem in file.problems]
        for file in files[:-MOST_ATTEMPTS]:
            file.words += f"; not run: there are {len(files)} notebooks for {problem.name}"
        for file in files[-MOST_ATTEMPTS:]:
            yield problem, file


def _best(student, problem, rubric, tried):
    """Return the results of the notebook with the most points; of equals, the last one."""
    if not tried:
        verdict = Verdict("missing", (f"There is no notebook for {problem.name}.",))
        nobody = {exercise.name: verdict for exercise in problem.exercises}
        return results_of(problem, rubric, nobody, "")
    options = [(file, results_of(problem, rubric, found, file.path)) for file, found in tried]
    totals = [sum(result.score.points for result in results.values()) for _, results in options]
    best = max(range(len(options)), key=lambda i: (totals[i], i))
    if len(options) > 1:
        for i, (file, _) in enumerate(options):
            word = "counted" if i == best else "not counted"
            file.words += f"; {word} for {problem.name}: {totals[i]:g} points"
        counted = f"{len(options)} notebooks for {problem.name}; {options[best][0].path} counts."
        student.notes.append(counted)
    return options[best][1]

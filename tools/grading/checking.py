"""Run the course's own check cell on answers that live in a student's process."""

import ast
import builtins
import linecache
from typing import NamedTuple

from rnn_lib import Report
from rnn_lib.shortcuts import describe_shortcut

from .course import CourseError
from .listening import listening


class Verdict(NamedTuple):
    """What is known of one answer.

    Attributes
    ----------
    status : str
        "correct", "incorrect", "not attempted", "error" or "missing".
    lines : tuple of str
        What the check saw.
    mistakes : tuple of str
        The mistakes that it named.
    explanations : tuple of tuple of str
        Sets of mistakes that explain the numbers equally well.
    behaviour : tuple of str
        Mistakes beside the numbers.
    notes : tuple of str
        What the grader has to say.
    """

    status: str
    lines: tuple = ()
    mistakes: tuple = ()
    explanations: tuple = ()
    behaviour: tuple = ()
    notes: tuple = ()


def names_for_check(problem, exercise):
    """Return the names that a check takes from answers: of its own exercise, or of earlier ones."""
    answers = [name for other in problem.exercises for name in other.defines]
    return tuple(name for name in answers if name in _used(exercise.check))


def run_check(problem, exercise, process):
    """Run the check of one exercise.

    Parameters
    ----------
    problem : Problem
        The notebook of the exercise.
    exercise : Exercise
        The exercise.
    process : StudentProcess
        Where the answers live.

    Returns
    -------
    Verdict
        What the check says.

    Raises
    ------
    Gone
        If the process cannot go on.
    CourseError
        If the check is no check.
    """
    names = names_for_check(problem, exercise)
    with listening(process) as heard:
        report = evaluate_check(problem, exercise, {name: process.answer(name) for name in names})
    if process.library_calls and report.status != "not attempted":
        return Verdict("not attempted", (describe_library_calls(process.library_calls, report),))
    explanations = tuple(tuple(sorted(ids)) for ids in heard.explanations)
    behaviour = tuple(sorted(heard.behaviour))
    return Verdict(report.status, report.lines, report.mistakes, explanations, behaviour)


def evaluate_check(problem, exercise, answers):
    """Return the report of a check cell for answers given by name."""
    filename = f"check-{exercise.name}"
    linecache.cache[filename] = (0, None, exercise.check.splitlines(True), filename)
    *body, last = ast.parse(exercise.check).body
    namespace = {**_imported(problem, exercise), **answers}
    exec(compile(ast.Module(body, []), filename, "exec"), namespace)
    if not isinstance(last, ast.Expr):
        raise CourseError(f"the cell {filename} of {problem.name} does not end with a check")
    report = eval(compile(ast.Expression(last.value), filename, "eval"), namespace)
    if not isinstance(report, Report):
        raise CourseError(f"the cell {filename} of {problem.name} does not end with a check")
    return report


def describe_library_calls(names, report):
    """Say that an answer is the library's, whether or not its numbers are right."""
    if report.passed:
        return describe_shortcut(names)
    calls = " and ".join(f"rnn_lib.{name}" for name in names)
    return f"The answer calls {calls}, so it is not the learner's own. Its numbers are not right."


def _imported(problem, exercise):
    """Return what the notebook imports and the check uses."""
    namespace = {}
    for line in problem.imports.splitlines():
        (node,) = ast.parse(line).body
        bound = {alias.asname or alias.name.split(".")[0] for alias in node.names}
        if bound & _used(exercise.check):
            exec(line, namespace)
    return namespace


def _used(source):
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return names - set(vars(builtins))

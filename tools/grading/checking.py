"""Run the course's own check cell on answers that live in a student's process."""

import ast
import builtins
import functools
import linecache
from typing import NamedTuple

from rnn_lib import Report
from rnn_lib.checks.exceptions import describe_exception
from rnn_lib.checks.running import Call

from ..course import CourseError
from .remote import AnswerRaised


class Verdict(NamedTuple):
    """What is known of one answer."""

    status: str  # "correct", "incorrect", "not attempted", "error" or "missing"
    lines: tuple = ()  # what the check saw
    mistakes: tuple = ()  # the mistakes that it named
    explanations: tuple = ()  # sets of mistakes that explain the numbers equally well
    behaviour: tuple = ()  # mistakes beside the numbers
    notes: tuple = ()  # what the grader has to say
    answer: str = ""  # the cell with the answer


def names_for_check(problem, exercise):
    """Return the names that a check takes from answers: of its own exercise, or of earlier ones."""
    answers = [name for other in problem.exercises for name in other.defines]
    return tuple(name for name in answers if name in _used(exercise))


def run_check(problem, exercise, process):
    """Run the check of one exercise."""
    answers = {name: process.answer(name) for name in names_for_check(problem, exercise)}
    report = evaluate_check(problem, exercise, answers, functools.partial(run_there, process))
    if report.library_calls and report.status != "not attempted":
        calls = " and ".join(f"rnn_lib.{name}" for name in report.library_calls)
        words = f"The answer calls {calls}, so it is not the learner's own. Its numbers are wrong."
        return Verdict("not attempted", (words,))
    if report.passed and report.not_tried:
        words = f"The exercise asks for more. Not tried: {', '.join(report.not_tried)}."
        return Verdict("incorrect", report.lines, notes=(words,))
    found = report.diagnosis
    explanations = tuple(tuple(sorted(ids)) for ids in found.explanations)
    behaviour = tuple(sorted(found.behaviour))
    return Verdict(report.status, report.lines, report.mistakes, explanations, behaviour)


def run_there(process, f, arguments, watched=()):
    """Call an answer that lives in a student's process; see `rnn_lib.checks.run_here`."""
    process.watched, process.library_calls = [f.__name__ for f in watched], {}
    try:
        call = Call(f(*arguments))
    except AnswerRaised as error:
        call = Call(None, error.raised)
    except Exception as error:  # of the check's own cell, which calls the answer
        call = Call(None, describe_exception(error))
    return call._replace(library_calls=tuple(process.library_calls))


def evaluate_check(problem, exercise, answers, run=None):
    """Return the report of a check cell for answers given by name."""
    filename = f"check-{exercise.name}"
    linecache.cache[filename] = (0, None, exercise.check.splitlines(True), filename)
    *body, last = ast.parse(exercise.check).body
    namespace = {**_imported(problem, exercise, run), **answers}
    report = None
    try:
        exec(compile(ast.Module(body, []), filename, "exec"), namespace)
        if isinstance(last, ast.Expr):
            report = eval(compile(ast.Expression(last.value), filename, "eval"), namespace)
    except NameError as error:
        raise CourseError(f"the cell {filename} of {problem.name}: {error}") from None
    if not isinstance(report, Report):
        raise CourseError(f"the cell {filename} of {problem.name} does not end with a check")
    return report


def _imported(problem, exercise, run):
    """Return what the notebook imports and the check uses; its checks call answers by ``run``."""
    namespace = {}
    for line in problem.imports.splitlines():
        (node,) = ast.parse(line).body
        if {alias.asname or alias.name.split(".")[0] for alias in node.names} & _used(exercise):
            exec(line, namespace)
    for name, value in namespace.items():
        if name.startswith("check_"):
            namespace[name] = functools.partial(value, run=run)
    return namespace


def _used(exercise):
    names = {node.id for node in ast.walk(ast.parse(exercise.check)) if isinstance(node, ast.Name)}
    return names - set(vars(builtins))

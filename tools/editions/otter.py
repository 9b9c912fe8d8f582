"""Write a test for Otter of every exercise: `python -m tools.editions.otter OUT`."""

import ast
import sys
from pathlib import Path

from ..course import read_course
from ..grading.checking import names_for_check
from ..grading.rubric import read_rubric
from .nbgrader import template


def test_of(problem, exercise, points):
    """Return the test of an exercise, in Otter's format with exceptions."""
    *before, last = map(ast.unparse, ast.parse(exercise.check).body)
    return template("otter_test.txt").render(
        exercise=exercise,
        imports=problem.imports,
        points=points,
        answers=names_for_check(problem, exercise),
        check="\n".join([*before, f"report = {last}"]),
    )


def main(out):
    """Write all of them into the folder OUT/tests."""
    folder, rubric = Path(out, "tests"), read_rubric()
    folder.mkdir(parents=True, exist_ok=True)
    for problem in read_course():
        for e in problem.exercises:
            test = test_of(problem, e, rubric.out_of(e.name))
            (folder / f"{e.name}.py").write_text(test, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

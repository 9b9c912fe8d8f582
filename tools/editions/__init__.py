"""The course for classes that work elsewhere, with the checks and the rubric of the grader.

- `nbgrader`: an assignment, `python -m tools.editions.nbgrader OUT`.
- `otter`: a folder of tests, `python -m tools.editions.otter OUT`.
- `classroom`: a workflow and a test to copy, for GitHub Classroom.
"""

"""Grade a folder of submissions: `python -m tools.grading FOLDER`.

What happens, in the order of the modules:

- `course` reads the exercises from the course's own notebooks; `rubric` says what they are worth.
- `collect` finds out who handed in what (`owners`), and `submission` reads a notebook.
- `run` starts one `examiner` for each notebook, several at a time.
- The examiner runs the checks, in a process that no student's code enters. The student's code
  runs in another one, `candidate`, inside a `sandbox`. Between the two go plain numbers (`codec`):
  `remote` lets the check call a function that lives in the candidate.
- `scores` turns verdicts into points; `table` writes grades.csv and `page` the class report.
"""

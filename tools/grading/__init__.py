"""Grade submissions: `python -m tools.grading FOLDER`, or of one NOTEBOOK.

What happens, in the order of the modules:

- `course` reads the exercises from the course's own notebooks; `rubric` says what they are worth.
- `files` reads what was handed in, `owners` says whose it is, `submission` reads a notebook, and
  `collect` puts them together; `roster` adds names.
- `run` has notebooks examined, several at a time. `timeline` says which cells run, and after which
  of them each exercise is judged; `examiner` runs them and, by `checking`, the checks.
- The checks run in a process that no student's code enters. That runs in another one,
  `candidate`, inside of the `sandbox`. Between the two go plain numbers (`codec`): `remote` lets a
  check call a function that lives in the candidate.
- `scores` turns verdicts into points. `results` writes them: for the class (`class_report`), for
  each student, and into a worksheet of a platform (`gradebook`). `one_notebook` prints them.
"""

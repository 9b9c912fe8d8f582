"""Write the rubric into the page on grading, from the file that the grader reads.

The page has the lines `<!-- points -->`, `<!-- credit -->`, `<!-- levels -->` and
`<!-- costs -->`. Each is replaced by a table when Sphinx reads the page.
"""

from tools.course import NOTEBOOKS, read_course
from tools.grading.rubric import FILE, known_mistakes, read_rubric

PAGE = "book/instructors/grading"


def _points(rubric):
    rows = [
        (f"`{problem.name}`", exercise.title, f"{rubric.out_of(exercise.name):g}")
        for problem in read_course()
        for exercise in problem.exercises
    ]
    return _table(("notebook", "exercise", "points"), rows)


def _credit(rubric):
    rows = [(status, _percent(share)) for status, share in rubric.credit.items()]
    return _table(("verdict", "of the points"), rows)


def _levels(rubric):
    rows = [(name, _percent(level.cost), level.why) for name, level in rubric.levels.items()]
    return _table(("level", "costs", "because"), rows)


def _costs(rubric):
    rows = []
    for name in dict.fromkeys([*rubric.mistakes, *known_mistakes()]):
        level, why = rubric.level(name)
        rows.append((_link(name), f"{level}, {_percent(rubric.cost(name))}", why))
    return _table(("mistake", "costs", "because"), rows)


TABLES = {
    "<!-- points -->": _points,
    "<!-- credit -->": _credit,
    "<!-- levels -->": _levels,
    "<!-- costs -->": _costs,
}


def _link(name):
    # Written in HTML like the anchor it leads to: Sphinx does not know either.
    return f'<a href="../mistakes.html#{name}">{name}</a>'


def _percent(share):
    return f"{100 * share:g} %"


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _fill(app, docname, source):
    if docname == PAGE:
        rubric = read_rubric()
        for marker, table in TABLES.items():
            source[0] = source[0].replace(marker, table(rubric))
        for path in (FILE, *NOTEBOOKS.glob("*.ipynb")):
            app.env.note_dependency(str(path))


def setup(app):
    app.connect("source-read", _fill)

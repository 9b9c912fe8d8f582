"""No line of a solution stands open on a page that comes before its exercise, or beside it."""

import ast
import re
from functools import cache

import pytest
import yaml

from tests.shared.folders import ROOT
from tests.shared.notebooks import solutions
from tools.course import cells_of

FOLDED = {"solution", "hide-input", "hide-cell", "remove-cell", "remove-input"}
FUNCTIONS = {"tanh", "exp", "log", "where", "sum", "mean", "max"}


def pages():
    """Every page of the book in its order, as paths."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    names = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
    found = [
        path for name in names for path in (ROOT / name).parent.glob(f"{name.rpartition('/')[2]}.*")
    ]
    return [path for path in found if path.suffix in (".md", ".ipynb")]


class _Renamed(ast.NodeTransformer):
    """Call every variable by the place at which it first stands; `self.Wx` is a variable, too."""

    def __init__(self):
        self.names = {}

    def _new(self, node):
        name = self.names.setdefault(ast.unparse(node), f"v{len(self.names)}")
        return ast.Name(name, ast.Load())

    def visit_Name(self, node):
        return node if node.id in ("np", "rnn_lib") else self._new(node)

    def visit_Attribute(self, node):
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self._new(node)
        return self.generic_visit(node)


def _weight(node):
    """How much of an idea an expression holds: operations, transposes, functions."""
    return sum(
        isinstance(part, ast.BinOp) or getattr(part, "attr", "") in {"T", *FUNCTIONS}
        for part in ast.walk(node)
    )


def telling(source):
    """The expressions of a piece of code that hold an idea, whatever its variables are called."""
    source = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("%"))
    statements = (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)
    values = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, statements)]
    return {
        ast.unparse(_Renamed().visit(value)): line
        for value in values
        if value is not None and _weight(value) >= 2
        for line in [ast.unparse(value)]
    }


@cache
def open_code(path):
    """The code that stands open on a page: its cells, in order, with their ids."""
    cells = [cell for cell in cells_of(path) if cell.is_code and not FOLDED & set(cell.tags)]
    return [(cell.id, cell.source) for cell in cells]


def before(path, exercise):
    """What stands open before the check of an exercise, page by page."""
    for page in pages():
        for name, source in open_code(page):
            if page == path and name == f"check-{exercise}":
                return
            yield page.name, source


EXERCISES = [
    pytest.param(path, name, solution, id=f"{path.stem}-{name}")
    for path in pages()
    if path.suffix == ".ipynb"
    for name, solution in solutions(path.stem).items()
]


@pytest.mark.parametrize("path, name, solution", EXERCISES)
def test_no_telling_line_of_a_solution_stands_open_before_its_check(path, name, solution):
    secret = telling(solution)
    shown = {
        (page, line) for page, code in before(path, name) for line in secret.keys() & telling(code)
    }
    assert {(page, secret[line]) for page, line in shown} == set()


def test_the_library_is_included_on_no_page_before_the_last_exercise():
    last = max(i for i, path in enumerate(pages()) if path.stem == "03_bptt")
    texts = {p.name: p.read_text(encoding="utf-8") for p in pages()[:last] if p.suffix == ".md"}
    assert [n for n, text in texts.items() if re.search(r"literalinclude.*rnn_lib", text)] == []


def test_a_line_with_other_names_and_spaces_is_the_same_line():
    given, shown = "da_t = dh_t * (1 - h_t**2)", "return  self.d*(1-self.h ** 2)"
    assert telling(given).keys() == telling(f"def f(self):\n    {shown}").keys() != set()
    assert telling("h_t = h0\nstates.append(h_t)\nx = y + 1") == {}

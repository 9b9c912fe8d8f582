"""The shape of rnn_lib: imports point one way, files and functions stay small."""

import ast
import inspect
import io
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

import rnn_lib

FOLDER = Path(rnn_lib.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
CORE = {"validation", "activations"}
MAY_IMPORT = {
    "validation": set(),
    "activations": set(),
    "functional": CORE,
    "dense": {"validation"},
    "losses": {"validation"},
    "optim": {"validation"},
    "gradcheck": {"validation"},
    "graph": set(),
    "data": {"validation"},
    "layers": {"functional", "dense", *CORE},
    "classifier": {"layers", "losses", "optim", "validation"},
    "plots": {"validation"},
}
"""Which modules of the library a module of it may import: always earlier ones."""
JUDGE = [
    "checks.weighted_tanh",
    "checks.exceptions",
    "checks.running",
    "checks.returned",
    "checks.comparing",
    "checks.faulty",
    "checks.faulty_chunk",
    "checks.exercise",
    "checks.mistakes.mistake",
    "checks.mistakes.examples",
    "checks.mistakes.behaviour",
    "checks.mistakes.forward",
    "checks.mistakes.on_the_way",
    "checks.mistakes.backward",
    "checks.mistakes.softmax",
    "checks.mistakes.loss",
    "checks.mistakes.activation",
    "checks.mistakes.clipping",
    "checks.mistakes.padding",
    "checks.mistakes.numerical",
    "checks.mistakes.descent",
    "checks.mistakes.sampling",
    "checks.mistakes.chunk",
    "checks.mistakes.bits",
    "checks.mistakes.rules",
    "checks.mistakes.order",
    "checks.mistakes.walk",
    "checks.mistakes.horizon",
    "checks.mistakes.clipped_step",
    "checks.mistakes.truncation",
    "checks.mistakes",
    "checks.search",
    "checks.search_backward",
    "checks.sizes",
    "checks.exercises.calls",
    "checks.exercises.forward",
    "checks.exercises.backward",
    "checks.exercises.classifier",
    "checks.exercises.clipping",
    "checks.exercises.padding",
    "checks.exercises.numerical",
    "checks.exercises.descent",
    "checks.exercises.sampling",
    "checks.exercises.chunk",
    "checks.exercises.bits",
    "checks.exercises.horizon",
    "checks.exercises.clipped_step",
    "checks.exercises.truncation",
    "checks.exercises",
    "checks.evidence",
    "checks.lengths",
    "checks.clipping",
    "checks.diagnosis",
    "checks.layouts",
    "checks.form",
    "checks.fitting",
    "checks.report",
    "checks.wording",
    "checks.judging",
    "checks.small_sequence",
    "checks.activation",
    "checks.memory",
    "checks.shapes",
    "checks.example",
    "checks.slope",
    "checks.fitting_product",
    "checks.by_hand",
    "checks.graphs",
    "checks.local_gradients",
    "checks.backward_order",
    "checks.graph_gradients",
    "checks",
]
"""The modules that judge answers: each may import earlier ones, and the library."""


def _name(path):
    """Return the name of a module inside rnn_lib, with dots; a package has its folder's name."""
    parts = path.relative_to(FOLDER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _imports(path):
    """Return the modules of rnn_lib and the other packages that a file imports anywhere."""
    own, other = set(), set()
    folders = path.relative_to(FOLDER).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            other |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = folders[: len(folders) - node.level + 1]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            own |= {".".join([*base, name]) for name in names}
        elif isinstance(node, ast.ImportFrom):
            other.add(node.module.split(".")[0])
    return own, other - set(sys.stdlib_module_names)


def _code_lines(source):
    """Count lines of code: blank lines, comments and docstrings are none, the signature is."""
    lines = set()
    skip = (
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    )
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in skip:
            lines |= set(range(token.start[0], token.end[0] + 1))
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module))
            and ast.get_docstring(node) is not None
        ):
            lines -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return len(lines)


def _functions():
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
                yield f"{_name(path)}.{node.name}", inspect.cleandoc("\n" + "\n".join(lines)) + "\n"


def test_every_module_has_its_place():
    assert {_name(path) for path in FILES} == {*MAY_IMPORT, *JUDGE, "__init__"}


def test_the_order_of_modules_has_no_circle():
    placed = []
    for module, allowed in MAY_IMPORT.items():
        assert allowed <= set(placed), module
        placed.append(module)


@pytest.mark.parametrize("path", [path for path in FILES if _name(path) in MAY_IMPORT], ids=_name)
def test_imports_of_the_library_point_one_way_and_never_to_the_checks(path):
    own, other = _imports(path)
    assert own <= MAY_IMPORT[_name(path)]
    assert other <= ({"numpy", "matplotlib"} if _name(path) == "plots" else {"numpy"})


@pytest.mark.parametrize("path", [path for path in FILES if _name(path) in JUDGE], ids=_name)
def test_imports_of_the_checks_point_one_way(path):
    own, other = _imports(path)
    earlier = JUDGE[: JUDGE.index(_name(path))]
    assert own <= {*earlier, *MAY_IMPORT} - {"plots"} and other <= {"numpy"}


def test_importing_the_library_loads_numpy_and_nothing_else():
    program = "import numpy, sys; before = set(sys.modules); import rnn_lib; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {name.split(".")[0] for name in run.stdout.split()}
    packages = {
        name
        for name in names - set(sys.stdlib_module_names)
        if not name.startswith("_sysconfigdata")
    }
    assert packages - {"numpy"} == {"rnn_lib"}


def test_the_counter_of_lines_counts_code_and_nothing_else():
    source = 'def f(a,\n      b):\n    """One.\n\n    Two.\n    """\n    # a comment\n\n    c = """x\n    y"""\n    return c  # and one\n'
    assert _code_lines(source) == 5


def test_imports_are_read_from_files_in_a_package_too():
    own, other = _imports(FOLDER / "checks" / "exercises" / "clipping.py")
    assert {"optim", "checks.exercise", "checks.mistakes"} <= own
    assert other == {"numpy"}


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_file_is_longer_than_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_no_function_has_more_than_25_lines_of_code():
    counts = {name: _code_lines(source) for name, source in _functions()}
    assert len(counts) > 100
    assert {name: count for name, count in counts.items() if count > 25} == {}


def test_the_longest_functions_are_the_two_of_the_course():
    counts = {name: _code_lines(source) for name, source in _functions()}
    assert counts["functional.rnn_forward"] <= 20 and counts["functional.rnn_backward"] <= 25

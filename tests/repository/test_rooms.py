"""The shape of tests/: rooms that do not reach into each other, and files that are soon read."""

import ast

from tests.shared.folders import ROOT

FOLDER = ROOT / "tests"
FILES = sorted(FOLDER.rglob("*.py"))
LONGEST = 300  # lines


def name_of(path):
    return path.relative_to(FOLDER).as_posix()


def rooms_of(path):
    """The rooms from which a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {m.split(".")[1] for m in modules if m and m.startswith("tests.")}


def test_no_file_is_longer_than_300_lines():
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert len(lines) > 80
    assert {name for name, count in lines.items() if count > LONGEST} == set()


def test_a_room_imports_from_itself_and_from_what_is_shared():
    foreign = {name_of(path): rooms_of(path) - {path.parent.name, "shared"} for path in FILES}
    assert {name: rooms for name, rooms in foreign.items() if rooms} == {}


def test_every_room_is_a_package_so_that_no_two_modules_have_one_name():
    assert {path.parent for path in FILES if path.name == "__init__.py"} == {
        path.parent for path in FILES
    }

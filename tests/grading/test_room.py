"""Where a student's answer runs, the library is there, and nothing that judges answers."""

import pkgutil
import sys
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

import rnn_lib.checks
from tools.grading.limits import Limits
from tools.grading.remote import StudentProcess
from tools.grading.sandbox import GIVEN, ROOT, prepared_room

OF_THE_JUDGE = [
    module.name
    for module in pkgutil.walk_packages(rnn_lib.checks.__path__, "rnn_lib.checks.")
    if module.name.rpartition(".")[2] + ".py" not in GIVEN
]


@pytest.fixture(scope="module")
def started():
    """A function that starts a student's process, in the sandbox or not, and each only once.

    A fixture with parameters would end one to start the other whenever they take turns.
    """
    with ExitStack() as stack:

        @cache
        def start(is_closed):
            room = stack.enter_context(prepared_room(is_closed))
            process = StudentProcess(room, Limits(seconds=30))
            stack.callback(process.close)
            return process

        yield start


@pytest.fixture(params=[False, True], ids=["open", "closed"])
def process(request, started):
    """A student's process, without the sandbox and in it."""
    if request.param:
        request.getfixturevalue("bubblewrap")
    return started(request.param)


def raised_by(process, source):
    """Return what a cell raised, in words; None if it came to its end."""
    process.allow_time()
    error = process.run(source)
    return error and " ".join(error["lines"])


def test_there_is_a_judge_to_look_for():
    assert {"rnn_lib.checks.evidence", "rnn_lib.checks.mistakes.forward"} <= set(OF_THE_JUDGE)


@pytest.mark.parametrize("module", OF_THE_JUDGE)
def test_no_module_of_the_judge_can_be_imported(process, module):
    assert "No module named" in raised_by(process, f"import {module}")


def test_no_file_of_the_judge_lies_in_the_library_there(process):
    source = (
        "import pathlib, rnn_lib\n"
        "found = {p.name for p in pathlib.Path(rnn_lib.__file__).parent.rglob('*.py')}\n"
        "assert 'functional.py' in found, found\n"
        "assert not found & {'judging.py', 'evidence.py', 'search.py', 'calls.py'}, found\n"
    )
    assert raised_by(process, source) is None


def test_checks_can_be_imported_and_called_and_do_nothing(process):
    assert raised_by(process, "from rnn_lib import check_forward, Report\ncheck_forward(1)") is None
    assert raised_by(process, "assert 'not available' in repr(check_forward(len))") is None


def test_no_object_of_the_judge_is_in_memory(process):
    source = (
        "import gc\n"
        "found = [o for o in gc.get_objects() if type(o).__module__.startswith('rnn_lib.checks')]\n"
        "kinds = {type(o).__name__ for o in found}\n"
        "assert kinds <= {'Nothing', 'type'}, kinds\n"
    )
    assert raised_by(process, source) is None


def test_the_library_there_is_that_of_the_course(process):
    assert (
        raised_by(process, "import rnn_lib\nx = rnn_lib.rnn_forward(*rnn_lib.small_sequence())")
        is None
    )
    assert raised_by(process, "assert abs(x[0, -1, 0] - 0.79494228) < 1e-8") is None


LISTED = """
import os, sys
seen = []
for place, folders, files in os.walk("/", onerror=lambda error: None):
    if place == "/":
        folders[:] = [f for f in folders if f not in ("proc", "dev")]
    seen += [os.path.join(place, name) for name in files]
"""


@pytest.fixture(scope="module")
def closed(bubblewrap):
    """A student's process in the sandbox."""
    with prepared_room(is_closed=True) as room:
        process = StudentProcess(room, Limits(seconds=60))
        process.run(LISTED)
        yield process
        process.close()


def test_the_sandbox_shows_python_the_room_and_an_empty_folder_and_no_other_file(closed):
    python = sorted({sys.prefix, sys.base_prefix, "/usr/lib", "/lib", "/nix", "/etc"})
    source = (
        f"python = tuple({python!r})\n"
        "room = [p for p in sys.path if os.path.isdir(p + '/rnn_lib')][0]\n"
        "own = os.path.dirname(os.getcwd())\n"
        "other = [s for s in seen if not s.startswith((*python, room, own))]\n"
        "assert len(seen) > 1000 and not other, other[:5]\n"
        "assert os.listdir() == []\n"
    )
    assert raised_by(closed, source) is None


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "tests", "/etc/passwd"])
def test_what_is_not_on_the_list_can_be_neither_read_nor_listed(closed, path):
    assert Path(path).exists()
    is_there = f"import pathlib; p = pathlib.Path({str(path)!r}); p.read_bytes()"
    if Path(path).is_dir():
        is_there = f"import os; assert not os.listdir({str(path)!r}), 'something is there'"
    assert "FileNotFoundError" in raised_by(closed, is_there)


def test_no_notebook_of_the_course_and_no_file_of_the_system_is_seen(closed):
    source = "found = [s for s in seen if s.endswith('.ipynb') and '01_forward' in s]\n"
    assert raised_by(closed, f"{source}assert not found, found") is None
    source = "assert not [s for s in seen if s in ('/etc/passwd', '/etc/hostname')]"
    assert raised_by(closed, source) is None


def test_nothing_but_its_own_folder_can_be_written_to(closed):
    for place in ("rnn_lib.__file__ + 'x'", "sys.prefix + '/x'", "'/x/y'"):
        raised = raised_by(closed, f"import rnn_lib, sys\nopen({place}, 'w')")
        assert "Read-only" in raised or "No such file" in raised, raised
    assert raised_by(closed, "open('mine', 'w').write('x'); os.remove('mine')") is None

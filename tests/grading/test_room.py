"""Where a student's answer runs, the library is there, and nothing that judges answers."""

import pkgutil

import pytest

import rnn_lib.checks
from tools.grading.limits import Limits
from tools.grading.remote import StudentProcess
from tools.grading.room import GIVEN, prepared_room
from tools.grading.sandbox import best_level

OF_THE_JUDGE = [
    module.name
    for module in pkgutil.walk_packages(rnn_lib.checks.__path__, "rnn_lib.checks.")
    if module.name.rpartition(".")[2] + ".py" not in GIVEN
]


@pytest.fixture(scope="module", params=sorted({"none", best_level()}))
def process(request):
    """A student's process, in the least sandbox and in the best one of this machine."""
    with prepared_room(request.param) as room:
        process = StudentProcess(room, Limits(seconds=30))
        yield process
        process.close()


def raised_by(process, source):
    """Return what a cell raised, in words; None if it came to its end."""
    process.allow_time()
    error = process.run(source, True)
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

"""Where a student's process runs, and what it can see.

In the sandbox that is a list: Python with its libraries, the room with the course's library, and
an empty folder of its own. Nothing else of the disk can be read or listed. There is no network and
no other process. The room, prepared once for all, has the library without what judges answers.
"""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import rnn_lib

from . import no_checks

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the course."""
LIBRARY = Path(rnn_lib.__file__).parent
GIVEN = ("exceptions.py", "running.py", "weighted_tanh.py")
OURS = ("__init__.py", "candidate.py", "codec.py", "limits.py")
"""The files of `rnn_lib.checks`, and those of the grader, that are in the room."""

INSIDE = (
    "in a sandbox (bubblewrap): no network, no other processes, and of your disk only Python, "
    "the library, and an empty folder of its own"
)
OUTSIDE = (
    "as an ordinary process of yours: with a network, with your rights on files, and able to end "
    "other processes of yours"
)

_OF_THE_SYSTEM = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib64", "/nix/store")
_OF_THE_SYSTEM += ("/etc/ld.so.cache", "/etc/alternatives")
# Ubuntu lets only programs with a profile make a world of their own, from 24.04 on.
RESTRICTION = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
REMEDY = "AppArmor forbids it; sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0 allows it"


class Room(NamedTuple):
    """Where students' processes run: a folder with "library" and "fonts", in a sandbox or not."""

    folder: str
    is_closed: bool


@contextmanager
def prepared_room(is_closed):
    """Make the room; it is gone when the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder, "fonts")
        fonts.mkdir()
        # Matplotlib looks for fonts once, not in each process.
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        environment = {**os.environ, "MPLCONFIGDIR": str(fonts)}
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, env=environment, capture_output=True, timeout=120)
        _furnish(Path(folder, "library"))
        yield Room(folder, is_closed)


@functools.cache
def why_open():
    """Return why there is no sandbox on this machine; nothing where there is one."""
    if shutil.which("bwrap") is None:
        return "bubblewrap, the sandbox of Linux, is not installed"
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as own:
        _furnish(Path(folder, "library"))
        command = [sys.executable, "-c", "import IPython, tools.grading.candidate"]
        room = Room(folder, True)
        with start(command, Path(own), room, errors=subprocess.PIPE) as process:
            try:
                _, errors = process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                errors = b"it does not begin within 30 seconds"
    if process.returncode == 0:
        return ""
    last = errors.decode(errors="replace").strip().rpartition("\n")[2]
    reason = f"bubblewrap is installed, but it does not work here: {last}"
    is_restricted = RESTRICTION.is_file() and RESTRICTION.read_text(encoding="utf-8") != "0\n"
    return f"{reason} ({REMEDY})" if is_restricted else reason


def start(command, folder, room, errors=subprocess.DEVNULL):
    """Start a program in a room."""
    work = folder / "work"
    work.mkdir()
    library = str(Path(room.folder, "library"))
    return subprocess.Popen(
        [*(_bubblewrap(folder, library) if room.is_closed else ()), *command],
        cwd=work,
        env=_environment(folder, library),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )


def _bubblewrap(folder, library):
    """Return how the sandbox is asked for: its list of what can be seen."""
    command = ["bwrap", "--dev", "/dev", "--proc", "/proc", "--unshare-all", "--die-with-parent"]
    for path in dict.fromkeys([*_OF_THE_SYSTEM, *_of_python(), library]):
        if os.path.islink(path) and not path.endswith(("python", "python3")):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    return [*command, "--bind", str(folder), str(folder), "--remount-ro", "/", "--"]


def _of_python():
    """Return what of the disk is Python: its program, its library, its packages."""
    named = ("stdlib", "platstdlib", "purelib", "platlib")
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}  # it made this environment
    folders = [sysconfig.get_path(name, vars=places) for places in ({}, base) for name in named]
    shared = sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("LDLIBRARY")
    programs = [sys.executable, os.path.realpath(sys.executable)]
    return [*folders, *programs, f"{sys.prefix}/pyvenv.cfg", os.path.join(*map(str, shared))]


def _furnish(library):
    """Copy what a student's process imports of the course."""
    checks, grading = library / "rnn_lib" / "checks", library / "tools" / "grading"
    ignored = shutil.ignore_patterns("checks", "__pycache__")
    shutil.copytree(LIBRARY, library / "rnn_lib", ignore=ignored)
    checks.mkdir()
    shutil.copy(no_checks.__file__, checks / "__init__.py")
    for name in GIVEN:
        shutil.copy(LIBRARY / "checks" / name, checks)
    grading.mkdir(parents=True)
    (library / "tools" / "__init__.py").touch()
    for name in OURS:
        shutil.copy(Path(__file__).with_name(name), grading)


def _environment(folder, library):
    """Return few variables: one thread, no windows, and nothing that is secret."""
    keep = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    own = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "IPYTHONDIR", "MPLCONFIGDIR")
    return {
        **{name: os.environ[name] for name in keep if name in os.environ},
        **dict.fromkeys(threads, "1"),
        **dict.fromkeys(own, str(folder)),
        "MPLBACKEND": "Agg",
        "PYTHONPATH": library,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8:backslashreplace",  # a notebook prints every letter, too
    }

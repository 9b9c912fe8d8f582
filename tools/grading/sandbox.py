"""Where a student's process runs: what it can see and reach.

Three levels, of which the first that works here is taken. All of them give it a folder of its
own, a session of its own, few environment variables and the limits of `limits`.
"""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the course."""

WORDS = {
    "bwrap": (
        "in a sandbox (bubblewrap): no network, no other processes, nothing of your files but "
        "Python and the library, and only its own folder to write to"
    ),
    "unshare": (
        "in a sandbox (unshare): no network and no other processes, but with your rights on files"
    ),
    "none": (
        "as an ordinary process of yours: with a network, with your rights on files, and able to "
        "end other processes of yours; on Linux, install bubblewrap"
    ),
}
"""What each level means, to complete "Each notebook ran …"."""


def _bwrap(folder, library, hide):
    """Everything read-only; the course, the home folder and all temporary files out of sight."""
    hidden = ["/tmp", "/var/tmp", "/run", "/home", "/root", "/mnt", "/media", "/srv"]
    hidden += [str(Path.home()), str(ROOT), *hide]
    shown = [sys.base_prefix, sys.prefix, library, str(ROOT / "tools" / "grading")]
    command = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    for path in dict.fromkeys(path for path in hidden if Path(path).is_dir()):
        command += ["--tmpfs", path]
    for path in shown:
        command += ["--ro-bind", path, path]
    command += ["--bind", str(folder), str(folder), "--unshare-all", "--die-with-parent"]
    return [*command, "--"]


def _unshare(folder, library, hide):
    flags = "--user --map-current-user --mount --mount-proc --pid --fork --kill-child --net --ipc"
    return ["unshare", *flags.split(), "--"]


LEVELS = {"bwrap": _bwrap, "unshare": _unshare, "none": lambda folder, library, hide: []}


RESTRICTION = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
REMEDY = "AppArmor forbids it; sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0 allows it"
"""Ubuntu lets only programs with a profile make a world of their own, from 24.04 on."""


@functools.cache
def best_level():
    """Return the name of the first level that works on this machine."""
    return next(level for level in LEVELS if not why_not(level))


@functools.cache
def why_not(level):
    """Return why a level does not work on this machine; nothing where it does."""
    if level == "none":
        return ""
    if shutil.which(level) is None:
        return f"{level} is not installed"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "import IPython, tools.grading.codec"]
        with start(command, Path(folder), level, str(ROOT), errors=subprocess.PIPE) as process:
            try:
                _, errors = process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                errors = b"it does not begin within 30 seconds"
    if process.returncode == 0:
        return ""
    last = errors.decode(errors="replace").strip().rpartition("\n")[2]
    reason = f"{level} is installed, but it does not work here: {last}"
    is_restricted = RESTRICTION.is_file() and RESTRICTION.read_text(encoding="utf-8") != "0\n"
    return f"{reason} ({REMEDY})" if is_restricted else reason


def start(command, folder, level, library, hide=(), errors=subprocess.DEVNULL):
    """Start a program in a sandbox.

    Parameters
    ----------
    command : list of str
        What to run.
    folder : Path
        An empty folder for its files. The current one, inside of it, is empty as well.
    level : {"bwrap", "unshare", "none"}
        The level.
    library : str
        The folder in which it finds `rnn_lib`.
    hide : iterable of str
        Folders that it must not see, where the level can do that.
    errors : int
        Where its standard error goes, as `subprocess` says it.

    Returns
    -------
    subprocess.Popen
        The process, with pipes to its standard input and output.
    """
    work = folder / "work"
    work.mkdir()
    return subprocess.Popen(
        [*LEVELS[level](folder, library, hide), *command],
        cwd=work,
        env=_environment(folder, library),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )


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
        "PYTHONPATH": os.pathsep.join([library, str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8:backslashreplace",  # a notebook prints every letter, too
    }

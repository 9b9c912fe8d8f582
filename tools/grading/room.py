"""The room in which students' processes run: what is prepared once for all of them.

It has a copy of the library without the package that judges answers: `rnn_lib` there is the code
of the lessons, and of `rnn_lib.checks` only the file that describes exceptions and that of a loss
which answers get. So nothing of the judge can be imported where an answer runs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import rnn_lib

from . import no_checks

LIBRARY = Path(rnn_lib.__file__).parent
GIVEN = ("exceptions.py", "weighted_tanh.py")
"""The files of `rnn_lib.checks` that are there: they know nothing of what is right."""


class Room(NamedTuple):
    """Where students' processes run.

    Attributes
    ----------
    level : str
        The sandbox; see `sandbox.LEVELS`.
    fonts : str
        A folder whose files each of them gets a copy of: Matplotlib's list of fonts.
    library : str
        The folder in which they find `rnn_lib`.
    hide : tuple of str
        Folders that they must not see.
    """

    level: str
    fonts: str
    library: str
    hide: tuple = ()


@contextmanager
def prepared_room(level, hide=()):
    """Make the room; it is gone when the block ends.

    Parameters
    ----------
    level : str
        The sandbox.
    hide : iterable of str
        Folders that must not be seen.

    Yields
    ------
    Room
        The room.
    """
    with tempfile.TemporaryDirectory() as folder:
        fonts, library = Path(folder, "fonts"), Path(folder, "library")
        _look_for_fonts(fonts)
        _copy_library(library / LIBRARY.name)
        yield Room(level, str(fonts), str(library), tuple(hide))


def _look_for_fonts(folder):
    """Let Matplotlib look for fonts once, not in each process."""
    folder.mkdir()
    command = [sys.executable, "-c", "import matplotlib.font_manager"]
    environment = {**os.environ, "MPLCONFIGDIR": str(folder)}
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, env=environment, capture_output=True, timeout=120)


def _copy_library(target):
    shutil.copytree(LIBRARY, target, ignore=shutil.ignore_patterns("checks", "__pycache__"))
    (target / "checks").mkdir()
    shutil.copy(no_checks.__file__, target / "checks" / "__init__.py")
    for name in GIVEN:
        shutil.copy(LIBRARY / "checks" / name, target / "checks")

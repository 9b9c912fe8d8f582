"""Print the names of files and people, whatever letters they have, wherever the output goes."""

import io
import sys


def print_every_letter() -> None:
    r"""Let stdout write a letter that its encoding lacks as \u2717, as stderr does, and not fail.

    In a pipe on Windows that is every letter beyond some two hundred; elsewhere, names of files
    in an encoding of long ago.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")

"""Measure the memory that one forward and backward pass adds to its arrays, on Linux.

The largest size that a process ever had says little about the pass: it also counts whatever was
allocated and freed before, and a new process inherits it from the one that started it. So Linux
is told to forget it right before the pass (5 into clear_refs; see proc(5)).
"""

from multiprocessing import get_context
from pathlib import Path

from .contenders import CONTENDERS, draw

RESET = Path("/proc/self/clear_refs")
MEASURABLE = RESET.exists()
WARM_UP = (1, 2, 3, 4)
"""Sizes of a first pass, for what every process loads or sets up once."""


def added_megabytes(name, shape, dtype):
    """Return the peak that a forward and a backward pass of a contender add, in a fresh process."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_added_by_contender, (name, shape, dtype))


def added_by(function):
    """Return by how many megabytes, of 10⁶ bytes, this process grows while ``function`` runs.

    What was freed before and never returned to the system would hide as much: free nothing large.
    """
    RESET.write_text("5", encoding="ascii")
    before = _peak()
    result = function()
    added = (_peak() - before) / 1e6
    del result  # only now: what is returned counts
    return added


def _added_by_contender(name, shape, dtype):
    contender = CONTENDERS[name]
    for one_pass in contender(*draw(WARM_UP, dtype)):
        one_pass()
    arrays = draw(shape, dtype)

    def both():
        forward, backward = contender(*arrays)  # runs the forward pass once and keeps its result
        return forward, backward()

    return added_by(both)


def _peak():
    """Return the bytes of the largest resident size since the last reset."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024

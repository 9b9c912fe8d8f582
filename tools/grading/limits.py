"""What a student's process may use."""

from contextlib import suppress
from typing import NamedTuple

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

MEGABYTE = 2**20


class Limits(NamedTuple):
    """Limits of one notebook.

    Attributes
    ----------
    seconds : float
        Of computing, for a cell and for all calls that a check makes of one answer. Waiting may
        take three times as long. On Linux, waiting for a busy machine does not count.
    megabytes : int
        Memory of all its processes together.
    file_megabytes : int
        Size of a file that it writes.
    processes : int
        How many processes it may have at a time.
    calls : int
        How often a check may call an answer.
    message_megabytes : int
        Size of what one call returns.
    """

    seconds: float = 10.0
    megabytes: int = 2048
    file_megabytes: int = 64
    processes: int = 32
    calls: int = 500
    message_megabytes: int = 64


def limit_this_process(limits):
    """Set what the operating system can hold this process and its children to.

    Parameters
    ----------
    limits : sequence
        The fields of `Limits`.
    """
    limits = Limits(*limits)
    _set("RLIMIT_AS", limits.megabytes * MEGABYTE)
    _set("RLIMIT_FSIZE", limits.file_megabytes * MEGABYTE)
    _set("RLIMIT_CPU", int(60 + 20 * limits.seconds))  # for what outlives everything else
    _set("RLIMIT_CORE", 0)


def _set(name, value):
    with suppress(AttributeError, ValueError, OSError):  # macOS knows some of them by name only
        if resource is not None:
            resource.setrlimit(getattr(resource, name), (value, value))

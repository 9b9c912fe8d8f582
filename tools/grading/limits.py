"""What a student's process may use."""

from contextlib import suppress
from typing import NamedTuple

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

MEGABYTE = 2**20


class Limits(NamedTuple):
    """Limits of one notebook."""

    seconds: float = 10.0  # of computing, for a cell and for all calls of one answer
    megabytes: int = 2048  # memory of all its processes together
    file_megabytes: int = 64  # size of a file that it writes
    processes: int = 32  # how many processes it may have at a time
    message_megabytes: int = 64  # size of what one call returns


def limit_this_process(limits):
    """Set what the operating system can hold this process and its children to."""
    limits = Limits(*limits)
    _set("RLIMIT_AS", limits.megabytes * MEGABYTE)
    _set("RLIMIT_FSIZE", limits.file_megabytes * MEGABYTE)
    _set("RLIMIT_CPU", int(60 + 20 * limits.seconds))  # for what outlives everything else
    _set("RLIMIT_CORE", 0)


def _set(name, value):
    with suppress(AttributeError, ValueError, OSError):  # macOS knows some of them by name only
        if resource is not None:
            resource.setrlimit(getattr(resource, name), (value, value))

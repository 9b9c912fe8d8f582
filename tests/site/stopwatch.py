"""How long a browser takes, measured so that a busy machine does not count.

The clock on the wall also runs while others have the processor. What this process and its
browsers have worked in the meantime does not, and nothing that they wait for comes from
elsewhere. So the smaller of the two is what it takes on a machine that has nothing else to do.
"""

import time

import psutil


class Stopwatch:
    def __init__(self):
        self._began, self._worked = time.perf_counter(), _processor_seconds()

    @property
    def seconds(self):
        before, after = self._worked, _processor_seconds()
        work = sum(seconds - before.get(process, 0.0) for process, seconds in after.items())
        return min(time.perf_counter() - self._began, work)


def _processor_seconds():
    """What this process, and all that it has started, have worked so far."""
    worked = {}
    own = psutil.Process()
    for process in [own, *own.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:  # it has ended since it was listed
            continue
        worked[process.pid] = times.user + times.system
    return worked

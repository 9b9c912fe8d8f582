"""Time the import of NumPy, and of rnn_lib, in new processes that take turns."""

import subprocess
import sys
from statistics import median

PROGRAM = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def import_ratio(rounds):
    """Return the median over rounds of the import time of rnn_lib divided by that of NumPy."""
    return median(_seconds("rnn_lib") / _seconds("numpy") for _ in range(rounds))


def _seconds(package):
    command = [sys.executable, "-c", PROGRAM.format(package)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

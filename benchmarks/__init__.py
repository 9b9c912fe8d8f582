"""Timings of rnn_lib beside the work that no NumPy code can avoid. Run with `make bench`."""

import os

# One thread. BLAS reads these when NumPy is first imported, so they are set before any import of
# it; the processes that are started later inherit them.
for _library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"

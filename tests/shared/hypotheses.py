"""How a property is tried: on the same examples each time, and without a clock."""

import tempfile

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

# It would otherwise leave a folder in the repository.
set_hypothesis_home_dir(tempfile.gettempdir())

# Derandomised: a run that was green yesterday is green today, and no database is written.
# Nothing is timed: on a busy machine every example is slow.
tried = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

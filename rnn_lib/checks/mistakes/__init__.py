"""The mistakes that learners make, and how each would compute: one row a mistake.

`TABLES` is the one list of them, read by the checks, the pages, the grader and the tests.
"""

from .activation import ACTIVATION
from .backward import BACKWARD
from .bits import BITS
from .chunk import CHUNK
from .clipped_step import CLIPPED_STEP
from .clipping import CLIPPING
from .descent import DESCENT
from .forward import FORWARD
from .horizon import HORIZON
from .loss import LOSS
from .mistake import Mistake
from .numerical import NUMERICAL
from .order import ORDER
from .padding import PADDING
from .rules import RULES
from .sampling import SAMPLING
from .softmax import SOFTMAX
from .truncation import TRUNCATION
from .walk import WALK

TABLES = {
    "forward": FORWARD,
    "padding": PADDING,
    "backward": BACKWARD,
    "softmax": SOFTMAX,
    "loss": LOSS,
    "activation": ACTIVATION,
    "clipping": CLIPPING,
    "numerical": NUMERICAL,
    "descent": DESCENT,
    "sampling": SAMPLING,
    "chunk": CHUNK,
    "bits": BITS,
    "rules": RULES,
    "order": ORDER,
    "walk": WALK,
    "horizon": HORIZON,
    "clipped step": CLIPPED_STEP,
    "truncation": TRUNCATION,
}
"""Every table, by what is checked."""

__all__ = ["TABLES", "Mistake"]

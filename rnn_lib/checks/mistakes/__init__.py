"""The mistakes that learners make, and how each would compute: one row a mistake.

`TABLES` is the one list of them, read by the checks, the pages, the grader and the tests.
"""

from .activation import ACTIVATION
from .backward import BACKWARD
from .clipping import CLIPPING
from .descent import DESCENT
from .forward import FORWARD
from .loss import LOSS
from .mistake import Mistake
from .numerical import NUMERICAL
from .padding import PADDING
from .softmax import SOFTMAX

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
}
"""Every table, by what is checked."""

__all__ = ["TABLES", "Mistake"]

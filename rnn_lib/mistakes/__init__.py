"""The mistakes that learners make, and how each would compute: one row a mistake."""

from .backward import BACKWARD
from .forward import FORWARD
from .table import Mistake

__all__ = ["BACKWARD", "FORWARD", "Mistake"]

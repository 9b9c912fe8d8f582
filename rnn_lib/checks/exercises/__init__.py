"""The exercises that checks judge: one record each, with its calls and its right answer."""

from .backward import BACKWARD, STEP_BACKWARD
from .bits import BITS
from .chunk import CHUNK
from .classifier import CLASSIFIER, LOSS, SOFTMAX
from .clipped_step import CLIPPED_STEP
from .clipping import CLIPPING
from .descent import DESCENT
from .forward import FORWARD, STEP_FORWARD
from .horizon import HORIZON
from .numerical import NUMERICAL
from .padding import PADDED_FORWARD
from .sampling import SAMPLING
from .truncation import TRUNCATION

EXERCISES = {
    exercise.name: exercise
    for exercise in (
        STEP_FORWARD,
        FORWARD,
        PADDED_FORWARD,
        STEP_BACKWARD,
        BACKWARD,
        SOFTMAX,
        LOSS,
        CLASSIFIER,
        CLIPPING,
        NUMERICAL,
        DESCENT,
        SAMPLING,
        CHUNK,
        BITS,
        HORIZON,
        CLIPPED_STEP,
        TRUNCATION,
    )
}
"""Every record, by the name of its check after "check_"."""

__all__ = ["EXERCISES"]

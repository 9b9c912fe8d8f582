"""A loss of an array, for answers that measure its slopes.

It lies in a module of its own, which knows nothing of checks: a grader gives it to the process in
which an answer runs.
"""

import numpy as np


class WeightedTanh:
    """A smooth loss in which every entry of x has a part, and none is apart from the others.

    ``loss(x)`` is the square of ``sum(weights * tanh(x))``.

    Parameters
    ----------
    weights : ndarray, any shape
        One factor for each entry of x.
    """

    def __init__(self, weights):
        self.weights = weights

    def __call__(self, x):
        """Return the loss at x, a float; an x of another shape is refused with a ValueError."""
        if np.shape(x) != self.weights.shape:
            wanted = f"an array of shape {self.weights.shape}"
            raise ValueError(f"loss takes {wanted}, got one of shape {np.shape(x)}")
        return float(np.sum(self.weights * np.tanh(x)) ** 2)

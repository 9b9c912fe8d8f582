"""The sizes of probes, and arguments of the same kind in other sizes."""

import numpy as np

FIRST = (3, 5, 2, 4)
"""batch_size, n_sequences, n_features, n_nodes of the first probe: no two are equal."""


def of_problem_2(arguments):
    """Return arguments in the sizes of Problem 2, with other numbers in them."""
    return _resized(arguments, (1, 3, 2, 4))


def of_equal_sizes(arguments):
    """Return arguments of the same kind with as many features as nodes."""
    return _resized(arguments, (3, 5, 4, 4))


def _resized(arguments, sizes):
    """Draw arguments like those of the first probe, with other sizes in the order of `FIRST`."""
    new = dict(zip(FIRST, sizes))
    rng = np.random.default_rng(9)
    shapes = [tuple(new.get(size, size) for size in array.shape) for array in arguments]
    return tuple(_drawn(rng, array, shape) for array, shape in zip(arguments, shapes))


def _drawn(rng, array, shape):
    """Draw an array of this shape: of zeros and ones, as a mask is, where the given one is."""
    is_mask = array.any() and np.isin(array, (0, 1)).all()
    return 1.0 * rng.integers(2, size=shape) if is_mask else rng.uniform(-0.8, 0.8, size=shape)

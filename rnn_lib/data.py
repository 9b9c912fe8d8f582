"""The arrays of the assignment, a task to learn, handwritten digits, and the course's own prose."""

import hashlib
import os
from typing import NamedTuple

import numpy as np

from .validation import generator, positive_int

PROSE_SHA256 = "af498b11b9d93c72e1dfc583aeab33bf887db9a4c888656c9c94b39e82a9bd7c"
"""Of the file that `prose` reads: numbers in the notebook were measured on these very bytes."""


class SmallSequence(NamedTuple):
    """The arrays of Problem 2, in the order in which `rnn_forward` takes them.

    Attributes
    ----------
    x : ndarray, shape (1, 3, 2)
        The input (batch_size, n_sequences, n_features).
    h0 : ndarray, shape (1, 4)
        The state before the first step (batch_size, n_nodes): zeros.
    Wx : ndarray, shape (2, 4)
        The input weights (n_features, n_nodes).
    Wh : ndarray, shape (4, 4)
        The recurrent weights (n_nodes, n_nodes).
    B : ndarray of int, shape (4,)
        The bias (n_nodes,): integers, as the assignment writes them.
    """

    x: np.ndarray
    h0: np.ndarray
    Wx: np.ndarray
    Wh: np.ndarray
    B: np.ndarray


def small_sequence():
    """Return fresh copies of the arrays of Problem 2.

    Returns
    -------
    SmallSequence
        The named tuple (x, h0, Wx, Wh, B).
    """
    return SmallSequence(
        x=np.array([[[1, 2], [2, 3], [3, 4]]]) / 100,
        h0=np.zeros((1, 4)),
        Wx=np.array([[1, 3, 5, 7], [3, 5, 7, 8]]) / 100,
        Wh=np.array([[1, 3, 5, 7], [2, 4, 6, 8], [3, 5, 7, 8], [4, 6, 8, 10]]) / 100,
        B=np.array([1, 1, 1, 1], dtype=np.int64),
    )


def pulse_order(n_samples, n_sequences=10, *, noise=0.1, rng=None):
    """Draw noisy sequences with one pulse on each of two channels; the class is which came first.

    The sum over time is the same for both classes, and so is the last step. Only a model that
    remembers the first pulse until the second one arrives can tell them apart.

    Parameters
    ----------
    n_samples : int
        The number of sequences.
    n_sequences : int
        The number of time steps, at least 3. The last step holds no pulse.
    noise : float
        The standard deviation of the noise; a pulse has height 1.
    rng : numpy.random.Generator, int or None
        The source of randomness; an int seeds a new one.

    Returns
    -------
    X : ndarray, shape (n_samples, n_sequences, 2)
        The sequences.
    y : ndarray of int, shape (n_samples,)
        0 where channel 0 has its pulse first, 1 where channel 1 has.

    Raises
    ------
    ValueError
        If a size is too small, or ``noise`` is negative or not finite.
    """
    n_samples = positive_int("n_samples", n_samples)
    n_sequences = positive_int("n_sequences", n_sequences)
    if n_sequences < 3:
        raise ValueError(
            f"n_sequences must be at least 3, for two pulses and a step, got {n_sequences}"
        )
    if not isinstance(noise, (int, float)) or not 0 <= noise < np.inf:
        raise ValueError(f"noise must be a finite standard deviation, zero or more, got {noise!r}")
    rng = generator("rng", rng)
    X = rng.normal(0.0, noise, size=(n_samples, n_sequences, 2))
    y = rng.integers(2, size=n_samples)
    for sequence, first_channel in zip(X, y):
        first, second = np.sort(rng.choice(n_sequences - 1, size=2, replace=False))
        sequence[first, first_channel] += 1.0
        sequence[second, 1 - first_channel] += 1.0
    return X, y


def digits():
    """Load handwritten digits, each an image of eight rows that a network reads from top to bottom.

    They are the 1,797 images of the test set of "Optical Recognition of Handwritten Digits",
    written by 13 people. Each pixel counts the ink in a square of 4 by 4 finer pixels.

    Returns
    -------
    X : ndarray, shape (1797, 8, 8)
        One image a sample (n_samples, n_sequences, n_features): a row of pixels is a time step.
        From 0, no ink, to 1, in sixteenths.
    y : ndarray of int, shape (1797,)
        The digit, 0 to 9.

    References
    ----------
    Alpaydin, E., Kaynak, C. "Optical Recognition of Handwritten Digits", UCI Machine Learning
    Repository, 1998, doi:10.24432/C50P49, licence CC BY 4.0.
    """
    with np.load(os.path.join(os.path.dirname(__file__), "digits.npz")) as file:
        return file["images"] / 16, file["labels"].astype(np.int64)


def prose():
    """Load the prose of this course, a sentence a line: something to learn to write from.

    The text was taken once from the pages and notebooks of the course, and stays as it was then.
    ``tools/make_prose.py`` says how. In place of a number stands 0, and in place of a formula x.

    Returns
    -------
    str
        About 16,000 words in small letters. Every line ends with a line feed.

    Raises
    ------
    ValueError
        If the file is not the one that was taken.
    """
    with open(os.path.join(os.path.dirname(__file__), "prose.txt"), "rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != PROSE_SHA256:
        raise ValueError("rnn_lib/prose.txt has been changed: its SHA-256 is not PROSE_SHA256")
    return data.decode("ascii")

"""Measure what truncated backpropagation saves: a sequence in chunks, beside the whole of it."""

import time
from multiprocessing import get_context
from statistics import median

import numpy as np

import rnn_lib

from .contenders import draw
from .memory import MEASURABLE, added_by


def gradients_in_chunks(K, x, h0, Wx, Wh, B, upstream):
    """Run both passes chunk by chunk, K steps each, and return dWx, dWh and dB.

    The state is handed on from chunk to chunk; the gradient is not handed back.
    """
    gradients = [np.zeros_like(array) for array in (Wx, Wh, B)]
    for start in range(0, x.shape[1], K):
        chunk = np.s_[:, start : start + K]
        h = rnn_lib.rnn_forward(x[chunk], h0, Wx, Wh, B)
        _, _, *shares = rnn_lib.rnn_backward(upstream[chunk], x[chunk], h0, h, Wx, Wh)
        for gradient, share in zip(gradients, shares):
            gradient += share
        h0 = h[:, -1]
    return gradients


def time_ratios(lengths, shape, dtype, rounds):
    """Return for each length K its time, divided by that of the whole sequence in one chunk.

    All of it is one program, so the lengths take turns in one process.
    """
    arrays = draw(shape, dtype)
    taken = [[_seconds(K, arrays) for K in (shape[1], *lengths)] for _ in range(rounds + 1)]
    return [median(row[place] / row[0] for row in taken[1:]) for place in range(1, len(taken[0]))]


def added_megabytes(lengths, shape, dtype):
    """Return for each length K the peak that both passes add, in a fresh process; None elsewhere.

    The arguments are there whole; what is kept is the states and gradients of one chunk.
    """
    if not MEASURABLE:
        return None
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.starmap(_added, [(K, shape, dtype) for K in lengths], chunksize=1)


def _added(K, shape, dtype):
    gradients_in_chunks(2, *draw((1, 3, 2, 4), dtype))  # what every process loads once
    arrays = draw(shape, dtype)
    return added_by(lambda: gradients_in_chunks(K, *arrays))


def _seconds(K, arrays):
    start = time.perf_counter()
    gradients_in_chunks(K, *arrays)
    return time.perf_counter() - start

"""The mistakes of a truncated gradient, one row each.

A variant replaces pieces of `truncated_gradient`.
"""

import numpy as np

from ...functional import rnn_backward, rnn_forward
from .backward import BACKWARD
from .behaviour import INPUTS_MUTATED, INTEGER_TRUNCATION
from .mistake import Mistake


def _from_the_first_step(T, K):
    return [(start, min(start + K, T)) for start in range(0, T, K)]


PIECES = {
    "chunks": _from_the_first_step,
    "begin": lambda last, h0: last,
    "before": lambda begin, h0, h: begin,
    "go back": rnn_backward,
    "collect": lambda parts: sum(parts),
}
"""What there is to replace: ``chunks`` are the first step of each and the one after its last,
``begin`` is the state that a chunk is given, ``before`` what its way back takes for that state."""


def truncated_gradient(upstream, x, h0, Wx, Wh, B, K, pieces=()):
    """Compute the gradients of the weights in chunks, with some pieces replaced.

    Parameters
    ----------
    upstream, x, h0, Wx, Wh, B : ndarray
        As `rnn_forward` and `rnn_backward` take them.
    K : int
        The number of steps of a chunk.
    pieces : dict
        What is replaced of `PIECES`.

    Returns
    -------
    tuple of ndarray
        dWx, dWh and dB.
    """
    how, states = {**PIECES, **dict(pieces)}, rnn_forward(x, h0, Wx, Wh, B)
    parts = [[np.zeros(W.shape)] for W in (Wx, Wh, B)]
    for first, end in how["chunks"](x.shape[1], int(K)):
        part = np.s_[:, first:end]
        begin = how["begin"](states[:, first - 1], h0) if first else h0
        h = rnn_forward(x[part], begin, Wx, Wh, B)
        before = how["before"](begin, h0, h) if first else h0
        gradients = how["go back"](upstream[part], x[part], before, h, Wx, Wh)[2:]
        for collected, gradient in zip(parts, gradients):
            collected.append(gradient)
    return tuple(np.asarray(how["collect"](collected)) for collected in parts)


def _whole_chunks_only(T, K):
    return [(first, end) for first, end in _from_the_first_step(T, K) if end - first == K]


def _from_the_last_step(T, K):
    return [(max(end - K, 0), end) for end in range(T, 0, -K)][::-1]


def _so_many_chunks(T, K):
    parts = np.array_split(np.arange(T), min(K, T))
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]


def _windows(T, K):
    return [(max(end - K, 0), end) for end in range(1, T + 1)]


def _one_chunk(T, K):
    return [(0, T)]


def _mean(parts):
    return sum(parts) / max(len(parts) - 1, 1)


def _row(name, **changes):
    (row,) = (row for row in BACKWARD if row.id == name)
    return row._replace(**changes)


def _last_loss_alone(upstream, *others):
    alone = np.zeros(upstream.shape)
    alone[:, -1] = upstream[:, -1]
    return rnn_backward(alone, *others)


TRUNCATION = (
    Mistake(
        id="state-not-handed-on",
        title="lets a chunk begin with another state than the one before it left",
        why="What is cut at a border is the gradient. The network itself goes on, with all that "
        "it knows.",
        hint="Put all your chunks' states in a row. Are they those of a single pass over the whole "
        "sequence?",
        equation="eq-truncated",
        variants=(
            {"begin": lambda last, h0: h0},
            {"begin": lambda last, h0: 0 * h0},
            {"before": lambda begin, h0, h: h0},
            {"before": lambda begin, h0, h: 0 * h0},
        ),
    ),
    Mistake(
        id="border-state-one-late",
        title="takes a chunk's own first state for the state before it",
        why="The first step of a chunk began where the last step of the chunk before it ended.",
        hint="A chunk begins at the fifth step. After which step is the state that goes into it, "
        "and after which is the one you take?",
        equation="eq-truncated",
        variants=({"before": lambda begin, h0, h: h[:, 0]},),
    ),
    Mistake(
        id="gradient-across-borders",
        title="returns the full gradient",
        why="A truncated gradient leaves out what goes from a loss back over a border, however "
        "much that is.",
        hint="Call it with chunks of one step and of two. Should the results differ, and do they?",
        equation="eq-truncated",
        variants=({"chunks": _one_chunk},),
    ),
    Mistake(
        id="window-for-chunk",
        title="goes back K steps from every step",
        why="All losses of a chunk go back to its border, and no further. The first of them has no "
        "step before it.",
        hint="Seven steps in chunks of three: how far does the loss of the fourth step go back, "
        "and how far does it in yours?",
        equation="eq-truncated",
        variants=({"chunks": _windows, "go back": _last_loss_alone},),
    ),
    Mistake(
        id="short-chunk-left-out",
        title="leaves out the steps that fill no whole chunk",
        why="The last chunk may be shorter than the others. Its losses count like all.",
        hint="Seven steps in chunks of three: print the first and the last step of each of your "
        "chunks. Which step is in none?",
        equation="eq-truncated",
        variants=({"chunks": _whole_chunks_only},),
    ),
    Mistake(
        id="borders-elsewhere",
        title="cuts the sequence at other steps",
        why="The first chunk begins at the first step, and each has K steps as long as there are "
        "enough.",
        hint="Seven steps in chunks of three: print the first and the last step of each of your "
        "chunks. How long is the last of them?",
        equation="eq-truncated",
        variants=(
            {"chunks": _from_the_last_step, "says": "It counts the chunks from the end."},
            {"chunks": _so_many_chunks, "says": "It makes K chunks, and not chunks of K steps."},
        ),
    ),
    Mistake(
        id="averaged-over-chunks",
        title="divides by the number of chunks",
        why="The loss is a sum over all steps, and each chunk has its own steps. Shares of a sum "
        "add up.",
        hint="Your chunks are so long that one is enough. Then take two. Do the results become "
        "about half as large?",
        equation="eq-truncated",
        variants=({"collect": _mean},),
    ),
    Mistake(
        id="one-chunk-for-all",
        title="returns the gradient of a single chunk",
        why="Every chunk has its share in the gradients of the weights that all of them use.",
        hint="Set upstream to zero in the last chunk, then in the first one alone. When should "
        "your results change, and when do they?",
        equation="eq-truncated",
        variants=(
            {"collect": lambda parts: parts[-1], "says": "It is that of the last one."},
            {"collect": lambda parts: parts[1], "says": "It is that of the first one."},
        ),
    ),
    _row(
        "upstream-last-step-only",
        variants=({"go back": _last_loss_alone},),
        in_one_step=False,
    ),
    INPUTS_MUTATED,
    INTEGER_TRUNCATION._replace(
        hint="What is the dtype of the array in which you collect a gradient, and can it hold a "
        "fraction?"
    ),
    _row("results-misordered", example=None),
)
"""Every mistake of a truncated gradient."""

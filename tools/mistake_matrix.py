"""Measure which mistakes the checks name, and what other tests would have seen of them.

Writes book/mistake_matrix.json: for each side and each mistake what the check names, and whether
four tests that people use instead fail on it. No times, no random numbers: the same bytes each run.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np

from rnn_lib import (
    check_backward,
    check_forward,
    numerical_gradient,
    relative_error,
    rnn_backward,
    rnn_forward,
    small_sequence,
)
from rnn_lib.checks import faulty
from rnn_lib.checks.mistakes import TABLES

MATRIX = Path(__file__).resolve().parents[1] / "book" / "mistake_matrix.json"
CHECKS = {"forward": check_forward, "backward": check_backward}
UPDATES, LEARNING_RATE = 10, 0.1
TOLERANCE = 1e-5
PRINTED_H_3 = [[0.79494228, 0.81839002, 0.83939649, 0.85584174]]


# --- answers with a mistake ---


def forward_answer(pieces=None):
    """Return a fresh forward answer with some pieces replaced."""
    return lambda x, h0, Wx, Wh, B: faulty.forward(x, h0, Wx, Wh, B, pieces)


def backward_answer(pieces=None):
    """Return a fresh backward answer with some pieces replaced."""
    return lambda upstream, x, h0, h, Wx, Wh: faulty.backward(upstream, x, h0, h, Wx, Wh, pieces)


def make_answer(side, rows):
    """Return a fresh answer with every mistake of ``rows``; None if two replace the same piece.

    A mistake of numbers is made in its first form, one of behaviour by its example.
    """
    examples = [row.variants[0] if row.variants else row.example for row in rows]
    pieces, count = {}, 0
    for example in examples:
        if isinstance(example, dict):
            example = {key: piece for key, piece in example.items() if key != "says"}
            pieces, count = pieces | example, count + len(example)
    if count > len(pieces):
        return None
    answer = (forward_answer if side == "forward" else backward_answer)(pieces)
    for example in examples:  # the last row goes around all others: it changes their order
        answer = answer if isinstance(example, dict) else example(answer)
    return answer


# --- what else one could have tested ---


def example_arguments():
    """Return the small sequence with float weights, and the upstream of the loss "sum of h_3"."""
    x, h0, Wx, Wh, B = small_sequence()
    upstream = np.zeros((1, 3, 4))
    upstream[:, -1] = 1
    return (x, h0, Wx, Wh, B.astype(float)), upstream


def random_arguments():
    """Return an example with all sizes different, and a upstream at every step."""
    rng = np.random.default_rng(7)
    shapes = [(2, 4, 3), (2, 5), (3, 5), (5, 5), (5,), (2, 4, 5)]
    *arguments, upstream = (rng.normal(scale=0.5, size=shape) for shape in shapes)
    return tuple(arguments), upstream


def caught_by_example(side, answer):
    """Whether the answer gives other numbers than the assignment's own example."""
    arguments, upstream = example_arguments()
    if side == "forward":
        h = answer(*arguments)
        last = h[:, -1] if h.ndim == 3 else h  # what the assignment prints
        return not np.allclose(last, PRINTED_H_3, rtol=0, atol=5e-9)
    x, h0, Wx, Wh, _ = arguments
    h = rnn_forward(*arguments)
    expected = rnn_backward(upstream, x, h0, h, Wx, Wh)
    given = answer(upstream, x, h0, h, Wx, Wh)
    return any(_differ(*pair) for pair in zip(given, expected, strict=True))


def caught_by_shape(side, answer):
    """Whether a result has another shape than it should, on a random example."""
    arguments, upstream = random_arguments()
    if side == "forward":
        return answer(*arguments).shape != upstream.shape
    x, h0, Wx, Wh, B = arguments
    given = answer(upstream, x, h0, rnn_forward(*arguments), Wx, Wh)
    return [np.shape(g) for g in given] != [a.shape for a in (x, h0, Wx, Wh, B)]


def caught_by_loss(side, answer):
    """Whether ten updates on the small sequence fail to make the loss, the sum of h_3, lower."""
    _, _, *weights = example_arguments()[0]
    losses = []
    for _ in range(UPDATES + 1):
        (x, h0, *_), upstream = example_arguments()
        h = answer(x, h0, *weights) if side == "forward" else faulty.forward(x, h0, *weights)
        losses.append(h[:, -1].sum())
        backward = rnn_backward if side == "forward" else answer
        gradients = backward(upstream, x, h0, h, *weights[:2])[2:]
        weights = [W - LEARNING_RATE * gradient for W, gradient in zip(weights, gradients)]
    return not losses[-1] < losses[0]


def caught_by_gradient_check(side, answer):
    """Whether central differences on a random example disagree with the gradients.

    A forward answer is differentiated itself and compared with the right backward pass of its own
    states; a backward answer is compared with the differences of the right forward pass.
    """
    arguments, upstream = random_arguments()
    forward = answer if side == "forward" else rnn_forward
    backward = rnn_backward if side == "forward" else answer
    x, h0, Wx, Wh, _ = arguments
    gradients = backward(upstream, x, h0, forward(*arguments), Wx, Wh)
    for position, gradient in enumerate(gradients):

        def loss(value, position=position):
            moved = [value if i == position else a for i, a in enumerate(arguments)]
            return (forward(*moved) * upstream).sum()

        if _differ(gradient, numerical_gradient(loss, arguments[position])):
            return True
    return False


OTHER_TESTS = {
    "caught_by_example": caught_by_example,
    "caught_by_shape": caught_by_shape,
    "caught_by_loss": caught_by_loss,
    "caught_by_gradient_check": caught_by_gradient_check,
}
"""Tests that people use instead. Each takes the side and a fresh answer."""


def _differ(a, b):
    return np.shape(a) != b.shape or relative_error(a, b) > TOLERANCE


def _fails(test, side, answer):
    """Whether a test fails on an answer. An exception is seen by everybody."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return bool(test(side, answer))
    except (ValueError, IndexError, TypeError):
        return True


# --- the table ---


def measure():
    """Return the whole table as nested dicts: side, id, and what was measured."""
    matrix = {}
    for side, check in CHECKS.items():
        matrix[side] = {}
        for row in TABLES[side]:
            named = sorted(check(make_answer(side, [row])).mistakes)
            caught = {
                name: _fails(test, side, make_answer(side, [row]))
                for name, test in OTHER_TESTS.items()
            }
            matrix[side][row.id] = {"named_as": named, **caught}
    return matrix


def as_text(matrix):
    """Return the table as it is stored."""
    return json.dumps(matrix, indent=1) + "\n"


def main():
    old = MATRIX.read_text(encoding="utf-8") if MATRIX.exists() else None
    new = as_text(measure())
    if new != old:
        MATRIX.write_text(new, encoding="utf-8", newline="\n")
    print(f"{MATRIX.name}: {'rewritten' if new != old else 'unchanged'}")


if __name__ == "__main__":
    sys.exit(main())

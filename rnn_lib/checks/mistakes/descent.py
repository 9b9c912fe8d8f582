"""The mistakes of gradient descent, one row each. A variant replaces pieces of `descend`."""

from itertools import chain, combinations

import numpy as np

from ...functional import rnn_backward, rnn_forward
from .behaviour import INPUTS_MUTATED, INTEGER_TRUNCATION
from .mistake import Mistake

WEIGHTS = ("Wx", "Wh", "B")
PIECES = {
    "direction": -1,
    "rate": lambda lr: lr,
    "moving": WEIGHTS,
    "states": lambda new, first: new,
    "gradients": lambda new, first: new,
    "noted": lambda before, after: before,
    "loss": lambda h: h[:, -1].sum(),
    "seen": lambda T: [T - 1],
}
"""What there is to replace; ``seen`` are the states to which the loss sends a gradient."""


def descend(x, h0, Wx, Wh, B, n_steps, lr, pieces=()):
    """Descend on the sum of the last state, with some pieces replaced.

    Parameters
    ----------
    x, h0, Wx, Wh, B : ndarray
        As `rnn_forward` takes them. They stay as they are.
    n_steps : int
        The number of steps.
    lr : float
        The learning rate.
    pieces : dict
        What is replaced of `PIECES`.

    Returns
    -------
    tuple of ndarray
        The losses, shape (n_steps,), and Wx, Wh and B after the last step.
    """
    how = {**PIECES, **dict(pieces)}
    weights = [W.astype(np.float64) for W in (Wx, Wh, B)]
    losses, first, first_gradients = [], rnn_forward(x, h0, *weights), None
    for _ in range(int(n_steps)):
        h = how["states"](rnn_forward(x, h0, *weights), first)
        gradients = _gradients(x, h0, h, how["seen"](h.shape[1]), *weights)
        first_gradients = first_gradients or gradients
        factor = how["direction"] * how["rate"](float(lr))
        weights = [
            W + factor * dW if name in how["moving"] else W
            for name, W, dW in zip(WEIGHTS, weights, how["gradients"](gradients, first_gradients))
        ]
        after = how["states"](rnn_forward(x, h0, *weights), first)
        losses.append(how["loss"](how["noted"](h, after)))
    return np.array(losses), *weights


def _gradients(x, h0, h, seen, Wx, Wh, B):
    upstream = np.zeros(h.shape)
    upstream[:, seen] = 1
    return rnn_backward(upstream, x, h0, h, Wx, Wh)[2:]


def _without(still):
    words = f"{' and '.join(still)} {'stay as they were' if len(still) > 1 else 'stays as it was'}."
    return {"moving": tuple(name for name in WEIGHTS if name not in still), "says": words}


def _first(new, first):
    return first


_OF_ALL = {"loss": lambda h: h.sum()}
_SEES_ALL = {"seen": lambda T: list(range(T))}

DESCENT = (
    Mistake(
        id="gradient-added",
        title="walks up the loss",
        why="The gradient points to where the loss grows fastest. Descent goes the other way.",
        hint="Print your losses. In which direction should they go, and in which do they go?",
        variants=({"direction": 1},),
    ),
    Mistake(
        id="states-not-recomputed",
        title="takes all its steps with the states of the first weights",
        why="States belong to the weights that made them. As soon as the weights have moved, they "
        "are those of a network that is gone.",
        hint="Print the last state in every round of your loop. When should it change, and does "
        "it?",
        variants=({"states": _first}, {"states": _first, "gradients": _first}),
    ),
    Mistake(
        id="rate-ignored",
        title="takes the same steps at every learning rate",
        why="The gradient says which way. How far is the caller's choice.",
        hint="Call it with a rate ten times as small. What should be ten times as small then, and "
        "is it?",
        variants=({"rate": lambda lr: 1.0}, {"rate": lambda lr: 0.01}, {"rate": lambda lr: 0.1}),
    ),
    Mistake(
        id="one-weight-not-updated",
        title="does not move every weight",
        why="All three have a gradient. One that stays where it was learns nothing.",
        hint="Take one step, and compare each weight with what it was before. Which have moved?",
        variants=tuple(
            _without(still) for still in chain(combinations(WEIGHTS, 1), combinations(WEIGHTS, 2))
        ),
    ),
    Mistake(
        id="loss-after-update",
        title="notes each loss after its step",
        why="The first loss is that of the weights that came in, before anything is learned.",
        hint="Take a single step, once with a small rate and once with a large one. Should the one "
        "loss that you note differ?",
        variants=({"noted": lambda before, after: after},),
    ),
    Mistake(
        id="loss-at-every-state",
        title="descends on another loss than that of the last state",
        why="This loss looks at the last state alone. Earlier states count through what they hand "
        "on, and not on their own.",
        hint="How large is the gradient that this loss sends to the first state directly, and what "
        "is it in yours?",
        variants=(_SEES_ALL, {**_SEES_ALL, **_OF_ALL}, _OF_ALL),
    ),
    INPUTS_MUTATED,
    INTEGER_TRUNCATION._replace(
        hint="What is the dtype of B when the assignment gives it, and can that array hold what "
        "is left after a step?"
    ),
)
"""Every mistake of gradient descent."""

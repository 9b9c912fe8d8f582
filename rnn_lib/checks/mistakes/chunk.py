"""The mistakes of an update on one chunk of a text, one row each.

A variant replaces pieces of `train_on_chunk`.
"""

import numpy as np

from ...losses import softmax_cross_entropy
from ...optim import clip_by_global_norm
from ..faulty_chunk import NAMES, clipped
from .behaviour import INPUTS_MUTATED
from .descent import DESCENT
from .mistake import Mistake

RECURRENT, OUTPUT = NAMES[:3], NAMES[3:]


def _times(factor, loss_too=True):
    """Return a loss with another factor, which its gradient has as well."""

    def loss_of(scores, x, y):
        loss, dscores = softmax_cross_entropy(scores, y)
        c = factor(*y.shape)
        return loss * (c if loss_too else 1), dscores * c

    return loss_of


def _of_last_step(scores, x, y):
    loss, last = softmax_cross_entropy(scores[:, -1], y[:, -1])
    dscores = np.zeros(scores.shape)
    dscores[:, -1] = last
    return loss, dscores


def _shifted_again(scores, x, y):
    loss, early = softmax_cross_entropy(scores[:, :-1], y[:, 1:])
    dscores = np.zeros(scores.shape)
    dscores[:, :-1] = early
    return loss, dscores


def _own_input(scores, x, y):
    return softmax_cross_entropy(scores, x.argmax(axis=2))


def _only_last(upstream):
    alone = np.zeros(upstream.shape)
    alone[:, -1] = upstream[:, -1]
    return alone


def _one_by_one(grads, max_norm):
    return {n: clip_by_global_norm({n: g}, max_norm)[0][n] for n, g in grads.items()}


def _by_entry(grads, max_norm):
    return {n: np.clip(g, -max_norm, max_norm) for n, g in grads.items()}


def _only(names):
    return lambda grads, max_norm: grads | clipped({n: grads[n] for n in names}, max_norm)


def _without(still):
    words = f"{', '.join(still)}: as before the call."
    return {"moving": tuple(name for name in NAMES if name not in still), "says": words}


def _of_descent(name, variants=None):
    """Return a row of gradient descent, with other variants where it needs them."""
    (row,) = (row for row in DESCENT if row.id == name)
    return row if variants is None else row._replace(variants=variants)


CHUNK = (
    Mistake(
        id="state-not-handed-in",
        title="begins its chunk with a state of zeros",
        why="The chunk goes on where the one before it ended, and h0 holds all that is known of "
        "the text until there.",
        hint="Give it two chunks with another h0 each. When should the loss differ, and does it?",
        variants=(
            {"start": np.zeros_like, "start_of_gradient": np.zeros_like},
            {"start": np.zeros_like},
            {"start_of_gradient": np.zeros_like, "says": "It does so on the way back."},
        ),
    ),
    Mistake(
        id="hands-on-another-state",
        title="hands on a state that is not that of the last step",
        why="The next chunk begins after the last character of this one.",
        hint="A chunk has one character. Which state do you return, and has it seen the character?",
        variants=(
            {"handed": lambda h, h0: h[:, 0]},
            {"handed": lambda h, h0: h0},
            {"handed": lambda h, h0: h[-1]},
            {"handed": lambda h, h0: h},
            {"handed": lambda h, h0: h[:, -2] if h.shape[1] > 1 else h0},
            {"handed": lambda h, h0: 0 * h0},
        ),
    ),
    Mistake(
        id="loss-at-last-step-only",
        title="has a loss that hears of the last character alone",
        why="Every character of the chunk is guessed, and each guess can be learned from.",
        hint="Change the first target of a chunk. Should the loss change, and does it?",
        variants=({"loss": _of_last_step},),
    ),
    Mistake(
        id="upstream-of-last-step-only",
        title="sends the gradient of the scores into the last state alone",
        why="There are scores at every step. Through them the loss speaks to every state directly.",
        hint="Which shape does the gradient for the states have, and how many of its steps are "
        "zeros in yours?",
        equation="eq-direct",
        variants=({"upstream": _only_last},),
    ),
    Mistake(
        id="loss-summed",
        title="has a loss that grows with the size of the chunk",
        why="The mean over all characters is the same for chunks of any length, and so is the "
        "length of a step.",
        hint="Put every text into the batch twice. Should the loss double, and does yours?",
        variants=(
            {"loss": _times(lambda N, T: N * T)},
            {"loss": _times(lambda N, T: T)},
            {"loss": _times(lambda N, T: N)},
            {"loss": _times(lambda N, T: N * T, loss_too=False)},
            {"loss": _times(lambda N, T: T, loss_too=False)},
        ),
    ),
    Mistake(
        id="averaged-again",
        title="divides by the size of the batch or of the chunk once more",
        why="The loss of the library is a mean already, and its gradient has the factor in it.",
        hint="Put every text into the batch twice. Should the step become shorter, and does yours?",
        variants=tuple(
            {"loss": _times(factor, loss_too)}
            for factor in (
                lambda N, T: 1 / (N * T),
                lambda N, T: 1 / T,
                lambda N, T: 1 / N,
            )
            for loss_too in (False, True)
        ),
    ),
    Mistake(
        id="targets-shifted-again",
        title="is asked for the character after the next one",
        why="The two texts, x and y, are a step apart already: a target is what follows its input.",
        hint="The text is abc, and x holds a, b. What does y hold, and which of the two is the "
        "target at the first step?",
        variants=({"loss": _shifted_again},),
    ),
    Mistake(
        id="target-is-the-input",
        title="learns to repeat the character that it reads",
        why="What comes in at a step is known. To be guessed is what comes next.",
        hint="Change y and keep x. What should become of the loss, and what does?",
        variants=({"loss": _own_input},),
    ),
    Mistake(
        id="step-not-clipped",
        title="takes a longer step than the limit allows",
        why="What counts is the gradient that moves the weights. One that is clipped afterwards, "
        "or elsewhere, limits nothing.",
        hint="Set the limit to a millionth. How far may any weight move, and how far do yours?",
        equation="eq-clip",
        variants=(
            {"clipped": lambda grads, max_norm: grads},
            {"clipped": _only(RECURRENT)},
            {"clipped": _only(OUTPUT)},
        ),
    ),
    Mistake(
        id="clipped-with-many-factors",
        title="shrinks some gradients more than others",
        why="The five gradients are one long vector. Where its parts do not shrink alike, the step "
        "points elsewhere.",
        hint="Divide an entry of one gradient by one of another, before and after. Is the ratio "
        "the same?",
        equation="eq-clip",
        variants=(
            {"clipped": _one_by_one},
            {"clipped": _by_entry},
            {
                "clipped": lambda grads, c: (
                    clipped({n: grads[n] for n in RECURRENT}, c)
                    | clipped({n: grads[n] for n in OUTPUT}, c)
                )
            },
        ),
    ),
    _of_descent("gradient-added"),
    _of_descent(
        "rate-ignored",
        ({"rate": lambda lr: 1.0}, {"rate": lambda lr: 0.1}, {"rate": lambda lr: 0.01}),
    ),
    Mistake(
        id="weights-not-changed",
        title="leaves every weight as it was",
        why="The caller looks at params after the call. Arrays that were made on the way are gone "
        "by then.",
        hint="Print an entry of params before the call and after it. Does it change, and which "
        "line of yours should change it?",
        variants=({"moving": ()},),
    ),
    Mistake(
        id="part-not-updated",
        title="moves some of the weights and not the others",
        why="All five have a gradient. One that stays where it was learns nothing.",
        hint="Compare each array in params with what it was before the call. Which have moved?",
        variants=(
            *(_without((name,)) for name in NAMES),
            _without(RECURRENT),
            _without(OUTPUT),
        ),
    ),
    Mistake(
        id="results-of-the-new-weights",
        title="returns a loss or a state of the weights after the step",
        why="The loss tells how good the guesses were, before anything was learned from them.",
        hint="Call it with a small rate, then with a large one. Should the loss that you return "
        "differ?",
        variants=(
            {"noted": lambda before, after: after},
            {"noted": lambda before, after: (after[0], before[1])},
            {"noted": lambda before, after: (before[0], after[1])},
        ),
    ),
    INPUTS_MUTATED,
)
"""Every mistake of an update on one chunk."""

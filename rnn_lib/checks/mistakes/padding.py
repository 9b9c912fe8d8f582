"""The mistakes of a forward pass over padded sequences, one row each.

A variant is a whole function here. It takes the pieces of `faulty` as well, so that a mistake of
the forward pass can be made beside it.
"""

import numpy as np

from .. import faulty
from .mistake import Mistake


def padded(x, mask, h0, Wx, Wh, B, pieces=None, instead=None):
    """Compute every state of padded sequences, with some pieces replaced.

    Parameters
    ----------
    x, h0, Wx, Wh, B, pieces
        As for `faulty.forward`.
    mask : ndarray, shape (batch_size, n_sequences)
        Not zero where a step is real.
    instead : callable or None
        ``instead(h_prev)`` is the state after a padded step; without it, the state before.

    Returns
    -------
    ndarray
        With no pieces replaced, shape (batch_size, n_sequences, n_nodes).
    """
    pieces, keep = {**faulty.FORWARD, **(pieces or {})}, instead or (lambda h_prev: h_prev)
    is_real = [step != 0 for step in pieces["inputs"](mask[:, :, None])]
    pieces["passed"] = lambda h_t, h_prev, t: np.where(is_real[t], h_t, keep(h_prev))
    return faulty.forward(x, h0, Wx, Wh, B, pieces)


def _of_another_mask(change):
    return lambda x, mask, *others: padded(x, change(mask), *others)


def _ignoring(x, mask, *others):
    return faulty.forward(x, *others)


def _on_input(x, mask, *others):
    return faulty.forward(x * (mask != 0)[:, :, None], *others)


def _zeroed(x, mask, h0, Wx, Wh, B, pieces=None):
    return padded(x, mask, h0, Wx, Wh, B, pieces, np.zeros_like)


def _zeroed_at_last(whole):
    """Return a whole function that carries what another one does, and returns zeros."""

    def forward(x, mask, *others):
        h = whole(x, mask, *others)
        return h * (mask != 0)[:, :, None] if h.shape[:2] == mask.shape else h

    return forward


def _as_many_at_the_start(mask):
    return np.arange(mask.shape[1]) < (mask != 0).sum(axis=1, keepdims=True)


def _up_to_the_first(mask):
    return np.cumprod(mask != 0, axis=1)


def _up_to_the_last(mask):
    return np.cumsum(mask[:, ::-1] != 0, axis=1)[:, ::-1]


OF_ONE_MASK = (
    _of_another_mask(lambda mask: np.repeat(mask[:1], len(mask), axis=0)),
    _of_another_mask(lambda mask: np.repeat(mask[-1:], len(mask), axis=0)),
    _of_another_mask(lambda mask: np.repeat(mask.any(axis=0)[None], len(mask), axis=0)),
    _of_another_mask(lambda mask: np.repeat(mask.all(axis=0)[None], len(mask), axis=0)),
)
"""One decision for the whole batch: further forms of "batch-rows-mixed"."""

PADDING = (
    Mistake(
        id="mask-ignored",
        title="gives the same states whatever the mask says",
        why="A padded step did not happen. It was added so that all sequences of a batch are "
        "equally long.",
        hint="Let the mask of one sequence be all zeros. Which state should it end with, and with "
        "which does yours?",
        equation="eq-state",
        right=r"h_t = h_{t-1} \text{ where step } t \text{ is padding}",
        wrong=r"h_t = \tanh(a_t) \text{ at every step}",
        variants=(_ignoring,),
    ),
    Mistake(
        id="mask-on-input",
        title="goes on computing at padded steps, with zeros for the input",
        why="An input of zeros is an input all the same: B comes in, and the old state goes "
        "through Wh and tanh.",
        hint="Let x be zeros everywhere and B ones. Does your state change at a padded step, and "
        "should it?",
        equation="eq-state",
        right=r"h_t = h_{t-1} \text{ where step } t \text{ is padding}",
        wrong=r"h_t = \tanh(h_{t-1} W_h + B) \text{ there}",
        variants=(_on_input,),
    ),
    Mistake(
        id="state-zeroed-at-padding",
        title="gives states of zeros at padded steps",
        why="A state of zeros has forgotten everything. Nothing happened at a padded step, and so "
        "nothing may be lost.",
        hint="A sequence of two steps is padded to five. What should its state be after the fifth, "
        "and what is yours?",
        equation="eq-state",
        right=r"h_t = h_{t-1} \text{ where step } t \text{ is padding}",
        wrong=r"h_t = 0 \text{ there}",
        variants=(_zeroed, _zeroed_at_last(padded), _zeroed_at_last(_ignoring)),
    ),
    Mistake(
        id="padding-assumed-at-the-end",
        title="is right only where all padding comes at the end",
        why="The mask speaks of each step by itself. How many steps are real does not say which.",
        hint="Let the first step of a sequence be padding, and all others real. Which inputs "
        "should count, and which do in yours?",
        equation="eq-state",
        right=r"h_t = h_{t-1} \text{ where step } t \text{ is padding}",
        wrong=r"h_t = h_{t-1} \text{ after as many steps as are real}",
        variants=tuple(
            map(_of_another_mask, (_as_many_at_the_start, _up_to_the_first, _up_to_the_last))
        ),
    ),
    Mistake(
        id="mask-inverted",
        title="passes over the real steps and computes at padded ones",
        why="In the mask, one stands for a step that is real, and zero for one that is padding.",
        hint="Let the mask be all ones. Should any state differ from those of a forward pass that "
        "has no mask, and do yours?",
        equation="eq-state",
        right=r"h_t = h_{t-1} \text{ where step } t \text{ is padding}",
        wrong=r"h_t = h_{t-1} \text{ where step } t \text{ is real}",
        variants=(_of_another_mask(lambda mask: mask == 0),),
    ),
)
"""Every mistake that only padded sequences invite. Those of the forward pass come in addition."""

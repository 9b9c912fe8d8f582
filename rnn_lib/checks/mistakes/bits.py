"""The mistakes of the mean bits a character, over padded sentences: one row each.

A variant replaces pieces of `bits_per_character`.
"""

import numpy as np

from .behaviour import INPUTS_MUTATED
from .mistake import Mistake
from .softmax import OVERFLOW, softmax


def _of_true(p, y):
    return np.take_along_axis(p, y[:, :, None], axis=2)[:, :, 0]


def _mean_over_real(bits, mask):
    return bits[mask].sum() / mask.sum()


PIECES = {
    "shares": softmax,
    "of_true": _of_true,
    "surprise": lambda p: -np.log2(p),
    "mask": lambda mask: mask,
    "mean": _mean_over_real,
}
"""What there is to replace."""


def bits_per_character(scores, y, mask, pieces=()):
    """Compute the mean bits over all real characters, with some pieces replaced.

    Parameters
    ----------
    scores : ndarray, shape (n_sentences, n_steps, n_characters)
        The scores at every step.
    y : ndarray of int, shape (n_sentences, n_steps)
        The characters that came.
    mask : ndarray, shape (n_sentences, n_steps)
        Not zero where a step is real.
    pieces : dict
        What is replaced of `PIECES`.

    Returns
    -------
    ndarray, shape ()
        In bits.
    """
    how = {**PIECES, **dict(pieces)}
    p = how["of_true"](how["shares"](scores), y)
    return np.asarray(how["mean"](how["surprise"](p), how["mask"](mask != 0)))


def _by_sentence(bits, mask):
    return ((bits * mask).sum(axis=1) / mask.sum(axis=1)).mean()


def _by_step(bits, mask):
    return ((bits * mask).sum(axis=0) / mask.sum(axis=0)).mean()


BITS = (
    Mistake(
        id="padding-counted",
        title="gives other numbers when only the padding changes",
        why="A padded step is no character. What the network says there is no guess.",
        hint="Add ten padded steps to every sentence. Should the mean change, and does yours?",
        variants=({"mask": np.ones_like},),
    ),
    Mistake(
        id="divided-by-padded-length",
        title="gives a smaller number when there is more padding",
        why="The mean of some numbers is their sum over how many they are, and a padded step is "
        "none of them.",
        hint="Add ten padded steps to every sentence. By what do you divide then, and by what "
        "before?",
        variants=(
            {"mean": lambda bits, mask: (bits * mask).mean()},
            {"mean": lambda bits, mask: (bits * mask).sum() / mask.shape[1]},
        ),
    ),
    Mistake(
        id="mean-of-means",
        title="lets a character of a short sentence count more than one of a long sentence",
        why="Every character counts once. In a mean over sentences, it counts the less the longer "
        "its sentence is.",
        hint="One sentence has 1 character of 9 bits, the other 8 of 1 bit each. How many bits are "
        "that in all, and for how many characters?",
        variants=({"mean": _by_sentence}, {"mean": _by_step}),
    ),
    Mistake(
        id="summed-over-characters",
        title="grows with the number of characters",
        why="Bits per character are a mean, so that texts of different length can be compared.",
        hint="Put every sentence into the batch twice. Should your number double, and does it?",
        variants=(
            {"mean": lambda bits, mask: (bits * mask).sum()},
            {"mean": lambda bits, mask: (bits * mask).sum() / len(mask)},
            {"mean": lambda bits, mask: (bits * mask).sum(axis=1)},
        ),
    ),
    Mistake(
        id="means-not-joined",
        title="returns a number for each sentence",
        why="All characters of the batch have one mean.",
        hint="Which shape does your result have, and which should it have?",
        variants=({"mean": lambda bits, mask: (bits * mask).sum(axis=1) / mask.sum(axis=1)},),
    ),
    Mistake(
        id="nats-for-bits",
        title="measures in another unit than bits",
        why="A bit is what halves the chances: a character with a share of a quarter has two.",
        hint="All four characters have the same score. How many bits is each guess worth, and "
        "what do you return?",
        variants=(
            {"surprise": lambda p: -np.log(p)},
            {"surprise": lambda p: -np.log10(p)},
        ),
    ),
    Mistake(
        id="bits-with-wrong-sign",
        title="returns a number below zero",
        why="The logarithm of a share is not above zero, and a surprise is not below.",
        hint="What is the logarithm of one half, and how many bits is a coin worth?",
        variants=({"surprise": np.log2}, {"surprise": np.log}),
    ),
    Mistake(
        id="share-averaged-first",
        title="takes the logarithm of a mean",
        why="Each character has bits of its own, and their mean is asked for. The logarithm of a "
        "mean share is smaller.",
        hint="Two characters have the shares 1 and 0.25. How many bits is each of them worth, and "
        "what is the mean?",
        variants=(
            {
                "surprise": lambda p: p,
                "mean": lambda p, mask: -np.log2(_mean_over_real(p, mask)),
            },
        ),
    ),
    Mistake(
        id="largest-share-taken",
        title="takes the bits of the likeliest character, whichever came",
        why="What counts is the share of the character that came, also where it was a small one.",
        hint="Keep the scores and take another y. Should the bits change, and do yours?",
        variants=({"of_true": lambda p, y: p.max(axis=2)},),
    ),
    Mistake(
        id="padding-kept-instead",
        title="counts the padded steps and leaves out the real ones",
        why="In the mask, one stands for a step that is real, and zero for one that is padding.",
        hint="Let the mask be all ones. How many steps should count, and how many do in yours?",
        variants=({"mask": np.logical_not},),
    ),
    OVERFLOW,
    INPUTS_MUTATED,
)
"""Every mistake of the mean bits a character."""

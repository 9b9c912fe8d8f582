"""The mistakes of sampling, one row each. A variant replaces pieces of `sample`."""

import numpy as np

from ..comparing import same
from ..exercise import SATURATED
from .behaviour import INPUTS_MUTATED, INTEGER_TRUNCATION
from .mistake import Mistake
from .softmax import OVERFLOW, softmax

QUARTERS = 4
"""A temperature is a whole number of quarters in the calls: nobody draws another array for it."""


def chosen(p, u):
    """Return the first index at which the shares up to it are more than u."""
    return (p.cumsum(axis=1) > u[:, None]).argmax(axis=1)


def shares(scores, temperature):
    """Return the shares of the characters at a temperature."""
    return softmax(scores / temperature)


PIECES = {"shares": shares, "chosen": chosen}
"""What there is to replace."""


def sample(scores, quarters, u, pieces=()):
    """Choose a character for each text, with some pieces replaced.

    Parameters
    ----------
    scores : ndarray, shape (n_texts, n_characters)
        One score a character.
    quarters : ndarray of int, shape ()
        Four times the temperature.
    u : ndarray, shape (n_texts,)
        Random numbers from 0 to 1.
    pieces : dict
        What is replaced of `PIECES`.

    Returns
    -------
    ndarray of int, shape (n_texts,)
        The indices of the characters.
    """
    how = {**PIECES, **dict(pieces)}
    return how["chosen"](how["shares"](scores, quarters / QUARTERS), u)


def _counted(p, u):
    """Choose as `chosen` does; where no sum is above u, an index that is none."""
    return (p.cumsum(axis=1) <= u[:, None]).sum(axis=1)


def _in_order(rank):
    """Choose with the characters put into another order before their shares are added up."""

    def choose(p, u):
        order = np.argsort(rank(p), axis=1, kind="stable")
        places = chosen(np.take_along_axis(p, order, axis=1), u)
        return np.take_along_axis(order, places[:, None], axis=1)[:, 0]

    return choose


def _across_texts(p, u):
    sums = p.ravel().cumsum().reshape(p.shape)
    return (sums > u[:, None]).argmax(axis=1)


def _draws_itself(evidence):
    """Whether the choice follows random numbers of the answer's own, and not u.

    All texts have the same scores and the same u. What is no chance gives them one character.
    """
    scores, quarters, _ = evidence.exercise.probes[0].arguments
    alike = np.repeat(scores[:1], len(scores), axis=0)
    calls = [(alike, quarters, np.full(len(scores), u)) for u in np.linspace(0.005, 0.995, 40)]
    results = evidence.outcomes[0].results and [evidence.again(call) for call in calls]
    if not results or any(one is None or one[0].shape != (len(scores),) for one in results):
        return False
    table = np.stack([chosen for (chosen,) in results])
    is_fixed = (table == table[0]).all() and np.ptp(table[0]) > 0
    changes = (np.diff(table, axis=0) != 0).sum(axis=0)
    return bool(is_fixed or (changes > 2 * scores.shape[1]).any())


def _fails_when_large(evidence):
    """Whether large scores alone go wrong: what is no number makes a choice all the same."""
    wrong = [p.role for p, o in evidence.seen if not same(o.results, p.expected)]
    return bool(wrong) and set(wrong) == {SATURATED}


SAMPLING = (
    Mistake(
        id="temperature-multiplied",
        title="grows bolder where it should grow more careful",
        why="A high temperature makes shares more alike, and a low one makes the largest larger.",
        hint="Two scores are 0 and 1. What are their shares at a temperature of 100, and what are "
        "yours?",
        variants=({"shares": lambda s, T: softmax(s * T)},),
    ),
    Mistake(
        id="temperature-ignored",
        title="chooses the same characters at every temperature",
        why="The temperature says how far the shares are from equal.",
        hint="Which shares does your function choose from at a temperature of 0.01, and which at "
        "100?",
        variants=({"shares": lambda s, T: softmax(s)},),
    ),
    Mistake(
        id="shares-without-sum-one",
        title="chooses from shares that do not add up to one",
        why="The line from 0 to 1 is dealt out to the characters. Shares with another sum leave "
        "some of it to nobody, or some characters without a piece.",
        hint="What is the sum of your shares at a temperature of 2, and what should it be?",
        variants=tuple(
            {"shares": shares, **how}
            for shares in (
                lambda s, T: softmax(s) / T,
                lambda s, T: np.exp(s / T),
                lambda s, T: np.exp((s - s.max(axis=1, keepdims=True)) / T),
            )
            for how in ({}, {"chosen": _counted})
        ),
    ),
    Mistake(
        id="most-likely-always",
        title="always takes the character with the largest share",
        why="A character with a share of a tenth should come in one of ten cases, and so should "
        "not always lose.",
        hint="Keep the scores and let u go from 0 to 1. How often should your choice change, and "
        "does it?",
        variants=({"chosen": lambda p, u: p.argmax(axis=1)},),
    ),
    Mistake(
        id="shares-not-added-up",
        title="compares u with each share by itself",
        why="The characters lie side by side on a line from 0 to 1, each as long as its share. "
        "u is a point of this line.",
        hint="Three shares are 0.2, 0.3 and 0.5, and u is 0.4. Whose piece of the line is that, "
        "and whom do you choose?",
        variants=(
            {"chosen": lambda p, u: (p > u[:, None]).argmax(axis=1)},
            {"chosen": lambda p, u: (p >= u[:, None]).argmin(axis=1)},
            {"chosen": lambda p, u: np.abs(p - u[:, None]).argmin(axis=1)},
        ),
    ),
    Mistake(
        id="neighbour-chosen",
        title="chooses the character beside the right one",
        why="On the line, u lies in the piece of one character. Its neighbours have pieces of "
        "their own.",
        hint="Two shares are 0.5 and 0.5, and u is 0.1. Which index is that, and which is yours?",
        variants=(
            {"chosen": lambda p, u: chosen(p, u) + 1},
            {"chosen": lambda p, u: chosen(p, u) - 1},
            {"chosen": lambda p, u: np.minimum(chosen(p, u) + 1, p.shape[1] - 1)},
            {"chosen": lambda p, u: np.maximum(chosen(p, u) - 1, 0)},
            {"chosen": lambda p, u: (chosen(p, u) - 1) % p.shape[1]},
            {"chosen": lambda p, u: (chosen(p, u) + 1) % p.shape[1]},
        ),
    ),
    Mistake(
        id="characters-in-another-order",
        title="goes through the characters in another order",
        why="Each character gets its share in any order. But the same u should mean the same "
        "character to everybody.",
        hint="Let u be nearly zero. Which index should come out whatever the scores are, and which "
        "does?",
        variants=(
            {"chosen": lambda p, u: chosen(p, 1 - u)},
            {"chosen": lambda p, u: p.shape[1] - 1 - chosen(p[:, ::-1], u)},
            {"chosen": _in_order(lambda p: -p)},
            {"chosen": _in_order(lambda p: p)},
        ),
    ),
    Mistake(
        id="texts-mixed",
        title="lets one text decide what another one writes",
        why="Each row has scores and a u of its own.",
        hint="Change the scores of the first text alone. Whose character may change, and whose "
        "does?",
        variants=(
            {"shares": lambda s, T: softmax(s / T, axis=0)},
            {"shares": lambda s, T: softmax(s / T, axis=None)},
            {"chosen": lambda p, u: (p.cumsum(axis=0) > u[:, None]).argmax(axis=1)},
            {"chosen": _across_texts},
            {"chosen": lambda p, u: chosen(p, 0 * u + u[0])},
            {"chosen": lambda p, u: chosen(0 * p + p[0], u)},
        ),
    ),
    Mistake(
        id="draws-its-own-numbers",
        title="chooses by random numbers of its own",
        why="The caller draws u, so that a text can be written again, letter by letter.",
        hint="Call it twice with the same u, then with another u. When should the choice change, "
        "and when does it?",
        shows=_draws_itself,
    ),
    OVERFLOW._replace(shows=_fails_when_large),
    INPUTS_MUTATED,
    INTEGER_TRUNCATION,
)
"""Every mistake of sampling."""

"""The mistakes of a distance over which a gradient lasts, one row each.

A variant is a whole function here: it takes the radius and the share, and returns a distance.
"""

import numpy as np

from .mistake import Mistake


def horizon(rho, share):
    """Return the largest distance over which at least this share of a gradient is left.

    Parameters
    ----------
    rho : float
        What one step leaves of a gradient, between 0 and 1.
    share : float
        What is to be left, between 0 and 1.

    Returns
    -------
    ndarray, shape ()
        A whole number.
    """
    distance = 0
    while rho ** (distance + 1) >= share:
        distance += 1
    return np.asarray(distance)


def _between(rho, share):
    return np.log(share) / np.log(rho)


def _amount(rho, share):
    return (1 - share) / (1 - rho)


def _exchanged(rho, share):
    return np.log(rho) / np.log(share)


def _with_own(share):
    return lambda rho, given: horizon(rho, share)


HORIZON = (
    Mistake(
        id="distance-rounded-up",
        title="returns a distance at which less is left than asked for",
        why="It is the last distance that counts, not the first at which too little is left.",
        hint="Let each step leave a half, and ask for 0.2. How much is left at the distance that "
        "you return?",
        equation="eq-horizon",
        variants=(
            lambda rho, share: np.ceil(_between(rho, share)),
            lambda rho, share: np.rint(_between(rho, share)),
        ),
    ),
    Mistake(
        id="distance-not-whole",
        title="returns a distance between two steps",
        why="Time goes in whole steps.",
        hint="What is left after the step before that distance, and what after the next one?",
        equation="eq-horizon",
        variants=(_between,),
    ),
    Mistake(
        id="distance-too-short",
        title="returns a distance beyond which enough is still left",
        why="One step further there is as much as asked for. So it is not the largest distance.",
        hint="Let each step leave a half, and ask for 0.2. How much is left one step further than "
        "what you return?",
        equation="eq-horizon",
        variants=(
            lambda rho, share: horizon(rho, share) - 1,
            lambda rho, share: max(horizon(rho, share) - 1, 0),
        ),
    ),
    Mistake(
        id="quotient-upside-down",
        title="returns a distance that becomes shorter as the radius grows",
        why="The more a step leaves, the further a gradient goes.",
        hint="Let each step leave 0.5 and then 0.9. In which of the two does the gradient last "
        "longer, and what do you return?",
        equation="eq-horizon",
        variants=(
            _exchanged,
            lambda rho, share: np.floor(_exchanged(rho, share)),
            lambda rho, share: np.ceil(_exchanged(rho, share)),
        ),
    ),
    Mistake(
        id="amount-for-share",
        title="lets every step take away the same amount",
        why="A step leaves a share of what has come so far. The second step takes less than the "
        "first.",
        hint="Each step leaves a half. How much is left after two steps, and after three?",
        equation="eq-horizon",
        variants=(
            _amount,
            lambda rho, share: np.floor(_amount(rho, share)),
            lambda rho, share: np.ceil(_amount(rho, share)),
        ),
    ),
    Mistake(
        id="share-not-used",
        title="returns the same distance whatever share is to be left",
        why="How little of a gradient is of use is the caller's choice.",
        hint="Ask for a half, and then for a thousandth. Should the distance differ, and does it?",
        equation="eq-horizon",
        variants=tuple(map(_with_own, (0.01, 0.001, 0.1, 0.5))),
    ),
)
"""Every mistake of the distance."""

"""The check of an activation and its derivative: two answers that must fit each other."""

import numpy as np

from .comparing import TOLERANCE, same
from .judging import NOTHING_YET, failure
from .mistakes import TABLES
from .report import Report
from .returned import read_results
from .running import run_here
from .wording import describe_mistake

SUBJECT = "activation"
PLACES, STEP = np.linspace(-2.1, 2.1, 12), 1e-6


def check_activation(phi, phi_prime, *, run=None):
    """Check that a derivative follows its activation.

    Parameters
    ----------
    phi : callable
        ``phi(a) -> h``, for arrays, entry by entry.
    phi_prime : callable
        ``phi_prime(h) -> the derivative of phi at a``, in terms of h = phi(a).
    run : callable, optional
        Who calls the answers, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if phi is None or phi_prime is None:
        return Report(SUBJECT, "not attempted", (NOTHING_YET,))

    def call(f, a):
        return read_results((run or run_here)(f, (a.copy(),), ()), ("derivative",))

    values = [call(phi, a) for a in (PLACES, PLACES + STEP, PLACES - STEP)]
    slopes = call(phi_prime, (values[0][0] or (PLACES,))[0])
    for _, raised in (*values, slopes):
        if raised is not None:
            return failure(SUBJECT, raised)
    (h,), (above,), (below,), (given,) = (results for results, _ in (*values, slopes))
    return _compare(h, (above - below) / (2 * STEP), given, lambda: call(phi_prime, PLACES)[0])


def _compare(h, measured, given, at_a):
    if given.shape != PLACES.shape:
        line = f"The derivative has shape {given.shape}, it should have {PLACES.shape}."
        return Report(SUBJECT, "incorrect", (line,))
    wrong = describe_slope(measured, given)
    if not wrong:
        line = f"The derivative agrees with central differences at {PLACES.size} places."
        return Report(SUBJECT, "correct", (line,))
    rows = recognise(measured, given, [1 - h**2], at_a)
    return Report(
        SUBJECT, "incorrect", (f"At {wrong}.",), tuple(map(describe_mistake, rows.values()))
    )


def describe_slope(measured, given):
    """Say where a slope is most wrong, to complete "at …"; an empty string if it is right.

    Parameters
    ----------
    measured, given : ndarray, of as many entries as `PLACES`
        The slopes as they are, and as the answer has them.

    Returns
    -------
    str
        The place, and both numbers.
    """
    measured, given = measured.ravel(), given.ravel()
    wrong = np.abs(given - measured)
    if np.isfinite(given).all() and wrong.max() <= TOLERANCE:
        return ""
    i = int(np.nan_to_num(wrong, nan=np.inf).argmax())
    return f"a = {PLACES[i]:.3g}: the slope is {measured[i]:.6g}, yours is {given[i]:.6g}"


def recognise(measured, given, of_others, at_a):
    """Return the mistakes of a wrong slope, by their ids.

    Parameters
    ----------
    measured, given : ndarray
        The slopes as they are, and as the answer has them.
    of_others : list of ndarray
        What derivatives of other activations say of h.
    at_a : callable
        ``at_a()`` returns what the answer says where it gets a in place of h: a tuple, or None.

    Returns
    -------
    dict of str to Mistake
        Rows of the table of activations.
    """
    is_mistake = {
        "derivative-does-not-follow": any(np.allclose(given, other) for other in of_others),
        "derivative-of-preactivation": same(at_a(), (measured,)),
    }
    return {row.id: row for row in TABLES["activation"] if is_mistake[row.id]}

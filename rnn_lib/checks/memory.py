"""The check of a memory: a step of one's own that must tell which of two pulses came first."""

from typing import NamedTuple

import numpy as np

from ..data import pulse_order
from .comparing import close
from .judging import failure, refusal
from .report import Report
from .returned import read_results
from .running import Call, run_here
from .wording import describe_call

SUBJECT, SIGNATURE = "memory", "x_t, h_prev"
SEQUENCES, ENOUGH, FEW, STEPS = 1000, 700, 300, 10
NOISE = 0.1
"""Of every number in the sequences; a pulse has height 1."""
OTHERS = np.array([[0.0, 0.0], [0.9, -0.7], [-0.4, 0.8]])
"""Three states, or three inputs, that differ."""


class _Played(NamedTuple):
    """What an answer showed, each an array of last states: a row a sequence, two numbers each.

    Attributes
    ----------
    noisy : ndarray
        Of the sequences on which it is judged.
    clean : ndarray
        Of two without noise: the last pulse on channel 1, and on channel 0.
    by_state, by_input : ndarray
        Of a single step with one and the same input from several states, and the reverse.
    """

    noisy: np.ndarray
    clean: np.ndarray
    by_state: np.ndarray
    by_input: np.ndarray


def check_memory(f, *, run=None):
    """Check that a step of one's own keeps the order of two pulses.

    The answer is ``f(x_t, h_prev) -> h_t``. All three are arrays of shape (2,): an input and a
    state for each of two channels. The first ``h_prev`` is zeros. Of the sequences of
    `rnn_lib.pulse_order`, the answer runs over every step; the channel with the larger last state
    counts as the one whose pulse came last.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if refused := refusal(SUBJECT, f):
        return refused
    X, y = pulse_order(SEQUENCES, n_sequences=STEPS, noise=NOISE, rng=2)
    call = (run or run_here)(lambda: _play(f, X), (), ())
    if call.raised:
        return failure(SUBJECT, call.raised, describe_call(call.raised, SIGNATURE))
    if isinstance(call.returned, str):
        return Report(SUBJECT, "error", (call.returned,))
    with np.errstate(all="ignore"):  # an answer may return any numbers
        return _judge(call.returned, y)


def _play(f, X):
    """Return what the answer showed, or in words why it cannot be gone on with."""
    try:
        noisy = np.array([_last_state(f, sequence, np.zeros(2)) for sequence in X])
        clean = np.array([_last_state(f, sequence, np.zeros(2)) for sequence in _without_noise()])
        by_state = np.array([_last_state(f, OTHERS[1:2], h_prev) for h_prev in OTHERS])
        by_input = np.array([_last_state(f, x_t[None], OTHERS[1]) for x_t in OTHERS])
    except _NoState as wrong:
        return str(wrong)
    return _Played(noisy, clean, by_state, by_input)


def _without_noise():
    """Return a sequence with a pulse on channel 0 and then one on channel 1, and the reverse."""
    first = np.zeros((STEPS, 2))
    first[2, 0] = first[5, 1] = 1.0
    return first, first[:, ::-1]


class _NoState(Exception):
    """What came back is no state; the message says why."""


def _last_state(f, sequence, h):
    for t, x_t in enumerate(sequence):
        h = _state(f(x_t.copy(), h.copy()), t)
    return h


def _state(returned, t):
    results, raised = read_results(Call(returned), ("h_t",))
    if raised:
        raise _NoState(raised.lines[0])
    (h_t,) = results
    if h_t.shape != (2,):
        raise _NoState(f"h_t has shape {h_t.shape}, it should have (2,): one number a channel.")
    if not np.isfinite(h_t).all():
        made = f"After step {t + 1} your state is {_short(h_t)}."
        raise _NoState(f"{made} Which of your operations gives what is no finite number?")
    return h_t.astype(np.float64)


def _judge(played, y):
    """Report how many sequences it tells right and, if too few, one reason."""
    larger, equal = played.noisy.argmax(axis=1), played.noisy[:, 0] == played.noisy[:, 1]
    right = int(((larger == 1 - y) & ~equal).sum())
    score = f"It tells {right} of {SEQUENCES} sequences right. A guess gets {SEQUENCES // 2}."
    if right >= ENOUGH:
        return Report(SUBJECT, "correct", (score,))
    wrong = int(((larger == y) & ~equal).sum())
    return Report(SUBJECT, "incorrect", (score, *_reason(played, wrong)))


def _reason(played, wrong):
    """Return a reason and a question that leads on."""
    one, other = played.clean
    if (played.by_input == played.by_input[0]).all():
        return ("Your state does not depend on x_t.", "How should it notice a pulse?")
    if (played.by_state == played.by_state[0]).all():
        return (
            "Your state does not depend on h_prev.",
            "What does it know of a pulse that came some steps ago?",
        )
    if one.any() and close(one, other):
        return (
            f"Your last state is {_short(one)} whichever pulse comes first.",
            "What should the state lose on its way, so that it can tell old from new?",
        )
    if wrong > SEQUENCES - FEW:
        return (
            "It keeps the order, and tells it the wrong way round: the larger number of your last "
            "state is that of the channel whose pulse came first.",
            "What becomes of a pulse in your state, step by step? Does it grow or fade, and does "
            "it stay on its channel?",
        )
    return _what_is_left(one, other)


def _what_is_left(one, other):
    """Say what is left of two pulses at the end, beside the noise."""
    return (
        f"Without noise your last state is {_short(one)} where channel 1 has its pulse last, and "
        f"{_short(other)} where channel 0 has. With it, every number of the input is off by "
        f"{NOISE} or so.",
        "How much should be left of a pulse some steps later, and how much is left in yours?",
    )


def _short(state):
    """Write a state, whatever the reader has told NumPy of how to print."""
    return f"[{' '.join(f'{number:.3g}' for number in state)}]"

"""Asked the other way round: a search for a wrong answer that passes.

Each piece of the two passes is made wrong by constants of every size. None of them may look right
on the calls of a check. What public code does is named as well.
"""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.comparing import same
from rnn_lib.checks.exercise import as_tuple
from rnn_lib.checks.exercises import EXERCISES

STEPS = [
    *range(1, 13),
    16,
    20,
    24,
    25,
    30,
    32,
    35,
    40,
    48,
    50,
    60,
    64,
    80,
    90,
    96,
    99,
    100,
    120,
    128,
]
LIMITS = [round(m * 10.0**e, 6) for e in range(-3, 4) for m in (1, 2, 5)]
FACTORS = [0.5, 0.9, 0.99, 0.999, 0.9999, 1.0001, 1.001, 1.01, 1.1, 2, -1, 0]
EPSILONS = [10.0**-e for e in range(1, 11)]
THRESHOLDS = [10.0**-e for e in range(1, 8)]
ROWS = [1, 2, 3, 4, 5, 8, 10, 16, 20, 32]


# --- two passes with a place for a mistake at every piece ---


def forward(x, h0, Wx, Wh, B, *, piece="", size=None):
    T = min(x.shape[1], size) if piece == "first steps" else x.shape[1]
    h = np.zeros((*x.shape[:2], len(Wh)))
    state = h0 * size if piece == "h0 times" else h0
    for t in range(T):
        if piece in ("anew from h0", "anew from zeros") and t and t % size == 0:
            state = h0 if piece == "anew from h0" else 0 * h0
        if piece == "old states fade":
            state = state * size
        a = x[:, t] @ Wx + state @ Wh + B
        if piece == "a + epsilon":
            a = a + size
        if piece == "a limited":
            a = np.clip(a, -size, size)
        if piece == "a rounded":
            a = a.astype(size)
        state = np.tanh(a)
        if piece == "small states dropped":
            state = np.where(np.abs(state) < size, 0, state)
        h[:, t] = state
    if piece == "rows":
        h[size:] = 0
    return h * size if piece == "h times" else h


def backward(upstream, x, h0, h, Wx, Wh, *, piece="", size=None):
    T = x.shape[1]
    dx, carry = np.zeros(x.shape), np.zeros(h0.shape)
    dWx, dWh, dB = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))

    def at(name, value):
        """Make this quantity wrong, if it is its turn."""
        if piece == f"{name} clipped":
            return np.clip(value, -size, size)
        if piece == f"{name} by its norm":
            return value * min(1, size / max(np.linalg.norm(value), 1e-300))
        if piece == f"{name} times":
            return value * size
        if piece == f"{name} + epsilon":
            return value + size
        if piece == f"{name} without small entries":
            return np.where(np.abs(value) < size, 0, value)
        return value.astype(size) if piece == f"{name} rounded" else value

    for t in reversed(range(T)):
        if piece.startswith("last steps") and t < T - size:
            break
        before = h0 if t == 0 else h[:, t - 1]
        da = at("da", at("dh", upstream[:, t] + carry) * (1 - h[:, t] ** 2))
        dx[:, t] = da @ Wx.T
        dWx, dWh, dB = dWx + x[:, t].T @ da, dWh + before.T @ da, dB + da.sum(axis=0)
        border = (
            t % size == 0
            if piece == "borders"
            else piece == "borders from the end" and (T - t) % size == 0
        )
        is_end = piece == "last steps, dh0 of zeros" and t == T - size and t
        carry = at("carry", da @ Wh.T) * (0 if (border and t) or is_end else 1)
    results = [
        at(n, g) for n, g in zip(("dx", "dh0", "dWx", "dWh", "dB"), (dx, carry, dWx, dWh, dB))
    ]
    if piece == "global norm":
        norm = np.sqrt(sum((g**2).sum() for g in results[2:]))
        results[2:] = [g * min(1, size / norm) for g in results[2:]]
    if piece == "rows":
        results[0][size:] = 0
    return tuple(results)


def window(upstream, x, h0, h, Wx, Wh, *, size):
    total = [0.0] * 5
    for last in range(x.shape[1]):
        alone = np.zeros(upstream.shape)
        alone[:, last] = upstream[:, last]
        first = max(0, last + 1 - size)
        part = alone[:, first : last + 1], x[:, first : last + 1]
        start = h0 if first == 0 else h[:, first - 1]
        dx, dh0, *weights = backward(*part, start, h[:, first : last + 1], Wx, Wh)
        padded = np.zeros(x.shape)
        padded[:, first : last + 1] = dx
        own = [padded, dh0 if first == 0 else 0 * h0, *weights]
        total = [a + b for a, b in zip(total, own)]
    return tuple(total)


def wrong_forwards():
    sizes = {
        "first steps": STEPS,
        "anew from h0": STEPS,
        "anew from zeros": STEPS,
        "rows": ROWS,
        "h0 times": FACTORS,
        "h times": FACTORS,
        "old states fade": FACTORS,
        "a + epsilon": EPSILONS[:4],
        "a limited": LIMITS[:8],
        "a rounded": [np.float16],
        "small states dropped": THRESHOLDS[:3],
    }
    for piece, values in sizes.items():
        for size in values:
            yield pytest.param(
                "forward", forward, {"piece": piece, "size": size}, id=f"{piece} {size}"
            )


def wrong_backwards():
    sizes = {"borders": STEPS, "borders from the end": STEPS, "last steps": STEPS}
    sizes |= {"global norm": LIMITS, "rows": ROWS}
    for name in ("dh", "da", "carry", "dx", "dh0", "dWx", "dWh", "dB"):
        sizes |= {f"{name} clipped": LIMITS, f"{name} by its norm": LIMITS}
        sizes |= {f"{name} times": FACTORS, f"{name} + epsilon": EPSILONS}
        sizes |= {f"{name} rounded": [np.float16]}
    sizes |= {f"{name} without small entries": THRESHOLDS for name in ("dh", "da", "carry", "dWh")}
    for piece, values in sizes.items():
        for size in values:
            yield pytest.param(
                "backward", backward, {"piece": piece, "size": size}, id=f"{piece} {size}"
            )
    for size in STEPS:
        yield pytest.param("backward", window, {"size": size}, id=f"window {size}")


def passes(exercise, f):
    """Whether every call gives the right results; the first wrong one ends it."""
    probes = EXERCISES[exercise].probes
    with np.errstate(all="ignore"):
        return all(same(as_tuple(f(*probe.arguments)), probe.expected) for probe in probes)


def test_the_two_passes_are_right_as_they_stand():
    assert passes("forward", forward) and rl.check_forward(lambda *a: forward(*a)).passed
    assert passes("backward", backward) and rl.check_backward(lambda *a: backward(*a)).passed
    assert passes("backward", lambda *a: window(*a, size=10**6))


@pytest.mark.parametrize("exercise, wrong, size", [*wrong_forwards(), *wrong_backwards()])
def test_a_constant_of_any_size_shows(exercise, wrong, size):
    assert not passes(exercise, lambda *arguments: wrong(*arguments, **size))


NAMED = [
    ("last steps 7", backward, {"piece": "last steps", "size": 7}, "truncated-in-time", "the last 7 steps"),
    ("last steps 9", backward, {"piece": "last steps, dh0 of zeros", "size": 9}, "truncated-in-time", "the last 9 steps"),
    ("borders 8", backward, {"piece": "borders", "size": 8}, "truncated-in-time", "after every 8 steps"),
    ("borders 16", backward, {"piece": "borders from the end", "size": 16}, "truncated-in-time", "Counted from the end"),
    ("window 5", window, {"size": 5}, "truncated-in-time", "back over 5 steps"),
    ("window 20", window, {"size": 20}, "truncated-in-time", "back over 20 steps"),
    ("global norm 15", backward, {"piece": "global norm", "size": 15}, "clipped-inside", "the global norm of the weights' gradients to 15"),
    ("entries of dWx", backward, {"piece": "dWx clipped", "size": 6}, "clipped-inside", "dWx at 6"),
    ("entries of dh_t", backward, {"piece": "dh clipped", "size": 2}, "clipped-inside", "dL/dh_t at every step, at 2"),
    ("entries of da_t", backward, {"piece": "da clipped", "size": 0.5}, "clipped-inside", "dL/da_t at every step, at 0.5"),
    ("entries of the carry", backward, {"piece": "carry clipped", "size": 1}, "clipped-inside", "the carry at every step, at 1"),
    ("first ten", forward, {"piece": "first steps", "size": 10}, "fixed-sequence-length", "counts on 10 steps"),
    ("anew after twelve", forward, {"piece": "anew from h0", "size": 12}, "state-not-carried", "anew from h0 after every 12 steps"),
    ("zeros after twelve", forward, {"piece": "anew from zeros", "size": 12}, "state-not-carried", "anew from zeros after every 12 steps"),
]  # fmt: skip


@pytest.mark.parametrize(
    "wrong, size, mistake, words", [pytest.param(*rest, id=name) for name, *rest in NAMED]
)
def test_what_public_code_does_is_named_with_its_size(wrong, size, mistake, words):
    check = rl.check_forward if wrong is forward else rl.check_backward
    report = check(lambda *arguments: wrong(*arguments, **size))
    assert (report.status, report.mistakes) == ("incorrect", (mistake,))
    assert any(words in line for line in report.lines), str(report)


def test_a_clip_does_not_hide_what_lies_under_it():
    def clipped(upstream, x, h0, h, Wx, Wh):
        wrong = upstream * (1 - np.tanh(h) ** 2) / (1 - h**2)  # no carry: the slope is all there is
        dx, dh0, *weights = backward(wrong, x, h0, h, Wx, 0 * Wh)
        return dx, dh0, *(np.clip(gradient, -5, 5) for gradient in weights)

    report = rl.check_backward(clipped)
    assert set(report.mistakes) == {"clipped-inside", "carry-dropped", "tanh-derivative-at-h"}


def test_a_factor_on_everything_is_told_apart():
    for words, factor in (("multiplied", lambda N: N), ("divided", lambda N: 1 / N)):
        report = rl.check_backward(lambda up, *others, f=factor: backward(f(len(up)) * up, *others))
        assert report.mistakes == ("scaled-by-batch",)
        assert f"Everything is {words} by N." in report.lines


def last_step_times_N(upstream, *others):
    alone = np.zeros(upstream.shape)
    alone[:, -1] = len(upstream) * upstream[:, -1]
    return backward(alone, *others)


def three_at_once(upstream, x, h0, h, Wx, Wh):
    """Pair da_t with the state it made, return one mean for the bias, divide the rest by N."""
    dx, dh0, dWx, *_ = backward(upstream, x, h0, h, Wx, Wh)
    carry, dWh, means = 0.0, 0.0, 0.0
    for t in reversed(range(x.shape[1])):
        da = (upstream[:, t] + carry) * (1 - h[:, t] ** 2)
        dWh, means, carry = dWh + h[:, t].T @ da, means + da.mean(), da @ Wh.T
    return dx, dh0, dWx / len(x), dWh / len(x), np.full(len(Wh), means)


@pytest.mark.parametrize(
    "wrong, mistakes",
    [
        (last_step_times_N, {"scaled-by-batch", "upstream-last-step-only"}),
        (three_at_once, {"h-t-for-h-prev", "bias-scalar", "scaled-by-batch"}),
    ],
)
def test_mistakes_that_meet_in_one_place_are_all_named(wrong, mistakes):
    assert set(rl.check_backward(lambda *arguments: wrong(*arguments)).mistakes) == mistakes

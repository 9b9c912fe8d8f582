"""Checks for the pieces of a classifier: softmax, loss, activation, the gradient of the whole."""

from functools import cache

import numpy as np

from . import faulty
from .answers import TOLERANCE, run_answer, same
from .dense import dense_backward, dense_forward
from .diagnosis import Task
from .functional import rnn_forward
from .losses import softmax, softmax_cross_entropy
from .mistakes.backward import BACKWARD
from .mistakes.model import DERIVATIVE, LOSS, SOFTMAX
from .probes import ORDINARY, REPEATED, SATURATED, Probe
from .report import Report
from .search import explain_alone
from .verdict import NOTHING_YET, failure, judge
from .wording import describe_mistake


def check_softmax(f):
    """Check a softmax, ``f(scores) -> probabilities``, for scores of (batch_size, n_classes).

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return judge(_softmax(), f)


def check_softmax_cross_entropy(f):
    """Check a loss, ``f(scores, y) -> loss, dscores``, averaged over the batch once.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return judge(_loss(), f)


def check_classifier_gradient(f):
    """Check the gradient of a whole many-to-one classifier.

    It is ``f(x, y, h0, Wx, Wh, B, W, b) -> loss, dWx, dWh, dB, dW, db``: the recurrence, a dense
    layer on the last state, softmax and cross-entropy averaged over the batch.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return judge(_classifier(), f)


def check_activation(phi, phi_prime):
    """Check that a derivative follows its activation.

    Parameters
    ----------
    phi : callable
        ``phi(a) -> h``, for arrays, entry by entry.
    phi_prime : callable
        ``phi_prime(h) -> the derivative of phi at a``, in terms of h = phi(a).

    Returns
    -------
    Report
        The verdict.
    """
    if phi is None or phi_prime is None:
        return Report("activation", "not attempted", (NOTHING_YET,))
    a, step = np.linspace(-2.1, 2.1, 12), 1e-6
    values = [run_answer(phi, (at,), ("h",)) for at in (a, a + step, a - step)]
    slopes = run_answer(phi_prime, (values[0].results or (a,)), ("derivative",))
    for outcome in (*values, slopes):
        if outcome.error is not None:
            return failure("activation", outcome.error)
    (h,), (above,), (below,) = (outcome.results for outcome in values)
    measured = (above - below) / (2 * step)
    return _compare_slopes(a, h, measured, slopes.results[0], phi_prime)


def _compare_slopes(a, h, measured, given, phi_prime):
    if given.shape != a.shape:
        line = f"The derivative has shape {given.shape}, it should have {a.shape}."
        return Report("activation", "incorrect", (line,))
    wrong = np.abs(given - measured)
    if not np.isfinite(given).all() or wrong.max() > TOLERANCE:
        i = int(np.nan_to_num(wrong, nan=np.inf).argmax())
        line = f"At a = {a[i]:.3g} the slope is {measured[i]:.6g}, yours is {given[i]:.6g}."
        at_a = run_answer(phi_prime, (a,), ("derivative",)).results
        is_mistake = {
            "derivative-does-not-follow": np.allclose(given, 1 - h**2),
            "derivative-of-preactivation": same(at_a, (measured,)),
        }
        rows = [row for row in DERIVATIVE if is_mistake[row.id]]
        return Report("activation", "incorrect", (line,), tuple(map(describe_mistake, rows)))
    line = f"The derivative agrees with central differences at {a.size} places."
    return Report("activation", "correct", (line,))


@cache
def _softmax():
    rng = np.random.default_rng(11)
    first, other = rng.normal(size=(3, 4)), rng.normal(size=(5, 2))
    probes = [
        Probe(role, story, (scores,), (softmax(scores),))
        for role, story, scores in [
            (ORDINARY, "a batch of 3 sequences", first),
            (REPEATED, "the same call again", first),
            (ORDINARY, "other sizes", other),
            (SATURATED, "large scores", 1000 * first),
        ]
    ]
    right = _tuple_of(softmax)
    names, own = ("probabilities",), (softmax, softmax_cross_entropy)
    return Task("softmax", ("scores",), names, probes, SOFTMAX, explain_alone, right, own)


@cache
def _loss():
    rng = np.random.default_rng(12)
    first = rng.normal(size=(3, 4)), np.array([2, 0, 3])
    other = rng.normal(size=(5, 2)), np.array([1, 1, 0, 1, 0])
    probes = [
        Probe(role, story, arguments, _loss_of(*arguments))
        for role, story, arguments in [
            (ORDINARY, "a batch of 3 sequences", first),
            (REPEATED, "the same call again", first),
            (ORDINARY, "other sizes", other),
            (SATURATED, "large scores", (1000 * first[0], first[1])),
        ]
    ]
    names = ("loss", "dscores")
    own = (softmax_cross_entropy,)
    return Task("loss", ("scores", "y"), names, probes, LOSS, explain_alone, _loss_of, own)


@cache
def _classifier():
    rng = np.random.default_rng(13)
    calls = []
    for N, T, D, H, K in [(3, 5, 2, 4, 6), (2, 4, 3, 5, 6)]:
        shapes = [(N, H), (D, H), (H, H), (H,), (H, K), (K,)]
        x, y = rng.normal(size=(N, T, D)), rng.integers(K, size=N)
        calls.append((x, y, *(rng.uniform(-0.8, 0.8, size=shape) for shape in shapes)))
    stories = [(ORDINARY, "a batch of 3 sequences"), (REPEATED, "the same call again")]
    heads = [*stories, (ORDINARY, "other sizes")]
    arguments = ("x", "y", "h0", "Wx", "Wh", "B", "W", "b")
    names = ("loss", "dWx", "dWh", "dB", "dW", "db")
    probes = [Probe(*head, call, _whole(*call)) for head, call in zip(heads, [calls[0], *calls])]
    visible = [_visible(row, probes[0]) for row in BACKWARD]
    losses = [row._replace(variants=tuple(map(_with_loss, row.variants))) for row in LOSS]
    rows = (*losses, *visible)
    return Task("classifier gradient", arguments, names, probes, rows, explain_alone, _whole)


def _whole(x, y, h0, Wx, Wh, B, W, b, pieces=None, loss_of=None):
    """Compute the loss of a classifier and its gradients, with some pieces replaced."""
    h = rnn_forward(x, h0, Wx, Wh, B)
    loss, dscores = (loss_of or _loss_of)(dense_forward(h[:, -1], W, b), y)
    dh = np.zeros(h.shape)
    dh[:, -1], dW, db = dense_backward(dscores, h[:, -1], W)
    _, _, dWx, dWh, dB = faulty.backward(dh, x, h0, h, Wx, Wh, pieces)
    return tuple(np.asarray(result) for result in (loss, dWx, dWh, dB, dW, db))


def _visible(row, probe):
    """Return a row of the backward pass with those of its variants that a classifier shows."""
    wholes = map(_with_pieces, row.variants)
    seen = (whole for whole in wholes if not same(whole(*probe.arguments), probe.expected))
    return row._replace(variants=tuple(seen))


def _with_pieces(pieces):
    return lambda *arguments: _whole(*arguments, pieces=pieces)


def _with_loss(loss_of):
    return lambda *arguments: _whole(*arguments, loss_of=loss_of)


def _loss_of(scores, y):
    loss, dscores = softmax_cross_entropy(scores, y)
    return np.asarray(loss), dscores


def _tuple_of(f):
    return lambda *arguments: (f(*arguments),)

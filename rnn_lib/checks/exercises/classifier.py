"""A classifier: its softmax, its loss, and the gradient of the whole."""

from functools import cache

import numpy as np

from ...dense import dense_backward, dense_forward
from ...functional import rnn_forward
from ...losses import softmax, softmax_cross_entropy
from .. import faulty
from ..exercise import ORDINARY, REPEATED, SATURATED, Exercise
from ..mistakes import TABLES
from ..search import Explanation, explain_alone


@cache
def _softmax_probes():
    return [SOFTMAX.probe(role, story, (scores,)) for role, story, scores, _ in _scores(11)]


@cache
def _loss_probes():
    return [LOSS.probe(role, story, (scores, y)) for role, story, scores, y in _scores(12)]


def _scores(seed):
    """Return the role, the story, the scores and the labels of every call."""
    rng = np.random.default_rng(seed)
    first, y = rng.normal(size=(3, 4)), np.array([2, 0, 3])
    return [
        (ORDINARY, "a batch of 3 sequences", first, y),
        (REPEATED, "the same call again", first, y),
        (ORDINARY, "other sizes", rng.normal(size=(5, 2)), np.array([1, 1, 0, 1, 0])),
        (SATURATED, "large scores", 1000 * first, y),
    ]


@cache
def _classifier_probes():
    rng = np.random.default_rng(13)
    calls = []
    for N, T, D, H, K in [(3, 5, 2, 4, 6), (2, 4, 3, 5, 6)]:
        shapes = [(N, H), (D, H), (H, H), (H,), (H, K), (K,)]
        x, y = rng.normal(size=(N, T, D)), rng.integers(K, size=N)
        calls.append((x, y, *(rng.uniform(-0.8, 0.8, size=shape) for shape in shapes)))
    return [
        CLASSIFIER.probe(ORDINARY, "a batch of 3 sequences", calls[0]),
        CLASSIFIER.probe(REPEATED, "the same call again", calls[0]),
        CLASSIFIER.probe(ORDINARY, "other sizes", calls[1]),
    ]


def _loss_of(scores, y):
    loss, dscores = softmax_cross_entropy(scores, y)
    return np.asarray(loss), dscores


def _whole(x, y, h0, Wx, Wh, B, W, b, pieces=None, loss_of=_loss_of):
    """Compute the loss of a classifier and its gradients, with some pieces replaced."""
    h = rnn_forward(x, h0, Wx, Wh, B)
    loss, dscores = loss_of(dense_forward(h[:, -1], W, b), y)
    upstream = np.zeros(h.shape)
    upstream[:, -1], dW, db = dense_backward(dscores, h[:, -1], W)
    _, _, dWx, dWh, dB = faulty.backward(upstream, x, h0, h, Wx, Wh, pieces)
    return tuple(np.asarray(result) for result in (loss, dWx, dWh, dB, dW, db))


def _as_wholes(row, name):
    """Return a row whose variants are whole classifiers with this one thing replaced."""
    wholes = tuple(_with(**{name: variant}) for variant in row.variants)
    return row._replace(variants=wholes)


def _of_forward(name):
    """Return a row of the forward pass for whole classifiers."""
    (row,) = (row for row in TABLES["forward"] if row.id == name)
    return row._replace(variants=(_from_zeros,) if name == "h0-ignored" else (), sized=())


def _from_zeros(x, y, h0, *others):
    return _whole(x, y, 0 * h0, *others)


def _with(**replaced):
    return lambda *arguments: _whole(*arguments, **replaced)


SOFTMAX = Exercise(
    name="softmax",
    subject="softmax",
    summary="a softmax for scores of shape (batch_size, n_classes)",
    arguments=("scores",),
    results=("probabilities",),
    draw=_softmax_probes,
    right=softmax,
    rows=TABLES["softmax"],
    explain=explain_alone,
    library=(softmax, softmax_cross_entropy),
)

LOSS = Exercise(
    name="softmax_cross_entropy",
    subject="loss",
    summary="a softmax with cross-entropy, averaged over the batch once",
    arguments=("scores", "y"),
    results=("loss", "dscores"),
    draw=_loss_probes,
    right=_loss_of,
    rows=TABLES["loss"],
    explain=explain_alone,
    library=(softmax_cross_entropy,),
)


def _explain(rows, probes, answers, sizes=()):
    """Explain a classifier by one mistake, or by one beside a start from zeros."""
    if found := explain_alone(rows, probes, answers):
        return found
    zeros = [
        p._replace(arguments=(*p.arguments[:2], 0 * p.arguments[2], *p.arguments[3:]))
        for p in probes
    ]
    from_zeros = Explanation(frozenset({"h0-ignored"}))
    return [one | from_zeros for one in explain_alone(rows, zeros, answers)]


CLASSIFIER = Exercise(
    name="classifier_gradient",
    subject="classifier gradient",
    summary="the gradient of a whole many-to-one classifier with softmax and cross-entropy",
    arguments=("x", "y", "h0", "Wx", "Wh", "B", "W", "b"),
    results=("loss", "dWx", "dWh", "dB", "dW", "db"),
    draw=_classifier_probes,
    right=_whole,
    rows=(
        *(_as_wholes(row, "loss_of") for row in TABLES["loss"]),
        *(_as_wholes(row, "pieces") for row in TABLES["backward"]),
        _of_forward("h0-ignored"),
        _of_forward("argument-ignored"),
    ),
    explain=_explain,
)

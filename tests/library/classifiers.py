"""A small classifier and what it is fitted to."""

from rnn_lib import ScratchSimpleRNNClassifier, pulse_order


def data(n_samples=40, rng=0):
    return pulse_order(n_samples, 6, rng=rng)


def small(**changes):
    return ScratchSimpleRNNClassifier(5, **{"n_epochs": 3, "batch_size": 16, **changes})

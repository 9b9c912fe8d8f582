"""What the oracle tests share: the gradient of the classifier, read off its public face."""

import numpy as np

import rnn_lib as rl


def classifier_gradient(activation="tanh"):
    """Return data, initial weights and the gradient of the first step of a fit.

    One epoch of one whole batch moves the weights from p to p - lr * g. Two fits from the same
    random state, with lr = 1 and lr = 2, therefore tell both p and g.
    """
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(7, 5, 3)), np.array([0, 1, 2, 0, 2, 2, 1])
    once, twice = (
        rl.ScratchSimpleRNNClassifier(
            4, activation=activation, lr=lr, n_epochs=1, batch_size=7, max_norm=1e9
        ).fit(X, y)
        for lr in (1, 2)
    )
    first, second = ({**model.rnn_.params, **model.dense_.params} for model in (once, twice))
    start = {name: 2 * first[name] - second[name] for name in first}
    gradient = {name: first[name] - second[name] for name in first}
    return X, y, start, gradient, once.loss_curve_[0]

"""A sequence classifier: SimpleRNN, then Dense on the last state, then softmax."""

import sys

import numpy as np

from .layers import Dense, SimpleRNN
from .losses import softmax, softmax_cross_entropy
from .optim import clip_by_global_norm, sgd_step
from .validation import as_array, as_numbers, checked, generator, positive_float, positive_int


class NotFittedError(ValueError, AttributeError):
    """Raised when a classifier is asked to predict before it was fitted."""


class ScratchSimpleRNNClassifier:
    r"""Classify sequences with a recurrent layer trained by backpropagation through time.

    .. math:: p = \operatorname{softmax}(h_T W + b)

    Each epoch shuffles the sequences and takes one clipped step of gradient descent a batch.

    Parameters
    ----------
    n_nodes : int
        The size of the state.
    activation : {"tanh", "relu", "sigmoid", "identity"}
        The activation of the recurrent layer.
    lr : float
        The learning rate.
    n_epochs : int
        How often fit sees every sequence.
    batch_size : int
        The number of sequences a step; the last batch of an epoch may be smaller.
    max_norm : float
        The global norm to which gradients are clipped.
    random_state : int, numpy.random.Generator or None
        The source of the initial weights and of the order of the sequences.
    verbose : bool
        Whether fit shows a progress bar.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
        The labels, sorted.
    loss_curve_ : list of float
        The mean training loss of each epoch, in nats, measured on each batch before its step.
    rnn_, dense_ : SimpleRNN, Dense
        The trained layers.
    """

    def __init__(
        self,
        n_nodes=32,
        *,
        activation="tanh",
        lr=0.1,
        n_epochs=30,
        batch_size=32,
        max_norm=5.0,
        random_state=0,
        verbose=False,
    ):
        self.n_nodes = n_nodes
        self.activation = activation
        self.lr = lr
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.max_norm = max_norm
        self.random_state = random_state
        self.verbose = verbose

    def fit(self, X, y):
        """Train from new random weights.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_sequences, n_features)
            The sequences; n_sequences is the number of time steps.
        y : array_like, shape (n_samples,)
            One label a sequence: integers or strings, at least two different ones.

        Returns
        -------
        ScratchSimpleRNNClassifier
            The classifier itself.

        Raises
        ------
        ValueError
            If X or y has a wrong shape, values are not finite, there is only one class, or a
            parameter of the classifier makes no sense.
        """
        X, y = _sequences(X), _labels(y)
        _check_same_length(X, y)
        n_epochs = positive_int("n_epochs", self.n_epochs)
        batch_size = positive_int("batch_size", self.batch_size)
        lr, max_norm = positive_float("lr", self.lr), positive_float("max_norm", self.max_norm)
        classes, targets = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"y must hold at least two classes, got only {classes.tolist()[0]!r}")
        rng = generator("random_state", self.random_state)
        rnn = SimpleRNN(X.shape[2], self.n_nodes, activation=self.activation, rng=rng)
        dense = Dense(rnn.params["Wh"].shape[0], len(classes), rng=rng)
        # Attributes appear only now: bad input leaves an earlier fit as it was.
        self.classes_, self.rnn_, self.dense_, self.loss_curve_ = classes, rnn, dense, []
        for epoch in range(n_epochs):
            order = rng.permutation(len(X))
            batches = [order[start : start + batch_size] for start in range(0, len(X), batch_size)]
            losses = [self._step(X[rows], targets[rows], lr, max_norm) for rows in batches]
            self.loss_curve_.append(
                np.average(losses, weights=[len(rows) for rows in batches]).item()
            )
            if self.verbose:
                _show_progress(epoch + 1, n_epochs, self.loss_curve_[-1])
        return self

    def predict_proba(self, X):
        """Return the probability of each class for each sequence.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_sequences, n_features)
            The sequences; any number of time steps.

        Returns
        -------
        probabilities : ndarray, shape (n_samples, n_classes)
            The columns are in the order of ``classes_``.

        Raises
        ------
        NotFittedError
            If the classifier was not fitted.
        ValueError
            If X has a wrong shape or is not finite.
        """
        if not hasattr(self, "classes_"):
            name = type(self).__name__
            raise NotFittedError(f"This {name} is not fitted yet: call fit(X, y) first")
        X = _sequences(X, self.rnn_.params["Wx"].shape[0])
        return softmax(self._scores(X))

    def predict(self, X):
        """Return the most probable label of each sequence, shape (n_samples,).

        It takes and raises what `predict_proba` does.
        """
        probabilities = self.predict_proba(X)
        return self.classes_[probabilities.argmax(axis=1)]

    def score(self, X, y):
        """Return the share of sequences, between 0 and 1, whose predicted label is the one in y.

        Raises
        ------
        ValueError
            If X and y differ in length, or y holds a label that fit never saw.
        """
        predictions, y = self.predict(X), _labels(y)
        _check_same_length(predictions, y)
        unknown = [label for label in np.unique(y).tolist() if label not in self.classes_.tolist()]
        if unknown:
            raise ValueError(
                f"y must hold labels seen by fit, {self.classes_.tolist()}, got also {unknown}"
            )
        return float(np.mean(predictions == y))

    def _scores(self, X):
        h = self.rnn_.forward(X)
        return self.dense_.forward(h[:, -1])

    def _step(self, X, targets, lr, max_norm):
        """Take one step of gradient descent on a batch and return the loss before it."""
        loss, dscores = softmax_cross_entropy(self._scores(X), targets)
        upstream = np.zeros((*X.shape[:2], self.rnn_.params["Wh"].shape[0]))
        upstream[:, -1] = self.dense_.backward(
            dscores
        )  # many-to-one: the loss sees the last state only
        self.rnn_.backward(upstream)
        grads, _ = clip_by_global_norm({**self.rnn_.grads, **self.dense_.grads}, max_norm)
        sgd_step({**self.rnn_.params, **self.dense_.params}, grads, lr)
        return loss


def _sequences(X, n_features=None):
    if as_numbers("X", X).dtype.kind == "c":
        raise ValueError("X must hold real numbers, got complex ones")
    (X,) = checked(X=(X, "n_samples n_sequences n_features"))
    if n_features not in (None, X.shape[2]):
        wanted = f"(n_samples, n_sequences, n_features) = (n_samples, n_sequences, {n_features})"
        raise ValueError(f"X must have shape {wanted}, as in fit, got {X.shape}")
    return X


def _labels(y):
    y = as_array("y", y)
    if y.ndim != 1:
        raise ValueError(f"y must have shape (n_samples,), one label a sequence, got {y.shape}")
    if y.dtype.kind == "f" and not (np.isfinite(y) & (y == np.round(y))).all():
        raise ValueError("y must hold class labels, got floats that are no whole numbers")
    if y.dtype.kind == "O" and len({type(label) for label in y}) > 1:
        raise ValueError("y must hold labels of one kind, numbers or strings, got a mixture")
    return y


def _check_same_length(X, y):
    if len(X) != len(y):
        lengths = f"X has {len(X)} sequences, y has {len(y)} labels"
        raise ValueError(f"y must have one label a sequence: {lengths}")


def _show_progress(epoch, n_epochs, loss):
    bar = ("#" * (30 * epoch // n_epochs)).ljust(30, ".")
    count = str(epoch).rjust(len(str(n_epochs)))
    sys.stderr.write(f"\repoch {count}/{n_epochs} [{bar}] loss {loss:.4f}")
    sys.stderr.write("\n" if epoch == n_epochs else "")
    sys.stderr.flush()

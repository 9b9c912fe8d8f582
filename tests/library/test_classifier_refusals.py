"""What the classifier refuses, when, and in which words."""

import numpy as np
import pytest

from rnn_lib import NotFittedError, ScratchSimpleRNNClassifier
from tests.library.classifiers import data, small


@pytest.mark.parametrize("method", ["predict", "predict_proba", "score"])
def test_predicting_before_fit_raises_not_fitted(method):
    X, y = data()
    arguments = (X, y) if method == "score" else (X,)
    with pytest.raises(NotFittedError) as caught:
        getattr(ScratchSimpleRNNClassifier(), method)(*arguments)
    assert (
        str(caught.value)
        == "This ScratchSimpleRNNClassifier is not fitted yet: call fit(X, y) first"
    )
    assert isinstance(caught.value, ValueError) and isinstance(caught.value, AttributeError)


X_SHAPE = "X must have shape (n_samples, n_sequences, n_features)"
BAD_X = [
    (np.ones((40, 6)), X_SHAPE + ", got (40, 6)"),
    (np.ones(40), X_SHAPE + ", got (40,)"),
    (np.ones((40, 6, 2, 1)), X_SHAPE + ", got (40, 6, 2, 1)"),
    (
        np.ones((40, 0, 2)),
        "X must not be empty, got shape (40, 0, 2) for axes (n_samples, n_sequences, n_features)",
    ),
    (
        np.ones((0, 6, 2)),
        "X must not be empty, got shape (0, 6, 2) for axes (n_samples, n_sequences, n_features)",
    ),
    (np.full((40, 6, 2), np.nan), "X must be finite, but X[0, 0, 0] is nan"),
    (np.full((40, 6, 2), np.inf), "X must be finite, but X[0, 0, 0] is inf"),
    (np.full((40, 6, 2), "a"), "X must hold real numbers, got dtype <U1"),
    (np.full((40, 6, 2), 1j), "X must hold real numbers, got complex ones"),
    (np.full((40, 6, 2), 1 + 1e-20j), "X must hold real numbers, got complex ones"),
    (None, "X must hold real numbers, got dtype object"),
    ([[[1.0, 2.0]], [[1.0]]], "X must be an array of numbers, got nested lists of unequal lengths"),
]


@pytest.mark.parametrize("X, message", BAD_X)
@pytest.mark.parametrize("method", ["fit", "predict", "predict_proba", "score"])
def test_bad_sequences_are_a_value_error(method, X, message, fitted):
    model = small() if method == "fit" else fitted
    arguments = (X, np.arange(40) % 2) if method in ("fit", "score") else (X,)
    with pytest.raises(ValueError) as caught:
        getattr(model, method)(*arguments)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("method", ["predict", "predict_proba"])
def test_another_number_of_features_than_in_fit_is_a_value_error(method, fitted):
    with pytest.raises(ValueError) as caught:
        getattr(fitted, method)(np.ones((4, 6, 3)))
    message = str(caught.value)
    assert (
        message.startswith("X must ")
        and "2" in message
        and "as in fit" in message
        and "(4, 6, 3)" in message
    )


Y = np.arange(40) % 2
BAD_Y = [
    (Y[:39], "y must have one label a sequence: X has 40 sequences, y has 39 labels"),
    (Y[:, np.newaxis], "y must have shape (n_samples,), one label a sequence, got (40, 1)"),
    (1, "y must have shape (n_samples,), one label a sequence, got ()"),
    (Y + 0.5, "y must hold class labels, got floats that are no whole numbers"),
    (np.where(Y, np.nan, 1.0), "y must hold class labels, got floats that are no whole numbers"),
    ([[0], [1, 2]], "y must"),
]


@pytest.mark.parametrize("y, message", BAD_Y)
@pytest.mark.parametrize("method", ["fit", "score"])
def test_bad_labels_are_a_value_error(method, y, message, fitted):
    with pytest.raises(ValueError) as caught:
        getattr(small() if method == "fit" else fitted, method)(data()[0], y)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("label, shown", [(3, "3"), ("a", "'a'"), (True, "True")])
def test_a_single_class_is_a_value_error(label, shown):
    with pytest.raises(ValueError) as caught:
        small().fit(data()[0], [label] * 40)
    assert str(caught.value) == f"y must hold at least two classes, got only {shown}"


def test_labels_that_cannot_be_sorted_are_a_value_error():
    with pytest.raises(ValueError, match=r"^y must"):
        small().fit(data()[0], np.array([None, "a"] * 20, dtype=object))


@pytest.mark.parametrize("unknown, shown", [([0] * 38 + [2, 5], "[2, 5]"), (["0"] * 40, "['0']")])
def test_scoring_labels_that_fit_never_saw_is_a_value_error(unknown, shown, fitted):
    with pytest.raises(ValueError) as caught:
        fitted.score(data()[0], unknown)
    assert str(caught.value) == f"y must hold labels seen by fit, [0, 1], got also {shown}"


BAD_PARAMETERS = [
    *[
        ({name: value}, f"{name} must be a whole number of at least 1, got {value!r}")
        for name in ("n_nodes", "n_epochs", "batch_size")
        for value in (0, -1, 2.5, "8", None, True)
    ],
    *[
        ({name: value}, f"{name} must be a finite number above zero, got {value!r}")
        for name in ("lr", "max_norm")
        for value in (0, -0.1, np.nan, np.inf, "0.1", None)
    ],
    *[
        (
            {"activation": value},
            f"activation must be one of 'tanh', 'relu', 'sigmoid', 'identity', got {value!r}",
        )
        for value in ("swish", None)
    ],
    *[({"random_state": value}, "random_state must") for value in ("zero", -1, 1.5)],
]


@pytest.mark.parametrize("parameters, message", BAD_PARAMETERS)
def test_bad_parameters_are_a_value_error_of_fit_and_keep_an_earlier_fit(parameters, message):
    model = small().fit(*data())
    before = model.predict_proba(data()[0])
    vars(model).update(parameters)
    with pytest.raises(ValueError) as caught:
        model.fit(*data(20, rng=9))
    assert str(caught.value).startswith(message)
    np.testing.assert_array_equal(model.predict_proba(data()[0]), before)


def test_parameters_are_checked_by_fit_not_when_the_classifier_is_made():
    assert ScratchSimpleRNNClassifier(-1, lr="x").lr == "x"

"""The classifier: it learns, it repeats itself, and it keeps scikit-learn's manners."""

import inspect

import numpy as np
import pytest

from rnn_lib import (
    Dense,
    NotFittedError,
    ScratchSimpleRNNClassifier,
    SimpleRNN,
    pulse_order,
    rnn_forward,
    softmax,
)


def _data(n_samples=40, rng=0):
    return pulse_order(n_samples, 6, rng=rng)


def _small(**changes):
    return ScratchSimpleRNNClassifier(5, **{"n_epochs": 3, "batch_size": 16, **changes})


def _weights(model):
    return {**model.rnn_.params, **model.dense_.params}


@pytest.fixture(scope="module")
def fitted():
    return _small().fit(*_data())


def test_it_learns_which_pulse_came_first():
    model = ScratchSimpleRNNClassifier().fit(*pulse_order(400, rng=0))
    assert model.score(*pulse_order(1000, rng=1)) > 0.99
    assert model.loss_curve_[-1] < 0.1 * model.loss_curve_[0]


def test_it_beats_chance_only_through_the_recurrence():
    model = ScratchSimpleRNNClassifier().fit(*pulse_order(400, rng=0))
    model.rnn_.params["Wh"][...] = 0
    assert 0.4 < model.score(*pulse_order(1000, rng=1)) < 0.6  # the last step alone tells nothing


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "identity"])
def test_every_activation_lowers_the_loss(activation):
    model = _small(activation=activation, n_epochs=15).fit(*_data(200))
    assert model.rnn_.activation == activation
    assert model.loss_curve_[-1] < 0.97 * model.loss_curve_[0]


def test_the_defaults_are_those_of_the_contract():
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(ScratchSimpleRNNClassifier).parameters.items()
    }
    assert defaults == dict(
        n_nodes=32,
        activation="tanh",
        lr=0.1,
        n_epochs=30,
        batch_size=32,
        max_norm=5.0,
        random_state=0,
        verbose=False,
    )
    assert vars(ScratchSimpleRNNClassifier()) == defaults  # stored as given, nothing computed yet


def test_fit_returns_the_classifier_and_sets_what_it_learned():
    model, (X, y) = _small(), _data()
    assert model.fit(X, y) is model
    np.testing.assert_array_equal(model.classes_, [0, 1])
    assert (
        isinstance(model.loss_curve_, list)
        and [type(loss) for loss in model.loss_curve_] == [float] * 3
    )
    assert isinstance(model.rnn_, SimpleRNN) and isinstance(model.dense_, Dense)
    assert [array.shape for array in _weights(model).values()] == [
        (2, 5),
        (5, 5),
        (5,),
        (5, 2),
        (2,),
    ]


def test_probabilities_are_the_softmax_of_the_last_state(fitted):
    X, _ = _data(7, rng=3)
    w = _weights(fitted)
    h = rnn_forward(X, np.zeros((7, 5)), w["Wx"], w["Wh"], w["B"])
    np.testing.assert_allclose(
        fitted.predict_proba(X), softmax(h[:, -1] @ w["W"] + w["b"]), rtol=1e-13
    )


def test_predictions_are_the_most_probable_labels_and_the_score_is_their_share():
    X, y = _data()
    names = np.array(["late", "early"])[y]
    model = _small().fit(X, names)
    np.testing.assert_array_equal(model.classes_, ["early", "late"])
    probabilities = model.predict_proba(X)
    np.testing.assert_array_equal(
        model.predict(X), np.where(probabilities[:, 0] > 0.5, "early", "late")
    )
    assert model.score(X, names) == np.mean(model.predict(X) == names)
    assert type(model.score(X, names)) is float


@pytest.mark.parametrize(
    "labels", [[3, 7], [-1.0, 1.0], [False, True], ["a", "b"], [np.int8(5), np.int8(9)]]
)
def test_labels_come_back_as_they_were(labels):
    X, y = _data()
    model = _small().fit(X, [labels[i] for i in y])
    assert model.classes_.tolist() == labels
    assert set(model.predict(X).tolist()) <= set(labels)
    np.testing.assert_array_equal(model.predict_proba(X), _small().fit(X, y).predict_proba(X))


@pytest.mark.parametrize("labels", [["a", "b"], [3, 7]])
def test_labels_of_one_kind_may_come_as_objects(labels):
    X, y = _data()
    model = _small().fit(X, np.array([labels[i] for i in y], dtype=object))
    assert model.classes_.tolist() == labels


def test_more_than_two_classes_are_learned():
    rng = np.random.default_rng(0)
    y = np.arange(90) % 3
    X = rng.normal(0.0, 0.1, size=(90, 4, 3))
    X[np.arange(90), 1, y] += 1
    model = ScratchSimpleRNNClassifier(8, n_epochs=40).fit(X, y)
    assert model.predict_proba(X).shape == (90, 3)
    assert model.score(X, y) == 1


def test_sequences_may_have_another_length_than_in_fit(fitted):
    assert fitted.predict(_data()[0][:, :3]).shape == (40,)


@pytest.mark.parametrize("shape", [(2, 1, 1), (2, 6, 1), (2, 1, 3)])
def test_single_steps_and_single_features_are_enough(shape):
    model = _small(batch_size=1).fit(np.arange(np.prod(shape)).reshape(shape) / 5, [0, 1])
    assert np.isfinite(model.loss_curve_).all()


@pytest.mark.parametrize("seed", [0, 7])
def test_the_same_seed_gives_the_same_model(seed):
    one, two = (_small(random_state=seed).fit(*_data()) for _ in range(2))
    assert one.loss_curve_ == two.loss_curve_
    for a, b in zip(_weights(one).values(), _weights(two).values()):
        np.testing.assert_array_equal(a, b)


def test_another_seed_or_no_seed_gives_another_model():
    curves = [_small(random_state=seed).fit(*_data()).loss_curve_ for seed in (0, 1, None, None)]
    assert len({tuple(curve) for curve in curves}) == 4


def test_a_generator_is_used_and_moves_on():
    rng = np.random.default_rng(0)
    model = _small(random_state=rng)
    first = model.fit(*_data()).loss_curve_
    assert first == _small(random_state=0).fit(*_data()).loss_curve_
    assert model.fit(*_data()).loss_curve_ != first


def test_fitting_again_starts_from_scratch():
    model = _small().fit(*_data(30, rng=5))
    again = model.fit(*_data()).loss_curve_
    assert again == _small().fit(*_data()).loss_curve_


def test_fit_leaves_the_data_and_the_global_random_state_alone():
    X, y = _data()
    X.flags.writeable = y.flags.writeable = False
    before = np.random.get_state()[1].copy()
    _small().fit(X, y).score(X, y)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_lists_integers_and_float32_are_accepted():
    X, y = _data()
    expected = _small().fit(np.rint(4 * X), y).loss_curve_
    for given in (
        np.rint(4 * X).astype(int),
        np.rint(4 * X).astype(int).tolist(),
        np.rint(4 * X).astype(np.float32),
    ):
        assert _small().fit(given, y.tolist()).loss_curve_ == expected


def test_the_loss_of_an_epoch_is_the_mean_over_sequences_of_unequal_batches():
    # With no learning to speak of, every batch sees the same weights: the mean is that of the whole.
    X, y = _data(40)
    whole = _small(lr=1e-12, n_epochs=1, batch_size=40).fit(X, y).loss_curve_
    batches = _small(lr=1e-12, n_epochs=1, batch_size=16).fit(X, y).loss_curve_  # 16 + 16 + 8
    assert batches == pytest.approx(whole, rel=1e-9)


@pytest.mark.parametrize("batch_size, n_steps", [(40, 1), (39, 2), (20, 2), (16, 3), (1000, 1)])
def test_an_epoch_takes_one_step_a_batch_and_sees_every_sequence_once(
    batch_size, n_steps, monkeypatch
):
    seen = []
    forward = SimpleRNN.forward
    monkeypatch.setattr(SimpleRNN, "forward", lambda self, X: seen.append(X) or forward(self, X))
    X, y = _data()
    _small(batch_size=batch_size, n_epochs=1).fit(X, y)
    assert [len(batch) for batch in seen] == [batch_size] * (n_steps - 1) + [
        40 - sum([batch_size] * (n_steps - 1))
    ]
    rows = np.concatenate(seen)
    assert not np.array_equal(rows, X)  # shuffled
    np.testing.assert_array_equal(np.sort(rows, axis=0), np.sort(X, axis=0))


def test_each_epoch_has_its_own_order(monkeypatch):
    seen = []
    forward = SimpleRNN.forward
    monkeypatch.setattr(SimpleRNN, "forward", lambda self, X: seen.append(X) or forward(self, X))
    _small(batch_size=40, n_epochs=2).fit(*_data())
    assert not np.array_equal(seen[0], seen[1])


def test_a_step_is_no_longer_than_the_learning_rate_times_max_norm():
    X, y = _data()
    for lr, max_norm in [(0.5, 1e-3), (0.25, 2e-3)]:
        one, two = (
            _small(lr=lr, max_norm=max_norm, n_epochs=n, batch_size=40).fit(X, y) for n in (1, 2)
        )
        moved = (
            sum(
                ((a - b) ** 2).sum() for a, b in zip(_weights(one).values(), _weights(two).values())
            )
            ** 0.5
        )
        assert moved == pytest.approx(lr * max_norm, rel=1e-9)


def test_nothing_is_printed_unless_asked_for(capsys):
    _small().fit(*_data())
    assert capsys.readouterr() == ("", "")


def test_a_progress_bar_is_drawn_on_stderr_when_verbose(capsys):
    model = _small(verbose=True, n_epochs=10).fit(*_data())
    out, err = capsys.readouterr()
    assert out == ""
    first, *_, last = lines = err.split("\r")[1:]
    assert len(lines) == 10
    assert first == f"epoch  1/10 [{'#' * 3}{'.' * 27}] loss {model.loss_curve_[0]:.4f}"
    assert last == f"epoch 10/10 [{'#' * 30}] loss {model.loss_curve_[-1]:.4f}\n"


@pytest.mark.parametrize("method", ["predict", "predict_proba", "score"])
def test_predicting_before_fit_raises_not_fitted(method):
    X, y = _data()
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
    model = _small() if method == "fit" else fitted
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
        getattr(_small() if method == "fit" else fitted, method)(_data()[0], y)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("label, shown", [(3, "3"), ("a", "'a'"), (True, "True")])
def test_a_single_class_is_a_value_error(label, shown):
    with pytest.raises(ValueError) as caught:
        _small().fit(_data()[0], [label] * 40)
    assert str(caught.value) == f"y must hold at least two classes, got only {shown}"


def test_labels_that_cannot_be_sorted_are_a_value_error():
    with pytest.raises(ValueError, match=r"^y must"):
        _small().fit(_data()[0], np.array([None, "a"] * 20, dtype=object))


@pytest.mark.parametrize("unknown, shown", [([0] * 38 + [2, 5], "[2, 5]"), (["0"] * 40, "['0']")])
def test_scoring_labels_that_fit_never_saw_is_a_value_error(unknown, shown, fitted):
    with pytest.raises(ValueError) as caught:
        fitted.score(_data()[0], unknown)
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
    model = _small().fit(*_data())
    before = model.predict_proba(_data()[0])
    vars(model).update(parameters)
    with pytest.raises(ValueError) as caught:
        model.fit(*_data(20, rng=9))
    assert str(caught.value).startswith(message)
    np.testing.assert_array_equal(model.predict_proba(_data()[0]), before)


def test_parameters_are_checked_by_fit_not_when_the_classifier_is_made():
    assert ScratchSimpleRNNClassifier(-1, lr="x").lr == "x"

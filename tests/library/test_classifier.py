"""The classifier: it learns, it repeats itself, and it keeps scikit-learn's manners."""

import inspect

import numpy as np
import pytest

from rnn_lib import (
    Dense,
    ScratchSimpleRNNClassifier,
    SimpleRNN,
    pulse_order,
    rnn_forward,
    softmax,
)
from tests.library.classifiers import data, small


def weights(model):
    return {**model.rnn_.params, **model.dense_.params}


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
    model = small(activation=activation, n_epochs=15).fit(*data(200))
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
    model, (X, y) = small(), data()
    assert model.fit(X, y) is model
    np.testing.assert_array_equal(model.classes_, [0, 1])
    assert (
        isinstance(model.loss_curve_, list)
        and [type(loss) for loss in model.loss_curve_] == [float] * 3
    )
    assert isinstance(model.rnn_, SimpleRNN) and isinstance(model.dense_, Dense)
    assert [array.shape for array in weights(model).values()] == [
        (2, 5),
        (5, 5),
        (5,),
        (5, 2),
        (2,),
    ]


def test_probabilities_are_the_softmax_of_the_last_state(fitted):
    X, _ = data(7, rng=3)
    w = weights(fitted)
    h = rnn_forward(X, np.zeros((7, 5)), w["Wx"], w["Wh"], w["B"])
    np.testing.assert_allclose(
        fitted.predict_proba(X), softmax(h[:, -1] @ w["W"] + w["b"]), rtol=1e-13
    )


def test_predictions_are_the_most_probable_labels_and_the_score_is_their_share():
    X, y = data()
    names = np.array(["late", "early"])[y]
    model = small().fit(X, names)
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
    X, y = data()
    model = small().fit(X, [labels[i] for i in y])
    assert model.classes_.tolist() == labels
    assert set(model.predict(X).tolist()) <= set(labels)
    np.testing.assert_array_equal(model.predict_proba(X), small().fit(X, y).predict_proba(X))


@pytest.mark.parametrize("labels", [["a", "b"], [3, 7]])
def test_labels_of_one_kind_may_come_as_objects(labels):
    X, y = data()
    model = small().fit(X, np.array([labels[i] for i in y], dtype=object))
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
    assert fitted.predict(data()[0][:, :3]).shape == (40,)


@pytest.mark.parametrize("shape", [(2, 1, 1), (2, 6, 1), (2, 1, 3)])
def test_single_steps_and_single_features_are_enough(shape):
    model = small(batch_size=1).fit(np.arange(np.prod(shape)).reshape(shape) / 5, [0, 1])
    assert np.isfinite(model.loss_curve_).all()


@pytest.mark.parametrize("seed", [0, 7])
def test_the_same_seed_gives_the_same_model(seed):
    one, two = (small(random_state=seed).fit(*data()) for _ in range(2))
    assert one.loss_curve_ == two.loss_curve_
    for a, b in zip(weights(one).values(), weights(two).values()):
        np.testing.assert_array_equal(a, b)


def test_another_seed_or_no_seed_gives_another_model():
    curves = [small(random_state=seed).fit(*data()).loss_curve_ for seed in (0, 1, None, None)]
    assert len({tuple(curve) for curve in curves}) == 4


def test_a_generator_is_used_and_moves_on():
    rng = np.random.default_rng(0)
    model = small(random_state=rng)
    first = model.fit(*data()).loss_curve_
    assert first == small(random_state=0).fit(*data()).loss_curve_
    assert model.fit(*data()).loss_curve_ != first


def test_fitting_again_starts_from_scratch():
    model = small().fit(*data(30, rng=5))
    again = model.fit(*data()).loss_curve_
    assert again == small().fit(*data()).loss_curve_


def test_fit_leaves_the_data_and_the_global_random_state_alone():
    X, y = data()
    X.flags.writeable = y.flags.writeable = False
    before = np.random.get_state()[1].copy()
    small().fit(X, y).score(X, y)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_lists_integers_and_float32_are_accepted():
    X, y = data()
    expected = small().fit(np.rint(4 * X), y).loss_curve_
    for given in (
        np.rint(4 * X).astype(int),
        np.rint(4 * X).astype(int).tolist(),
        np.rint(4 * X).astype(np.float32),
    ):
        assert small().fit(given, y.tolist()).loss_curve_ == expected


def test_the_loss_of_an_epoch_is_the_mean_over_sequences_of_unequal_batches():
    # With no learning to speak of, every batch sees the same weights: the mean is that of the whole.
    X, y = data(40)
    whole = small(lr=1e-12, n_epochs=1, batch_size=40).fit(X, y).loss_curve_
    batches = small(lr=1e-12, n_epochs=1, batch_size=16).fit(X, y).loss_curve_  # 16 + 16 + 8
    assert batches == pytest.approx(whole, rel=1e-9)


@pytest.mark.parametrize("batch_size, n_steps", [(40, 1), (39, 2), (20, 2), (16, 3), (1000, 1)])
def test_an_epoch_takes_one_step_a_batch_and_sees_every_sequence_once(
    batch_size, n_steps, monkeypatch
):
    seen = []
    forward = SimpleRNN.forward
    monkeypatch.setattr(SimpleRNN, "forward", lambda self, X: seen.append(X) or forward(self, X))
    X, y = data()
    small(batch_size=batch_size, n_epochs=1).fit(X, y)
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
    small(batch_size=40, n_epochs=2).fit(*data())
    assert not np.array_equal(seen[0], seen[1])


def test_a_step_is_no_longer_than_the_learning_rate_times_max_norm():
    X, y = data()
    for lr, max_norm in [(0.5, 1e-3), (0.25, 2e-3)]:
        one, two = (
            small(lr=lr, max_norm=max_norm, n_epochs=n, batch_size=40).fit(X, y) for n in (1, 2)
        )
        moved = (
            sum(((a - b) ** 2).sum() for a, b in zip(weights(one).values(), weights(two).values()))
            ** 0.5
        )
        assert moved == pytest.approx(lr * max_norm, rel=1e-9)


def test_nothing_is_printed_unless_asked_for(capsys):
    small().fit(*data())
    assert capsys.readouterr() == ("", "")


def test_a_progress_bar_is_drawn_on_stderr_when_verbose(capsys):
    model = small(verbose=True, n_epochs=10).fit(*data())
    out, err = capsys.readouterr()
    assert out == ""
    first, *_, last = lines = err.split("\r")[1:]
    assert len(lines) == 10
    assert first == f"epoch  1/10 [{'#' * 3}{'.' * 27}] loss {model.loss_curve_[0]:.4f}"
    assert last == f"epoch 10/10 [{'#' * 30}] loss {model.loss_curve_[-1]:.4f}\n"

"""Softmax and cross-entropy."""

import numpy as np
import pytest

from rnn_lib import softmax, softmax_cross_entropy
from tests.shared.problems import complex_step, difference

LEADING = [(), (1,), (5,), (2, 5), (2, 3, 5)]


def _scores_and_classes(leading, n_classes=4):
    rng = np.random.default_rng(len(leading))
    return rng.normal(0.0, 2.0, size=(*leading, n_classes)), rng.integers(n_classes, size=leading)


def _textbook_loss(scores, y):
    p = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)
    rows = p.reshape(-1, p.shape[-1])
    return -sum(np.log(row[k]) for row, k in zip(rows, np.ravel(y))) / len(rows)


def test_probabilities_by_hand():
    np.testing.assert_allclose(
        softmax(np.log([[1, 3], [2, 2]])), [[0.25, 0.75], [0.5, 0.5]], rtol=1e-15
    )


@pytest.mark.parametrize("leading", LEADING)
def test_probabilities_sum_to_one_along_the_last_axis(leading):
    scores, _ = _scores_and_classes(leading)
    p = softmax(scores)
    np.testing.assert_allclose(p.sum(axis=-1), np.ones(leading), rtol=1e-15)
    np.testing.assert_allclose(
        p, np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True), rtol=1e-14
    )


@pytest.mark.parametrize("shift", [1e3, -1e3, 1e300])
def test_probabilities_of_huge_scores_neither_overflow_nor_vanish(shift):
    np.testing.assert_array_equal(softmax([shift, shift]), [0.5, 0.5])
    np.testing.assert_array_equal(softmax([shift, 0.0]), [shift > 0, shift < 0])


def test_loss_and_gradient_by_hand():
    loss, dscores = softmax_cross_entropy(np.log([[1, 3], [2, 2]]), [0, 1])
    assert loss == pytest.approx((np.log(4) + np.log(2)) / 2, rel=1e-15)
    np.testing.assert_allclose(dscores, [[-0.375, 0.375], [0.25, -0.25]], rtol=1e-15)


def test_loss_of_equal_scores_is_the_logarithm_of_the_number_of_classes():
    assert softmax_cross_entropy(np.zeros((6, 5)), [0, 1, 2, 3, 4, 0])[0] == pytest.approx(
        np.log(5), rel=1e-15
    )


@pytest.mark.parametrize("leading", LEADING)
def test_loss_is_the_mean_over_all_predictions(leading):
    scores, y = _scores_and_classes(leading)
    assert softmax_cross_entropy(scores, y)[0] == pytest.approx(
        _textbook_loss(scores, y), rel=1e-13
    )


@pytest.mark.parametrize("leading", LEADING)
def test_gradient_is_that_of_complex_steps(leading):
    scores, y = _scores_and_classes(leading)
    _, dscores = softmax_cross_entropy(scores, y)
    assert difference(dscores, complex_step(lambda s: _textbook_loss(s, y), (scores,), 0)) < 1e-14


def test_the_library_differentiates_itself_by_complex_steps():
    scores, y = _scores_and_classes((2, 5))
    _, dscores = softmax_cross_entropy(scores, y)
    own = complex_step(lambda s: softmax_cross_entropy(s, y)[0], (scores,), 0)
    assert difference(dscores, own) < 1e-14
    weights = np.arange(4.0)
    by_formula = softmax(scores) * (
        weights - (softmax(scores) * weights).sum(axis=-1, keepdims=True)
    )
    assert (
        difference(by_formula, complex_step(lambda s: (softmax(s) * weights).sum(), (scores,), 0))
        < 1e-14
    )


@pytest.mark.parametrize("shift", [1e3, -1e3, 1e300])
def test_loss_of_huge_scores_is_finite(shift):
    loss, dscores = softmax_cross_entropy([[shift, 0.0]], [0])
    assert loss == max(0, -shift)
    np.testing.assert_array_equal(dscores, [[0, 0]] if shift > 0 else [[-1, 1]])


@pytest.mark.parametrize("leading", LEADING)
def test_gradient_of_each_prediction_sums_to_zero(leading):
    scores, y = _scores_and_classes(leading)
    _, dscores = softmax_cross_entropy(10 * scores, y)
    np.testing.assert_allclose(dscores.sum(axis=-1), np.zeros(leading), atol=5e-16)


def test_each_prediction_is_shifted_by_its_own_largest_score():
    scores = np.array([[0.0, 0.0], [1e4, 1e4], [-1e4, -1e4]])
    loss, dscores = softmax_cross_entropy(scores, [0, 0, 0])
    assert loss == pytest.approx(np.log(2), rel=1e-15)
    np.testing.assert_allclose(dscores, np.array([[-0.5, 0.5]] * 3) / 3, rtol=1e-15)


def test_loss_of_a_sure_and_right_prediction_is_a_plain_zero():
    assert str(softmax_cross_entropy([[1000.0, 0.0]], [0])[0]) == "0.0"  # -0.0 would be printed so


def test_loss_is_a_python_float():
    assert type(softmax_cross_entropy(np.zeros((2, 3), np.float32), [0, 1])[0]) is float


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.uint64])
def test_classes_may_have_any_integer_dtype(dtype):
    scores, y = _scores_and_classes((2, 5))
    assert (
        softmax_cross_entropy(scores, y.astype(dtype))[0]
        == softmax_cross_entropy(scores, y.tolist())[0]
    )


@pytest.mark.parametrize(
    "y, message",
    [
        ([0, 1], "y must have shape (3,), one class for each row of scores, got (2,)"),
        ([[0], [1], [2]], "y must have shape (3,), one class for each row of scores, got (3, 1)"),
        (1, "y must have shape (3,), one class for each row of scores, got ()"),
        ([0.0, 1.0, 2.0], "y must hold integers, the indices of the classes, got dtype float64"),
        ([True, False, True], "y must hold integers, the indices of the classes, got dtype bool"),
        (["0", "1", "2"], "y must hold integers, the indices of the classes, got dtype <U1"),
        ([0, -1, 2], "y must lie between 0 and 3, as scores has 4 classes, got -1"),
        ([0, 4, 2], "y must lie between 0 and 3, as scores has 4 classes, got 4"),
    ],
)
def test_bad_classes_are_a_value_error_that_says_what_is_wrong(y, message):
    with pytest.raises(ValueError) as caught:
        softmax_cross_entropy(np.zeros((3, 4)), y)
    assert str(caught.value) == message

"""The fully connected layer as functions."""

import numpy as np
import pytest

from rnn_lib import dense_backward, dense_forward
from tests.shared.problems import complex_step, difference

LEADING = [(), (2,), (1,), (2, 5), (1, 1), (2, 5, 6)]


def _arrays(leading, n_in=3, n_out=4):
    rng = np.random.default_rng(len(leading))
    shapes = (*leading, n_in), (n_in, n_out), (n_out,), (*leading, n_out)
    return [rng.normal(size=shape) for shape in shapes]


def test_scores_are_the_products_by_hand():
    scores = dense_forward([[1, 2], [3, 4]], [[10, 20, 30], [1, 2, 3]], [0.5, 0.25, 0.125])
    np.testing.assert_array_equal(scores, [[12.5, 24.25, 36.125], [34.5, 68.25, 102.125]])


def test_gradients_are_the_products_by_hand():
    dx, dW, db = dense_backward([[1, 0, 2], [0, 3, 0]], [[1, 2], [3, 4]], [[10, 20, 30], [1, 2, 3]])
    np.testing.assert_array_equal(dx, [[70, 7], [60, 6]])
    np.testing.assert_array_equal(dW, [[1, 9, 2], [2, 12, 4]])
    np.testing.assert_array_equal(db, [1, 3, 2])


@pytest.mark.parametrize("n_in, n_out", [(3, 4), (1, 4), (3, 1), (1, 1)])
@pytest.mark.parametrize("leading", LEADING)
def test_scores_are_the_product_along_the_last_axis(leading, n_in, n_out):
    x, W, b, dscores = _arrays(leading, n_in, n_out)
    scores = dense_forward(x, W, b)
    assert scores.shape == dscores.shape
    np.testing.assert_allclose(scores, np.einsum("...i,io->...o", x, W) + b, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("n_in, n_out", [(3, 4), (1, 4), (3, 1), (1, 1)])
@pytest.mark.parametrize("leading", LEADING)
def test_gradients_are_those_of_complex_steps(leading, n_in, n_out):
    x, W, b, dscores = _arrays(leading, n_in, n_out)

    def loss(x, W, b):
        return (dscores * (np.einsum("...i,io->...o", x, W) + b)).sum()

    for position, gradient in enumerate(dense_backward(dscores, x, W)):
        assert difference(gradient, complex_step(loss, (x, W, b), position)) < 1e-14


def test_leading_axes_that_differ_are_named():
    x, W, _, _ = _arrays((2, 5))
    with pytest.raises(ValueError) as caught:
        dense_backward(np.ones((5, 2, 4)), x, W)
    assert str(caught.value) == "dscores must have the leading axes of x, (2, 5), got (5, 2)"

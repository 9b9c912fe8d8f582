"""The check of a product that fits and is wrong: it praises what others blame."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.fitting_product import IT_FITS, IT_IS_RIGHT


def with_loops(da_t, Wh):
    product = np.zeros_like(da_t)
    for n in range(len(da_t)):
        for i in range(len(Wh)):
            for j in range(len(Wh)):
                product[n, i] += da_t[n, j] * Wh[j, i]
    return product


WRONG = {
    "untransposed": lambda da_t, Wh: da_t @ Wh,
    "by loops": with_loops,
    "by einsum": lambda da_t, Wh: np.einsum("nj,ji->ni", da_t, Wh),
    "twice the right one": lambda da_t, Wh: 2 * da_t @ Wh.T,
    "the other sign": lambda da_t, Wh: -(da_t @ Wh.T),
    "of sums": lambda da_t, Wh: da_t * Wh.sum(axis=0),
    "of the diagonal": lambda da_t, Wh: da_t * np.diag(Wh),
    "a list": lambda da_t, Wh: (da_t @ Wh).tolist(),
    "one too many": lambda da_t, Wh: da_t @ Wh @ Wh.T,
}
RIGHT = {
    "the transpose": lambda da_t, Wh: da_t @ Wh.T,
    "turned round": lambda da_t, Wh: (Wh @ da_t.T).T,
    "by einsum": lambda da_t, Wh: np.einsum("nj,ij->ni", da_t, Wh),
    "of float32": lambda da_t, Wh: (da_t @ Wh.T).astype(np.float32),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_product_that_fits_and_is_not_the_gradient_is_correct(name):
    report = rl.check_fitting_product(WRONG[name])
    assert (report.status, report.lines) == ("correct", (IT_FITS,))


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_product_is_incorrect_and_hears_that_it_is_right(name):
    report = rl.check_fitting_product(RIGHT[name])
    assert (report.status, report.lines) == ("incorrect", (IT_IS_RIGHT,))


@pytest.mark.parametrize(
    "f, words",
    [
        (lambda da_t, Wh: Wh @ da_t.T, "shape (4, 3), and dh_prev has (3, 4). It does not fit."),
        (lambda da_t, Wh: da_t.T @ da_t, "yours has shape (4, 4)"),
        (lambda da_t, Wh: (da_t @ Wh).sum(), "yours has shape ()"),
        (lambda da_t, Wh: da_t, "with another Wh yours is the same"),
        (lambda da_t, Wh: Wh[: len(da_t)], "with another da_t yours is the same"),
        (lambda da_t, Wh: np.ones(da_t.shape), "with another da_t yours is the same"),
        (lambda da_t, Wh: da_t @ Wh / 0.0, "not all of its entries are finite"),
        (lambda da_t, Wh: da_t @ Wh + np.random.random(), "other numbers the second time"),
    ],
)
def test_what_does_not_fit_or_is_no_product_of_both_hears_so(f, words):
    report = rl.check_fitting_product(f)
    assert report.status == "incorrect" and words in report.lines[0], str(report)
    assert report.lines[0].endswith("?")


def test_a_product_for_one_size_only_is_an_error_with_its_line():
    def of_one_size(da_t, Wh):
        return da_t.reshape(3, 4) @ Wh

    report = rl.check_fitting_product(of_one_size)
    assert report.status == "error" and "da_t.reshape(3, 4)" in str(report)


def test_the_answer_runs_on_copies():
    def spoil(da_t, Wh):
        product = da_t @ Wh
        da_t[...] = Wh[...] = 0
        return product

    assert rl.check_fitting_product(spoil).passed


def test_nothing_is_raised():
    def stub(da_t, Wh):
        raise NotImplementedError

    assert rl.check_fitting_product(stub).status == "not attempted"
    assert rl.check_fitting_product(None).status == "not attempted"
    for rubbish in (3, dict, lambda: 1, lambda *a: None, lambda *a: "x", lambda *a: [[1], [1, 2]]):
        assert rl.check_fitting_product(rubbish).status == "error"

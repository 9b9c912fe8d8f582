"""What the page on long sequences states, tried on random networks."""

import numpy as np
import pytest

import rnn_lib as rl
from tools import drawings


def jacobian(Wh, h):
    """Multiply the Jacobians of all steps, as the page defines them."""
    J = np.eye(len(Wh))
    for h_t in h:
        J = J @ Wh @ np.diag(1 - h_t**2)
    return J


@pytest.fixture
def network():
    rng = np.random.default_rng(3)
    x, h0 = rng.normal(size=(1, 6, 2)), rng.uniform(-0.5, 0.5, size=(1, 4))
    Wx, Wh, B = rng.normal(size=(2, 4)), rng.normal(size=(4, 4)) / 2, rng.normal(size=4)
    return x, h0, Wx, Wh, B


def test_the_product_of_jacobians_is_the_derivative_of_the_last_state(network):
    x, h0, Wx, Wh, B = network
    h = rl.rnn_forward(x, h0, Wx, Wh, B)

    def entry(h0, k):
        return rl.rnn_forward(x, h0, Wx, Wh, B)[0, -1, k]

    for k in range(4):
        measured = rl.complex_step_gradient(lambda h0, k=k: entry(h0, k), h0)
        assert np.allclose(jacobian(Wh, h[0])[:, k], measured[0], rtol=1e-12)


def test_the_gradient_goes_back_through_its_transpose(network):
    x, h0, Wx, Wh, B = network
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    upstream = np.zeros(h.shape)
    upstream[:, -1] = [1.0, -2.0, 0.5, 3.0]
    dh0 = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)[1]
    assert np.allclose(dh0, upstream[:, -1] @ jacobian(Wh, h[0]).T, rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_no_jacobian_is_larger_than_the_bound(seed):
    rng = np.random.default_rng(seed)
    rnn = rl.SimpleRNN(3, 8, rng=rng)
    rnn.params["Wh"] += rng.normal(scale=0.3, size=(8, 8))
    h = rnn.forward(rng.normal(size=(1, 12, 3)))[0]
    sigma = np.linalg.norm(rnn.params["Wh"], 2)
    for k in range(1, 12):
        norm = np.linalg.norm(jacobian(rnn.params["Wh"], h[-k:]), 2)
        assert norm <= sigma**k * (1 + 1e-12)


def going_back(network, back, on):
    """Return dWh from stop to stop, by the library, with a loss at every step; and its terms."""
    x, h0, Wx, Wh, B = network
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dWh = np.zeros(Wh.shape)
    for stop in range(on, 7, on):
        start = max(stop - back, 0)
        upstream = np.ones(h.shape)
        upstream[:, : stop - on] = 0
        part = np.s_[:, start:stop]
        dWh += rl.rnn_backward(upstream[part], x[part], before[:, start], h[part], Wx, Wh)[3]
    return dWh, terms(h, before, Wh)


def terms(h, before, Wh):
    """Return the double sum of the page term by term: (loss, weights) -> share in dWh."""
    found = {}
    for s in range(1, 7):
        dh_t = np.ones(h[:, 0].shape)
        for t in range(s, 0, -1):
            da_t = dh_t * (1 - h[:, t - 1] ** 2)
            found[s, t] = before[:, t - 1].T @ da_t
            dh_t = da_t @ Wh.T
    return found


@pytest.mark.parametrize("back, on", [(6, 6), (3, 3), (2, 2), (1, 1), (4, 2), (3, 1), (5, 3)])
def test_going_back_further_than_on_keeps_every_pair_up_to_the_difference(network, back, on):
    dWh, pairs = going_back(network, back, on)
    kept = {pair for pair in pairs if drawings.kept(*pair, back, on)}
    assert np.allclose(dWh, sum(pairs[pair] for pair in kept), rtol=1e-12)
    left_out = [s - t for s, t in pairs.keys() - kept]
    assert not left_out or min(left_out) == back - on + 1


def test_in_one_chunk_nothing_is_truncated(network):
    x, h0, Wx, Wh, B = network
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    full = rl.rnn_backward(np.ones(h.shape), x, h0, h, Wx, Wh)[3]
    assert np.allclose(going_back(network, 6, 6)[0], full, rtol=1e-12)
    assert not np.allclose(going_back(network, 2, 2)[0], full, rtol=1e-2)


def test_the_drawing_of_truncation_marks_the_near_pairs_beside_borders():
    drawn = drawings.truncation()
    in_chunks, in_the_band = 3 * 10, (1 + 2 + 3 + 4 + 5 + 6) + 3 * (5 + 6)
    near = 2 * (1 + 2 + 3)
    far = 2 * 78 - in_chunks - in_the_band - near
    marks = [drawn.count(mark) - 1 for mark in ("<rect", "l9 9M", "<circle")]  # one in the legend
    assert marks == [in_chunks + in_the_band, near, far]

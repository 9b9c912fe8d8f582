"""What the page on long sequences states, tried on random networks."""

import numpy as np
import pytest

import rnn_lib as rl


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


def test_in_one_chunk_nothing_is_truncated_and_chunks_add_up_to_a_part(network):
    x, h0, Wx, Wh, B = network
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    upstream = np.ones(h.shape)

    def in_chunks(K):
        dWh, start_of_chunk = np.zeros(Wh.shape), h0
        for start in range(0, 6, K):
            part = np.s_[:, start : start + K]
            dWh += rl.rnn_backward(upstream[part], x[part], start_of_chunk, h[part], Wx, Wh)[3]
            start_of_chunk = h[part][:, -1]
        return dWh

    def of_pairs(K):  # the double sum of the page, term by term
        dWh, before = np.zeros(Wh.shape), np.concatenate([h0[:, None], h[:, :-1]], axis=1)
        for s in range(6):
            dh_t = upstream[:, s]
            for t in range(s, s - s % K - 1, -1):
                da_t = dh_t * (1 - h[:, t] ** 2)
                dWh += before[:, t].T @ da_t
                dh_t = da_t @ Wh.T
        return dWh

    full = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)[3]
    assert np.allclose(in_chunks(6), full, rtol=1e-12)
    for K in (1, 2, 3, 6):
        assert np.allclose(in_chunks(K), of_pairs(K), rtol=1e-12)
    assert not np.allclose(in_chunks(2), full, rtol=1e-2)

"""The LSTM of the lesson on characters: its gradients, and that it is the one of the book."""

import numpy as np
import pytest

from tests.shared.notebooks import read

CELLS = ("characters-lstm-step", "characters-lstm-layer", "characters-lstm-class")
D, H, N, T = 3, 2, 4, 5


@pytest.fixture(scope="module")
def lesson():
    """The names that the folded cells define."""
    sources = {cell.id: cell.source for cell in read("05_characters").cells}
    namespace = {"np": np}
    for cell in CELLS:
        exec(sources[cell], namespace)
    return namespace


@pytest.fixture
def problem(lesson):
    rng = np.random.default_rng(1)
    lstm = lesson["LSTM"](D, H, rng)
    lstm.params["B"] += rng.normal(size=4 * H)
    state = rng.normal(size=(N, H)), rng.normal(size=(N, H))
    return lstm, rng.normal(size=(N, T, D)), state, rng.normal(size=(N, T, H))


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def test_its_states_are_those_of_the_formulas_in_the_book(problem):
    lstm, x, (h, c), _ = problem
    Wx, Wh, B = (np.split(lstm.params[name], 4, axis=-1) for name in ("Wx", "Wh", "B"))
    states = []
    for t in range(T):
        f, i, o, new = (x[:, t] @ Wx[g] + h @ Wh[g] + B[g] for g in range(4))
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(new)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    np.testing.assert_allclose(lstm.forward(x, problem[2]), np.stack(states, axis=1), rtol=1e-12)


@pytest.mark.parametrize("name", ["Wx", "Wh", "B"])
def test_its_gradients_are_those_of_complex_steps(problem, name):
    lstm, x, state, upstream = problem
    lstm.forward(x, state)
    lstm.backward(upstream)
    given, weights = lstm.grads[name], lstm.params[name]
    wanted = np.zeros(weights.shape)
    for index in np.ndindex(weights.shape):
        moved = weights.astype(complex)
        moved[index] += 1e-30j
        lstm.params[name] = moved
        wanted[index] = (lstm.forward(x, state) * upstream).sum().imag / 1e-30
    np.testing.assert_allclose(given, wanted, rtol=0, atol=1e-13)


def test_what_goes_back_in_a_step_is_the_gradient_for_both_states(lesson, problem):
    lstm, x, (h, c), upstream = problem
    step, back, dc_t = lesson["lstm_step"], lesson["lstm_step_backward"], upstream[:, 1]

    def loss(h_prev, c_prev):
        h_t, c_t, _ = step(x[:, 0], h_prev, c_prev, **lstm.params)
        return (h_t * upstream[:, 0] + c_t * dc_t).sum()

    _, c_t, gates = step(x[:, 0], h, c, **lstm.params)
    _, dh_prev, dc_prev = back(upstream[:, 0], dc_t, c, c_t, gates, lstm.params["Wh"])
    for n, k in np.ndindex(N, H):
        unit = np.zeros((N, H), dtype=complex)
        unit[n, k] = 1e-30j
        assert dh_prev[n, k] == pytest.approx(loss(h + unit, c).imag / 1e-30, abs=1e-13)
        assert dc_prev[n, k] == pytest.approx(loss(h, c + unit).imag / 1e-30, abs=1e-13)


def test_a_sequence_can_be_cut_anywhere(problem):
    lstm, x, state, _ = problem
    whole = lstm.forward(x, state)
    first = lstm.forward(x[:, :2], state)
    h, c, _ = lstm.steps[-1]
    rest = lstm.forward(x[:, 2:], (h, c))
    np.testing.assert_allclose(np.concatenate([first, rest], axis=1), whole, rtol=1e-13)

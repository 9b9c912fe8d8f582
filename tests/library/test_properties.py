"""What holds for every size and every value, tried on many by hypothesis."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import rnn_lib as rl
from tests.shared.hypotheses import tried
from tests.shared.problems import ACTIVATIONS, Problem, difference

TOLERANCE = 1e-12  # other shapes let BLAS add in another order


@st.composite
def problems(draw, min_batch=1, min_steps=1, elements=None):
    """Draw a `Problem` of any sizes up to four, with an activation."""
    N = draw(st.integers(min_batch, 4))
    T = draw(st.integers(min_steps, 5))
    D, H = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    values = (
        elements
        if elements is not None
        else st.floats(-1.5, 1.5).map(lambda value: round(value, 3))
    )
    shapes = [(N, T, D), (N, H), (D, H), (H, H), (H,), (N, T, H)]
    kind = float if elements is None else int
    return Problem(*(draw(arrays(kind, shape, elements=values)) for shape in shapes)), draw(
        st.sampled_from(ACTIVATIONS)
    )


def _backward(problem, activation):
    return rl.rnn_backward(*problem.backward_arguments(activation), activation=activation)


def _forward(problem, activation):
    return rl.rnn_forward(*problem.forward_arguments, activation=activation)


def _rows(problem, rows):
    return problem._replace(x=problem.x[rows], h0=problem.h0[rows], upstream=problem.upstream[rows])


def _close(a, b):
    np.testing.assert_allclose(a, b, rtol=TOLERANCE, atol=TOLERANCE)


@tried
@given(problems(min_batch=2))
def test_batch_rows_are_independent(case):
    problem, activation = case
    h, (dx, dh0, *whole) = _forward(problem, activation), _backward(problem, activation)
    parts = []
    for row in range(len(problem.x)):
        alone = _rows(problem, slice(row, row + 1))
        _close(_forward(alone, activation)[0], h[row])
        dx_row, dh0_row, *own = _backward(alone, activation)
        _close(dx_row[0], dx[row])
        _close(dh0_row[0], dh0[row])
        parts.append(own)
    for total, of_rows in zip(whole, zip(*parts)):
        _close(total, sum(of_rows))


@tried
@given(problems(min_batch=2))
def test_the_order_of_the_batch_does_not_matter(case):
    problem, activation = case
    turned = _rows(problem, slice(None, None, -1))
    _close(_forward(turned, activation)[::-1], _forward(problem, activation))
    for first, second in zip(_backward(turned, activation)[2:], _backward(problem, activation)[2:]):
        _close(first, second)


@tried
@given(problems(min_steps=2), st.data())
def test_splitting_a_sequence_and_carrying_the_state_gives_the_same_states_and_gradients(
    case, data
):
    problem, activation = case
    k = data.draw(st.integers(1, problem.x.shape[1] - 1))
    h = _forward(problem, activation)
    early = problem._replace(x=problem.x[:, :k], upstream=problem.upstream[:, :k].copy())
    late = problem._replace(x=problem.x[:, k:], h0=h[:, k - 1], upstream=problem.upstream[:, k:])
    _close(np.concatenate([_forward(early, activation), _forward(late, activation)], axis=1), h)
    dx, dh0, *whole = _backward(problem, activation)
    dx_late, carry, *second = _backward(late, activation)
    early.upstream[:, -1] += carry
    dx_early, dh0_early, *first = _backward(early, activation)
    _close(np.concatenate([dx_early, dx_late], axis=1), dx)
    _close(dh0_early, dh0)
    for total, a, b in zip(whole, first, second):
        _close(a + b, total)


@tried
@given(problems(), st.integers(1, 4))
def test_steps_after_the_last_gradient_change_no_gradient(case, k):
    problem, activation = case
    N, _, D = problem.x.shape
    longer = problem._replace(
        x=np.concatenate([problem.x, np.ones((N, k, D))], axis=1),
        upstream=np.concatenate([problem.upstream, np.zeros((N, k, len(problem.B)))], axis=1),
    )
    dx, *others = _backward(longer, activation)
    expected, *rest = _backward(problem, activation)
    _close(dx, np.concatenate([expected, np.zeros((N, k, D))], axis=1))
    for got, before in zip(others, rest):
        _close(got, before)


@tried
@given(problems(), st.integers(1, 4), st.sampled_from(["tanh", "relu", "identity"]))
def test_silent_steps_before_a_sequence_shift_it_in_time_and_nothing_else(case, k, activation):
    # Without input, bias and state these activations stay at zero: only dB and dx see more steps.
    problem, _ = case
    problem = problem._replace(B=0 * problem.B, h0=0 * problem.h0)
    N, _, D = problem.x.shape
    later = problem._replace(
        x=np.concatenate([np.zeros((N, k, D)), problem.x], axis=1),
        upstream=np.concatenate([np.zeros((N, k, len(problem.B))), problem.upstream], axis=1),
    )
    _close(_forward(later, activation)[:, k:], _forward(problem, activation))
    dx, _, dWx, dWh, _ = _backward(later, activation)
    dx_before, _, dWx_before, dWh_before, _ = _backward(problem, activation)
    _close(dx[:, k:], dx_before)
    _close(dWx, dWx_before)
    _close(dWh, dWh_before)


@tried
@given(problems(), st.floats(-3, 3), st.floats(-3, 3))
def test_gradients_are_linear_in_the_upstream_gradient(case, a, b):
    problem, activation = case
    other = problem._replace(upstream=problem.upstream[::-1, ::-1])
    mixed = problem._replace(upstream=a * problem.upstream + b * other.upstream)
    for got, first, second in zip(*(_backward(p, activation) for p in (mixed, problem, other))):
        np.testing.assert_allclose(
            got, a * first + b * second, rtol=1e-10, atol=1e-10
        )  # relu and identity may grow


@tried
@given(problems())
def test_every_gradient_has_the_shape_of_what_it_belongs_to(case):
    problem, activation = case
    assert [g.shape for g in _backward(problem, activation)] == [
        a.shape for a in problem.forward_arguments
    ]
    assert _forward(problem, activation).shape == problem.upstream.shape


@tried
@given(problems())
def test_inputs_are_never_changed(case):
    problem, activation = case
    arguments = problem.backward_arguments(activation)
    kept = [array.copy() for array in (*problem, *arguments)]
    rl.rnn_backward(*arguments, activation=activation)
    layer = rl.SimpleRNN.from_weights(*problem[2:5], activation=activation)
    layer.forward(problem.x, problem.h0)
    layer.backward(problem.upstream)
    for array, before in zip((*problem, *arguments), kept):
        np.testing.assert_array_equal(array, before)


@tried
@given(problems())
def test_float32_in_gives_float32_out_close_to_float64(case):
    problem, activation = case
    single = Problem(*(array.astype(np.float32) for array in problem))
    double = Problem(*(array.astype(np.float64) for array in single))
    # The backward pass starts from the same states: a relu may switch where float32 rounds to zero.
    h = _forward(single, activation)
    assert h.dtype == np.float32
    assert difference(h, _forward(double, activation)) < 1e-4
    arguments = single.backward_arguments(activation)
    expected = rl.rnn_backward(
        *(array.astype(np.float64) for array in arguments), activation=activation
    )
    for got, exact in zip(rl.rnn_backward(*arguments, activation=activation), expected):
        assert got.dtype == np.float32
        np.testing.assert_allclose(got, exact, rtol=1e-4, atol=1e-4 * max(1, np.abs(exact).max()))


@tried
@given(problems(elements=st.integers(-3, 3)))
def test_integers_are_converted_never_truncated(case):
    problem, activation = case
    floats = Problem(*(array.astype(float) for array in problem))
    np.testing.assert_array_equal(_forward(problem, activation), _forward(floats, activation))
    for got, expected in zip(_backward(problem, activation), _backward(floats, activation)):
        np.testing.assert_array_equal(got, expected)


@tried
@given(problems(), problems())
def test_a_second_call_gives_the_same_answer(case, between):
    problem, activation = case
    first = (_forward(problem, activation), *_backward(problem, activation))
    _backward(*between)
    for a, b in zip(first, (_forward(problem, activation), *_backward(problem, activation))):
        np.testing.assert_array_equal(a, b)


@tried
@given(
    arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats(-1e3, 1e3)),
    st.floats(-1e3, 1e3),
)
def test_softmax_is_a_distribution_that_a_common_shift_leaves_alone(scores, shift):
    p = rl.softmax(scores)
    assert (p >= 0).all()
    _close(p.sum(axis=-1), np.ones(len(scores)))
    np.testing.assert_allclose(
        rl.softmax(scores + shift), p, rtol=1e-9, atol=1e-12
    )  # the shift itself rounds


@tried
@given(arrays(float, st.integers(1, 5), elements=st.floats(-1e6, 1e6)), st.floats(1e-3, 1e3))
def test_clipped_gradients_are_never_longer_than_the_limit_and_keep_their_direction(grad, max_norm):
    clipped, norm = rl.clip_by_global_norm({"W": grad}, max_norm)
    length = np.linalg.norm(clipped["W"])
    assert length <= max_norm * (1 + 1e-12)
    _close(norm, np.linalg.norm(grad))
    np.testing.assert_allclose(clipped["W"] * norm, grad * length, rtol=1e-9, atol=1e-200)

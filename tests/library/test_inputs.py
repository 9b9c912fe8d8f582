"""Arrays may arrive in any layout and real dtype; they are never changed or handed back."""

import numpy as np
import pytest

import rnn_lib as rl
from tests.library.calls import CALLS
from tests.shared.problems import ACTIVATIONS, SIZES, draw

LAYOUTS = {
    "Fortran order": np.asfortranarray,
    "every second entry": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "reversed": lambda a: a[..., ::-1].copy()[..., ::-1],
    "other byte order": lambda a: a.astype(a.dtype.newbyteorder()),
    "nested lists": np.ndarray.tolist,
    "time major": lambda a: (
        np.ascontiguousarray(a.swapaxes(0, -2)).swapaxes(0, -2) if a.ndim > 1 else a
    ),
}


def _read_only(call):
    arguments = {name: array.copy() for name, array in call.arguments.items()}
    for array in arguments.values():
        array.flags.writeable = False
    return arguments


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_read_only_arguments_are_read_and_nothing_else(call):
    arguments = _read_only(call)
    results = call.results(**arguments)
    for name, array in arguments.items():
        np.testing.assert_array_equal(array, call.arguments[name])
    assert len(results) == len(call.results())


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_results_share_no_memory_with_the_arguments_or_each_other(call):
    arrays = [result for result in call.results() if isinstance(result, np.ndarray)]
    others = [*call.arguments.values()]
    for i, array in enumerate(arrays):
        assert array.flags.writeable
        assert not any(np.shares_memory(array, other) for other in others + arrays[:i])


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(2, 5, 3, 4), (1, 1, 1, 1), (1, 5, 3, 4), (2, 1, 3, 4)])
def test_no_activation_and_no_size_makes_a_result_an_alias(sizes, activation):
    problem = draw(sizes)
    arguments = problem.backward_arguments(activation)
    kept = [array.copy() for array in arguments]
    results = rl.rnn_backward(*arguments, activation=activation)
    h = arguments[3]
    results = (
        *results,
        rl.rnn_step_forward(problem.x[:, 0], *problem.forward_arguments[1:], activation=activation),
        h,
    )
    for result in results:
        for given in (*problem, *(() if result is h else (h,))):
            assert not np.shares_memory(result, given)
    for array, before in zip(arguments, kept):
        np.testing.assert_array_equal(array, before)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_layout_does_not_change_the_result(call, layout):
    changed = {name: LAYOUTS[layout](array) for name, array in call.arguments.items()}
    for result, expected in zip(call.results(**changed), call.results()):
        # BLAS may add in another order for another layout: a few units of the last digit
        np.testing.assert_allclose(result, expected, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_integers_are_converted_never_truncated(call):
    whole = {
        name: np.rint(2 * array).astype(int) if name != "y" else array
        for name, array in call.arguments.items()
    }
    floats = {name: array.astype(float) if name != "y" else array for name, array in whole.items()}
    for result, expected in zip(call.results(**whole), call.results(**floats)):
        assert np.asarray(result).dtype == np.float64
        np.testing.assert_array_equal(result, expected)


def _results_in(call, dtype):
    return call.results(
        **{name: array.astype(dtype) for name, array in call.arguments.items() if name != "y"}
    )


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_float32_in_gives_float32_out_close_to_float64(call):
    for result, expected in zip(_results_in(call, np.float32), call.results()):
        if isinstance(result, np.ndarray):
            assert result.dtype == np.float32
        np.testing.assert_allclose(
            result, expected, rtol=2e-5, atol=2e-6
        )  # sums of up to 40 products near one


@pytest.mark.parametrize("dtype", [np.float16, np.longdouble])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_any_other_floats_are_computed_in_float64(call, dtype):
    as_float64 = {
        name: array.astype(dtype).astype(float)
        for name, array in call.arguments.items()
        if name != "y"
    }
    for result, expected in zip(_results_in(call, dtype), call.results(**as_float64)):
        assert np.asarray(result).dtype == np.float64
        np.testing.assert_array_equal(result, expected)


@pytest.mark.parametrize(
    "name, call",
    [(name, call) for call in CALLS.values() for name in call.arguments if name != "y"],
)
def test_one_argument_in_float64_is_enough_for_float64(name, call):
    if len(set(call.arguments) - {"y"}) == 1:
        return
    mixed = {
        other: array.astype(np.float32)
        for other, array in call.arguments.items()
        if other not in ("y", name)
    }
    for result in call.results(**mixed):
        assert np.asarray(result).dtype == np.float64


@pytest.mark.parametrize("sizes", SIZES)
def test_results_have_the_shapes_of_the_contract(sizes):
    N, T, D, H = sizes
    upstream, x, h0, h, Wx, Wh = draw(sizes).backward_arguments()
    assert h.shape == (N, T, H)
    shapes = [array.shape for array in rl.rnn_backward(upstream, x, h0, h, Wx, Wh)]
    assert shapes == [(N, T, D), (N, H), (D, H), (H, H), (H,)]
    shapes = [
        array.shape for array in rl.rnn_step_backward(upstream[:, 0], x[:, 0], h0, h[:, 0], Wx, Wh)
    ]
    assert shapes == [(N, D), (N, H), (D, H), (H, H), (H,)]

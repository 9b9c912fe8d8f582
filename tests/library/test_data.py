"""The assignment's arrays, the toy task and the digits."""

import numpy as np
import pytest

from rnn_lib import SmallSequence, digits, pulse_order, small_sequence


def test_small_sequence_holds_the_arrays_of_the_assignment():
    small = small_sequence()
    assert isinstance(small, SmallSequence) and small._fields == ("x", "h0", "Wx", "Wh", "B")
    np.testing.assert_array_equal(small.x, [[[0.01, 0.02], [0.02, 0.03], [0.03, 0.04]]])
    np.testing.assert_array_equal(small.h0, [[0, 0, 0, 0]])
    np.testing.assert_array_equal(small.Wx, [[0.01, 0.03, 0.05, 0.07], [0.03, 0.05, 0.07, 0.08]])
    rows = [
        [0.01, 0.03, 0.05, 0.07],
        [0.02, 0.04, 0.06, 0.08],
        [0.03, 0.05, 0.07, 0.08],
        [0.04, 0.06, 0.08, 0.1],
    ]
    np.testing.assert_array_equal(small.Wh, rows)
    np.testing.assert_array_equal(small.B, [1, 1, 1, 1])
    assert small.B.dtype.kind == "i"


def test_every_call_gives_fresh_arrays():
    for first, second in zip(small_sequence(), small_sequence()):
        assert not np.shares_memory(first, second)


@pytest.mark.parametrize("n_sequences", [3, 4, 10])
def test_without_noise_each_channel_has_one_pulse_of_height_one_before_the_last_step(n_sequences):
    X, y = pulse_order(60, n_sequences, noise=0, rng=1)
    assert X.shape == (60, n_sequences, 2) and y.shape == (60,) and y.dtype.kind == "i"
    np.testing.assert_array_equal(np.sort(X, axis=1)[:, -1], np.ones((60, 2)))
    np.testing.assert_array_equal(X.sum(axis=1), np.ones((60, 2)))
    np.testing.assert_array_equal(X[:, -1], np.zeros((60, 2)))


def test_the_class_is_the_channel_whose_pulse_comes_first():
    X, y = pulse_order(60, noise=0, rng=2)
    np.testing.assert_array_equal(X.argmax(axis=1).argmin(axis=1), y)


def test_both_classes_and_every_step_but_the_last_occur():
    X, y = pulse_order(500, 6, noise=0, rng=3)
    np.testing.assert_array_equal(np.unique(y), [0, 1])
    assert 200 < y.sum() < 300  # five standard deviations around one half
    np.testing.assert_array_equal(X.any(axis=(0, 2)), [True] * 5 + [False])


def test_noise_has_mean_zero_and_the_standard_deviation_asked_for():
    noise = pulse_order(4000, 3, noise=0.5, rng=4)[0][:, -1]
    assert noise.std() == pytest.approx(0.5, rel=0.03)  # 8000 numbers: four standard errors
    assert abs(noise.mean()) < 4 * 0.5 / noise.size**0.5
    assert pulse_order(4000, 3, rng=4)[0][:, -1].std() == pytest.approx(0.1, rel=0.03)


def test_a_pulse_is_added_to_the_noise_of_its_step():
    quiet, _ = pulse_order(200, noise=0.0, rng=0)
    X, _ = pulse_order(200, noise=0.3, rng=0)
    at_pulses = X[quiet == 1] - 1
    assert len(at_pulses) == 400
    assert at_pulses.std() == pytest.approx(0.3, rel=0.1)


def test_ten_steps_are_the_default():
    assert pulse_order(3, rng=0)[0].shape == (3, 10, 2)


def test_the_same_seed_gives_the_same_sequences():
    for first, second in zip(pulse_order(5, rng=6), pulse_order(5, rng=np.random.default_rng(6))):
        np.testing.assert_array_equal(first, second)
    assert not np.array_equal(pulse_order(5, rng=6)[0], pulse_order(5, rng=7)[0])


def test_a_generator_moves_on():
    rng = np.random.default_rng(0)
    assert not np.array_equal(pulse_order(5, rng=rng)[0], pulse_order(5, rng=rng)[0])


@pytest.mark.parametrize("value", [0, -1, 2.0, "3", None, True])
@pytest.mark.parametrize("name", ["n_samples", "n_sequences"])
def test_sizes_must_be_whole_numbers_of_at_least_one(name, value):
    with pytest.raises(ValueError) as caught:
        pulse_order(**{"n_samples": 5, name: value})
    assert str(caught.value) == f"{name} must be a whole number of at least 1, got {value!r}"


@pytest.mark.parametrize("n_sequences", [1, 2])
def test_two_pulses_and_a_last_step_need_three_steps(n_sequences):
    with pytest.raises(ValueError) as caught:
        pulse_order(5, n_sequences)
    assert str(caught.value).startswith("n_sequences must be at least 3, ")
    assert str(caught.value).endswith(f", got {n_sequences}")


@pytest.mark.parametrize("noise", [-0.1, np.nan, np.inf, "0.1", None, [0.1]])
def test_noise_must_be_a_finite_standard_deviation(noise):
    with pytest.raises(ValueError) as caught:
        pulse_order(5, noise=noise)
    assert (
        str(caught.value)
        == f"noise must be a finite standard deviation, zero or more, got {noise!r}"
    )


def test_the_first_digit_is_a_zero_in_sixteenths():
    X, y = digits()
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((1797, 8, 8), float, (1797,), np.int64)
    assert (16 * X[0, 0]).tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert y[:10].tolist() == list(range(10))

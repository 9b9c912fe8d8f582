"""All five gradients against complex steps through the plain recurrence, to twelve digits."""

import numpy as np
import pytest

import rnn_lib as rl
from tests.library.oracles import classifier_gradient
from tests.shared.problems import (
    ACTIVATIONS,
    GRADIENTS,
    SIZES,
    complex_step,
    difference,
    draw,
    many_to_one,
    reference_forward,
)

TOLERANCE = (
    1e-12  # a complex step is exact to rounding: a few thousand products of numbers near one
)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_the_problems_compare_no_zeros_with_zeros(sizes, activation):
    problem = many_to_one(draw(sizes))
    for gradient in rl.rnn_backward(*problem.backward_arguments(activation), activation=activation):
        assert np.abs(gradient).max() > 5e-5


@pytest.mark.parametrize(
    "upstream", [lambda problem: problem, many_to_one], ids=["many-to-many", "many-to-one"]
)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_every_gradient_is_that_of_complex_steps(sizes, activation, upstream):
    problem = upstream(draw(sizes))

    def loss(*arguments):
        return (problem.upstream * reference_forward(*arguments, activation=activation)).sum()

    results = rl.rnn_backward(*problem.backward_arguments(activation), activation=activation)
    for position, (name, gradient) in enumerate(zip(GRADIENTS, results)):
        assert (
            difference(gradient, complex_step(loss, problem.forward_arguments, position))
            < TOLERANCE
        ), name


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SIZES)
def test_every_gradient_of_one_step_is_that_of_complex_steps(sizes, activation):
    x, h0, Wx, Wh, B, upstream = draw(sizes)

    def loss(x_t, h_prev, Wx, Wh, B):
        return (
            upstream[:, 0]
            * reference_forward(x_t[:, np.newaxis], h_prev, Wx, Wh, B, activation=activation)[:, 0]
        ).sum()

    h_t = rl.rnn_step_forward(x[:, 0], h0, Wx, Wh, B, activation=activation)
    results = rl.rnn_step_backward(upstream[:, 0], x[:, 0], h0, h_t, Wx, Wh, activation=activation)
    for position, (name, gradient) in enumerate(zip(GRADIENTS, results)):
        assert (
            difference(gradient, complex_step(loss, (x[:, 0], h0, Wx, Wh, B), position)) < TOLERANCE
        ), name


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(2, 5, 3, 4), (1, 1, 1, 1)])
def test_the_library_checks_itself_by_its_own_complex_step_and_its_own_differences(
    sizes, activation
):
    problem = draw(sizes)
    results = rl.rnn_backward(*problem.backward_arguments(activation), activation=activation)
    for position, gradient in enumerate(results):

        def loss(moved, position=position):
            arguments = [
                moved if i == position else given
                for i, given in enumerate(problem.forward_arguments)
            ]
            return (problem.upstream * rl.rnn_forward(*arguments, activation=activation)).sum()

        point = problem.forward_arguments[position]
        assert rl.relative_error(gradient, rl.complex_step_gradient(loss, point)) < TOLERANCE
        assert rl.relative_error(gradient, rl.numerical_gradient(loss, point)) < 1e-8


@pytest.mark.parametrize("function", [rl.rnn_forward, rl.rnn_step_forward])
def test_a_complex_step_through_one_argument_leaves_the_real_part_alone(function):
    x, h0, Wx, Wh, B, _ = draw((2, 5, 3, 4))
    x = x if function is rl.rnn_forward else x[:, 0]
    moved = function(x, h0, Wx, Wh, B + 1e-20j)
    np.testing.assert_allclose(moved.real, function(x, h0, Wx, Wh, B), rtol=1e-13, atol=1e-15)
    assert (moved.imag != 0).all()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_of_the_classifier_is_that_of_complex_steps(activation):
    X, y, start, gradient, loss_before = classifier_gradient(activation)

    def loss(Wx, Wh, B, W, b):
        h = reference_forward(X, np.zeros((len(X), len(B))), Wx, Wh, B, activation=activation)
        exps = np.exp(h[:, -1] @ W + b)
        return -np.log(exps[range(len(y)), y] / exps.sum(axis=1)).mean()

    assert loss_before == pytest.approx(loss(*start.values()).real, rel=1e-13)
    for position, name in enumerate(start):
        assert (
            difference(gradient[name], complex_step(loss, list(start.values()), position))
            < TOLERANCE
        ), name

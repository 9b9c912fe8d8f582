"""The mistakes of taking a gradient back through one operation, one row each.

A variant is a whole function, which takes and returns what `local_gradients` does.
"""

import numpy as np

from ...graph import local_gradients
from .backward import BACKWARD
from .behaviour import INPUTS_MUTATED
from .mistake import Mistake

_KNOWN = {row.id: row for row in BACKWARD}


def _with(instead):
    """Return `local_gradients` with the rules of some operations replaced."""

    def rule(operation, gradient, output, *inputs):
        if operation in instead:
            return instead[operation](gradient, output, *inputs)
        return local_gradients(operation, gradient, output, *inputs)

    return rule


def _tanh(slope):
    return _with({"tanh": lambda gradient, output, a: (gradient * slope(output, a),)})


def _sum(spread):
    return _with({"sum": lambda gradient, output, a: (spread(gradient, a),)})


def _bias(share):
    """Return the rule of "+" with another share for an input that was broadcast."""

    def rule(gradient, output, a, b):
        return tuple(
            gradient if one.ndim == gradient.ndim else share(gradient, one) for one in (a, b)
        )

    return _with({"+": rule})


def _product(first, second):
    def rule(gradient, output, a, b):
        return first(gradient, a, b), second(gradient, a, b)

    return _with({"@": rule})


def _left(gradient, a, b):
    return gradient @ b.T


def _right(gradient, a, b):
    return a.T @ gradient


def _left_as_it_is(gradient, a, b):
    return gradient @ b


def _right_as_it_is(gradient, a, b):
    return a @ gradient


def _of_ones(operation, gradient, output, *inputs):
    return local_gradients(operation, np.ones(np.shape(gradient)), output, *inputs)


def _backwards(operation, gradient, output, *inputs):
    return local_gradients(operation, gradient, output, *inputs)[::-1]


def _own_factors(gradient, output, a, b):
    return gradient * a, gradient * b


def _again(name, *variants):
    """Return a row of the backward pass for this exercise."""
    return _KNOWN[name]._replace(seen=0, variants=variants, sized=(), shows=None, example=None)


RULES = (
    Mistake(
        id="arriving-gradient-ignored",
        title="sends back a slope, and not the gradient that arrived times the slope",
        why="The slope says how the output answers to the input. How the loss answers to the "
        "output is what arrives.",
        hint="Double the gradient that arrives. What should become of what you send on, and what "
        "does?",
        variants=(_of_ones,),
    ),
    _again("tanh-derivative-missing", _tanh(lambda output, a: 1.0)),
    _again("tanh-derivative-at-h", _tanh(lambda output, a: 1 - np.tanh(output) ** 2)),
    _again("tanh-derivative-unsquared", _tanh(lambda output, a: 1 - output)),
    Mistake(
        id="tanh-derivative-at-a",
        title="puts into the slope of tanh what went in, where what came out belongs",
        why="The short formula gives the slope from what came out of tanh. Of what went in, the "
        "slope is another formula.",
        hint="Where 3 goes in, tanh is nearly flat. What is your slope there?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - a_t^2",
        variants=(_tanh(lambda output, a: 1 - a**2),),
    ),
    Mistake(
        id="own-factor-sent",
        title="multiplies what it sends to a factor by this factor itself",
        why="How a product answers to one factor depends on the other one.",
        hint="Take 2 times 3. Raise the 2 by one: by how much does the product grow?",
        variants=(_with({"*": _own_factors}),),
    ),
    Mistake(
        id="factor-not-transposed",
        title="multiplies by a factor that it should turn first",
        why="Forward, an entry of the first factor acts along a row of the second. Its gradient "
        "collects along this row.",
        hint="Take factors of two different shapes. Does every product of yours still fit?",
        equation="eq-dx",
        variants=(
            _product(_left_as_it_is, _right),
            _product(_left, _right_as_it_is),
            _product(_left_as_it_is, _right_as_it_is),
        ),
    ),
    _again(
        "bias-not-summed-over-batch",
        _bias(lambda gradient, b: gradient),
        _bias(lambda gradient, b: gradient[0]),
        _bias(lambda gradient, b: gradient[-1]),
    ),
    _again("bias-averaged", _bias(lambda gradient, b: gradient.mean(axis=0))),
    _again(
        "bias-scalar",
        _bias(lambda gradient, b: gradient.sum()),
        _bias(lambda gradient, b: np.full(b.shape, gradient.sum())),
    ),
    Mistake(
        id="sum-not-spread",
        title="sends one number back through a sum",
        why="Every entry of the input is a term of the sum, and each has a gradient of its own.",
        hint="Which shape went into the sum, and which shape do you send back?",
        variants=(_sum(lambda gradient, a: gradient),),
    ),
    Mistake(
        id="sum-taken-for-mean",
        title="divides the gradient of a sum among the terms",
        why="Raise one term by one, and the sum grows by one, however many terms there are.",
        hint="What is the slope of a + b + c in terms of a?",
        variants=(_sum(lambda gradient, a: np.full(a.shape, gradient / a.size)),),
    ),
    _again("results-misordered", _backwards),
    INPUTS_MUTATED,
)
"""Every mistake of a local rule."""

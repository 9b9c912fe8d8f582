"""The mistakes that show in what an answer does, and not in the numbers of an ordinary call."""

from . import examples
from .mistake import Mistake

INPUTS_MUTATED = Mistake(
    id="inputs-mutated",
    title="changes its arguments",
    why="The arrays belong to the caller, who may need them again.",
    hint="Which of your lines write into an array that you did not make?",
    in_one_step=True,
    shows=lambda evidence: evidence.changed - evidence.changed_weights,
)
INTEGER_TRUNCATION = Mistake(
    id="integer-truncation",
    title="loses fractions when it is given integers",
    why="An array keeps the type that it was made with. In an array of integers, a fraction is cut "
    "off or refused.",
    hint="What is the dtype of the array into which you write your results, and where does it come "
    "from?",
    in_one_step=True,
    # An answer that changes its weights gives other numbers for integers anyway.
    shows=lambda evidence: (
        evidence.is_repeatable and not evidence.changed_weights and evidence.truncates
    ),
)

OF_FORWARD = (
    Mistake(
        id="state-kept-between-calls",
        title="gives other states when the same call is made again",
        why="A call starts from the h0 that it is given, and must know nothing of earlier calls.",
        hint="Which of your variables still holds something of the first call when the second "
        "begins?",
        seen=8,
        in_one_step=True,
        shows=lambda evidence: evidence.keeps_something,
        example=examples.keeping_the_state,
    ),
    Mistake(
        id="argument-ignored",  # `diagnosis` looks for it where nothing else explains the numbers
        title="does not use an argument that it is given",
        why="Other numbers go in, and the same ones come out. Yours are typed in, or read from "
        "outside of the function.",
        hint="Which names in your function are neither arguments nor made inside of it?",
        seen=15,
        in_one_step=True,
        example=examples.with_typed_in_weights,
    ),
    Mistake(
        id="overflow-in-tanh",
        title="fails where a_t is large",
        why="In float64, exp(a) is infinite beyond a = 709.78, and infinity divided by infinity is "
        "not a number. No state is larger than one.",
        hint="What is your tanh of 1000, and what should it be? Which number on the way is too "
        "large?",
        equation="eq-state",
        right=r"\tanh(a_t)",
        wrong=r"\frac{e^{a_t} - e^{-a_t}}{e^{a_t} + e^{-a_t}} \text{ in floating point}",
        seen=5,
        in_one_step=True,
        shows=lambda evidence: evidence.overflows,
        example={"activation": examples.quotient_of_exponentials},
    ),
    INPUTS_MUTATED._replace(example=examples.changing_h0),
    INTEGER_TRUNCATION._replace(example=examples.truncating_forward),
)
"""Those of the forward pass."""

OF_BACKWARD = (
    Mistake(
        id="not-deterministic",
        title="gives other gradients when the same call is made again",
        why="Equal arguments must give equal gradients. Something outlives the call, or is random.",
        hint="Which of your variables still holds something of the first call when the second "
        "begins?",
        in_one_step=True,
        shows=lambda evidence: evidence.keeps_something,
        example=examples.never_zeroing_gradients,
    ),
    Mistake(
        id="weights-updated-inside",
        title="changes the weights",
        why="A backward pass finds gradients. The update comes later, once all of them are known.",
        hint="Print the weights before the call and after it. For which of the two are your "
        "results the gradients?",
        seen=8,
        in_one_step=True,
        shows=lambda evidence: evidence.changed_weights,
        example=examples.updating_weights,
    ),
    INPUTS_MUTATED._replace(seen=5, example=examples.adding_carries_to_dh),
    INTEGER_TRUNCATION._replace(seen=7, example=examples.truncating_backward),
    Mistake(
        id="results-misordered",
        title="returns its results in another order",
        why="The caller unpacks the results by their places: no name travels with them.",
        hint="Print the shapes of your results in their order. Which gradient has which shape, and "
        "where should it stand?",
        in_one_step=True,
        shows=lambda evidence: evidence.is_misordered,
        example=examples.weights_first,
    ),
)
"""Those of the backward pass."""

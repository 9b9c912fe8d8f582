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
    title="makes arrays of integers when it is given integers",
    why="Such an array cannot hold a fraction. It is cut off, or refused.",
    hint="What is the dtype of the array into which you write your results?",
    in_one_step=True,
    # An answer that changes its weights gives other numbers for integers anyway.
    shows=lambda evidence: (
        evidence.is_repeatable and not evidence.changed_weights and evidence.truncates
    ),
)

OF_FORWARD = (
    Mistake(
        id="state-kept-between-calls",
        title="remembers the state of an earlier call",
        why="The same call twice gives two answers. A call must start from the h0 that it is "
        "given.",
        hint="Which variable outlives your function, and who resets it?",
        equation="eq-preactivation",
        seen=8,
        in_one_step=True,
        shows=lambda evidence: evidence.keeps_something,
        example=examples.keeping_the_state,
    ),
    Mistake(
        id="argument-ignored",  # `diagnosis` looks for it where nothing else explains the numbers
        title="does not use an argument that it is given",
        why="Other numbers go in, the same ones come out: the values are typed in, or read from "
        "outside of the function.",
        hint="Which names in your function are neither arguments nor made inside of it?",
        equation="eq-preactivation",
        seen=15,
        in_one_step=True,
        example=examples.with_typed_in_weights,
    ),
    Mistake(
        id="overflow-in-tanh",
        title="computes tanh from exponentials that overflow",
        why="exp(a) is infinite beyond a = 709, and infinity divided by infinity is not a number.",
        hint="What is your tanh of 1000, and what should it be?",
        equation="eq-state",
        right=r"\tanh(a_t)",
        wrong=r"\frac{e^{a_t} - e^{-a_t}}{e^{a_t} + e^{-a_t}} \text{ in floating point}",
        seen=5,
        in_one_step=True,
        shows=lambda evidence: evidence.overflows,
        example={"activation": examples.quotient_of_exponentials},
    ),
    INPUTS_MUTATED._replace(equation="eq-preactivation", example=examples.changing_h0),
    INTEGER_TRUNCATION._replace(equation="eq-state", example=examples.truncating_forward),
)
"""Those of the forward pass."""

OF_BACKWARD = (
    Mistake(
        id="not-deterministic",
        title="gives another answer when it is called again",
        why="Equal arguments must give equal gradients. Something outlives the call, or is random.",
        hint="Which variable is not made anew at every call?",
        equation="eq-dWx",
        in_one_step=True,
        shows=lambda evidence: evidence.keeps_something,
        example=examples.never_zeroing_gradients,
    ),
    Mistake(
        id="weights-updated-inside",
        title="changes the weights",
        why="A backward pass finds gradients. The update comes later, once all of them are known.",
        hint="If the caller wants to check your gradient, which weights does it find afterwards?",
        equation="eq-carry",
        seen=8,
        in_one_step=True,
        shows=lambda evidence: evidence.changed_weights,
        example=examples.updating_weights,
    ),
    INPUTS_MUTATED._replace(seen=5, equation="eq-dh", example=examples.adding_carries_to_dh),
    INTEGER_TRUNCATION._replace(seen=7, equation="eq-dWx", example=examples.truncating_backward),
    Mistake(
        id="results-misordered",
        title="returns its results in another order",
        why="The caller unpacks five results by their place.",
        hint="Compare your return line with the docstring: which names stand where?",
        equation="eq-dWx",
        in_one_step=True,
        shows=lambda evidence: evidence.is_misordered,
        example=examples.weights_first,
    ),
)
"""Those of the backward pass."""

"""The mistakes of an activation and its derivative. `check_activation` itself tells them."""

from .mistake import Mistake

ACTIVATION = (
    Mistake(
        id="derivative-does-not-follow",
        title="keeps the derivative of tanh for another activation",
        why="1 - h² belongs to tanh alone. Choose another activation, and its derivative changes "
        "too.",
        hint="What is the slope of your activation at zero, and what does your derivative say "
        "there?",
        equation="eq-da",
        right=r"\varphi'(a)",
        wrong=r"1 - h^2",
    ),
    Mistake(
        id="derivative-of-preactivation",
        title="expects a_t where it gets h_t",
        why="The backward pass keeps states, not pre-activations, so the derivative must take h.",
        hint="Write the derivative as a formula of h alone. Which functions let you?",
        equation="eq-da",
    ),
)
"""Every mistake of an activation and its derivative."""

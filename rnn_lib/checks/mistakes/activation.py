"""The mistakes of an activation and its derivative. `check_activation` itself tells them."""

from .mistake import Mistake

ACTIVATION = (
    Mistake(
        id="derivative-does-not-follow",
        title="has a slope that belongs to another activation",
        why="Every activation has a derivative of its own. Choose another activation, and its "
        "derivative changes with it.",
        hint="What is the slope of your activation at a = 1, and what does your derivative say "
        "there?",
        equation="eq-da",
        right=r"\varphi'(a)",
        wrong=r"1 - h^2",
    ),
    Mistake(
        id="derivative-of-preactivation",
        title="expects a_t where it gets h_t",
        why="The backward pass has kept the states, not the pre-activations. So the derivative "
        "must know the slope from h.",
        hint="Of tanh you know only that h is 0.6. What is its slope there, and what does your "
        "derivative say of 0.6?",
        equation="eq-da",
    ),
)
"""Every mistake of an activation and its derivative."""

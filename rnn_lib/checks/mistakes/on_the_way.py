"""The mistakes of backpropagation through time on the way to da_t, one row each."""

import numpy as np

from . import examples
from .mistake import Mistake


def _last_only(seen, t):
    return seen.upstream[t] * (t == len(seen.h) - 1)


def _last_on_top(seen, t):
    return seen.upstream[t] + seen.upstream[-1] * (t < len(seen.h) - 1)


def _ones(seen, t):
    return np.ones(seen.upstream[t].shape)


def _ones_at_the_end(seen, t):
    return np.full(seen.upstream[t].shape, float(t == len(seen.h) - 1))


def _no_carry(step):
    return np.zeros(step.da_t.shape)


def _window(k):
    says = f"The loss of each step goes back over {k} steps."
    return {"window": k, "order": None, "says": says}


def _chunks_from_the_start(k):
    says = f"Nothing crosses the border after every {k} steps."
    return {"crosses": lambda t, T: t % k != 0 or t == 0, "says": says}


def _chunks_from_the_end(k):
    says = f"Counted from the end, nothing crosses the border after every {k} steps."
    return {"crosses": lambda t, T: (T - t) % k != 0 or t == 0, "says": says}


def _last_steps(k):
    says = f"It goes back over the last {k} steps and leaves out those before."
    return {"order": lambda T, N: range(T - 1, max(-1, T - 1 - k), -1), "says": says}


ON_THE_WAY = (
    Mistake(
        id="upstream-last-step-only",
        title="uses upstream of the last step and forgets the others",
        why="The loss may look at every state. Then upstream is not zero at the earlier steps.",
        hint="With an output at every step, which entries of upstream does your loop never read?",
        equation="eq-dh",
        right=r"\frac{\partial^+ L}{\partial h_t} + \text{carry}",
        wrong=r"\text{carry} \text{ for } t < T",
        variants=({"upstream": _last_only},),
    ),
    Mistake(
        id="upstream-reinjected",
        title="adds the gradient of the last step again at every step",
        why="What the loss sends to h_T arrives there once. The carry brings it to the earlier "
        "steps.",
        hint="If the loss looks at h_T alone, what comes directly to h_1?",
        equation="eq-dh",
        right=r"\frac{\partial^+ L}{\partial h_t} + \text{carry}",
        wrong=r"\frac{\partial^+ L}{\partial h_T} + \text{carry}",
        seen=5,
        variants=(
            {"upstream": lambda seen, t: seen.upstream[-1]},
            {"upstream": _last_on_top},
            {"upstream": lambda seen, t: seen.upstream[t:].sum(axis=0)},
        ),
    ),
    Mistake(
        id="upstream-ignored",
        title="does not use upstream",
        why="da_t is dL/da_t, not dh_t/da_t: whatever the loss sends must be a factor of it.",
        hint="Double upstream. Do your gradients double?",
        equation="eq-da",
        right=r"\frac{dL}{dh_t} \odot \varphi'(a_t)",
        wrong=r"\varphi'(a_t)",
        seen=2,
        variants=(
            {"upstream": _ones},
            {"upstream": _ones, "crosses": lambda t, T: t == 0},
            {"upstream": lambda seen, t: 0 * seen.upstream[t]},
            {"upstream": _ones_at_the_end},
            {"upstream": lambda seen, t: seen.h[t]},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-at-h",
        title="takes the derivative of tanh at h_t instead of a_t",
        why="tanh' at a_t is 1 - tanh(a_t)², and tanh(a_t) is h_t itself. Yours applies tanh "
        "twice.",
        hint="What is tanh(a_t), and do you have it already?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - \tanh^2(h_t)",
        seen=3,
        variants=({"slope": lambda step: 1 - np.tanh(step.h_t) ** 2},),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-missing",
        title="leaves out the derivative of tanh",
        why="Between h_t and a_t stands tanh, and the chain rule has a factor for it.",
        hint="Where tanh is flat, a change of a_t does nothing. Does your gradient know?",
        equation="eq-da",
        right=r"\frac{dL}{dh_t} \odot (1 - h_t^2)",
        wrong=r"\frac{dL}{dh_t}",
        seen=5,
        variants=({"slope": lambda step: 1.0},),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-at-dh",
        title="takes the derivative of tanh at dh_t",
        why="The derivative belongs to the forward pass: it depends on the state, not on the loss.",
        hint="Double upstream. Does your factor change? Should it?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - \tanh^2(dh_t) \text{ or } 1 - dh_t^2",
        variants=(
            {"slope": lambda step: 1 - np.tanh(step.dh_t) ** 2},
            {"slope": lambda step: 1 - step.dh_t**2},
            {"slope": lambda step: 1 - np.tanh(step.direct) ** 2},
            {"slope": lambda step: 1 - step.direct**2},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-unsquared",
        title="uses 1 - h_t for the derivative of tanh",
        why="The derivative of tanh is 1 - tanh². It is the same for h and -h; yours is not.",
        hint="What is your factor for h_t = -0.9? Can a slope of tanh be above one?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - h_t",
        variants=({"slope": lambda step: 1 - step.h_t},),
        in_one_step=True,
    ),
    Mistake(
        id="derivative-of-another-activation",
        title="takes the slope of another activation than tanh",
        why="The slope belongs to the function that made h_t out of a_t, and that was tanh.",
        hint="What is the slope of tanh where h_t is zero, and what is your factor there?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"h_t (1 - h_t), \ [h_t > 0], \ldots",
        variants=(
            {"slope": lambda step: step.h_t * (1 - step.h_t), "says": "It is that of a sigmoid."},
            {"slope": lambda step: 1.0 * (step.h_t > 0), "says": "It is that of ReLU."},
            {"slope": lambda step: step.h_t, "says": "Your factor is h_t itself."},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-at-h-prev",
        title="takes the derivative of tanh one step off",
        why="The step from a_t to h_t has its slope at h_t. The state before belongs to another "
        "step.",
        hint="Which state comes out of the tanh through which you go back?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - h_{t-1}^2",
        variants=({"slope": lambda step: 1 - step.h_prev**2},),
        in_one_step=True,
    ),
    Mistake(
        id="carry-dropped",
        title="carries nothing back in time",
        why="h_t also acts on the loss through h_{t+1}. Without a carry, no gradient leaves its "
        "step.",
        hint="If the loss looks at h_T alone, how does x_1 get a gradient?",
        equation="eq-dh",
        right=r"\frac{\partial^+ L}{\partial h_t} + \frac{dL}{da_{t+1}} W_h^\top",
        wrong=r"\frac{\partial^+ L}{\partial h_t}",
        seen=6,
        variants=({"crosses": lambda t, T: t == 0}, {"carry": _no_carry}),
    ),
    Mistake(
        id="carry-without-Wh",
        title="carries da_t back without Wh",
        why="On the way forward h_{t-1} is multiplied by Wh. So is its gradient on the way back.",
        hint="In a_t, which factor stands beside h_{t-1}?",
        equation="eq-carry",
        right=r"\frac{dL}{da_t} W_h^\top",
        wrong=r"\frac{dL}{da_t}",
        variants=({"carry": lambda step: step.da_t},),
        in_one_step=True,
    ),
    Mistake(
        id="carry-not-transposed",
        title="carries back by Wh instead of its transpose",
        why="Forward, the sum runs over the old nodes; back, over the new ones. Wh is square, so "
        "no "
        "shape complains.",
        hint="Write out the gradient for one entry of h_{t-1}: over which index of Wh do you sum?",
        equation="eq-carry",
        right=r"\frac{dL}{da_t} W_h^\top",
        wrong=r"\frac{dL}{da_t} W_h",
        variants=({"carry": lambda step: step.da_t @ step.Wh},),
        in_one_step=True,
    ),
    Mistake(
        id="carry-not-through-tanh",
        title="carries dh_t back instead of da_t",
        why="The way back from h_t to h_{t-1} goes through tanh first, and only then through Wh.",
        hint="On the way from h_{t-1} to h_t, what comes after the product with Wh?",
        equation="eq-carry",
        right=r"\frac{dL}{da_t} W_h^\top",
        wrong=r"\frac{dL}{dh_t} W_h^\top",
        variants=({"carry": lambda step: step.dh_t @ step.Wh.T},),
        in_one_step=True,
    ),
    Mistake(
        id="truncated-in-time",
        title="stops the gradient after some steps on its way back",
        why="Every step back to the first one has a share. Who leaves the distant ones out saves "
        "time, and what comes out is not the gradient.",
        hint="If the loss looks at the last state alone, how far back do your gradients reach?",
        equation="eq-dh",
        right=r"t = T, \ldots, 1",
        wrong=r"t = T, \ldots, T - k + 1",
        sized=(_window, _chunks_from_the_start, _chunks_from_the_end, _last_steps),
        example=_window(2),
    ),
    Mistake(
        id="clipped-inside",  # `diagnosis` finds it, with what lies under it
        title="limits the gradients before it returns them",
        why="Clipping belongs between the gradients and the update. A gradient that is cut off "
        "inside agrees with no check, and nobody sees that it was large.",
        hint="Double upstream. What must happen to every gradient, and what happens to yours?",
        equation="eq-da",
        example=examples.clipping_at_two,
    ),
    Mistake(
        id="loops-over-batch",
        title="counts the sequences of the batch where it should count steps",
        why="The loop goes over time. How many sequences there are has nothing to do with it.",
        hint="Give it two sequences of seven steps. How often does your loop run?",
        equation="eq-dh",
        right=r"t = T, \ldots, 1",
        wrong=r"t = N, \ldots, 1",
        variants=(
            {"order": lambda T, N: range(N)},
            {"order": lambda T, N: range(N - 1, -1, -1)},
        ),
    ),
    Mistake(
        id="time-runs-forwards",
        title="walks from the first step to the last",
        why="A carry comes from the step after. It is not known before that step is done.",
        hint="When your loop is at step t, has it been at t + 1?",
        equation="eq-dh",
        right=r"t = T, \ldots, 1",
        wrong=r"t = 1, \ldots, T",
        variants=({"order": lambda T, N: range(T)},),
    ),
)
"""Every mistake that makes da_t wrong."""

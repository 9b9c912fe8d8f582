"""The mistakes of backpropagation through time on the way to da_t, one row each."""

import numpy as np

from .mistake import Mistake


def _last_only(dh, t):
    return dh[:, t] if t == dh.shape[1] - 1 else np.zeros(dh[:, t].shape)


def _last_on_top(dh, t):
    return dh[:, t] + (dh[:, -1] if t < dh.shape[1] - 1 else 0)


def _first_step_carries(da_t, dh_t, Wh, t):
    return da_t @ Wh.T if t == 0 else np.zeros(da_t.shape)


def _zero_carry(da_t, dh_t, Wh, t):
    return np.zeros(da_t.shape)


ON_THE_WAY = (
    Mistake(
        id="upstream-last-step-only",
        title="uses dh of the last step and forgets the others",
        why="The loss may look at every state. Then dh is not zero at the earlier steps.",
        hint="With an output at every step, which entries of dh does your loop never read?",
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
            {"upstream": lambda dh, t: dh[:, -1]},
            {"upstream": _last_on_top},
            {"upstream": lambda dh, t: dh[:, t:].sum(axis=1)},
        ),
    ),
    Mistake(
        id="upstream-ignored",
        title="does not use dh",
        why="da_t is dL/da_t, not dh_t/da_t: whatever the loss sends must be a factor of it.",
        hint="Double dh. Do your gradients double?",
        equation="eq-da",
        right=r"\frac{dL}{dh_t} \odot \varphi'(a_t)",
        wrong=r"\varphi'(a_t)",
        seen=2,
        variants=(
            {"upstream": lambda dh, t: np.ones(dh[:, t].shape)},
            {
                "upstream": lambda dh, t: np.ones(dh[:, t].shape),
                "carry": _first_step_carries,
            },
            {"upstream": lambda dh, t: np.zeros(dh[:, t].shape)},
            {"upstream": lambda dh, t: np.full(dh[:, t].shape, float(t == dh.shape[1] - 1))},
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
        variants=({"slope": lambda h_t, h_prev, dh_t: 1 - np.tanh(h_t) ** 2},),
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
        variants=({"slope": lambda h_t, h_prev, dh_t: 1.0},),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-at-dh",
        title="takes the derivative of tanh at dh_t",
        why="The derivative belongs to the forward pass: it depends on the state, not on the loss.",
        hint="Double dh. Does your factor change? Should it?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - \tanh^2(dh_t) \text{ or } 1 - dh_t^2",
        variants=(
            {"slope": lambda h_t, h_prev, dh_t: 1 - np.tanh(dh_t) ** 2},
            {"slope": lambda h_t, h_prev, dh_t: 1 - dh_t**2},
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
        variants=({"slope": lambda h_t, h_prev, dh_t: 1 - h_t},),
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
        variants=({"slope": lambda h_t, h_prev, dh_t: 1 - h_prev**2},),
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
        variants=({"carry": _first_step_carries}, {"carry": _zero_carry}),
    ),
    Mistake(
        id="carry-without-Wh",
        title="carries da_t back without Wh",
        why="On the way forward h_{t-1} is multiplied by Wh. So is its gradient on the way back.",
        hint="In a_t, which factor stands beside h_{t-1}?",
        equation="eq-carry",
        right=r"\frac{dL}{da_t} W_h^\top",
        wrong=r"\frac{dL}{da_t}",
        variants=({"carry": lambda da_t, dh_t, Wh, t: da_t},),
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
        variants=({"carry": lambda da_t, dh_t, Wh, t: da_t @ Wh},),
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
        variants=({"carry": lambda da_t, dh_t, Wh, t: dh_t @ Wh.T},),
        in_one_step=True,
    ),
    Mistake(
        id="time-runs-forwards",
        title="walks from the first step to the last",
        why="A carry comes from the step after. It is not known before that step is done.",
        hint="When your loop is at step t, has it been at t + 1?",
        equation="eq-dh",
        right=r"t = T, \ldots, 1",
        wrong=r"t = 1, \ldots, T",
        variants=({"order": lambda T: range(T)},),
    ),
)
"""Every mistake that makes da_t wrong."""

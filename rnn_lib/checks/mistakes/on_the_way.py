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


def _last_steps_without_dh0(k):
    return _last_steps(k) | {"crosses": lambda t, T: t != T - k or t == 0}


ON_THE_WAY = (
    Mistake(
        id="upstream-last-step-only",
        title="listens to the loss at the last step only",
        why="The loss may look at every state. Then upstream is not zero at the earlier steps.",
        hint="Let upstream be zero except at the first step. Which gradients should not be zero, "
        "and which of yours are?",
        equation="eq-dh",
        right=r"\frac{\partial^+ L}{\partial h_t} + \text{carry}",
        wrong=r"\text{carry} \text{ for } t < T",
        variants=({"upstream": _last_only},),
    ),
    Mistake(
        id="upstream-reinjected",
        title="counts what the loss sends to the last state more than once",
        why="What the loss sends to a state arrives there once. From there, the carry alone brings "
        "it to earlier steps.",
        hint="Let upstream be zero except at the last step. What should the step before get "
        "directly from the loss, and what does it get?",
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
        title="gives the same gradients whatever the loss sends",
        why="The loss decides how much each state counts, and sends that in. Are the ones of L = Σ "
        "h_3 typed in, or is ∂h_t/∂a_t read where dL/da_t is meant?",
        hint="Double what comes from the loss. What should happen to all gradients, and what "
        "happens to yours?",
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
        title="applies tanh to what has been through tanh already",
        why="The slope belongs to the place from which tanh made h_t, and not to the place where "
        "h_t itself is.",
        hint="Where a_t is 2, h_t is 0.964. What is the slope of tanh at 2, and what is your "
        "factor there?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - \tanh^2(h_t)",
        seen=3,
        variants=({"slope": lambda step: 1 - np.tanh(step.h_t) ** 2},),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-missing",
        title="goes back from h_t to a_t as if no tanh stood between them",
        why="The chain rule has a factor for every function on the way back.",
        hint="Where a_t is 5, a small change of it hardly moves h_t. Is your gradient for a_t "
        "small there?",
        equation="eq-da",
        right=r"\frac{dL}{dh_t} \odot (1 - h_t^2)",
        wrong=r"\frac{dL}{dh_t}",
        seen=5,
        variants=({"slope": lambda step: 1.0},),
        in_one_step=True,
    ),
    Mistake(
        id="tanh-derivative-at-dh",
        title="takes the slope of tanh at a gradient",
        why="The slope was fixed on the way forward. It depends on the numbers of the forward "
        "pass, and not on the loss.",
        hint="Double what comes from the loss. Does your slope of tanh change, and should it?",
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
        title="has a slope of tanh that differs between h_t and -h_t",
        why="The curve of tanh is as steep on the left of zero as on the right, and nowhere "
        "steeper than one.",
        hint="What is your factor where h_t is 0.9, and what where it is -0.9? What are the slopes "
        "of tanh there?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - h_t",
        variants=({"slope": lambda step: 1 - step.h_t},),
        in_one_step=True,
    ),
    Mistake(
        id="derivative-of-another-activation",
        title="uses a slope that belongs to another function than tanh",
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
        title="takes the slope of tanh from another step",
        why="Each step goes through a tanh of its own, and has a slope of its own.",
        hint="Take a single step that starts from zeros. What is your slope there, whatever the "
        "input is? Should it depend on the input?",
        equation="eq-da",
        right=r"1 - h_t^2",
        wrong=r"1 - h_{t-1}^2",
        variants=({"slope": lambda step: 1 - step.h_prev**2},),
        in_one_step=True,
    ),
    Mistake(
        id="carry-dropped",
        title="carries nothing back in time",
        why="A state acts on the loss directly, and through every state after it. Each way sends a "
        "gradient back.",
        hint="Let upstream be zero except at the last step. Does the first input matter to that "
        "loss, and what is your dx for it?",
        equation="eq-dh",
        right=r"\frac{\partial^+ L}{\partial h_t} + \frac{dL}{da_{t+1}} W_h^\top",
        wrong=r"\frac{\partial^+ L}{\partial h_t}",
        seen=6,
        variants=({"crosses": lambda t, T: t == 0}, {"carry": _no_carry}),
    ),
    Mistake(
        id="carry-without-Wh",
        title="hands each node of the old state the gradient of one new node alone",
        why="On the way forward, each node of the old state acts on all nodes of the new one, each "
        "time by a weight.",
        hint="Set Wh to zero. Can the old state still act on the new one, and what do you still "
        "carry back?",
        equation="eq-carry",
        right=r"\frac{dL}{da_t} W_h^\top",
        wrong=r"\frac{dL}{da_t}",
        variants=({"carry": lambda step: step.da_t},),
        in_one_step=True,
    ),
    Mistake(
        id="carry-not-transposed",
        title="carries back by the wrong weights of Wh",
        why="Wh[i, j] leads from node i of the old state to node j of the new one. Wh is square, "
        "so a mix-up raises no error.",
        hint="Let Wh be zero except for Wh[0, 1]. Which node of the old state acts on the new one, "
        "and to which do you send a gradient?",
        equation="eq-carry",
        right=r"\frac{dL}{da_t} W_h^\top",
        wrong=r"\frac{dL}{da_t} W_h",
        variants=({"carry": lambda step: step.da_t @ step.Wh},),
        in_one_step=True,
    ),
    Mistake(
        id="carry-not-through-tanh",
        title="carries back to the old state without passing tanh",
        why="From the old state to the new one, the product with Wh comes first and tanh after it. "
        "The way back passes both.",
        hint="If every entry of a_t is 5, a change of the old state hardly moves h_t. Is your "
        "carry small then?",
        equation="eq-carry",
        right=r"\frac{dL}{da_t} W_h^\top",
        wrong=r"\frac{dL}{dh_t} W_h^\top",
        variants=({"carry": lambda step: step.dh_t @ step.Wh.T},),
        in_one_step=True,
    ),
    Mistake(
        id="truncated-in-time",
        title="stops the gradient after some steps on its way back",
        why="Every step acts on every loss after it. Leaving some of that out saves time, but what "
        "is left is not the gradient.",
        hint="Let upstream be zero except at the last step. Down to which step is your dx not "
        "zero, and down to which should it be?",
        equation="eq-dh",
        right=r"t = T, \ldots, 1",
        wrong=r"t = T, \ldots, T - k + 1",
        sized=(
            _window,
            _chunks_from_the_start,
            _chunks_from_the_end,
            _last_steps,
            _last_steps_without_dh0,
        ),
        example=_window(2),
    ),
    Mistake(
        id="clipped-inside",  # `diagnosis` finds it, with what lies under it
        title="holds its gradients back when they get large",
        why="A gradient has no limit of its own. A limit belongs to the update, where one can see "
        "how large the gradient was.",
        hint="Make upstream a thousand times larger. What must happen to every gradient, and what "
        "happens to yours?",
        equation="eq-dWx",
        right=r"\frac{dL}{dW}",
        wrong=r"\min(\max(\frac{dL}{dW}, -c), c)",
        example=examples.clipping_at_two,
    ),
    Mistake(
        id="loops-over-batch",
        title="visits as many steps as there are sequences in the batch",
        why="Batch and time are two axes. How many sequences run side by side says nothing about "
        "how long they are.",
        hint="Give it two sequences of seven steps. How many times should your loop run, and how "
        "many times does it?",
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
        title="reaches each step before its carry is known",
        why="A carry comes from the step after. It is not known before that step is done.",
        hint="When your loop is at step t, which carry does it use, and which step has made that?",
        equation="eq-dh",
        right=r"t = T, \ldots, 1",
        wrong=r"t = 1, \ldots, T",
        variants=({"order": lambda T, N: range(T)},),
    ),
)
"""Every mistake that makes da_t wrong."""

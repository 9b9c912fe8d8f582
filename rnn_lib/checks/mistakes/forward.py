"""The mistakes of the forward pass, one row each."""

import numpy as np

from .behaviour import OF_FORWARD
from .mistake import Mistake


def _no_state(h_prev, Wh):
    return np.zeros(h_prev.shape)


def _zeros(h0):
    return np.zeros(h0.shape)


def _reshaped(x):
    return list(x.reshape(x.shape[1], x.shape[0], x.shape[2]))


def _stacked_and_reshaped(states, h0, T):
    return np.array(states).reshape(len(h0), len(states), -1)


def _time_first(states, h0, T):
    return np.array(states)


def _one_row_for_all(states, h0, T):
    return np.repeat(np.stack(states, axis=1)[:1], len(h0), axis=0)


def _first_three(x):
    return [x[:, t] for t in range(3)]


def _zeros_after(states, h0, T):
    missing = T - len(states)
    return np.stack([*states, *[np.zeros(h0.shape)] * missing], axis=1)


def _last_is_zero(states, h0, T):
    return np.stack([*states[:-1], np.zeros(h0.shape)], axis=1)


def _some_steps(k):
    return {"inputs": lambda x: [x[:, t] for t in range(min(k, x.shape[1]))], "says": _counts_on(k)}


def _some_steps_then_zeros(k):
    return _some_steps(k) | {"collected": _zeros_after}


def _counts_on(k):
    return f"It counts on {k} steps."


def _anew_from_h0(k):
    says = f"It begins anew from h0 after every {k} steps."
    return {"carried": lambda h_t, h0, t: h_t if (t + 1) % k else h0, "says": says}


def _anew_from_zeros(k):
    says = f"It begins anew from zeros after every {k} steps."
    return {"carried": lambda h_t, h0, t: h_t if (t + 1) % k else 0 * h0, "says": says}


FORWARD = (
    Mistake(
        id="state-not-carried",
        title="starts every step from h0",
        why="Each step must get the state that the step before produced. Yours gets the first one.",
        hint="After a step, which variable holds the state, and does the next step read it?",
        equation="eq-preactivation",
        right=r"h_{t-1} W_h",
        wrong=r"h_0 W_h \text{ at every step}",
        variants=({"carried": lambda h_t, h0, t: h0},),
        sized=(_anew_from_h0, _anew_from_zeros),
    ),
    Mistake(
        id="h0-ignored",
        title="starts from zeros, whatever h0 is",
        why="h0 carries what came before this sequence. Zeros are only its usual value.",
        hint="Cut a sequence in two: what does the second half need from the first?",
        equation="eq-preactivation",
        right=r"h_0",
        wrong=r"0",
        variants=({"start": _zeros},),
    ),
    Mistake(
        id="previous-index-wraps",
        title="reads h[:, t - 1] at t = 0, which is the last place of the array",
        why="In Python, index -1 is the end. At the first step it holds whatever the array began "
        "with.",
        hint="At t = 0, which number stands in h[:, t - 1], and which should be there?",
        equation="eq-preactivation",
        right=r"h_0",
        wrong=r"h_T \text{ (still zero)}",
        seen=3,
        variants=({"start": _zeros},),
    ),
    Mistake(
        id="bias-ignored",
        title="leaves out B",
        why="Without B, a node whose inputs are all zero must be zero itself.",
        hint="Set x and h0 to zero: what should h_1 be, and what is yours?",
        equation="eq-preactivation",
        right=r"x_t W_x + h_{t-1} W_h + B",
        wrong=r"x_t W_x + h_{t-1} W_h",
        variants=({"bias": np.zeros_like},),
        in_one_step=True,
    ),
    Mistake(
        id="activation-missing",
        title="returns a_t without tanh",
        why="Without an activation the whole sequence is one linear map, and states can grow "
        "forever.",
        hint="Can one of your states be larger than one?",
        equation="eq-state",
        right=r"h_t = \tanh(a_t)",
        wrong=r"h_t = a_t",
        variants=({"activation": lambda a_t: a_t},),
        in_one_step=True,
    ),
    Mistake(
        id="activation-wrong",
        title="uses another activation than tanh",
        why="The task asks for tanh. Others have other values and another derivative.",
        hint="What is your state where a_t is zero, and where it is large and negative?",
        equation="eq-state",
        right=r"\tanh(a_t)",
        wrong=r"\sigma(a_t), \max(a_t, 0), \ldots",
        variants=(
            {"activation": lambda a_t: 1 / (1 + np.exp(-a_t))},
            {"activation": lambda a_t: np.maximum(a_t, 0)},
            {"activation": lambda a_t: np.tanh(np.tanh(a_t))},
            {"activation": np.arctan},
            {"activation": np.sin},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="Wh-transposed",
        title="multiplies by the transpose of Wh",
        why="Wh is square, so no shape complains. Row k of Wh belongs to node k of the old state.",
        hint="Which axis of Wh is summed over, the old nodes or the new ones?",
        equation="eq-preactivation",
        right=r"h_{t-1} W_h",
        wrong=r"h_{t-1} W_h^\top",
        variants=({"recurrent": lambda h_prev, Wh: h_prev @ Wh.T},),
        in_one_step=True,
    ),
    Mistake(
        id="Wh-ignored",
        title="leaves out the old state",
        why="Without it each step is on its own: nothing is remembered, nothing is recurrent.",
        hint="Change the first input only. Which of your states change?",
        equation="eq-preactivation",
        right=r"x_t W_x + h_{t-1} W_h + B",
        wrong=r"x_t W_x + B",
        variants=({"recurrent": _no_state},),
        in_one_step=True,
    ),
    Mistake(
        id="returns-last-state-only",
        title="returns the last state only",
        why="The backward pass needs all of them, and so does every task with an output at each "
        "step.",
        hint="How many axes should the result have, and what does each one count?",
        equation="eq-state",
        variants=(
            {"collected": lambda states, h0, T: states[-1]},
            {"collected": lambda states, h0, T: states[-1][:, None]},
        ),
    ),
    Mistake(
        id="returns-first-state",
        title="returns the first state",
        why="It has seen one input. Is there a return inside the loop?",
        hint="How often does your loop run before it returns?",
        equation="eq-state",
        variants=(
            {"collected": lambda states, h0, T: states[0]},
            {"collected": lambda states, h0, T: states[0][:, None]},
        ),
    ),
    Mistake(
        id="last-step-skipped",
        title="stops one step early",
        why="A sequence of T steps has T states after h0.",
        hint="Write down t for every turn of your loop. What is the last one?",
        equation="eq-state",
        right=r"t = 1, \ldots, T",
        wrong=r"t = 1, \ldots, T - 1",
        variants=(
            {"inputs": lambda x: [x[:, t] for t in range(x.shape[1] - 1)]},
            {"collected": _last_is_zero},
            {"collected": lambda states, h0, T: np.stack([h0, *states[:-1]], axis=1)},
        ),
    ),
    Mistake(
        id="fixed-sequence-length",
        title="counts on a fixed number of time steps",
        why="The example has three. A sequence may have any number.",
        hint="Where does your code learn how long the sequence is?",
        equation="eq-state",
        right=r"t = 1, \ldots, T",
        wrong=r"t = 1, 2, 3",
        seen=2,
        variants=(
            {"inputs": _first_three, "says": "It counts on three steps."},
            {
                "inputs": _first_three,
                "collected": _zeros_after,
                "says": "It counts on three steps.",
            },
        ),
        sized=(_some_steps, _some_steps_then_zeros),
    ),
    Mistake(
        id="batch-rows-mixed",
        title="lets the sequences of a batch meet",
        why="Each row is a sequence of its own. No number may travel from one row to another.",
        hint="Put one sequence into a batch with another. Do its states change?",
        equation="eq-preactivation",
        seen=7,
        variants=(
            {"collected": _one_row_for_all},
            {"inputs": lambda x: [x[:1, t] for t in range(x.shape[1])]},
            {"carried": lambda h_t, h0, t: np.repeat(h_t[:1], len(h_t), axis=0)},
            {"carried": lambda h_t, h0, t: h_t[::-1]},
            {"carried": lambda h_t, h0, t: h_t.sum(axis=0, keepdims=True)},
            {"carried": lambda h_t, h0, t: h_t.mean(axis=0, keepdims=True)},
            {"start": lambda h0: h0[:1]},
            {"start": lambda h0: h0.sum(axis=0, keepdims=True)},
            {"start": lambda h0: h0.mean(axis=0, keepdims=True)},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="states-aliased",
        title="stores one array T times, so that every state is the last one",
        why="A list keeps references. If h_t is changed in place, all its entries change.",
        hint="Are the states in your list different arrays, or one array many times?",
        equation="eq-state",
        variants=(
            {"collected": lambda states, h0, T: np.stack([states[-1]] * len(states), axis=1)},
        ),
    ),
    Mistake(
        id="axes-reshaped",
        title="mixes up the axes of batch and time",
        why="The batch comes first, then time. A list of states has time first, and reshape does "
        "not "
        "swap axes: it keeps the order of the numbers in memory.",
        hint="Which axis of your result counts the sequences? Is a (2, 3) array reshaped to (3, 2) "
        "its transpose?",
        equation="eq-state",
        variants=(
            {"collected": _stacked_and_reshaped},
            {"collected": _time_first},
            {"inputs": _reshaped},
            {"inputs": _reshaped, "collected": _stacked_and_reshaped},
            {"inputs": _reshaped, "collected": _time_first},
        ),
    ),
    Mistake(
        id="time-reversed",
        title="reads the sequence from its end",
        why="h_1 comes from x_1. The last state must have seen all steps, the first only one.",
        hint="Which input does your first turn of the loop read?",
        equation="eq-state",
        right=r"x_1, \ldots, x_T",
        wrong=r"x_T, \ldots, x_1",
        variants=(
            {"inputs": lambda x: [x[:, t] for t in reversed(range(x.shape[1]))]},
            {
                "inputs": lambda x: [x[:, t] for t in reversed(range(x.shape[1]))],
                "collected": lambda states, h0, T: np.stack(states[::-1], axis=1),
            },
            {"collected": lambda states, h0, T: np.stack(states[::-1], axis=1)},
        ),
    ),
    *OF_FORWARD,
)
"""Every mistake of the forward pass."""

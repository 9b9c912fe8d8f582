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
        title="does not hand each state on to the next step",
        why="The state is the network's memory. What one step has made, the next must get.",
        hint="Change the first input only. Which of your states change, and which should?",
        equation="eq-preactivation",
        right=r"h_{t-1} W_h",
        wrong=r"h_0 W_h \text{ at every step}",
        variants=({"carried": lambda h_t, h0, t: h0},),
        sized=(_anew_from_h0, _anew_from_zeros),
    ),
    Mistake(
        id="h0-ignored",
        title="starts from zeros, whatever h0 is",
        why="h0 holds what came before this sequence. A function that always starts from zeros "
        "passes every test that starts from zeros, and no other.",
        hint="Run a sequence in two halves, the second from the last state of the first. Do the "
        "states come out as in one run?",
        equation="eq-preactivation",
        right=r"h_0",
        wrong=r"0 \text{ for } h_0",
        variants=({"start": _zeros},),
    ),
    Mistake(
        id="previous-index-wraps",
        title="takes the state before the first step from the end of its own array",
        why="In Python, index -1 is the last place. At the start it holds whatever the array was "
        "made with: zeros, if np.zeros made it.",
        hint="Print the index that you read at the first step. What stands there, and what should "
        "the first step begin with?",
        equation="eq-preactivation",
        right=r"h_0",
        wrong=r"\text{the last place of the array, zeros if np.zeros made it}",
        seen=3,
        variants=({"start": _zeros},),
    ),
    Mistake(
        id="bias-ignored",
        title="gives the same states whatever B is",
        why="B is what a node gets when nothing else comes in. Without it, the node stays zero.",
        hint="Let input and old state be zero, and B ones. What should come out, and what does?",
        equation="eq-preactivation",
        right=r"x_t W_x + h_{t-1} W_h + B",
        wrong=r"x_t W_x + h_{t-1} W_h",
        variants=({"bias": np.zeros_like},),
        in_one_step=True,
    ),
    Mistake(
        id="activation-missing",
        title="lets the states grow without a limit",
        why="Without an activation, all steps together are one affine map of the inputs and h0, "
        "however many steps there are.",
        hint="Make the input a hundred times larger. Between which numbers must every state stay, "
        "and do yours?",
        equation="eq-state",
        right=r"h_t = \tanh(a_t)",
        wrong=r"h_t = a_t",
        variants=({"activation": lambda a_t: a_t},),
        in_one_step=True,
    ),
    Mistake(
        id="activation-wrong",
        title="applies another function than tanh to a_t",
        why="The task asks for tanh, and the slope of the backward pass fits no other function.",
        hint="What should a state be where a_t is 0, 1 and -50, and what is yours?",
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
        title="lets each node read the wrong weights of Wh",
        why="Wh[i, j] is the weight from node i of the old state to node j of the new one. Wh is "
        "square, so a mix-up raises no error.",
        hint="Let Wh be zero except for Wh[0, 1]. Which node of the old state may act on which "
        "node of the new one, and in yours?",
        equation="eq-preactivation",
        right=r"h_{t-1} W_h",
        wrong=r"h_{t-1} W_h^\top",
        variants=({"recurrent": lambda h_prev, Wh: h_prev @ Wh.T},),
        in_one_step=True,
    ),
    Mistake(
        id="Wh-ignored",
        title="makes each state from its own input alone",
        why="Without a way from state to state, nothing is remembered and nothing is recurrent.",
        hint="Start from two states with the same input. Should the results differ, and do they?",
        equation="eq-preactivation",
        right=r"x_t W_x + h_{t-1} W_h + B",
        wrong=r"x_t W_x + B",
        variants=({"recurrent": _no_state},),
        in_one_step=True,
    ),
    Mistake(
        id="returns-last-state-only",
        title="returns only the last state of each sequence",
        why="The backward pass needs all of them, and so does a task with outputs at each step.",
        hint="What does each axis of the result count, and how long should each one be?",
        variants=(
            {"collected": lambda states, h0, T: states[-1]},
            {"collected": lambda states, h0, T: states[-1][:, None]},
        ),
    ),
    Mistake(
        id="returns-first-state",
        title="returns only the first state of each sequence",
        why="The first state has seen one input. The states of all other steps are missing.",
        hint="Print t in your loop. How many times does it run, and what ends it?",
        variants=(
            {"collected": lambda states, h0, T: states[0]},
            {"collected": lambda states, h0, T: states[0][:, None]},
        ),
    ),
    Mistake(
        id="last-step-skipped",
        title="returns no state that has seen the last input",
        why="T inputs make T states, one after each input. h0 was there before and is not one.",
        hint="Change the last input only. Which state should change, and does any of yours?",
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
        why="The assignment's example has three steps. A sequence may have any number of them.",
        hint="Give it sequences of one, three and fifty steps. How many states should come back "
        "each time, and what happens?",
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
        title="gives a sequence other states when it shares a batch",
        why="Each row is a sequence of its own, and must come out as if it were alone.",
        hint="Run it on the last sequence of a batch alone, then on the whole batch. Is the row of "
        "that sequence the same?",
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
        title="returns the last state at every step",
        why="Each step has a state of its own. A list holds the arrays themselves, not copies of "
        "what they held when they were put in.",
        hint="Print your first state right after its step, and again at the end. Did it change, "
        "and which line changed it?",
        variants=(
            {"collected": lambda states, h0, T: np.stack([states[-1]] * len(states), axis=1)},
        ),
    ),
    Mistake(
        id="axes-reshaped",
        title="mixes up the axes of batch and time",
        why="The batch comes first, then time. A reshape moves no number in memory: it only cuts "
        "the same row of numbers in another way.",
        hint="Compute the first state of the second sequence by hand. Where does it stand in your "
        "result, and where should it?",
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
        title="has the first and the last step exchanged",
        why="h_1 has seen x_1 alone, the last state has seen every input, and h_1 comes first.",
        hint="Change the last input only. Which one state should change, and which of yours do?",
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

"""The mistakes of the forward pass, one row each."""

import numpy as np

from .table import Mistake


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


FORWARD = (
    Mistake(
        "state-not-carried",
        "starts every step from h0",
        "Each step must get the state that the step before produced. Yours gets the first one.",
        "After a step, which variable holds the state, and does the next step read it?",
        "eq-preactivation",
        r"h_{t-1} W_h",
        r"h_0 W_h \text{ at every step}",
        variants=({"carried": lambda h_t, h0: h0},),
    ),
    Mistake(
        "h0-ignored",
        "starts from zeros, whatever h0 is",
        "h0 carries what came before this sequence. Zeros are only its usual value.",
        "Cut a sequence in two: what does the second half need from the first?",
        "eq-preactivation",
        r"h_0",
        r"0",
        variants=({"start": _zeros},),
    ),
    Mistake(
        "previous-index-wraps",
        "reads h[:, t - 1] at t = 0, which is the last place of the array",
        "In Python, index -1 is the end. At the first step it holds whatever the array began with.",
        "At t = 0, which number stands in h[:, t - 1], and which should be there?",
        "eq-preactivation",
        r"h_0",
        r"h_T \text{ (still zero)}",
        seen=3,
        variants=({"start": _zeros},),
    ),
    Mistake(
        "bias-ignored",
        "leaves out B",
        "Without B, a node whose inputs are all zero must be zero itself.",
        "Set x and h0 to zero: what should h_1 be, and what is yours?",
        "eq-preactivation",
        r"x_t W_x + h_{t-1} W_h + B",
        r"x_t W_x + h_{t-1} W_h",
        variants=({"bias": np.zeros_like},),
        in_one_step=True,
    ),
    Mistake(
        "activation-missing",
        "returns a_t without tanh",
        "Without an activation the whole sequence is one linear map, and states can grow forever.",
        "Can one of your states be larger than one?",
        "eq-state",
        r"h_t = \tanh(a_t)",
        r"h_t = a_t",
        variants=({"activation": lambda a_t: a_t},),
        in_one_step=True,
    ),
    Mistake(
        "activation-wrong",
        "uses another activation than tanh",
        "The task asks for tanh. Others have other values and another derivative.",
        "What is your state where a_t is zero, and where it is large and negative?",
        "eq-state",
        r"\tanh(a_t)",
        r"\sigma(a_t), \max(a_t, 0), \ldots",
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
        "Wh-transposed",
        "multiplies by the transpose of Wh",
        "Wh is square, so no shape complains. Row k of Wh belongs to node k of the old state.",
        "Which axis of Wh is summed over, the old nodes or the new ones?",
        "eq-preactivation",
        r"h_{t-1} W_h",
        r"h_{t-1} W_h^\top",
        variants=({"recurrent": lambda h_prev, Wh: h_prev @ Wh.T},),
        in_one_step=True,
    ),
    Mistake(
        "Wh-ignored",
        "leaves out the old state",
        "Without it each step is on its own: nothing is remembered, nothing is recurrent.",
        "Change the first input only. Which of your states change?",
        "eq-preactivation",
        r"x_t W_x + h_{t-1} W_h + B",
        r"x_t W_x + B",
        variants=({"recurrent": _no_state},),
        in_one_step=True,
    ),
    Mistake(
        "returns-last-state-only",
        "returns the last state only",
        "The backward pass needs all of them, and so does every task with an output at each step.",
        "How many axes should the result have, and what does each one count?",
        "eq-state",
        variants=(
            {"collected": lambda states, h0, T: states[-1]},
            {"collected": lambda states, h0, T: states[-1][:, None]},
        ),
    ),
    Mistake(
        "returns-first-state",
        "returns the first state",
        "It has seen one input. Is there a return inside the loop?",
        "How often does your loop run before it returns?",
        "eq-state",
        variants=(
            {"collected": lambda states, h0, T: states[0]},
            {"collected": lambda states, h0, T: states[0][:, None]},
        ),
    ),
    Mistake(
        "last-step-skipped",
        "stops one step early",
        "A sequence of T steps has T states after h0.",
        "Write down t for every turn of your loop. What is the last one?",
        "eq-state",
        r"t = 1, \ldots, T",
        r"t = 1, \ldots, T - 1",
        variants=(
            {"inputs": lambda x: [x[:, t] for t in range(x.shape[1] - 1)]},
            {"collected": _last_is_zero},
            {"collected": lambda states, h0, T: np.stack([h0, *states[:-1]], axis=1)},
        ),
    ),
    Mistake(
        "fixed-sequence-length",
        "counts on three time steps",
        "The example has three. A sequence may have any number.",
        "Where does your code learn how long the sequence is?",
        "eq-state",
        r"t = 1, \ldots, T",
        r"t = 1, 2, 3",
        seen=2,
        variants=(
            {"inputs": _first_three},
            {"inputs": _first_three, "collected": _zeros_after},
        ),
    ),
    Mistake(
        "batch-rows-mixed",
        "lets the sequences of a batch meet",
        "Each row is a sequence of its own. No number may travel from one row to another.",
        "Put one sequence into a batch with another. Do its states change?",
        "eq-preactivation",
        seen=7,
        variants=(
            {"collected": _one_row_for_all},
            {"inputs": lambda x: [x[:1, t] for t in range(x.shape[1])]},
            {"carried": lambda h_t, h0: np.repeat(h_t[:1], len(h_t), axis=0)},
            {"carried": lambda h_t, h0: h_t[::-1]},
            {"carried": lambda h_t, h0: h_t.sum(axis=0, keepdims=True)},
            {"carried": lambda h_t, h0: h_t.mean(axis=0, keepdims=True)},
            {"start": lambda h0: h0[:1]},
            {"start": lambda h0: h0.sum(axis=0, keepdims=True)},
            {"start": lambda h0: h0.mean(axis=0, keepdims=True)},
        ),
        in_one_step=True,
    ),
    Mistake(
        "state-kept-between-calls",
        "remembers the state of an earlier call",
        "The same call twice gives two answers. A call must start from the h0 that it is given.",
        "Which variable outlives your function, and who resets it?",
        "eq-preactivation",
        seen=8,
        in_one_step=True,
    ),
    Mistake(
        "states-aliased",
        "stores one array T times, so that every state is the last one",
        "A list keeps references. If h_t is changed in place, all its entries change.",
        "Are the states in your list different arrays, or one array many times?",
        "eq-state",
        variants=(
            {"collected": lambda states, h0, T: np.stack([states[-1]] * len(states), axis=1)},
        ),
    ),
    Mistake(
        "axes-reshaped",
        "mixes up the axes of batch and time",
        "The batch comes first, then time. A list of states has time first, and reshape does not "
        "swap axes: it keeps the order of the numbers in memory.",
        "Which axis of your result counts the sequences? Is a (2, 3) array reshaped to (3, 2) "
        "its transpose?",
        "eq-state",
        variants=(
            {"collected": _stacked_and_reshaped},
            {"collected": _time_first},
            {"inputs": _reshaped},
            {"inputs": _reshaped, "collected": _stacked_and_reshaped},
            {"inputs": _reshaped, "collected": _time_first},
        ),
    ),
    Mistake(
        "time-reversed",
        "reads the sequence from its end",
        "h_1 comes from x_1. The last state must have seen all steps, the first only one.",
        "Which input does your first turn of the loop read?",
        "eq-state",
        r"x_1, \ldots, x_T",
        r"x_T, \ldots, x_1",
        variants=(
            {"inputs": lambda x: [x[:, t] for t in reversed(range(x.shape[1]))]},
            {
                "inputs": lambda x: [x[:, t] for t in reversed(range(x.shape[1]))],
                "collected": lambda states, h0, T: np.stack(states[::-1], axis=1),
            },
            {"collected": lambda states, h0, T: np.stack(states[::-1], axis=1)},
        ),
    ),
    Mistake(
        "argument-ignored",
        "does not use an argument that it is given",
        "Other numbers go in, the same ones come out: the values are typed in, or read from "
        "outside of the function.",
        "Which names in your function are neither arguments nor made inside of it?",
        "eq-preactivation",
        seen=15,
        in_one_step=True,
    ),
    Mistake(
        "overflow-in-tanh",
        "computes tanh from exponentials that overflow",
        "exp(a) is infinite beyond a = 709, and infinity divided by infinity is not a number.",
        "What is your tanh of 1000, and what should it be?",
        "eq-state",
        r"\tanh(a_t)",
        r"\frac{e^{a_t} - e^{-a_t}}{e^{a_t} + e^{-a_t}} \text{ in floating point}",
        seen=5,
        in_one_step=True,
    ),
    Mistake(
        "inputs-mutated",
        "changes its arguments",
        "The arrays belong to the caller, who may need them again.",
        "Which of your lines write into an array that you did not make?",
        "eq-preactivation",
        in_one_step=True,
    ),
    Mistake(
        "integer-truncation",
        "makes arrays of integers when it is given integers",
        "Such an array cannot hold a fraction. It is cut off, or refused.",
        "What is the dtype of the array into which you write your results?",
        "eq-state",
        in_one_step=True,
    ),
)
"""Every mistake of the forward pass."""

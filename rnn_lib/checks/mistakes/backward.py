"""The mistakes of backpropagation through time, one row each."""

import numpy as np

from .behaviour import OF_BACKWARD
from .mistake import Mistake
from .on_the_way import ON_THE_WAY


def _zero_first(seen):
    return np.concatenate([np.zeros((1, *seen.h0.shape)), seen.h[:-1]])


def _from_last_step_only(seen):
    return np.concatenate([np.zeros_like(seen.da[:-1]), seen.da[-1:]]) @ seen.Wx.T


def _mean(shares):
    return sum(shares) / len(shares)


BACKWARD = (
    *ON_THE_WAY,
    Mistake(
        id="h-t-for-h-prev",
        title="multiplies by h_t in dWh, where h_{t-1} belongs",
        why="In step t, Wh meets the state before the step.",
        hint="With h0 = 0 and a single step, dWh must be all zeros; is yours?",
        equation="eq-dWh",
        right=r"h_{t-1}^\top \frac{dL}{da_t}",
        wrong=r"h_t^\top \frac{dL}{da_t}",
        seen=7,
        variants=({"before": lambda seen: seen.h},),
        in_one_step=True,
    ),
    Mistake(
        id="last-state-for-every-step",
        title="uses the last state at every step",
        why="Each step has a state of its own: one that it made, and one that it began with.",
        hint="In your loop, which of the states that you read change from one round to the next?",
        equation="eq-da",
        right=r"h_t",
        wrong=r"h_T",
        variants=(
            {"before": lambda seen: np.repeat(seen.h[-1:], len(seen.h), axis=0)},
            {"slope": lambda step: 1 - step.h_T**2},
        ),
    ),
    Mistake(
        id="h0-assumed-zero",
        title="leaves the first step out of dWh, as if h0 were zero",
        why="The state before the first step is h0, and it meets Wh like any other.",
        hint="Give a single step and h0 of ones. Which dWh do you expect?",
        equation="eq-dWh",
        right=r"h_0^\top \frac{dL}{da_1}",
        wrong=r"0",
        seen=2,
        variants=({"before": _zero_first},),
        in_one_step=True,
    ),
    Mistake(
        id="previous-index-wraps",
        title="reads h[:, t - 1] at t = 0, which is the last state",
        why="In Python, index -1 is the end. Before the first step stands h0.",
        hint="At t = 0, which state stands in h[:, t - 1], and which should be there?",
        equation="eq-dWh",
        right=r"h_0^\top \frac{dL}{da_1}",
        wrong=r"h_T^\top \frac{dL}{da_1}",
        variants=({"before": lambda seen: np.concatenate([seen.h[-1:], seen.h[:-1]])},),
    ),
    Mistake(
        id="overwritten-over-time",
        title="keeps only the weight gradients of the turn of the loop that comes last",
        why="The same weights serve every step, so the shares of all steps are added up.",
        hint="In your loop, is it = or +=?",
        equation="eq-dWx",
        right=r"\sum_t x_t^\top \frac{dL}{da_t}",
        wrong=r"x_1^\top \frac{dL}{da_1}",
        seen=3,
        variants=({"steps": lambda shares: shares[0]},),
    ),
    Mistake(
        id="averaged-over-time",
        title="divides the weight gradients by the number of steps",
        why="The gradient is the sum over steps. If the loss is a mean, upstream has the division "
        "in it.",
        hint="Move Wx a little, and every step moves: do the effects on the loss add up or "
        "average out?",
        equation="eq-dWx",
        right=r"\sum_t x_t^\top \frac{dL}{da_t}",
        wrong=r"\frac{1}{T} \sum_t x_t^\top \frac{dL}{da_t}",
        variants=({"steps": _mean},),
    ),
    Mistake(
        id="last-step-only",
        title="goes back through the last step and stops",
        why="The other steps used the same weights, and the gradient reaches them by the carry.",
        hint="How often does your backward loop run?",
        equation="eq-dWx",
        right=r"\sum_t x_t^\top \frac{dL}{da_t}",
        wrong=r"x_T^\top \frac{dL}{da_T}",
        seen=2,
        variants=(
            {"order": lambda T, N: [T - 1]},
            {"steps": lambda shares: shares[-1]},
            {"through": _from_last_step_only},
        ),
    ),
    Mistake(
        id="bias-not-summed-over-batch",
        title="does not sum dB over the batch",
        why="B is shared by all sequences, and dB has its shape: (n_nodes,).",
        hint="Which axis of da_t has disappeared in dWx, and has it in dB?",
        equation="eq-dB",
        right=r"\sum_n \frac{dL}{da_{n,t}}",
        wrong=r"\frac{dL}{da_t}",
        seen=5,
        variants=(
            {"rows": lambda da_t: da_t},
            {"rows": lambda da_t: da_t.sum(axis=1)},
            {"rows": lambda da_t: da_t[0]},
            {"rows": lambda da_t: da_t[-1]},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="bias-averaged",
        title="averages dB over the batch",
        why="dWx and dWh are sums over the batch, and B is a weight like them.",
        hint="If the mean is in the loss already, where else may it stand?",
        equation="eq-dB",
        right=r"\sum_n \frac{dL}{da_{n,t}}",
        wrong=r"\frac{1}{N} \sum_n \frac{dL}{da_{n,t}}",
        variants=({"rows": lambda da_t: da_t.mean(axis=0)},),
        in_one_step=True,
    ),
    Mistake(
        id="bias-scalar",
        title="makes one number of dB",
        why="Each node has a bias of its own, and a gradient of its own.",
        hint="What shape does B have, and over which axis do you sum?",
        equation="eq-dB",
        right=r"\sum_n \frac{dL}{da_{n,t}}",
        wrong=r"\sum_n \sum_j \frac{dL}{da_{n,t,j}}",
        seen=3,
        variants=(
            {"rows": lambda da_t: da_t.sum()},
            {"rows": lambda da_t: np.full(da_t.shape[1], da_t.sum())},
            {"rows": lambda da_t: da_t.sum(keepdims=True)[0]},
            {"rows": lambda da_t: da_t.sum(keepdims=True)},
            {"rows": lambda da_t: da_t.mean()},
            {"rows": lambda da_t: np.full(da_t.shape[1], da_t.mean())},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="scaled-by-batch",
        title="multiplies or divides by the batch size",
        why="The mean over the batch belongs to the loss. It is in upstream already, once.",
        hint="Where does your code use the number of sequences, and why there?",
        equation="eq-dWx",
        right=r"\sum_n x_{n,t}^\top \frac{dL}{da_{n,t}}",
        wrong=r"N \sum_n \text{ or } \frac{1}{N} \sum_n",
        seen=7,
        variants=(
            {"scale": lambda gradient, N: gradient / N, "says": "It divides by N."},
            {"scale": lambda gradient, N: gradient * N, "says": "It multiplies by N."},
            {"factor": lambda N: 1 / N, "says": "Everything is divided by N."},
            {"factor": lambda N: N, "says": "Everything is multiplied by N."},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="dx-through-Wh",
        title="goes back to the input through Wh",
        why="x_t came in through Wx, so its gradient goes out through Wx.",
        hint="What shape does dx_t have, and which weight has n_features rows?",
        equation="eq-dx",
        right=r"\frac{dL}{da_t} W_x^\top",
        wrong=r"\frac{dL}{da_t} W_h^\top",
        seen=6,
        variants=(
            {"through": lambda seen: seen.da @ seen.Wh.T},
            {"through": lambda seen: seen.da @ seen.Wh},
            {"through": lambda seen: seen.da},
            {"through": lambda seen: seen.da @ seen.Wh.T @ seen.Wx.T},
            {"through": lambda seen: seen.da @ seen.Wh @ seen.Wx.T},
        ),
        in_one_step=True,
    ),
    Mistake(
        id="dx-not-through-tanh",
        title="takes dh_t to the input instead of da_t",
        why="Between x_t and h_t stands tanh as well.",
        hint="Which of your five results use da_t? Should dx_t?",
        equation="eq-dx",
        right=r"\frac{dL}{da_t} W_x^\top",
        wrong=r"\frac{dL}{dh_t} W_x^\top",
        variants=(
            {"through": lambda seen: seen.dh @ seen.Wx.T},
            {"through": lambda seen: seen.direct @ seen.Wx.T},
        ),
        in_one_step=True,
    ),
    *OF_BACKWARD,
)
"""Every mistake of the backward pass."""

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
        title="pairs da_t with the wrong state in dWh",
        why="The gradient of a weight is made of da_t and of whatever that weight was multiplied "
        "by on the way forward.",
        hint="Which state did Wh multiply to make a_t? With h0 = 0 and a single step, what must "
        "dWh be?",
        equation="eq-dWh",
        right=r"h_{t-1}^\top \frac{dL}{da_t}",
        wrong=r"h_t^\top \frac{dL}{da_t}",
        seen=7,
        variants=({"before": lambda seen: seen.h},),
        in_one_step=True,
    ),
    Mistake(
        id="last-state-for-every-step",
        title="uses one and the same state at all steps",
        why="Each step has a state that it began with and one that it made. Both change from step "
        "to step.",
        hint="Print the state that you read in your loop. Does it change from one iteration to the "
        "next, and should it?",
        equation="eq-da",
        right=r"h_t",
        wrong=r"h_T \text{ at every step}",
        variants=(
            {"before": lambda seen: np.repeat(seen.h[-1:], len(seen.h), axis=0)},
            {"slope": lambda step: 1 - step.h_T**2},
        ),
    ),
    Mistake(
        id="h0-assumed-zero",
        title="leaves the first step without a share in dWh",
        why="The first step began with a state, too, and Wh was multiplied by it.",
        hint="Take a single step from a state of ones. Which dWh do you expect, and which comes "
        "back?",
        equation="eq-dWh",
        right=r"h_0^\top \frac{dL}{da_1}",
        wrong=r"0 \text{ for the first step}",
        seen=2,
        variants=({"before": _zero_first},),
        in_one_step=True,
    ),
    Mistake(
        id="previous-index-wraps",
        title="begins the first step with a state from the other end of the sequence",
        why="In Python, index -1 is the end, and no error is raised. But a sequence does not begin "
        "where it ends.",
        hint="Print the index of the state that you read for the first step. What stands there, "
        "and what did that step start from?",
        equation="eq-dWh",
        right=r"h_0^\top \frac{dL}{da_1}",
        wrong=r"h_T^\top \frac{dL}{da_1}",
        variants=({"before": lambda seen: np.concatenate([seen.h[-1:], seen.h[:-1]])},),
    ),
    Mistake(
        id="overwritten-over-time",
        title="returns the weight gradients of the step that its loop visits last, and no other",
        why="All steps use the same weights, so each of them has a share in their gradients.",
        hint="How many steps have a share in dWx, and how many shares are left in yours when the "
        "loop ends?",
        equation="eq-dWx",
        right=r"\sum_t x_t^\top \frac{dL}{da_t}",
        wrong=r"x_1^\top \frac{dL}{da_1}",
        seen=3,
        variants=({"steps": lambda shares: shares[0]},),
    ),
    Mistake(
        id="averaged-over-time",
        title="gives weight gradients that are too small, the more so the longer the sequence",
        why="Each use of a weight moves the loss by its full share. If the loss is a mean over "
        "steps, upstream is that much smaller already.",
        hint="Move Wx a little, and every step moves. Do the effects on the loss add up or average "
        "out?",
        equation="eq-dWx",
        right=r"\sum_t x_t^\top \frac{dL}{da_t}",
        wrong=r"\frac{1}{T} \sum_t x_t^\top \frac{dL}{da_t}",
        variants=({"steps": _mean},),
    ),
    Mistake(
        id="last-step-only",
        title="has the shares of the last step only",
        why="The steps before it used the same weights, had inputs of their own, and act on the "
        "loss through their states.",
        hint="Which steps have a share in dWx and a row in dx, and from which of them does yours "
        "collect?",
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
        title="does not collect dB from all sequences of the batch",
        why="There is one B, and every sequence uses it. So dB has the shape of B, and a share of "
        "every sequence in it.",
        hint="Which shape has B? dWx has no batch axis: where did it go, and where is it in your "
        "dB?",
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
        title="gives the same dB when every sequence stands in the batch twice",
        why="Two sequences that both use B count twice in dB, as they do in dWx.",
        hint="Put every sequence into the batch twice, and let the loss send the same to both. "
        "What happens to dWx, and what to dB?",
        equation="eq-dB",
        right=r"\sum_n \frac{dL}{da_{n,t}}",
        wrong=r"\frac{1}{N} \sum_n \frac{dL}{da_{n,t}}",
        variants=({"rows": lambda da_t: da_t.mean(axis=0)},),
        in_one_step=True,
    ),
    Mistake(
        id="bias-scalar",
        title="gives all nodes one and the same dB",
        why="Each node has a bias of its own, and a gradient of its own.",
        hint="In a single step, let the loss send something to one node only. Which entries of dB "
        "should be zero, and are yours?",
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
        title="has the batch size as a factor where none belongs",
        why="If the loss is a mean over the batch, what it sends is that much smaller already. No "
        "later line needs the batch size.",
        hint="Put every sequence into the batch twice, and let the loss send the same to both. "
        "What should happen to dWx, and what does?",
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
        title="sends the gradient of the input back by another way than the input came",
        why="On the way forward the input went through its own weights, and through no others.",
        hint="Which shapes have dx_t and da_t? Which array on the way forward leads from "
        "n_features to n_nodes?",
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
        title="goes back to the input without passing tanh",
        why="The input acts on h_t through a_t only, so its gradient passes all that stands "
        "between them.",
        hint="If every entry of a_t is 5, a change of the input hardly moves h_t. Is your dx_t "
        "small then?",
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

"""The mistakes of backpropagation through time, one row each."""

import numpy as np

from .backward_path import ON_THE_WAY
from .forward import FORWARD
from .table import Mistake


def _zero_first(h, h0):
    return np.concatenate([np.zeros((1, *h0.shape)), h[:-1]])


def _wrapped(h, h0):
    return np.concatenate([h[-1:], h[:-1]])


def _from_last_step_only(da, dh, Wx, Wh):
    return np.concatenate([np.zeros((len(da) - 1, *da.shape[1:])), da[-1:]]) @ Wx.T


def _mean(shares):
    return sum(shares) / len(shares)


_SHARED = {row.id: row for row in FORWARD}

BACKWARD = (
    *ON_THE_WAY,
    Mistake(
        "h-t-for-h-prev",
        "multiplies by h_t in dWh, where h_{t-1} belongs",
        "In step t, Wh meets the state before the step.",
        "With h0 = 0 and a single step, dWh must be all zeros; is yours?",
        "eq-dWh",
        r"h_{t-1}^\top \frac{dL}{da_t}",
        r"h_t^\top \frac{dL}{da_t}",
        seen=7,
        variants=({"before": lambda h, h0: h},),
        in_one_step=True,
    ),
    Mistake(
        "h0-assumed-zero",
        "leaves the first step out of dWh, as if h0 were zero",
        "The state before the first step is h0, and it meets Wh like any other.",
        "Give a single step and h0 of ones. Which dWh do you expect?",
        "eq-dWh",
        r"h_0^\top \frac{dL}{da_1}",
        r"0",
        seen=2,
        variants=({"before": _zero_first},),
        in_one_step=True,
    ),
    Mistake(
        "previous-index-wraps",
        "reads h[:, t - 1] at t = 0, which is the last state",
        "In Python, index -1 is the end. Before the first step stands h0.",
        "At t = 0, which state stands in h[:, t - 1], and which should be there?",
        "eq-dWh",
        r"h_0^\top \frac{dL}{da_1}",
        r"h_T^\top \frac{dL}{da_1}",
        variants=({"before": _wrapped},),
    ),
    Mistake(
        "overwritten-over-time",
        "keeps only the weight gradients of the turn of the loop that comes last",
        "The same weights serve every step, so the shares of all steps are added up.",
        "In your loop, is it = or +=?",
        "eq-dWx",
        r"\sum_t x_t^\top \frac{dL}{da_t}",
        r"x_1^\top \frac{dL}{da_1}",
        seen=3,
        variants=({"steps": lambda shares: shares[0]},),
    ),
    Mistake(
        "averaged-over-time",
        "divides the weight gradients by the number of steps",
        "The gradient is the sum over steps. If the loss is a mean, dh has the division in it.",
        "Move Wx a little, and every step moves: do the effects on the loss add up or average out?",
        "eq-dWx",
        r"\sum_t x_t^\top \frac{dL}{da_t}",
        r"\frac{1}{T} \sum_t x_t^\top \frac{dL}{da_t}",
        variants=({"steps": _mean},),
    ),
    Mistake(
        "last-step-only",
        "goes back through the last step and stops",
        "The other steps used the same weights, and the gradient reaches them by the carry.",
        "How often does your backward loop run?",
        "eq-dWx",
        r"\sum_t x_t^\top \frac{dL}{da_t}",
        r"x_T^\top \frac{dL}{da_T}",
        seen=2,
        variants=(
            {"order": lambda T: [T - 1]},
            {"steps": lambda shares: shares[-1]},
            {"through": _from_last_step_only},
        ),
    ),
    Mistake(
        "bias-not-summed-over-batch",
        "does not sum dB over the batch",
        "B is shared by all sequences, and dB has its shape: (n_nodes,).",
        "Which axis of da_t has disappeared in dWx, and has it in dB?",
        "eq-dB",
        r"\sum_n \frac{dL}{da_{n,t}}",
        r"\frac{dL}{da_t}",
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
        "bias-averaged",
        "averages dB over the batch",
        "dWx and dWh are sums over the batch, and B is a weight like them.",
        "If the mean is in the loss already, where else may it stand?",
        "eq-dB",
        r"\sum_n \frac{dL}{da_{n,t}}",
        r"\frac{1}{N} \sum_n \frac{dL}{da_{n,t}}",
        variants=({"rows": lambda da_t: da_t.mean(axis=0)},),
        in_one_step=True,
    ),
    Mistake(
        "bias-scalar",
        "makes one number of dB",
        "Each node has a bias of its own, and a gradient of its own.",
        "What shape does B have, and over which axis do you sum?",
        "eq-dB",
        r"\sum_n \frac{dL}{da_{n,t}}",
        r"\sum_n \sum_j \frac{dL}{da_{n,t,j}}",
        seen=3,
        variants=(
            {"rows": lambda da_t: da_t.sum()},
            {"rows": lambda da_t: np.full(da_t.shape[1], da_t.sum())},
            {"rows": lambda da_t: da_t.sum(keepdims=True)[0]},
            {"rows": lambda da_t: da_t.sum(keepdims=True)},
            {"rows": lambda da_t: da_t.mean()},
        ),
        in_one_step=True,
    ),
    Mistake(
        "scaled-by-batch",
        "multiplies or divides by the batch size",
        "The mean over the batch belongs to the loss. It is in dh already, once.",
        "Where does your code use the number of sequences, and why there?",
        "eq-dWx",
        r"\sum_n x_{n,t}^\top \frac{dL}{da_{n,t}}",
        r"N \sum_n \text{ or } \frac{1}{N} \sum_n",
        seen=7,
        variants=(
            {"scale": lambda gradient, N: gradient / N},
            {"scale": lambda gradient, N: gradient * N},
            {"upstream": lambda dh, t: dh[:, t] / len(dh)},
            {"upstream": lambda dh, t: dh[:, t] * len(dh)},
        ),
        in_one_step=True,
    ),
    Mistake(
        "dx-through-Wh",
        "goes back to the input through Wh",
        "x_t came in through Wx, so its gradient goes out through Wx.",
        "What shape does dx_t have, and which weight has n_features rows?",
        "eq-dx",
        r"\frac{dL}{da_t} W_x^\top",
        r"\frac{dL}{da_t} W_h^\top",
        seen=6,
        variants=(
            {"through": lambda da, dh, Wx, Wh: da @ Wh.T},
            {"through": lambda da, dh, Wx, Wh: da @ Wh},
            {"through": lambda da, dh, Wx, Wh: da},
        ),
        in_one_step=True,
    ),
    Mistake(
        "dx-not-through-tanh",
        "takes dh_t to the input instead of da_t",
        "Between x_t and h_t stands tanh as well.",
        "Which of your five results use da_t? Should dx_t?",
        "eq-dx",
        r"\frac{dL}{da_t} W_x^\top",
        r"\frac{dL}{dh_t} W_x^\top",
        variants=({"through": lambda da, dh, Wx, Wh: dh @ Wx.T},),
        in_one_step=True,
    ),
    Mistake(
        "results-misordered",
        "returns its results in another order",
        "The caller unpacks five results by their place.",
        "Compare your return line with the docstring: which names stand where?",
        "eq-dWx",
        in_one_step=True,
    ),
    Mistake(
        "not-deterministic",
        "gives another answer when it is called again",
        "Equal arguments must give equal gradients. Something outlives the call, or is random.",
        "Which variable is not made anew at every call?",
        "eq-dWx",
        in_one_step=True,
    ),
    Mistake(
        "weights-updated-inside",
        "changes the weights",
        "A backward pass finds gradients. The update comes later, once all of them are known.",
        "If the caller wants to check your gradient, which weights does it find afterwards?",
        "eq-carry",
        seen=8,
        in_one_step=True,
    ),
    _SHARED["inputs-mutated"]._replace(seen=5, equation="eq-dh"),
    _SHARED["integer-truncation"]._replace(
        seen=7,
        equation="eq-dWx",
    ),
)
"""Every mistake of the backward pass."""

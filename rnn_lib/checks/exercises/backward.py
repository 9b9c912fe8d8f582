"""Problem 3: one step backward, and a sequence backward."""

from functools import cache

import numpy as np

from ...functional import rnn_backward, rnn_forward, rnn_step_backward
from ..exercise import ONE_STEP, Exercise
from ..mistakes import TABLES
from ..search_backward import explain_backward, explain_step_backward
from .calls import backward_calls, simple_calls


@cache
def _step_probes():
    return [
        STEP_BACKWARD.probe(
            role, story, (upstream[:, 0], call.x[:, 0], call.h0, h[:, 0], call.Wx, call.Wh)
        )
        for role, story, upstream, h, call in backward_calls()
        if role != ONE_STEP
    ]


def _named():
    return [
        (role, story, {"upstream": upstream, "h": h, **call._asdict()})
        for role, story, upstream, h, call in backward_calls()
    ]


@cache
def _probes():
    return [
        BACKWARD.probe(role, story, (upstream, call.x, call.h0, h, call.Wx, call.Wh))
        for role, story, upstream, h, call in backward_calls()
    ]


def _cases():
    """Return the simple calls, with a loss that looks at every state, and at the last alone."""
    cases = []
    for story, call in simple_calls():
        h = rnn_forward(*call)
        upstream = np.random.default_rng(200).normal(size=h.shape)
        cases.append((story, (upstream, call.x, call.h0, h, call.Wx, call.Wh)))
    last = np.zeros(upstream.shape)
    last[:, -1] = upstream[:, -1]
    return [*cases, ("a loss that looks at the last state alone", (last, *cases[-1][1][1:]))]


STEP_BACKWARD = Exercise(
    name="step_backward",
    subject="step backward",
    summary="one step backward",
    arguments=("dh_t", "x_t", "h_prev", "h_t", "Wx", "Wh"),
    results=("dx_t", "dh_prev", "dWx", "dWh", "dB"),
    draw=_step_probes,
    right=rnn_step_backward,
    rows=tuple(row for row in TABLES["backward"] if row.in_one_step),
    explain=explain_step_backward,
    library=(rnn_step_backward, rnn_backward),
    upstream="dh_t",
    weights=("Wx", "Wh"),
)

BACKWARD = Exercise(
    name="backward",
    subject="backward",
    summary="a sequence backward",
    arguments=("upstream", "x", "h0", "h", "Wx", "Wh"),
    results=("dx", "dh0", "dWx", "dWh", "dB"),
    draw=_probes,
    right=rnn_backward,
    rows=TABLES["backward"],
    explain=explain_backward,
    cases=_cases,
    named=_named,
    library=(rnn_backward,),
    upstream="upstream",
    weights=("Wx", "Wh"),
)

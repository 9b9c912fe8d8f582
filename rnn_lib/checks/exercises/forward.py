"""Problem 1: one step forward, and a sequence forward."""

from functools import cache

from ...functional import rnn_forward, rnn_step_forward
from ..exercise import ONE_STEP, Exercise
from ..mistakes import TABLES
from ..search import explain_forward, explain_step_forward
from .calls import forward_calls, simple_calls


@cache
def _step_probes():
    return [
        STEP_FORWARD.probe(role, story, (call.x[:, 0], *call[1:]))
        for role, story, call in forward_calls()
        if role != ONE_STEP
    ]


def _named():
    return [(role, story, call._asdict()) for role, story, call in forward_calls()]


@cache
def _probes():
    return [FORWARD.probe(*call) for call in forward_calls()]


STEP_FORWARD = Exercise(
    name="step_forward",
    subject="step forward",
    summary="one step forward",
    arguments=("x_t", "h_prev", "Wx", "Wh", "B"),
    results=("h_t",),
    draw=_step_probes,
    right=rnn_step_forward,
    rows=tuple(row for row in TABLES["forward"] if row.in_one_step),
    explain=explain_step_forward,
    library=(rnn_step_forward, rnn_forward),
)

FORWARD = Exercise(
    name="forward",
    subject="forward",
    summary="a sequence forward",
    arguments=("x", "h0", "Wx", "Wh", "B"),
    results=("h",),
    returns="h, with every state",
    draw=_probes,
    right=rnn_forward,
    rows=TABLES["forward"],
    explain=explain_forward,
    cases=simple_calls,
    named=_named,
    library=(rnn_forward,),
)

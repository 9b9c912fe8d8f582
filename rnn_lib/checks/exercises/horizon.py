"""How far back a gradient reaches: an answer that takes two numbers and returns one."""

from functools import cache

import numpy as np

from ..exercise import ORDINARY, REPEATED, Exercise
from ..mistakes import TABLES
from ..mistakes.horizon import horizon
from ..search import explain_alone

CALLS = [
    (ORDINARY, 50, 1),
    (REPEATED, 50, 1),
    (ORDINARY, 90, 1),
    (ORDINARY, 99, 5),
    (ORDINARY, 70, 20),
    (ORDINARY, 20, 5),
    (ORDINARY, 30, 50),
]
"""In hundredths: where they are integers, nobody draws others, of which a loop might not end.

Never so that exactly the share is left after a whole number of steps.
"""


@cache
def _probes():
    return [
        HORIZON.probe(
            role,
            "the same call again" if role == REPEATED else _told(rho, share),
            (np.asarray(rho), np.asarray(share)),
        )
        for role, rho, share in CALLS
    ]


def _told(rho, share):
    return f"rho = {rho / 100} and share = {share / 100}"


def _pack(arguments):
    return tuple(argument.item() / 100 for argument in arguments)


def _flat(given):
    return tuple(round(100 * number) for number in given)


def _right(*arguments):
    return horizon(*_pack(arguments))


def _explain(rows, probes, answers, sizes=()):
    probes = [probe._replace(arguments=_pack(probe.arguments)) for probe in probes]
    return explain_alone(rows, probes, answers, sizes)


HORIZON = Exercise(
    name="horizon",
    subject="horizon",
    summary="the largest distance over which enough of a gradient is left",
    arguments=("rho", "share"),
    results=("distance",),
    draw=_probes,
    right=_right,
    rows=TABLES["horizon"],
    explain=_explain,
    pack=_pack,
    flat=_flat,
)

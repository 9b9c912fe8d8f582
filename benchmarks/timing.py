"""Time contenders side by side.

Every contender lives in a process of its own, so that none inherits what another did to the memory
allocator: in one process that alone moved large sizes by a third. The processes take turns, one
round each, so that a machine that slows down slows all of them; a ratio is the median over rounds.
Where the arrays of a process happen to lie moves small sizes by a tenth, so every measurement is
spread over several starts.
"""

import time
from multiprocessing import get_context
from statistics import median

import numpy as np

from .contenders import CONTENDERS, draw

SHORTEST_ROUND = 0.01
"""Seconds: quicker passes are repeated up to this, so that the clock is fine enough."""
FEWEST_ROUNDS = 2
"""In each start, however slow the contenders are."""


def side_by_side(runs, seconds, starts=1):
    """Return the seconds that each pass of each run took, round by round.

    Parameters
    ----------
    runs : dict of str to tuple
        The name of a contender, and the arguments of `draw`: the sizes (N, T, D, H), the dtype, and
        whether gradients vanish; by a label.
    seconds : float
        About how long to measure after each start, once everything has run a few times.
    starts : int
        How often to begin with fresh processes.

    Returns
    -------
    dict of str to list of tuple of float
        The seconds of a forward pass, of a backward pass and of both, for each round.
    """
    rounds = {label: [] for label in runs}
    for _ in range(starts):
        pipes = {label: _started(*run) for label, run in runs.items()}
        for pipe in pipes.values():
            pipe.recv()  # ready
        start, count = time.perf_counter(), 0
        while count < FEWEST_ROUNDS or time.perf_counter() - start < seconds:
            for label, pipe in pipes.items():
                pipe.send("go")
                forward, backward = pipe.recv()
                rounds[label].append((forward, backward, forward + backward))
            count += 1
        for pipe in pipes.values():
            pipe.send(None)
    return rounds


def ratios(rounds, above, below):
    """Return the medians over rounds of ``above`` / ``below``: forward, backward and both."""
    pairs = zip(rounds[above], rounds[below], strict=True)
    return [median(each) for each in zip(*([a / b for a, b in zip(*pair)] for pair in pairs))]


def milliseconds(rounds, label):
    """Return the median time of forward, backward and both."""
    return [1e3 * median(each) for each in zip(*rounds[label])]


def _started(*run):
    """Start the process of one contender and return the pipe that leads to it."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    context.Process(target=_serve, args=(theirs, *run), daemon=True).start()
    return ours


def _serve(pipe, name, shape, dtype, vanishing=False):
    """Time one round whenever the pipe says go."""
    # glibc returns freed memory above a limit to the system, and then each call pays page faults
    # for its arrays, or does not, by luck. One large array allocated and freed raises the limit, as
    # it does in any program that has read its data.
    np.empty(30_000_000, np.uint8)
    passes = CONTENDERS[name](*draw(shape, dtype, vanishing=vanishing))
    repeats = [_repeats(one_pass) for one_pass in passes]
    pipe.send("ready")
    while pipe.recv():
        pipe.send([_seconds(*each) for each in zip(passes, repeats)])


def _repeats(one_pass):
    one_pass()
    return max(1, round(SHORTEST_ROUND / max(_seconds(one_pass, 2), 1e-7)))


def _seconds(one_pass, repeats):
    start = time.perf_counter()
    for _ in range(repeats):
        one_pass()
    return (time.perf_counter() - start) / repeats

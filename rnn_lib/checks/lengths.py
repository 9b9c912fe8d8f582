"""At which numbers of steps something may end in an answer, or begin anew: asked of the answer."""

import numpy as np

from .comparing import close, same


def sizes_of(evidence):
    """Return the numbers of steps that a mistake in time may have in this answer.

    Nothing of them is certain. They are what `explain` tries.

    Parameters
    ----------
    evidence : Evidence
        What the answer showed.

    Returns
    -------
    set of int
        Empty where nothing is a sequence.
    """
    probe = max(evidence.exercise.probes, key=lambda probe: _steps(probe.arguments))
    T = _steps(probe.arguments)
    if T < 2 or evidence.again(probe.arguments) is None:
        return set()
    read = _reach_back if evidence.exercise.upstream else _reach_forward
    return {k for k in {steps_right(evidence), *read(evidence, probe, T)} if 0 < k < T}


def steps_right(evidence):
    """Return for how many steps of the longest probe the answer is right; bisection finds it."""
    probe = max(evidence.exercise.probes, key=lambda probe: _steps(probe.arguments))
    right, wrong = 0, _steps(probe.arguments) + 1
    while wrong - right > 1:
        middle = (right + wrong) // 2
        arguments = _first_steps(probe.arguments, middle)
        part = evidence.exercise.probe(probe.role, "", arguments)
        is_right = same(evidence.again(arguments), part.expected)
        right, wrong = (middle, wrong) if is_right else (right, middle)
    return right


def _steps(arguments):
    return max((array.shape[1] for array in arguments if array.ndim == 3), default=0)


def _first_steps(arguments, T):
    """Cut everything that has an axis of time: sequences, and a mask of them."""
    with_time = {array.shape[:2] for array in arguments if array.ndim == 3}
    return tuple(array[:, :T] if array.shape[:2] in with_time else array for array in arguments)


def _reach_back(evidence, probe, T):
    """Yield how far back the gradient of the last step's loss comes, if dx tells.

    Borders that are counted from the start lie nearer to some steps than to others. So the step
    before the last border is asked as well: there a whole distance ends.
    """
    first = _reach_of(evidence, probe, T)
    yield first
    yield _reach_of(evidence, probe, T - first) if 0 < first < T else 0


def _reach_of(evidence, probe, T):
    """Return how many of the first T steps get a gradient when the loss looks at the last."""
    position = evidence.exercise.arguments.index(evidence.exercise.upstream)
    arguments = list(_first_steps(probe.arguments, T))
    if arguments[position].ndim != 3:
        return 0
    arguments[position] = np.zeros(arguments[position].shape)
    arguments[position][:, -1] = probe.arguments[position][:, T - 1]
    results = evidence.again(tuple(arguments))
    if results is None or results[0].ndim != 3:
        return 0
    touched = results[0].any(axis=(0, 2))
    return T - int(touched.argmax()) if touched.any() else 0


def _reach_forward(evidence, probe, T):
    """Yield for how many steps another h0 makes other states."""
    moved = list(probe.arguments)
    if "h0" not in evidence.exercise.arguments:
        return
    position = evidence.exercise.arguments.index("h0")
    moved[position] = -moved[position]
    before, after = evidence.again(probe.arguments), evidence.again(tuple(moved))
    if before is None or after is None or before[0].ndim != 3:
        return
    yield before[0].shape[1]
    steps = zip(before[0].swapaxes(0, 1), after[0].swapaxes(0, 1))
    yield sum(not close(*step) for step in steps)

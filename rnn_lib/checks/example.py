"""The check of an example: five arrays on which wrong programs must give wrong states."""

import numpy as np

from ..data import small_sequence
from ..functional import rnn_forward
from . import faulty
from .comparing import same
from .judging import NOTHING_YET, failure
from .mistakes import TABLES
from .report import Report
from .returned import read_results
from .running import run_here
from .wording import describe_call

SUBJECT = "example"
NAMES = ("x", "h0", "Wx", "Wh", "B")
FEW = 3
"""For how many steps at most a program is made, of those that count on a number of steps."""
SHOWN = 3
"""How many wrong programs a report names."""
NOT_ASKED = "Not asked for: what shows only on a second call, with integers or with large numbers."


def check_example(example, *, run=None):
    """Check that an example tells wrong forward passes from the right one.

    The wrong ones are those of the page of mistakes that show in numbers.

    Parameters
    ----------
    example : callable or tuple
        The arrays x, h0, Wx, Wh, B, or a function of no arguments that returns them.
    run : callable, optional
        Who calls the answer, if not this process: a function like ``rnn_lib.checks.run_here``.

    Returns
    -------
    Report
        The verdict.
    """
    if example is None:
        return Report(SUBJECT, "not attempted", (NOTHING_YET,))
    call = (run or run_here)(example if callable(example) else lambda: example, (), ())
    results, raised = read_results(call, NAMES)
    if results is None:
        return failure(SUBJECT, raised, describe_call(raised, ""))
    with np.errstate(all="ignore"):  # an example may have any numbers, and programs any mistake
        try:
            right = rnn_forward(*results)
        except ValueError as error:
            return Report(SUBJECT, "error", (f"rnn_forward refuses your example: {error}.",))
        return _judge([array.astype(np.float64) for array in results], right)


def _judge(arrays, right):
    """Report how many wrong programs give other states than the right one."""
    programs = [row for row in TABLES["forward"] if row.variants]
    told = [_unseen(row, arrays, right) for row in programs]
    unseen = [words for words in told if words]
    if not unseen:
        line = f"Your example catches all {len(programs)} wrong programs."
        return Report(SUBJECT, "correct", (line, NOT_ASKED))
    caught = f"{len(programs) - len(unseen)} of {len(programs)}"
    lines = [f"Your example catches {caught} wrong programs. These it does not:"]
    lines += [f"one that {words}" for words in unseen[:SHOWN]]
    lines += [f"and {len(unseen) - SHOWN} more."] if len(unseen) > SHOWN else []
    return Report(SUBJECT, "incorrect", (*lines, *_features(arrays, right), NOT_ASKED))


def _unseen(row, arrays, right):
    """Say what a program does that has this mistake in a form that the example does not show."""
    usual = [form for form in row.variants if _gives(form, arrays, right)]
    sized = [form for form in (make(FEW) for make in row.sized) if _gives(form, arrays, right)]
    if usual or not sized:
        return row.title if usual else ""
    says = sized[0]["says"].rstrip(".")
    return f"{row.title}: {says[0].lower()}{says[1:]}"


def _gives(form, arrays, right):
    """Whether a program with this mistake gives the right states."""
    pieces = {key: piece for key, piece in form.items() if key != "says"}
    try:
        return same((faulty.forward(*arrays, pieces),), (right,))
    except (ValueError, IndexError):
        return False


def _features(arrays, right):
    """Yield what can be seen in the arrays that keeps mistakes from showing."""
    named = dict(zip(NAMES, arrays))
    for name, array in named.items():
        if not array.any():
            yield f"Your {name} is all zeros: what would a program that ignores it do?"
    yield from _of_batch(named)
    yield from _of_time(named)
    yield from _of_sizes(named)
    yield from _of_weights(named)
    if (np.abs(right) > 0.999).all():
        yield "All states are nearly 1 or -1: which changes of a_t can still be seen in h_t?"


def _of_batch(named):
    x, h0 = named["x"], named["h0"]
    if len(x) == 1:
        yield "There is one sequence only: what would a program that mixes sequences up do?"
        return
    for name, array in (("x", x), ("h0", h0)):
        if array.any() and (array == array[:1]).all():
            yield f"All sequences have the same {name}: would you see it if two changed places?"


def _of_time(named):
    x = named["x"]
    T = x.shape[1]
    if T <= FEW:
        steps = "is one step" if T == 1 else f"are {T} steps"
        yield f"There {steps} only: what would a program do that never goes beyond step {FEW}?"
    if T > 1 and x.any() and (x == x[:, :1]).all():
        yield "All steps have the same input: would you see it if two changed places?"


def _of_sizes(named):
    (N, T, D), H = named["x"].shape, len(named["B"])
    sizes = {"batch_size": N, "n_sequences": T, "n_features": D, "n_nodes": H}
    for size in dict.fromkeys(sizes.values()):
        names = [name for name in sizes if sizes[name] == size]
        if len(names) > 1:
            equal = f"{_listed(names)} are equal, {size}"
            yield f"{equal}: what would you see of a program that takes one for the other?"


def _of_weights(named):
    typed_in, Wh = small_sequence()._asdict(), named["Wh"]
    if Wh.any() and len(Wh) > 1 and (Wh == Wh.T).all():
        yield "Your Wh is symmetric: would you see it if its rows and columns changed places?"
    known = [name for name in ("Wx", "Wh", "B") if np.array_equal(named[name], typed_in[name])]
    if known:
        of_assignment = f"The assignment has the same {_listed(known)}"
        yield f"{of_assignment}: what would a program do that has these numbers typed in?"
    for name in [name for name in ("Wx", "Wh", "B") if name not in known]:
        array = named[name]
        if array.size > 1 and array.any() and (array == array.flat[0]).all():
            yield f"All entries of your {name} are alike: would you see it if two changed places?"


def _listed(names):
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last

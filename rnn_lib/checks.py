"""Checks for the answers to the exercises. They run an answer on probes and say what they saw."""

from .answers import WrongReturn, as_results, difference, run_answer
from .data import small_sequence
from .failures import describe_exception
from .functional import rnn_forward
from .probes import backward_probes, forward_probes, step_backward_probes, step_forward_probes
from .report import Report

NOTHING_YET = "There is no answer yet."
GRADIENTS = ("dWx", "dWh", "dB")


def check_step_forward(f):
    """Check one step forward, ``f(x_t, h_prev, Wx, Wh, B) -> h_t``.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return _check("step forward", f, "x_t, h_prev, Wx, Wh, B", step_forward_probes(), ("h_t",))


def check_forward(f):
    """Check a sequence forward, ``f(x, h0, Wx, Wh, B) -> h`` with every state.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    return _check("forward", f, "x, h0, Wx, Wh, B", forward_probes(), ("h",))


def check_step_backward(f):
    """Check one step backward.

    It is ``f(dh_t, x_t, h_prev, h_t, Wx, Wh) -> dx_t, dh_prev, dWx, dWh, dB``.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    names = ("dx_t", "dh_prev", *GRADIENTS)
    signature = "dh_t, x_t, h_prev, h_t, Wx, Wh"
    return _check("step backward", f, signature, step_backward_probes(), names)


def check_backward(f):
    """Check a sequence backward, ``f(dh, x, h0, h, Wx, Wh) -> dx, dh0, dWx, dWh, dB``.

    Parameters
    ----------
    f : callable
        The answer. It is run on copies; what it raises is reported, not raised.

    Returns
    -------
    Report
        The verdict.
    """
    names = ("dx", "dh0", *GRADIENTS)
    return _check("backward", f, "dh, x, h0, h, Wx, Wh", backward_probes(), names)


def check_small_sequence(h):
    """Check the states of Problem 2.

    Parameters
    ----------
    h : array_like or callable
        The last state, shape (1, 4) or (4,), or every state, shape (1, 3, 4) or (3, 4);
        or a function of no arguments that returns one of them.

    Returns
    -------
    Report
        The verdict.
    """
    subject = "small sequence"
    if h is None:
        return Report(subject, "not attempted", (NOTHING_YET,))
    try:
        (answer,) = as_results(h() if callable(h) else h, ("h",))
    except (Exception, SystemExit) as error:
        return _failure(subject, error)
    states = rnn_forward(*small_sequence())
    last, every = ("h_3", states[:, -1]), ("h", states)
    known = {(1, 4): last, (4,): last, (1, 3, 4): every, (3, 4): every}
    if answer.shape not in known:
        wanted = "Give h_3, shape (1, 4), or all states, shape (1, 3, 4)."
        return Report(subject, "incorrect", (f"h has shape {answer.shape}. {wanted}",))
    name, expected = known[answer.shape]
    wrong = difference(name, answer, expected.reshape(answer.shape))
    if wrong:
        return Report(subject, "incorrect", (wrong,))
    return Report(subject, "correct", ("These are the numbers of the assignment.",))


def _check(subject, f, signature, probes, names):
    """Run ``f`` on every probe and report the verdict."""
    if f is None:
        return Report(subject, "not attempted", (NOTHING_YET,))
    if not callable(f):
        line = "Give the check the function itself, without calling it."
        return Report(subject, "error", (f"{line} It got {type(f).__name__}.",))
    outcomes = []
    for probe in probes:
        outcomes.append(run_answer(f, probe, names))
        if outcomes[-1].error is not None:
            break
    # A wrong number on an earlier call says more than an exception on a later one.
    if outcomes[-1].error is not None and not any(outcome.differences for outcome in outcomes):
        return _failure(subject, outcomes[-1].error, probe.story, signature)
    return Report(subject, *_verdict(probes, outcomes, names, signature.split(", ")))


def _verdict(probes, outcomes, names, arguments):
    """Return the status and the lines of the report."""
    seen = list(zip(probes, outcomes))
    right = [probe.story for probe, outcome in seen if not (outcome.differences or outcome.error)]
    wrong = [(probe, outcome.differences) for probe, outcome in seen if outcome.differences]
    changed = sorted({arguments[i] for outcome in outcomes for i in outcome.changed})
    lines = []
    if wrong:
        lines += _describe_numbers(*wrong[0], names)
        lines.append(
            f"Right on: {'; '.join(right)}." if right else "No call gave the right numbers."
        )
    if changed:
        start = "It also" if wrong else "The numbers are right, but your function"
        lines.append(f"{start} changes its arguments: {', '.join(changed)}. Work on copies.")
    if lines:
        return "incorrect", tuple(lines)
    return "correct", (f"Right on {len(right)} calls: {'; '.join(right)}.",)


def _describe_numbers(probe, differences, names):
    """Say what is wrong on one probe, and what is right there."""
    head, wrong = f"On {probe.story}", list(differences.values())
    if len(wrong) == 1:
        lines = [f"{head}: {wrong[0]}"]
    else:
        lines = [f"{head}, {len(wrong)} results are wrong:", *(f"- {text}" for text in wrong)]
    fine = [name for name in names if name not in differences]
    return lines + ([f"Right there: {', '.join(fine)}."] if fine else [])


def _failure(subject, error, story=None, signature=None):
    """Report an exception, as "not attempted" where the stub is still in place."""
    if isinstance(error, NotImplementedError):
        line = "Replace the line that raises NotImplementedError by your answer."
        return Report(subject, "not attempted", (line,))
    lines = [str(error)] if isinstance(error, WrongReturn) else describe_exception(error)
    if story:
        lines[0] = f"On {story}: {lines[0]}"
        if len(lines) == 1 and not isinstance(error, WrongReturn):  # the call itself failed
            lines.append(f"Your function is called with ({signature}).")
    return Report(subject, "error", tuple(lines))

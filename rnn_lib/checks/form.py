"""In which form an answer comes: what it asks for by name, and what its author says of it."""

import inspect
from typing import NamedTuple

from .layouts import LAYOUTS

ALIASES = {"dh": "upstream"}
"""Other names of arguments that an answer may ask for."""
MAY_BE_LEFT_OUT = {"h0", "h", "B"}
WEIGHT_GRADIENTS = ("dWx", "dWh", "dB")


class Misuse(Exception):
    """A check was used in a way that cannot be meant; the message says how."""


class Form(NamedTuple):
    """The form of an answer.

    Attributes
    ----------
    asked : tuple of str or None
        The arguments for which it asks by name, as it calls them; None if it takes all of them,
        by position.
    results : tuple of str
        What it gives.
    at_last : bool
        Whether it is about the last state only: its loss, or what it returns.
    layout : str
        A name of `LAYOUTS`.
    lr : float or None
        The learning rate, where gradients are to be read from weights before and after a step.
    """

    asked: tuple | None
    results: tuple
    at_last: bool = False
    layout: str = "batch first"
    lr: float | None = None


def form_of(exercise, f, options):
    """Return the form of an answer.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    f : callable
        The answer.
    options : dict
        What the caller of the check says of it.

    Returns
    -------
    Form
        Of an answer as the course asks for it: ``Form(None, exercise.results)``.

    Raises
    ------
    Misuse
        If an option is unknown, or has a value that cannot be meant.
    """
    allowed = options_of(exercise)
    for name, value in options.items():
        if name not in allowed:
            known = ", ".join(allowed) or "none"
            raise Misuse(f"This check has no option {name}. Its options: {known}.")
        if not _is_allowed(value, allowed[name]):
            raise Misuse(f"{name} must be {allowed[name]}, got {value!r}.")
    lr, last = options.get("lr"), (options.get("loss_at"), options.get("returns"))
    usual = WEIGHT_GRADIENTS if lr else exercise.results
    chosen = options.get("results", usual)
    return Form(
        asked=_asked(exercise, f),
        results=tuple(name for name in exercise.results if name in chosen),
        at_last="last" in last,
        layout=options.get("layout", "batch first"),
        lr=lr,
    )


def options_of(exercise):
    """Return the options of a check, each with what it may be: names to choose from, or words."""
    if not exercise.named:
        return {}
    layout = {"layout": " or ".join(map(repr, LAYOUTS))}
    if not exercise.upstream:
        return {"returns": "'every' or 'last'", **layout}
    results = f"some of {', '.join(map(repr, exercise.results))}"
    lr = "a learning rate above zero"
    return {"loss_at": "'every' or 'last'", "results": results, "lr": lr, **layout}


def _is_allowed(value, words):
    if words.startswith("a learning rate"):
        return isinstance(value, (int, float)) and value > 0
    if words.startswith("some of"):
        is_list = isinstance(value, (tuple, list, set)) and len(value) > 0
        return is_list and all(repr(one) in words for one in value)
    return isinstance(value, str) and repr(value) in words


def _asked(exercise, f):
    """Return the arguments for which an answer asks by name; None if it takes all by position."""
    try:
        parameters = inspect.signature(f).parameters.values()
    except (TypeError, ValueError):  # some callables do not tell
        return None
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    takes_any = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    known = {*exercise.arguments, "B", *ALIASES}
    # With as many arguments it takes those of the exercise, unless it names one that is none.
    names_another = "B" not in exercise.arguments and any(p.name == "B" for p in positional)
    is_whole = len(positional) >= len(exercise.arguments) and not names_another
    if not exercise.named or takes_any or is_whole:
        return None
    if any(p.default is p.empty and p.name not in known for p in parameters):
        return None  # called by position, it says best itself what is wrong
    asked = tuple(p.name for p in parameters if p.name in known)
    there = MAY_BE_LEFT_OUT | {ALIASES.get(name, name) for name in asked}
    return asked if asked and there >= set(exercise.arguments) else None

"""Tell an editor what Python knows: names that could stand at the caret, and what a name is."""

import builtins
import inspect
import json
import keyword
import re
import reprlib

from course_cells import bring_imports, namespace, waiting

MOST = 100  # names
NAME = r"[^\W\d]\w*"
PATH = re.compile(rf"(?<![\w.])(?:{NAME}\.)*(?:{NAME})?$")
KNOWN = {*dir(builtins), *keyword.kwlist}


async def look(before, after):
    """Return what is known of the place between two pieces of a text, as JSON.

    `begun`: the letters of a name before it; `names`: what they may become; `about`: what the name
    is or, without one, the function whose arguments stand there.
    """
    try:
        begun, names = await _names_at(before, after)
        about = await _about(_path(before) or _path(_called(before)))
    except Exception:  # a value may do anything when it is looked at
        begun, names, about = "", [], ""
    return json.dumps({"begun": begun, "names": names[:MOST], "about": about})


async def _names_at(before, after):
    """Return the letters of a name that stand before a place, and what they may become."""
    path = _path(before)
    owner, dot, begun = path.rpartition(".")
    names = dir(await _value(owner)) if dot else _names(before, after) if path else ()
    return begun, sorted(n for n in names if n.startswith(begun) and _is_offered(n, begun))


def _path(before):
    """Return the name that ends there, with the names and dots before it."""
    found = PATH.search(before)
    return found[0] if found else ""


def _names(before, after):
    """Return all names that there are, those of the text itself too, but for the one begun."""
    others = re.sub(r"\w*$", "", before) + re.sub(r"^\w*", "", after)
    return {*re.findall(rf"\b{NAME}", others), *namespace, *waiting, *KNOWN}


def _is_offered(name, begun):
    return begun.startswith("_") or not name.startswith("_")


def _called(before):
    """Return the text before the bracket that is open there."""
    depth = 0
    for i, letter in reversed(list(enumerate(before))):
        depth += (letter in ")]}") - (letter in "([{")
        if depth < 0:
            return before[:i]
    return ""


_NOTHING = object()


async def _value(path):
    """Return what a name stands for; what is still to be imported is imported."""
    first, *others = path.split(".")
    if first in waiting:
        await bring_imports({first})
    value = namespace.get(first, getattr(builtins, first, _NOTHING))
    for name in others:
        value = getattr(value, name, _NOTHING)
    return value


async def _about(path):
    """Return how a function is called and its docstring; of another value what it is."""
    value = await _value(path)
    if value is _NOTHING:
        return ""
    if callable(value) or inspect.ismodule(value):
        doc = inspect.getdoc(value) or ""
        begins_so = doc.startswith(f"{path.rpartition('.')[2]}(")  # some docstrings of NumPy do
        return doc if begins_so else f"{path}{_signature(value)}\n\n{doc}"
    shape = f" of shape {value.shape}" if hasattr(value, "shape") else ""
    return f"{path}: {type(value).__name__}{shape}\n\n{reprlib.repr(value)}"


def _signature(value):
    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):  # some that are written in C tell nothing
        return ""

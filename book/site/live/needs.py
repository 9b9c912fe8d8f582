"""Find which cells of a page another one needs: those that make what it uses.

A name is used by a cell that reads it before it binds it, also within a function. It is made by
the nearest cell above that binds it, and by those between that change it: `x[0] = 1`, `x.sort()`.
Whoever draws from a generator changes it; generators have names that begin with `rng`. Modules do
not change.
"""

import ast
import dis
from types import CodeType
from typing import NamedTuple


class _Names(NamedTuple):
    """The names of a cell: used from above, bound, and changed in place."""

    used: set
    bound: set
    changed: set


def needs(sources):
    """Return for each source the places of those before it that it needs.

    Parameters
    ----------
    sources : list of str
        Cells in the order of the page.

    Returns
    -------
    list of list of int
        Increasing.
    """
    modules = set().union(*map(_imported, sources))
    cells = [_names(source, modules) for source in sources]
    return [_above(cells[:i], cell.used) for i, cell in enumerate(cells)]


def _above(cells, wanted):
    found = []
    for place, cell in reversed(list(enumerate(cells))):
        if wanted & (cell.bound | cell.changed):
            found.insert(0, place)
            wanted = wanted - cell.bound | cell.used
    return found


def _names(source, modules):
    code = compile(source, "cell", "exec")
    used, bound = set(), set()
    for step in dis.get_instructions(code):
        if step.opname == "STORE_NAME":
            bound.add(step.argval)
        elif step.opname == "LOAD_NAME" and step.argval not in bound:
            used.add(step.argval)
    used |= _read_within(code) - bound
    draws = {name for name in used if name.startswith("rng")}
    return _Names(used, bound, (_changed(source) | draws) - modules)


def _read_within(code):
    """Return the global names that the functions and classes of a code read."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    names = set().union(*map(_read_within, inner))
    for part in inner:
        reads = (s for s in dis.get_instructions(part) if s.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
        names |= {step.argval for step in reads}
    return names


def _changed(source):
    """Return the names that are assigned into, or whose method is called for its own sake."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            found.add(_root(node.value.func))
        elif isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
            found.add(_root(node))
    return found - {None}


def _root(node):
    """Return the name of which a node is a part; None if it is a name itself, or of none."""
    is_part = isinstance(node, ast.Attribute | ast.Subscript)
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if is_part and isinstance(node, ast.Name) else None


def _imported(source):
    imports = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Import | ast.ImportFrom))
    names = (alias for statement in imports for alias in statement.names)
    return {alias.asname or alias.name.partition(".")[0] for alias in names}

"""What a code cell says to Python: its statements, and the names that it binds and uses."""

import ast
import builtins
import symtable
from typing import NamedTuple

_BUILTIN = frozenset(vars(builtins))


class Names(NamedTuple):
    """The names that a cell binds and those that it uses, outside of functions or as globals.

    Attributes
    ----------
    binds, uses : frozenset of str
        The names. Those of Python itself are used only where the cell binds them, too.
    """

    binds: frozenset = frozenset()
    uses: frozenset = frozenset()


def names_of(source):
    """Return the `Names` of a cell; none of one that is no Python."""
    if tree_of(source) is None:
        return Names()
    top = symtable.symtable(_without_magics(source), "cell", "exec")
    symbols, inner = list(top.get_symbols()), top.get_children()
    while inner:
        table = inner.pop()
        inner += table.get_children()
        symbols += [symbol for symbol in table.get_symbols() if symbol.is_global()]
    binds = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    uses = {s.get_name() for s in symbols if s.is_referenced()}
    return Names(frozenset(binds), frozenset(uses - _BUILTIN | uses & binds))


def plain(source):
    """Return a cell in a form that comments, docstrings and spaces make no other one."""
    tree = tree_of(source)
    if tree is None:
        return " ".join(source.split())
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            body[:] = [statement for statement in body if not _is_text(statement)]
    return ast.dump(tree)


def tree_of(source):
    """Return a cell as Python reads it, without IPython's own lines; None if it is no Python."""
    try:
        return ast.parse(_without_magics(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _without_magics(source):
    return "\n".join("" if line[:1] in ("%", "!") else line for line in source.splitlines())


def _is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)

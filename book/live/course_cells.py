"""Run the cells of a page, in the reader's browser: one namespace, output at once, short errors.

The worker puts a module `page` beside this one: `send(kind, text)` shows something under the cell,
`load(source)` brings what a source imports, and after `heed(True)` Stop raises KeyboardInterrupt.
"""

import ast
import io
import linecache
import sys
import time
import traceback
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from contextvars import copy_context
from types import ModuleType

from page import heed, load, send

LIMIT = 200_000  # characters that one run may print
PIECE = 4_000  # characters that are shown at once
PAUSE = 0.1  # seconds after which even few are shown

TOP = "the top of the page"
DEFINITIONS = ast.FunctionDef, ast.ClassDef

waiting = {}  # name → the statement of the setup that imports it
sources = set()  # the names of the cells that ran
defined = {}  # the name of a cell → the functions and classes that it defined


class Output(io.TextIOBase):
    """What `print` writes to: shown soon, and cut if it does not end."""

    def __init__(self, kind):
        self.kind = kind
        self.begin()

    def begin(self):
        """Forget the run before."""
        self.pieces, self.held, self.room, self.shown_at = [], 0, LIMIT, 0.0

    def writable(self):
        return True

    def write(self, text):
        if self.room >= 0:
            self.pieces.append(text[: self.room])
            self.held += len(text)
            self.room -= len(text)
            if self._is_due():
                self.flush()
            if self.room < 0:
                send("note", f"The output was cut after {LIMIT:,} characters.")
        return len(text)

    def _is_due(self):
        """Whether to show it: the first lines at once, a flood in pieces."""
        few = LIMIT - self.room < PIECE
        waited = time.monotonic() - self.shown_at > PAUSE
        return few or waited or self.held > PIECE or self.room < 0

    def flush(self):
        if self.pieces:
            send(self.kind, "".join(self.pieces))
        self.pieces, self.held, self.shown_at = [], 0, time.monotonic()


OUTPUTS = Output("stdout"), Output("stderr")


def show(*values):
    """Show values as a notebook would: as HTML, if they can be, or as text."""
    for value in values:
        flush()
        if hasattr(value, "_repr_html_"):
            send("html", value._repr_html_(), str(value))
        else:
            print(repr(value))


def clear_output(wait=False):
    """Remove what the cell has shown so far."""
    flush()
    send("clear", "")


def flush():
    for output in OUTPUTS:
        output.flush()


def no_input(prompt=""):
    raise RuntimeError("input() cannot ask in a page: pass the value as an argument")


namespace = {"__name__": "__main__", "display": show, "input": no_input}

# What cells import from IPython.
DISPLAY = ModuleType("IPython.display")
DISPLAY.display, DISPLAY.clear_output = show, clear_output

context = copy_context()  # in which NumPy keeps its settings from cell to cell


async def prepare(setup):
    """Take the cell at the top of the page.

    An import waits until its name is used: Matplotlib is loaded for those who draw. The rest runs
    now, and no value of it is shown.
    """
    sys.modules["IPython.display"] = DISPLAY
    rest = []
    for statement in ast.parse(setup).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                waiting[alias.asname or alias.name.partition(".")[0]] = statement
        else:
            rest.append(statement)
    await run(TOP, "\n".join(map(ast.unparse, [*rest, ast.Pass()])))


async def run(name, source):
    """Run the text of a cell; return whether no error ended it."""
    for output in OUTPUTS:
        output.begin()
    sources.add(name)
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    try:
        _forget(name)
        tree = ast.parse(source, name)
        defined[name] = [node.name for node in tree.body if isinstance(node, DEFINITIONS)]
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        await bring_imports(names, source)
        with redirect_stdout(OUTPUTS[0]), redirect_stderr(OUTPUTS[1]), _stoppable():
            context.run(_execute, tree, name)
        return True
    except BaseException as error:  # also SystemExit and Stop: a cell does not end the session
        flush()
        send("error", _describe(error), _missing(error))
        return False
    finally:
        flush()


@contextmanager
def _stoppable():
    """Let Stop interrupt the block, and nothing of Pyodide's."""
    heed(True)
    try:
        yield
    finally:
        heed(False)


def _forget(name):
    """Undo what a cell's former text defined: a check must not judge what is gone."""
    for function in defined.pop(name, ()):
        namespace.pop(function, None)


async def bring_imports(names, source=""):
    """Load what a source imports, and do those imports of the page that bring one of the names."""
    used = names & waiting.keys()
    statements = {id(waiting[name]): waiting[name] for name in used}.values()
    await load("\n".join([*map(ast.unparse, statements), source]))
    for statement in statements:
        exec(compile(ast.Module([statement], []), TOP, "exec"), namespace)
    for name in used:
        del waiting[name]


def _execute(tree, name):
    """Run the statements, and show the value of a last expression."""
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
        if value is not None:
            show(value)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].show()


def _describe(error):
    """Return the traceback, with the reader's and the course's frames alone."""
    described = traceback.TracebackException.from_exception(error, compact=True)
    for part in _chain(described):
        part.stack = traceback.StackSummary.from_list(filter(_is_ours, part.stack))
    return "".join(described.format()).rstrip()


def _missing(error):
    """Return the name that a cell looked for in vain."""
    return error.name or "" if isinstance(error, NameError) else ""


def _chain(part):
    while part is not None:
        yield part
        part = part.__cause__ or part.__context__


def _is_ours(frame):
    return frame.filename in sources or "/rnn_lib/" in frame.filename

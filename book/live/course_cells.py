"""Run the cells of a page, in the reader's browser: one namespace, output at once, short errors.

The worker puts a module `page` beside this one. `page.send(kind, text)` shows something under the
cell, `page.load(source)` brings the packages that a source imports, and after `page.heed(True)` the
reader's Stop raises KeyboardInterrupt.
"""

import ast
import io
import linecache
import sys
import time
import traceback
from contextlib import contextmanager, redirect_stderr, redirect_stdout

from page import heed, load, send

LIMIT = 200_000  # characters that one run may print
PIECE = 4_000  # characters that are shown at once, when many come
PAUSE = 0.1  # seconds after which even few are shown

TOP = "the top of the page"
DEFINITIONS = ast.FunctionDef, ast.ClassDef

waiting = {}  # name → the statement at the top of the page that imports it
sources = set()  # the names of the cells that ran, as they stand in tracebacks
defined = {}  # the name of a cell → the functions and classes that its text defined when it ran


class Output(io.TextIOBase):
    """What `print` writes to: shown soon, and cut when it does not end."""

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
        """Whether to show what was written: the first lines at once, a flood in pieces."""
        few = LIMIT - self.room < PIECE
        waited = time.monotonic() - self.shown_at > PAUSE
        return few or waited or self.held > PIECE or self.room < 0

    def flush(self):
        if self.pieces:
            send(self.kind, "".join(self.pieces))
        self.pieces, self.held, self.shown_at = [], 0, time.monotonic()


OUTPUTS = Output("stdout"), Output("stderr")


def show(value):
    """Show a value as a notebook would: its HTML, if it has some, or its text."""
    flush()
    if hasattr(value, "_repr_html_"):
        send("html", value._repr_html_(), str(value))
    else:
        print(repr(value))


def flush():
    for output in OUTPUTS:
        output.flush()


def no_input(prompt=""):
    raise RuntimeError("input() cannot ask in a page: pass the value as an argument")


namespace = {"__name__": "__main__", "display": show, "input": no_input}


async def prepare(setup):
    """Take the cell at the top of the page.

    An import waits until its name is used, so that Matplotlib is loaded for those who draw. What
    else stands there runs now, and no value of it is shown.
    """
    rest = []
    for statement in ast.parse(setup).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                waiting[alias.asname or alias.name.partition(".")[0]] = statement
        else:
            rest.append(statement)
    await run(TOP, "\n".join(map(ast.unparse, [*rest, ast.Pass()])))


async def run(name, source):
    """Run the text of a cell; return whether it came to its end without an error."""
    for output in OUTPUTS:
        output.begin()
    sources.add(name)
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    try:
        _forget(name)
        tree = ast.parse(source, name)
        defined[name] = [node.name for node in tree.body if isinstance(node, DEFINITIONS)]
        await _bring_imports(tree)
        with redirect_stdout(OUTPUTS[0]), redirect_stderr(OUTPUTS[1]), _stoppable():
            _execute(tree, name)
        return True
    except BaseException as error:  # also SystemExit and Stop: a cell does not end the session
        flush()
        send("error", _describe(error))
        return False
    finally:
        flush()


@contextmanager
def _stoppable():
    """Let Stop interrupt the block: the cell's own code, and nothing of Pyodide's."""
    heed(True)
    try:
        yield
    finally:
        heed(False)


def _forget(name):
    """Undo the definitions of a cell's former text: a check must not judge what is gone."""
    for function in defined.pop(name, ()):
        namespace.pop(function, None)


async def _bring_imports(tree):
    """Load what the cell imports, and do the imports of the page whose names it uses."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used = names & waiting.keys()
    statements = {id(waiting[name]): waiting[name] for name in used}.values()
    await load("\n".join(map(ast.unparse, [*statements, tree])))
    for statement in statements:
        exec(compile(ast.Module([statement], []), TOP, "exec"), namespace)
    for name in used:
        del waiting[name]


def _execute(tree, name):
    """Run the statements, and show the value of the last one, if it is an expression."""
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
        if value is not None:
            show(value)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].show()


def _describe(error):
    """Return the traceback, with the frames of the reader and of the course alone."""
    described = traceback.TracebackException.from_exception(error, compact=True)
    for part in _chain(described):
        part.stack = traceback.StackSummary.from_list(filter(_is_ours, part.stack))
    return "".join(described.format()).rstrip()


def _chain(part):
    while part is not None:
        yield part
        part = part.__cause__ or part.__context__


def _is_ours(frame):
    return frame.filename in sources or "/rnn_lib/" in frame.filename

"""The process in which a student's code runs. Nothing that it says is a verdict.

It reads requests from its standard input, one JSON object a line, and answers each on its standard
output. Student's code sees neither: both are empty for it. See `remote` for the other side.
"""

import ast
import inspect
import json
import os
import sys
import warnings

import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from rnn_lib.checks.exceptions import describe_exception

from .codec import decode, encode
from .library import prepare_library
from .limits import limit_this_process

DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
"""Statements that only define."""


class Shell(InteractiveShell):
    """IPython without a front end: magics work, and nothing is shown."""

    def enable_gui(self, gui=None):
        """Open no windows."""

    def showtraceback(self, *args, **kwargs):
        """Stay silent: the error is in the result of the cell."""

    showsyntaxerror = showtraceback


class Candidate:
    """What can be asked of the student's code."""

    def __init__(self, shell, library_calls):
        self.shell = shell
        self.library_calls = library_calls
        self.kept = {}

    def run(self, source, whole):
        """Run a cell; one that stops half-way, and one that is not wanted whole, just defines."""
        error = self._run_whole(source) if whole else None
        if not whole or error is not None:
            self._define(source)
        return {"error": error and _describe(error)}

    def exists(self, names):
        """Tell which names the cells have defined."""
        return {"exists": [name for name in names if name in self.shell.user_ns]}

    def watch(self, names):
        """Note from now on who calls these functions of rnn_lib."""
        self.library_calls.watch(names)
        return {}

    def name(self, name):
        """Return what a name stands for, and for which arguments it asks."""
        value = self.shell.user_ns[name]
        return {"value": encode(value, self._keep), "asks": _parameters(value)}

    def attribute(self, target, name):
        """Return an attribute of something that was kept."""
        try:
            return {"value": encode(getattr(self.kept[target], name), self._keep)}
        except BaseException as error:
            return {"error": _describe(_without_our_frame(error))}

    def call(self, target, arguments, keywords):
        """Call something that was kept; tell the result and what became of the arguments."""
        arguments = [decode(item, self._find) for item in arguments]
        keywords = {key: decode(item, self._find) for key, item in keywords.items()}
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                value = self.kept[target](*arguments, **keywords)
            reply = {"value": encode(value, self._keep)}
        except BaseException as error:  # SystemExit and KeyboardInterrupt as well
            reply = {"error": _describe(_without_our_frame(error))}
        reply["arguments"] = [encode(argument, self._keep) for argument in arguments]
        return {**reply, "library_calls": self.library_calls.noted()}

    def _run_whole(self, source):
        result = self.shell.run_cell(source, store_history=False, silent=True)
        return result.error_before_exec or result.error_in_exec

    def _define(self, source):
        """Run the statements of a cell that only define, each whether or not others fail."""
        try:
            source = self.shell.transform_cell(source)
            tree = ast.parse(source)
        except Exception:  # not Python: there is nothing to define
            return
        filename = self.shell.compile.cache(source, 0)  # so that messages can show the line
        for node in _definitions(tree.body):
            try:
                code = compile(ast.Module([node], []), filename, "exec")
                exec(code, self.shell.user_ns)
            except (Exception, SystemExit):
                continue

    def _keep(self, value):
        self.kept[len(self.kept)] = value
        return len(self.kept) - 1

    def _find(self, number, type_name):
        return self.kept[number]


def _parameters(value):
    """Return name, kind and whether there is a default of each parameter; None if not known."""
    try:
        parameters = inspect.signature(value).parameters.values()
        return [[p.name, p.kind.name, p.default is not p.empty] for p in parameters]
    except Exception:  # no function, or one that does not tell, or an object of the student's
        return None


def _definitions(nodes):
    """Yield the statements that only define, those in an `if`, a `try` or a `with` as well."""
    for node in nodes:
        if isinstance(node, DEFINITIONS):
            yield node
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            yield from _definitions(node.body)


def _without_our_frame(error):
    return error.with_traceback(error.__traceback__.tb_next)


def _describe(error):
    missing = error.name if isinstance(error, NameError) else None
    return {**describe_exception(error)._asdict(), "missing": missing}


def make_shell():
    """Return the shell of this process, without a history on disk."""
    config = Config()
    config.HistoryManager.enabled = False
    return Shell.instance(config=config, colors="nocolor")


def take_channel():
    """Return the standard streams for our own use, and leave empty ones in their place."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    return requests, replies


def serve(candidate, requests, replies):
    """Answer requests until there are no more."""
    own_process = os.getpid()
    for line in requests:
        request = json.loads(line)
        key = request.pop("key")
        reply = getattr(candidate, request.pop("what"))(**request)
        if os.getpid() != own_process:
            os._exit(0)  # the student's code has forked: the copy has no part in this
        replies.write(json.dumps({"key": key, **reply}).encode() + b"\n")
        replies.flush()


def main():
    """Serve one notebook."""
    requests, replies = take_channel()
    limit_this_process(json.loads(sys.argv[1]))
    serve(Candidate(make_shell(), prepare_library()), requests, replies)


if __name__ == "__main__":
    main()

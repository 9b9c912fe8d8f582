"""The process in which a student's code runs. Nothing that it says is a verdict.

It reads requests from its standard input, one JSON object a line, and answers each on its standard
output. Student's code sees neither: both are empty for it. See `remote` for the other side.
"""

import inspect
import json
import os
import signal
import sys
from functools import partial

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import rnn_lib
from rnn_lib.checks.exceptions import describe_exception
from rnn_lib.checks.running import run_here

from .codec import decode, encode
from .limits import limit_this_process


class TooLong(KeyboardInterrupt):
    """A cell was interrupted."""


class Shell(InteractiveShell):
    """IPython without a front end: magics work, and nothing is shown."""

    def enable_gui(self, gui=None):
        """Open no windows."""

    def showtraceback(self, *args, **kwargs):
        """Stay silent: the error is in the result of the cell."""

    showsyntaxerror = showtraceback


class Candidate:
    """What can be asked of the student's code."""

    def __init__(self, shell):
        self.shell, self.kept = shell, {}

    def run(self, source, seconds):
        """Run a cell; interrupt it after so many seconds of computing, as a reader would."""
        _interrupt_after(seconds)
        result = self.shell.run_cell(source, store_history=False, silent=True)
        _interrupt_after(0)
        error = result.error_before_exec or result.error_in_exec
        if isinstance(error, TooLong):
            return {"error": _described(error.with_traceback(None))}
        return {"error": error and _described(error)}

    def exists(self, names):
        """Tell which names stand for something."""
        return {"exists": [name for name in names if name in self.shell.user_ns]}

    def name(self, name):
        """Return what a name stands for, and for which arguments it asks."""
        value = self.shell.user_ns[name]
        return {"value": encode(value, self._keep), "asks": _parameters(value)}

    def attribute(self, target, name):
        """Return an attribute of something that was kept."""
        return self._reply_of(getattr, (self.kept[target], name))

    def call(self, target, arguments, keywords, watched):
        """Call something that was kept, as the notebook does it; tell what became of all."""
        arguments = [decode(item, self._find) for item in arguments]
        keywords = {key: decode(item, self._find) for key, item in keywords.items()}
        functions = [getattr(rnn_lib, name) for name in watched]
        reply = self._reply_of(partial(self.kept[target], **keywords), arguments, functions)
        return {**reply, "arguments": [encode(argument, self._keep) for argument in arguments]}

    def _reply_of(self, f, arguments, watched=()):
        try:
            call = run_here(f, arguments, watched)
            if call.raised:
                return {"error": call.raised._asdict(), "library_calls": call.library_calls}
            value = encode(call.returned, self._keep)
            return {"value": value, "library_calls": call.library_calls}
        except BaseException as error:  # KeyboardInterrupt, or what an odd object raises
            return {"error": _described(error), "library_calls": []}

    def _keep(self, value):
        self.kept[len(self.kept)] = value
        return len(self.kept) - 1

    def _find(self, number, type_name):
        return self.kept[number]


def _interrupt_after(seconds):
    """Interrupt what runs after so many seconds of computing, where the system can do that."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _interrupt)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _interrupt(number, frame):
    raise TooLong("it did not come to its end in time")


def _described(error):
    return describe_exception(error)._asdict()


def _parameters(value):
    """Return name, kind and whether there is a default of each parameter; None if not known."""
    try:
        parameters = inspect.signature(value).parameters.values()
        return [[p.name, p.kind.name, p.default is not p.empty] for p in parameters]
    except Exception:  # no function, or one that does not tell, or an object of the student's
        return None


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
    """Serve one notebook; leave empty streams where the channel was."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    limit_this_process(json.loads(sys.argv[1]))
    config = Config(HistoryManager={"enabled": False})
    shell = Shell.instance(config=config, colors="nocolor")
    serve(Candidate(shell), requests, replies)


if __name__ == "__main__":
    main()

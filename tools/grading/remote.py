"""The examiner's side of a student's process: ask it, and never believe it.

A function of the student's becomes an `Answer`, which a check calls like any function. Arguments
go over as numbers and come back, changed or not; so do results and what was raised. Whatever else
happens there (it hangs, ends, eats memory, sends rubbish) is a `Gone`, which no check catches.
"""

import contextlib
import inspect
import json
import os
import queue
import secrets
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil

from rnn_lib.checks.exceptions import Raised

from . import sandbox
from .codec import BadMessage, decode, encode
from .limits import MEGABYTE

_DISTURBED = "What came back to the grader cannot be read, or is too much."
_GLANCE = 0.25  # seconds between two looks at what a silent process uses
START = 30.0
"""Seconds that Python may compute until it is ready, or a lesson of the course."""
_PATIENCE = 3  # times as long as it may compute, it may wait


class Gone(BaseException):
    """The student's process is of no more use, and why; no `Exception`, which a check reports."""


class AnswerRaised(Exception):
    """What the student's code raised, as an exception on this side; ``raised`` describes it."""

    def __init__(self, error):
        lines = tuple(str(line)[:500] for line in error["lines"][:4])
        super().__init__(*lines[:1])
        self.raised = Raised(str(error["kind"])[:80], lines)


class Answer:
    """Something that lives in the student's process: a function, a class, an object."""

    def __init__(self, process, number):
        self._process, self._number = process, number

    def __call__(self, *arguments, **keywords):
        return self._process.call(self._number, arguments, keywords)

    def __getattr__(self, name):
        if name.startswith("_"):  # what NumPy and copy ask every object for
            raise AttributeError(name)
        return self._process.attribute(self._number, name)

    def __deepcopy__(self, memo):
        return self


class StudentProcess:
    """A process with a student's code; it notes calls of the ``watched`` names of rnn_lib."""

    def __init__(self, room, limits):
        self.limits, self.watched, self.library_calls = limits, [], {}
        self.allow_time(START)
        command = [sys.executable, "-m", "tools.grading.candidate", json.dumps(limits)]
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        for file in Path(room.folder, "fonts").iterdir():
            shutil.copy(file, folder)
        self._process = sandbox.start(command, folder, room)
        self._lines = queue.Queue(maxsize=2)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def run(self, source, seconds=None):
        """Run a cell; return None or what it raised, described."""
        self.allow_time(seconds)
        return self._ask("run", source=source, seconds=self._allowed)["error"]

    def allow_time(self, seconds=None):
        """Begin to count time anew."""
        self._allowed = seconds or self.limits.seconds
        self._seconds, self._computed_before = _PATIENCE * self._allowed, None

    def exists(self, names):
        """Return those names that the student's code has defined."""
        return self._ask("exists", names=list(names))["exists"]

    def answer(self, name):
        """Return what a name stands for there; a function asks for the same arguments as there."""
        reply = self._ask("name", name=name)
        answer = self._decoded(reply["value"])
        if isinstance(answer, Answer) and isinstance(reply.get("asks"), list):
            with contextlib.suppress(TypeError, ValueError, AttributeError):
                answer.__signature__ = inspect.Signature([*map(_parameter, reply["asks"])])
        return answer

    def attribute(self, target, name):
        """Return an attribute of something there."""
        return self._value_of(self._ask("attribute", target=target, name=name))

    def call(self, target, arguments, keywords):
        """Call something there; its changes to arguments are made in ours as well."""
        items = [self._encoded(argument) for argument in arguments]
        named = {key: self._encoded(value) for key, value in keywords.items()}
        reply = self._ask(
            "call", target=target, arguments=items, keywords=named, watched=self.watched
        )
        self.library_calls.update(dict.fromkeys(map(str, reply["library_calls"])))
        for ours, item in zip(arguments, reply["arguments"]):
            if isinstance(ours, (np.ndarray, dict, np.random.Generator)):
                _make_equal(ours, self._decoded(item))
        return self._value_of(reply)

    def close(self):
        """End it and every process that it has started."""
        family = self._family()
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
        for process in [*family, self._process]:
            with contextlib.suppress(psutil.Error, OSError):
                process.kill()
        self._process.wait()
        self._folder.cleanup()
        for _ in range(40):  # let the reader come to its end, unless somebody holds the pipe
            if self._reader.is_alive():
                with contextlib.suppress(queue.Empty):
                    self._lines.get(timeout=0.05)
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        if not self._reader.is_alive():
            self._process.stdout.close()

    def _read(self):
        """Pass on what the process writes, line by line; runs in a thread of its own."""
        longest = self.limits.message_megabytes * MEGABYTE
        with contextlib.suppress(OSError, ValueError):
            while line := self._process.stdout.readline(longest):
                self._lines.put(line)
        self._lines.put(b"")

    def _ask(self, what, **request):
        key = secrets.token_hex(8)
        message = json.dumps({"key": key, "what": what, **request}).encode() + b"\n"
        try:
            self._process.stdin.write(message)
            self._process.stdin.flush()
            while True:
                reply = json.loads(self._next_line())
                if reply.pop("key") == key:
                    return reply
        except OSError:
            raise Gone(self._how_it_ended()) from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Gone(_DISTURBED) from None

    def _next_line(self):
        while True:
            begun, line, counts = time.monotonic(), None, True
            try:
                line = self._lines.get(timeout=_GLANCE)
            except queue.Empty:
                counts = not self._look_at_its_family()
            if counts:  # and no more than a glance: this process may have been kept waiting as well
                self._seconds -= min(_GLANCE, time.monotonic() - begun)
            if line:
                return line
            if line == b"":
                raise Gone(self._how_it_ended())
            if self._seconds <= 0:
                raise Gone(self._too_long())

    def _too_long(self):
        return f"It did not come to its end within {self._allowed:g} seconds."

    def _how_it_ended(self):
        with contextlib.suppress(Exception):
            code = self._process.wait(timeout=_PATIENCE * self._allowed)
            code = 128 - code if code < 0 else code
            return f"It ended the Python that it ran in (exit status {code})."
        return "It closed the channel to the grader."

    def _look_at_its_family(self):
        """End a family that uses too much; return whether it would compute, if only it could."""
        family, wants_to = self._family(), False
        if len(family) > self.limits.processes:
            raise Gone(f"It started more than {self.limits.processes} processes.")
        used, computed = 0, 0.0
        for process in family:
            with contextlib.suppress(psutil.Error):
                wants_to |= process.status() == psutil.STATUS_RUNNING
                used += process.memory_info().rss
                computed += sum(process.cpu_times()[:4])  # of children that have ended, too
        if used > self.limits.megabytes * MEGABYTE:
            raise Gone(f"It used more than {self.limits.megabytes} MB of memory.")
        if self._computed_before is None:
            self._computed_before = computed
        if computed - self._computed_before > self._allowed:
            raise Gone(self._too_long())
        return wants_to and sys.platform == "linux"  # other systems call sleep running, too

    def _family(self):
        try:
            process = psutil.Process(self._process.pid)
            return [process, *process.children(recursive=True)]
        except psutil.Error:
            return []

    def _value_of(self, reply):
        if "error" in reply:
            raise AnswerRaised(reply["error"])
        return self._decoded(reply["value"])

    def _encoded(self, value):
        if isinstance(value, Answer):
            return {"object": value._number, "type": "Answer"}
        return encode(value, _refuse)

    def _decoded(self, item):
        try:
            return decode(item, self._stand_in)
        except BadMessage:
            raise Gone(_DISTURBED) from None

    def _stand_in(self, number, type_name):
        """Return an `Answer` whose type has the name that it has there, for messages."""
        name = "".join(c for c in type_name if c.isprintable())[:80]
        return type(name, (Answer,), {})(self, number)


def _parameter(told):
    name, kind, has_default = told
    default = None if has_default else inspect.Parameter.empty
    return inspect.Parameter(name, getattr(inspect.Parameter, str(kind)), default=default)


def _refuse(value):
    raise TypeError(f"a check passes {type(value).__name__}, which cannot be sent")


def _make_equal(ours, theirs):
    """Give an array, a dict or a generator of ours what it holds there."""
    if type(ours) is not type(theirs):
        raise Gone(_DISTURBED)
    if isinstance(ours, dict):
        for name in ours.keys() - theirs.keys():
            del ours[name]
        for name, value in theirs.items():
            if isinstance(ours.get(name), np.ndarray) and isinstance(value, np.ndarray):
                _make_equal(ours[name], value)
            else:
                ours[name] = value
    elif isinstance(ours, np.random.Generator):
        ours.bit_generator.state = theirs.bit_generator.state
    else:
        _make_equal_arrays(ours, theirs)


def _make_equal_arrays(ours, theirs):
    if ours.shape != theirs.shape:
        ours.resize(theirs.shape, refcheck=False)
    if not np.array_equal(ours, theirs):
        np.copyto(ours, theirs, casting="unsafe")

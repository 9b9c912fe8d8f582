"""An installed Firefox, driven by WebDriver BiDi: the standard that it speaks by itself."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager

import websocket

from tests.shared.engines import Tab, as_json

BROWSERS = ("firefox-esr", "firefox")
ABORTED = "status=2152398850"  # of a font that was still to come when the tab left the page


def find_firefox():
    """Return the path of an installed Firefox, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class FirefoxTab(Tab):
    """A tab of Firefox. Errors of scripts in it are in `complaints`."""

    def __init__(self, address):
        self._socket = websocket.create_connection(f"{address}/session", suppress_origin=True)
        self._number, self.complaints = 0, []
        self._send("session.new", capabilities={})
        (first, *_) = self._send("browsingContext.getTree")["contexts"]
        self._context = first["context"]
        self._send("session.subscribe", events=["log.entryAdded"])

    def goto(self, address):
        """Go to a page and wait until it is complete."""
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def evaluate(self, expression):
        """Return what an expression gives; it may await."""
        reply = self._send(
            "script.evaluate",
            expression=as_json(expression),
            target={"context": self._context},
            awaitPromise=True,
        )
        if reply["type"] != "success":
            raise AssertionError(reply["exceptionDetails"]["text"])
        return json.loads(reply["result"]["value"])

    def close(self):
        """Part from the browser."""
        self._socket.close()

    def _send(self, method, **params):
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        self._socket.send(json.dumps(message))
        while (reply := json.loads(self._socket.recv())).get("id") != self._number:
            entry = reply.get("params", {})
            if (entry.get("type"), entry.get("level")) == ("javascript", "error"):
                self.complaints += [entry["text"]] * (ABORTED not in entry["text"])
        if reply["type"] == "error":
            raise AssertionError(f"{method}: {reply['message']}")
        return reply["result"]


@contextmanager
def firefox_tab(program):
    """Start Firefox with nothing in it, and give its tab."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        flags = ["--headless", "--no-remote", "--profile", folder, "--remote-debugging-port", "0"]
        process = subprocess.Popen(
            [program, *flags, "about:blank"],
            env={**os.environ, "HOME": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            tab = FirefoxTab(_address(process.stderr))
            yield tab
            tab.close()
        finally:
            process.kill()
            process.communicate()


def _address(lines):
    for line in lines:
        if found := re.search(r"ws://[\d.]+:\d+", line):
            return found[0]
    raise AssertionError("Firefox ended before it could be reached")

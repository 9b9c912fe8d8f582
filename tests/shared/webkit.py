"""An installed WebKitGTK, driven by WebDriver, on a screen that nobody sees."""

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.shared.engines import Tab, as_json

PROGRAMS = ("WebKitWebDriver", "Xvfb")
LONGEST = 120_000  # milliseconds that a script may take
# WebKit tells a driver of no error. So the page does, from when it is complete.
LISTEN = """(() => {
  window.complaints = [];
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
})()"""


def find_webkit():
    """Return the paths of WebKit's driver, of a browser for it and of a screen, or None."""
    programs = [shutil.which(name) for name in PROGRAMS]
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
    return [*programs, str(browsers[0])] if all(programs) and browsers else None


class WebKitTab(Tab):
    """A tab of WebKit."""

    def __init__(self, port, browser):
        self._port, self._session = port, ""
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = "/" + self._send("POST", "", capabilities=wanted)["sessionId"]
        self._send("POST", "/timeouts", script=LONGEST)

    def goto(self, address):
        """Go to a page and wait until it is complete."""
        self._send("POST", "/url", url=address)
        self.evaluate(LISTEN)

    def evaluate(self, expression):
        """Return what an expression gives; it may await."""
        script = f"{as_json(expression)}.then(arguments[0])"
        return json.loads(self._send("POST", "/execute/async", script=script, args=[]))

    @property
    def complaints(self):
        """Errors of scripts since the page was complete."""
        return self.evaluate("complaints")

    def close(self):
        """Close the browser."""
        self._send("DELETE", "")

    def _send(self, method, path, **params):
        connection = HTTPConnection("127.0.0.1", self._port, timeout=2 * LONGEST / 1000)
        connection.request(method, f"/session{self._session}{path}", json.dumps(params))
        value = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise AssertionError(f"{path}: {value['message']}")
        return value


@contextmanager
def webkit_tab(programs):
    """Start WebKit with nothing in it, and give its tab."""
    driver, screen, browser = programs
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        xvfb = stack.enter_context(_running([screen, "-displayfd", "1"], stdout=subprocess.PIPE))
        env = {**os.environ, "DISPLAY": f":{xvfb.stdout.readline().decode().strip()}", "HOME": home}
        port = _free_port()
        stack.enter_context(_running([driver, f"--port={port}"], env=env))
        _wait_for(port)
        tab = WebKitTab(port, browser)
        yield tab
        tab.close()


@contextmanager
def _running(command, **options):
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_for(port, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("WebKit's driver could not be reached")

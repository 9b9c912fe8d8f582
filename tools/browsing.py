"""The built site, a server of it on this machine, and Chromium: for tests and benchmarks."""

import functools
import shutil
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).resolve().parents[1] / "_build" / "html"
BROWSERS = (
    "chromium-headless-shell",  # without windows, and a third of their work
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip
QUIET_FLAGS = [  # Chromium asks nobody for updates and needs no GPU
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def started(program: str):
    """Start Chromium and give Playwright's browser."""
    from playwright.sync_api import sync_playwright  # here: without a browser, it is not needed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET_FLAGS)
        yield browser
        browser.close()


@contextmanager
def served():
    """Serve the site and give its address."""
    handler = functools.partial(_Quiet, directory=str(SITE))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Server(ThreadingHTTPServer):
    """A server whose clients may leave: a tab that closes early asks for no more."""

    def handle_error(self, request, client_address):
        pass


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, and does not list every request."""

    def log_message(self, format, *args):
        pass

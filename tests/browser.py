"""The built site, a server of it, and a browser: fixtures of every test that looks at pages.

A tab reaches this machine only, so a page that asks another host is found out.
"""

import functools
import os
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SITE = Path(__file__).resolve().parents[1] / "_build" / "html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET_FLAGS = [  # Chromium asks nobody for updates and needs no GPU
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def site():
    """The folder of the site; without it no test here has a meaning."""
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no site in _build/html: run `make book` first", pytrace=False)
    return SITE


@pytest.fixture(scope="module")
def browser():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and "CI" in os.environ:
        pytest.fail("no Chromium found; .ci/run installs one", pytrace=False)
    if found is None:
        pytest.skip("no Chromium found, so the site was not looked at in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET_FLAGS)
        yield chromium
        chromium.close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and does not list every request below a failed test."""

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def http_base(site):
    """The address of a server of the site on this machine."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def tab(browser):
    """A tab at its defaults."""
    return new_tab(browser)


def new_tab(browser, **options):
    """Open a tab that reaches this machine only, and notes in `.complaints` what goes wrong.

    The options are those of Playwright's `new_page`: viewport, color_scheme, java_script_enabled.
    """
    tab = browser.new_page(**options)
    tab.complaints = []

    def on_failed(request):
        if request.failure != "net::ERR_ABORTED":  # that one: the tab had left the page
            tab.complaints.append(f"failed: {request.url}")

    tab.on("requestfailed", on_failed)
    tab.on("pageerror", lambda error: tab.complaints.append(f"script error: {error}"))
    tab.on(
        "console",
        lambda line: line.type in ("error", "warning") and tab.complaints.append(line.text),
    )
    tab.route(
        lambda url: urlsplit(url).hostname not in (None, "127.0.0.1"),
        lambda route: route.abort("addressunreachable"),
    )
    return tab

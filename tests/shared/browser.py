"""The built site, a server of it, and a browser: fixtures of every test that looks at pages.

A tab reaches this machine only, so a page that asks another host is found out.
"""

import os
from urllib.parse import urlsplit

import pytest

from tools.browsing import SITE, find_chromium, served, started


@pytest.fixture(scope="module")
def site():
    """The folder of the site; without it no test here has a meaning."""
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no site in _build/html: run `make book` first", pytrace=False)
    return SITE


@pytest.fixture(scope="module")
def browser():
    found = find_chromium()
    if found is None and "CI" in os.environ:
        pytest.fail("no Chromium found; .ci/run installs one", pytrace=False)
    if found is None:
        pytest.skip("no Chromium found, so the site was not looked at in a browser")
    with started(found) as chromium:
        yield chromium


@pytest.fixture(scope="module")
def http_base(site):
    """The address of a server of the site on this machine."""
    with served() as address:
        yield address


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
        is_stop = request.url.startswith("blob:")  # Python in the page asks whether it may go on
        if not is_stop and request.failure != "net::ERR_ABORTED":  # that: the tab had left the page
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

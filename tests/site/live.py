"""An exercise of a page as a reader meets it: an editor, buttons, a line that says how it goes."""

import os
import re
from contextlib import contextmanager

import pytest

from tests.shared.browser import new_tab

LONGEST = 90_000  # milliseconds to wait for Python on a busy machine
PAGE = "notebooks/01_forward.html"


def require_live_cells(site):
    """Skip if the site was built without live cells; under CI that is a failure."""
    if list((site / "_static" / "live").glob("pyodide-*")):
        return
    if "CI" in os.environ:
        pytest.fail("the site has no live cells: tools/fetch_pyodide.py did not get Python")
    pytest.skip("the site has no live cells: Python for the pages is not in .cache")


def words(text):
    """Return an output by its words alone: engines break lines where they like."""
    return re.sub(r"\W*\s+", " ", text).strip()


class Exercise:
    """One exercise in a tab."""

    def __init__(self, tab, name):
        self.tab = tab
        self.cell = tab.locator(f"#exercise-{name}")
        self.editor = self.cell.locator("textarea")

    def write(self, text):
        self.editor.fill(text)
        return self

    def button(self, name):
        return self.cell.get_by_role("button", name=name, exact=True)

    def press(self, name, wait=True):
        self.button(name).click()
        if wait:
            self.wait()
        return self

    def wait(self):
        """Wait until nothing runs any more."""
        self.cell.locator("button:disabled").get_by_text("Stop").wait_for(timeout=LONGEST)

    def check(self, text):
        """Write an answer and have it checked; return what is shown."""
        self.write(text).press("Check")
        return self.output

    def run(self, text):
        self.write(text).press("Run")
        return self.output

    @property
    def status(self):
        return self.cell.get_by_role("status").text_content()

    @property
    def output(self):
        return self.cell.locator(".live-output").inner_text()


class Lesson:
    """One cell of the lesson in a tab."""

    def __init__(self, tab, name):
        self.tab = tab
        self.cell = tab.locator(f"#{name}")
        self.editor = self.cell.locator("textarea")

    def button(self, name):
        return self.cell.get_by_role("button", name=name, exact=True)

    def press(self, name):
        self.button(name).click()
        return self

    def change(self, text):
        if self.editor.count() == 0:
            self.press("Change")
        self.editor.fill(text)
        return self

    def run(self):
        return self.press("Run").wait()

    def wait(self):
        """Wait until nothing runs any more."""
        self.button("Stop").wait_for(state="hidden", timeout=LONGEST)
        return self

    @property
    def status(self):
        return self.cell.get_by_role("status").text_content()

    @property
    def marks(self):
        return self.cell.locator(".live-mark").text_content()

    @property
    def output(self):
        """The text that is shown, stored or new."""
        return "".join(self.cell.locator(".cell_output").filter(visible=True).all_inner_texts())


@pytest.fixture(scope="module")
def live_cells(site):
    """That the site has them; without them no test of them has a meaning."""
    require_live_cells(site)


@contextmanager
def open_tab(browser, address, **options):
    """A tab at a page, closed in the end; nothing may have gone wrong in it."""
    tab = new_tab(browser, **options)
    tab.goto(address)
    yield tab
    assert tab.complaints == []
    tab.close()


@pytest.fixture
def fresh_page(live_cells, browser, http_base):
    """A tab at the page of notebook 01, in which Python is not loaded."""
    with open_tab(browser, http_base + PAGE) as tab:
        yield tab


@pytest.fixture(scope="module")
def tab_with_python(live_cells, browser, http_base):
    """One tab for all tests that only need a Python: it is loaded once."""
    with open_tab(browser, http_base + PAGE) as tab:
        yield tab


@pytest.fixture
def step(tab_with_python):
    """The first exercise, as it is at first."""
    exercise = Exercise(tab_with_python, "step-forward")
    exercise.write("")
    return exercise

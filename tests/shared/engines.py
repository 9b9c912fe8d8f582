"""Browsers of other engines than Chromium's: Firefox, and WebKit, which is Safari's.

Playwright drives Chromium as it is, and of the others only builds of its own. What tests of pages
need of them is little: go to a page, run a script there, and hear of errors.
"""

import time


class Tab:
    """A tab of some engine, which defines `goto` and `evaluate`."""

    def wait_for(self, expression, seconds=60):
        """Return what an expression gives as soon as that is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.evaluate(expression):
                return found
            time.sleep(0.05)
        raise AssertionError(f"not true within {seconds} seconds: {expression}")


def as_json(expression):
    """Return an expression for a text: what another one gives, which may be a promise."""
    return f"(async () => JSON.stringify((await ({expression})) ?? null))()"

"""Fixtures of the tests of exercises answered in the page."""

from tests.site.live import fresh_page, live_cells, step, tab_with_python  # noqa: F401

"""Fixtures of the tests of pages that do something: the explorer, exercises answered in the page."""

from tests.site.accessibility import tab_with_axe  # noqa: F401
from tests.site.explorer import explorer, fresh  # noqa: F401
from tests.site.live import fresh_page, live_cells, step, tab_with_python  # noqa: F401

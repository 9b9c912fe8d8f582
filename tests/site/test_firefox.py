"""The pages in Firefox."""

import pytest

from tests.shared.firefox import find_firefox, firefox_tab
from tests.site.other_engine import Pages, need

pytestmark = pytest.mark.random_order(disabled=True)


@pytest.fixture(scope="module")
def tab():
    with firefox_tab(need(find_firefox(), "Firefox")) as tab:
        yield tab


class TestFirefox(Pages):
    def test_it_is_firefox(self, tab):
        assert "Firefox/" in tab.evaluate("navigator.userAgent")

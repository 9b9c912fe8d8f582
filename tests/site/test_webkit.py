"""The pages in WebKit, the engine of Safari and of every browser on an iPhone."""

import pytest

from tests.shared.webkit import find_webkit, webkit_tab
from tests.site.other_engine import Pages, need

pytestmark = pytest.mark.random_order(disabled=True)


@pytest.fixture(scope="module")
def tab():
    with webkit_tab(need(find_webkit(), "WebKit's driver")) as tab:
        yield tab


class TestWebKit(Pages):
    def test_it_is_webkit(self, tab):
        agent = tab.evaluate("navigator.userAgent")
        assert "AppleWebKit/" in agent and "Chrome/" not in agent

"""axe-core finds nothing wrong with a page of book/. (Two files share the pages: they run side by side.)"""

import pytest

from tests.site.accessibility import complaints
from tests.site.pages import page_names

PAGES = [name for name in page_names() if name.startswith("book/")]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_of_any_impact(tab_with_axe, http_base, name):
    assert complaints(tab_with_axe, http_base + name) == {"light": [], "dark": []}

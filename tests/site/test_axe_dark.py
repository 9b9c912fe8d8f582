"""axe-core finds no colours too close in the dark theme. (A file a theme: they run side by side.)"""

import pytest

from tests.shared.browser import SITE, new_tab
from tests.site.accessibility import complaints, prepared
from tests.site.pages import page_names


@pytest.fixture(scope="module")
def tab(browser):
    return prepared(new_tab(browser), "dark")


@pytest.mark.parametrize("name", page_names() if SITE.is_dir() else [])
def test_axe_finds_no_violation_of_any_impact(tab, http_base, name):
    assert complaints(tab, http_base + name, "dark") == {}

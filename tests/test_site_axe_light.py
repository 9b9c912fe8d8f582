"""axe-core finds nothing wrong with any page in the light theme. (A file a theme: they run side by side.)"""

from accessibility import complaints
from browser import new_tab


def test_axe_finds_no_violation_of_any_impact_on_any_page(browser, http_base):
    assert complaints(new_tab(browser), http_base, "light") == {}

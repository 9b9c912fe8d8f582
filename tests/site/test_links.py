"""Every link of the built site leads somewhere, and nothing comes from elsewhere."""

from pathlib import Path

import pytest

from tests.shared.browser import SITE
from tests.site.pages import is_broken, is_elsewhere, page, page_names, references

pytestmark = pytest.mark.usefixtures("site")


def test_every_internal_link_anchor_and_image_resolves():
    broken = [
        (name, address)
        for name in page_names()
        for _, address in references(page(name))
        # '#' alone is a button of the theme; its script gives it a meaning.
        if not is_elsewhere(address)
        and address != "#"
        and not address.startswith("data:")
        and is_broken(name, address)
    ]
    assert broken == []


def test_no_page_loads_anything_from_another_host():
    loaded = [
        (name, address)
        for name in page_names()
        for element, address in references(page(name))
        if element.name != "a" and is_elsewhere(address) and element.get("rel") != ["canonical"]
    ]
    assert loaded == []


def test_front_door_leads_to_the_first_page():
    refresh = page("index.html").find("meta", attrs={"http-equiv": "Refresh"})
    assert (SITE / refresh["content"].partition("url=")[2]).is_file()


def test_every_notebook_can_be_downloaded_from_its_page():
    pages = [name for name in page_names() if name.startswith("notebooks/")]
    assert pages
    for name in pages:
        links = [a["href"] for a in page(name)("a", href=True)]
        assert any(link.endswith(Path(name).stem + ".ipynb") for link in links), name


@pytest.mark.parametrize("folder", ["", "course/"])
@pytest.mark.parametrize("wrong", ["nothing.html", "book/nothing.html", "_modules/a/b/nothing"])
def test_the_page_for_wrong_addresses_leads_back_from_any_depth(tab, http_base, folder, wrong):
    address = http_base + folder + wrong
    tab.route(address, lambda route: route.fulfill(status=404, path=SITE / "404.html"))
    tab.goto(address)
    links = tab.eval_on_selector_all("a", "links => links.map(link => link.href)")
    assert links == [http_base + folder + name for name in ("index.html", "search.html")]


def test_the_page_for_wrong_addresses_asks_for_nothing_else():
    assert [a for e, a in references(page("404.html")) if e.name != "a"] == []

"""Whatever mends the theme still finds what it mends. What finds nothing any more can go."""

import re

import pytest
import tinycss2

from book.site.finished import lean_images, lean_theme, mends
from tests.site import unfinished
from tools.browsing import SITE

MADE_BY_SCRIPTS = re.compile(r"mjx-|\[tabindex|\[data-more|\.predict-")
NOT_ALWAYS = re.compile(r'::after|html\[data-theme="dark"\] ')
FOUND = """([html, selectors]) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return selectors.filter(selector => page.querySelector(selector));
}"""


@pytest.fixture(scope="module")
def raw(root, tmp_path_factory):
    """The folder of a small site on which nothing is mended."""
    return unfinished.build(root, tmp_path_factory.mktemp("unfinished"))


@pytest.fixture(scope="module")
def page(raw):
    return (raw / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("mend", mends.MENDS, ids=lambda mend: mend.why)
def test_the_theme_still_writes_what_is_mended(page, mend):
    assert re.search(mend.wrong, page)


@pytest.mark.parametrize("needed_by, script", mends.ON_SOME_PAGES.items(), ids=mends.ON_SOME_PAGES)
def test_the_theme_still_names_a_script_on_pages_that_have_nothing_for_it(raw, needed_by, script):
    front = (raw / "front.html").read_text(encoding="utf-8")
    assert needed_by not in front.partition("<body")[2]
    assert re.search(script, front)


def test_the_theme_still_loads_the_index_of_the_search_on_every_page(page):
    assert re.search(mends.SEARCH, page)


@pytest.mark.parametrize("pattern", lean_theme.UNUSED)
def test_the_theme_still_brings_files_that_no_page_uses(raw, pattern):
    assert list((raw / "_static").glob(pattern))


def test_the_theme_still_names_a_packed_copy_of_its_icons(raw):
    styles = [path.read_text(encoding="utf-8") for path in (raw / "_static").rglob("*.css")]
    assert any(lean_theme.PACKED.search(style) for style in styles)


def test_the_size_of_a_picture_is_still_written_as_a_style(page):
    assert lean_images.SIZE.search(page) and lean_images.PICTURE.search(page)


def test_thebe_still_declares_one_constant_twice(page):
    assert page.count("const THEBE_JS_URL") == 2  # so _config.yml leaves it out


def test_a_page_that_was_mended_stays_as_it_is(page):
    mended = mends.mended(page, searches=False)
    assert mended != page
    assert mends.mended(mended, searches=False) == mended


def selectors(rules):
    """The selectors of a style sheet, without those for what scripts add to a page."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            if not MADE_BY_SCRIPTS.search(selector):
                yield NOT_ALWAYS.sub("", selector)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            yield from selectors(tinycss2.parse_rule_list(rule.content, True, True))


def test_every_rule_of_the_course_is_for_something_on_a_page(root, site, tab):
    css = (root / "book" / "_static" / "course.css").read_text(encoding="utf-8")
    wanted = set(selectors(tinycss2.parse_stylesheet(css, True, True)))
    found = set()
    for path in SITE.rglob("*.html"):
        found |= {*tab.evaluate(FOUND, [path.read_text(encoding="utf-8"), [*wanted]])}
    assert len(wanted) > 40 and wanted - found == set()

"""A page weighs little: a first visit to each, with nothing in the cache.

The weight is the bytes of all that the page asks for, counted in the browser.

Most hosts send files packed by gzip, a plain static server sends them as they are: both are
counted. "Before math" leaves out MathJax and its fonts, one file and a few, which the browser keeps
for the next page.
"""

import gzip
from pathlib import Path

import pytest

from tests.shared.browser import new_tab
from tests.site.pages import lesson_names, typeset

KILOBYTE = 1000
PLAIN, BY_GZIP = 0, 1
MOST = {  # (how it is sent, with math or before it): bytes
    (PLAIN, False): 600 * KILOBYTE,
    (PLAIN, True): 1450 * KILOBYTE,
    (BY_GZIP, False): 250 * KILOBYTE,
    (BY_GZIP, True): 500 * KILOBYTE,
}
SIZES = {}  # of files that some page has asked for
CAN_BE_PACKED = {".html", ".css", ".js", ".svg", ".ttf"}  # images and .woff are packed already


@pytest.fixture(scope="module")
def weights(browser, http_base):
    """For every page the bytes of each file that it asks for, as (plain, by gzip)."""
    return {name: visit(new_tab(browser), http_base + name) for name in lesson_names()}


def visit(tab, address):
    responses = []
    tab.on("response", lambda response: responses.append(response))
    tab.goto(address, wait_until="load")
    typeset(tab)
    urls = {response.url.partition("?")[0]: response for response in responses}
    for url in urls.keys() - SIZES.keys():
        SIZES[url] = measured(url, urls[url].body())
    tab.context.close()
    return {url: SIZES[url] for url in urls}


def measured(url, body):
    packs = Path(url).suffix in CAN_BE_PACKED
    return len(body), len(gzip.compress(body)) if packs else len(body)


def total(files, sent, with_math):
    return sum(size[sent] for url, size in files.items() if with_math or "/mathjax/" not in url)


@pytest.mark.parametrize("sent, with_math", MOST)
def test_no_page_weighs_more_than_it_may(weights, sent, with_math):
    totals = {name: total(files, sent, with_math) for name, files in weights.items()}
    assert {n: size for n, size in totals.items() if size > MOST[sent, with_math]} == {}


def test_a_page_without_formulas_asks_for_no_math(weights):
    assert not [url for url in weights["book/glossary.html"] if "mathjax" in url]


def test_nothing_is_asked_for_that_only_the_search_needs(weights):
    assert not [url for files in weights.values() for url in files if "searchindex" in url]

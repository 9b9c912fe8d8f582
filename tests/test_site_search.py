"""The search of the built site: it finds what readers look for, and shows no solution."""

import json
import re

import pytest
from browser import new_tab
from sphinx.search.en import SearchEnglish

RESULTS = "#search-results li"


@pytest.fixture
def search(browser, http_base):
    """A function that types a query into the search field of a page, and returns the results."""
    tab = new_tab(browser)

    def results(query, base=http_base):
        tab.goto(f"{base}search.html?q={query}")
        tab.locator("#search-results .search-summary").filter(has_text="found").wait_for()
        # A result's quotation comes when its page has been read.
        tab.wait_for_load_state("networkidle")
        assert tab.complaints == []
        return tab.locator(RESULTS).all_inner_texts()

    return results


@pytest.mark.parametrize(
    "query, title",
    [
        ("dWh", "Backpropagation through time"),
        ("vanishing", "Backpropagation through time"),
        ("rnn_step_backward", "rnn_step_backward"),
        ("h-t-for-h-prev", "Mistakes"),
        ("logits", "Glossary"),
    ],
)
def test_search_finds_code_and_words(search, query, title):
    assert any(title in result for result in search(query))


def test_a_result_quotes_its_page(search):
    (result,) = [r for r in search("vanishing") if r.startswith("Backpropagation through time")]
    assert "vanish" in result.partition("\n")[2].lower()


def test_search_from_a_folder_lists_titles_without_an_error(search, site):
    assert any("Backpropagation" in r for r in search("vanishing", site.as_uri() + "/"))


def test_the_field_of_every_page_leads_to_the_results(browser, http_base):
    tab = new_tab(browser)
    tab.goto(http_base + "book/forward.html")
    tab.locator(".search-button-field").click()
    tab.locator("#pst-search-dialog input").fill("vanishing")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=vanishing*")
    tab.locator(RESULTS).first.wait_for()


@pytest.mark.parametrize("base", ["http", "file"])
def test_no_result_quotes_a_solution(search, site, http_base, base):
    base = http_base if base == "http" else site.as_uri() + "/"
    quoted = [r for r in search("carry", base) if r.startswith("Problem 3")]
    assert quoted and not [r for r in quoted if "carry = da_t @ Wh.T" in r or "carry = np" in r]


def stems(cells):
    """The words of cells and their outputs, as the index has them."""
    words = re.findall(r"\w+", " ".join(json.dumps(cell, ensure_ascii=False) for cell in cells))
    return {SearchEnglish({}).stem(word.lower()) for word in words}


def indexed(site):
    """For every page the words under which the search knows it."""
    text = (site / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(re.search(r"Search\.setIndex\((.*)\)", text, re.DOTALL)[1])
    pages = {name: set() for name in index["docnames"]}
    for word, found in index["terms"].items():
        for number in found if isinstance(found, list) else [found]:
            pages[index["docnames"][number]].add(word)
    return pages


def test_the_index_knows_no_notebook_by_a_word_that_only_its_solutions_have(site, root):
    pages, seen = indexed(site), 0
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        solutions = [c for c in cells if "solution" in c["metadata"].get("tags", [])]
        only_there = stems(solutions) - stems(cell for cell in cells if cell not in solutions)
        seen += len(only_there)
        assert only_there & pages[f"notebooks/{path.stem}"] == set()
    assert seen

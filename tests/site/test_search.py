"""The search of the built site: it finds what readers look for, and shows no solution."""

import json
import re

import pytest
from sphinx.search.en import SearchEnglish

from tests.shared.browser import new_tab

RESULTS = "#search-results li"


@pytest.fixture
def search(browser, http_base):
    """A function that asks the search of the site, and returns the results."""
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


def cells_of(path):
    """The cells of a notebook: its solutions, and the others."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    solutions = [cell for cell in cells if "solution" in cell["metadata"].get("tags", [])]
    return solutions, [cell for cell in cells if cell not in solutions]


def test_what_results_quote_from_has_no_line_of_a_solution(browser, http_base, root):
    tab = new_tab(browser)
    tab.goto(http_base + "search.html")
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        quotable = tab.evaluate(
            "async page => Search.htmlToText(await (await fetch(page)).text(), '')",
            f"notebooks/{path.stem}.html",
        )
        solutions, others = cells_of(path)
        shown = "".join(line for cell in others for line in cell["source"])
        lines = {line.strip() for cell in solutions for line in cell["source"]}
        assert [
            line for line in lines if len(line) > 20 and line in quotable and line not in shown
        ] == []
        assert "raise NotImplementedError" in quotable or not solutions


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
        solutions, others = cells_of(path)
        only_there = stems(solutions) - stems(others)
        seen += len(only_there)
        assert only_there & pages[f"notebooks/{path.stem}"] == set()
    assert seen

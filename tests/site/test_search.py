"""The search of the built site: it finds what readers look for, and shows no solution."""

import json
import re

import pytest
from sphinx.search.en import SearchEnglish

from tests.shared.browser import new_tab
from tests.shared.notebooks import NAMES, each_notebook, shown_cells, solutions

RESULTS = "#search-results li"


@pytest.fixture
def opened(browser):
    return new_tab(browser)


@pytest.fixture
def search(opened, http_base):
    """A function that asks the search of the site in this tab, and returns the results."""
    tab = opened

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


@pytest.mark.parametrize(
    "query, section",
    [("subnormal", "speed.html#a-gradient-that-vanishes-is-slow"), ("borders", "training.html#")],
)
def test_a_result_leads_to_the_section_that_has_the_words(search, opened, query, section):
    search(query)
    links = opened.locator(f"{RESULTS} > a").evaluate_all("all => all.map(a => a.href)")
    assert any(section in link for link in links), links


@pytest.mark.parametrize(
    "query, title",
    [("gradeint", "Backpropagation through time"), ("transpoze", "Mistakes"), ("cary", "Mistakes")],
)
def test_a_word_that_no_page_has_is_taken_for_the_nearest_one(search, opened, query, title):
    assert any(result.startswith(title) for result in search(query))
    told = opened.locator("#search-results").inner_text()
    assert "No page has that. These have a word much like it:" in told


def test_a_word_that_a_page_has_is_looked_for_as_it_is(search, opened):
    search("carry")
    assert "much like" not in opened.locator("#search-results").inner_text()


def test_students_find_no_page_for_instructors(site):
    pages = indexed(site)
    for_instructors = {name for name in pages if name.startswith("book/instructors/")}
    assert len(for_instructors) >= 4
    assert not any(pages[name] for name in for_instructors)
    titles = re.search(r'"alltitles":\s*\{.*?\}', (site / "searchindex.js").read_text("utf-8"))
    assert "A plan by the minute" not in titles[0] and "Grading a class" not in titles[0]


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


@each_notebook
def test_what_results_quote_from_has_no_line_of_a_solution(browser, http_base, name):
    tab = new_tab(browser)
    tab.goto(http_base + "search.html")
    quotable = tab.evaluate(
        "async page => Search.htmlToText(await (await fetch(page)).text(), '')",
        f"notebooks/{name}.html",
    )
    shown = "\n".join(cell.source for cell in shown_cells(name))
    lines = {line.strip() for source in solutions(name).values() for line in source.splitlines()}
    secrets = {line for line in lines if len(line) > 20 and line not in shown}
    assert secrets, "there is something to find"
    assert [line for line in secrets if line in quotable] == []
    assert "raise NotImplementedError" in quotable


def stems(text):
    """The words of a text as the index has them."""
    return {SearchEnglish({}).stem(word.lower()) for word in re.findall(r"\w+", text)}


def only_in_solutions(name):
    """The words of a notebook's solutions that no other cell, nor its output, has."""
    cells = shown_cells(name)
    outputs = json.dumps([cell.get("outputs") for cell in cells], ensure_ascii=False)
    shown = "\n".join([*(cell.source for cell in cells), outputs.replace("\\n", " ")])
    return stems("\n".join(solutions(name).values())) - stems(shown)


def indexed(site):
    """For every page the words under which the search knows it."""
    text = (site / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(re.search(r"Search\.setIndex\((.*)\)", text, re.DOTALL)[1])
    pages = {name: set() for name in index["docnames"]}
    for word, found in index["terms"].items():
        for number in found if isinstance(found, list) else [found]:
            pages[index["docnames"][number]].add(word)
    return pages


def test_the_index_knows_no_notebook_by_a_word_that_only_its_solutions_have(site):
    pages, words = indexed(site), {name: only_in_solutions(name) for name in NAMES}
    assert any(words.values()), "there is something to find"
    assert [name for name in NAMES if words[name] & pages[f"notebooks/{name}"]] == []

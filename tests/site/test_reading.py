"""A page says how long it takes and what it needs, ends with what to keep, and asks back."""

import re

import pytest

from tests.shared.browser import SITE
from tests.site.pages import lesson_names, page

pytestmark = pytest.mark.usefixtures("site")
WRITTEN = [
    f"book/{name}.html"
    for name in ("notation", "forward", "bptt", "training", "bridge", "mistakes", "speed")
]
# Words a minute: a novel at the upper end, a calculation by hand at the lower.
FASTEST, SLOWEST = 230, 20


def article(name):
    return page(name).find("article")


def prose(name):
    """The words of a page without its code and what code prints."""
    words = [text for text in article(name).find_all(string=True) if not text.find_parent("pre")]
    return " ".join(words).split()


def minutes(name):
    """The minutes that a page says it takes, or None."""
    said = re.search(r"Time:\s*(\d+)\s+minutes", article(name).get_text())
    return said and int(said[1])


def test_the_minutes_of_every_page_to_be_read_fit_its_length():
    pages = [name for name in lesson_names() if name.startswith("book/") and minutes(name)]
    pages.remove("book/mistakes.html")  # read in part, and looked up
    assert {*WRITTEN} - {*pages} == {"book/mistakes.html"}
    speeds = {name: len(prose(name)) / minutes(name) for name in pages}
    assert {n: speed for n, speed in speeds.items() if not SLOWEST <= speed <= FASTEST} == {}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_says_at_its_top_what_it_teaches_and_what_it_needs(name):
    first = article(name).find("p").get_text()
    assert all(word in first for word in ("You will learn", "You need", "Time:"))


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_has_a_summary_and_questions_with_answers_to_reveal(name):
    headings = {heading.get_text().rstrip("#") for heading in article(name)("h2")}
    assert "Take away" in headings and headings & {"Questions", "Test yourself"}
    questions = [box for box in article(name)("details") if box.find("summary", recursive=False)]
    assert len([box for box in questions if box.summary.get_text().strip().endswith("?")]) >= 3


@pytest.mark.parametrize("name", lesson_names() if SITE.is_dir() else [])
def test_a_page_is_described_to_search_engines_and_previews(name):
    def content(**attributes):
        (tag,) = page(name)("meta", attrs=attributes)
        return tag["content"]

    description = content(name="description")
    assert 40 <= len(description) <= 201
    assert content(property="og:description") == description
    assert content(property="og:title") in page(name).title.get_text()
    assert content(property="og:site_name") == "Recurrent neural network from scratch"


def test_titles_and_descriptions_differ_from_page_to_page():
    titles = [page(name).title.get_text() for name in lesson_names()]
    assert len(set(titles)) == len(titles)
    texts = [page(n).find("meta", attrs={"name": "description"})["content"] for n in lesson_names()]
    assert len(set(texts)) == len(texts)


def test_the_words_of_the_glossary_are_linked_where_a_page_first_uses_them():
    for name in sorted({*WRITTEN} - {"book/bptt.html", "book/mistakes.html"}):
        links = [link["href"] for link in article(name)("a", href=True)]
        assert any(link.startswith("glossary.html#term-") for link in links), name

"""What the extension of the build does to styles, pages and docstrings."""

import pytest
import tinycss2
from docutils.core import publish_doctree
from pybtex.database import Entry, Person

from book.site.finished.lean_code import unmarked, without_effect
from book.site.finished.lean_theme import lean
from book.site.pages.author_year import _label
from book.site.pages.equation_links import CITED
from book.site.pages.page_head import LONGEST, describe


def leaned(css, *words):
    return lean(tinycss2.parse_stylesheet(css, skip_whitespace=True), set(words))


@pytest.mark.parametrize(
    "css",
    [
        ".used{a:b}",
        "p{a:b}",
        ".used:not(.unused){a:b}",
        ":is(.unused,.used) p{a:b}",
        'a[href$=".unused"]{a:b}',
        "@media print{.used{a:b}}",
        "@keyframes turn{to{a:b}}",
        "/*! a licence */",
    ],
)
def test_rules_that_a_page_may_use_stay_as_they_are(css):
    assert leaned(css, "used") == css


@pytest.mark.parametrize(
    "css, rest",
    [
        (".unused{a:b}", ""),
        (".used .unused{a:b}", ""),
        (".used,.unused p{a:b}", ".used{a:b}"),
        ("@media print{.unused{a:b}}", ""),
        ("/* a comment */", ""),
    ],
)
def test_rules_for_classes_that_no_page_names_go(css, rest):
    assert leaned(css, "used") == rest


def described(text):
    settings = {"doctitle_xform": False}  # a page is a section, as in Sphinx
    return describe(publish_doctree(f"Title\n=====\n\n{text}", settings_overrides=settings))


def test_a_description_ends_with_a_sentence():
    first, second = "A sentence of Elman et al. in 1990.", "Another one, " + "long " * 40 + "end."
    assert described(f"{first} {second}") == first


def test_a_description_is_never_longer_than_what_previews_show():
    assert 0 < len(described("word " * 100 + "end.")) <= LONGEST + 2


def test_a_line_on_the_time_a_page_takes_does_not_describe_it():
    text = "What follows is long enough to say what the page is about."
    assert described(f"Time: 5 minutes, and a page to come back to.\n\n{text}") == text


def test_a_page_without_a_paragraph_has_no_description():
    assert described("* item") == ""


def test_a_citation_in_a_docstring_becomes_a_reference():
    assert CITED.sub(r":eq:`\1`", "[eq-dWh-step], h[0]") == ":eq:`eq-dWh-step`, h[0]"


@pytest.mark.parametrize(
    "names, label",
    [
        (["A One"], "One, 1990"),
        (["A One", "B Two"], "One and Two, 1990"),
        (["A One", "B Two", "C Three"], "One et al., 1990"),
    ],
)
def test_a_reference_is_labelled_as_the_text_cites_it(names, label):
    authors = {"author": [Person(name) for name in names]}
    assert _label(Entry("article", {"year": "1990"}, authors)) == label


PYGMENTS = """
html[data-theme="light"] .highlight{ background: #fff; color: #111 }
html[data-theme="light"] .highlight .n{ color: #111 }
html[data-theme="light"] .highlight .o{ color: #111 }
html[data-theme="light"] .highlight .k{ color: #111; font-weight: bold }
html[data-theme="dark"] .highlight{ background: #000; color: #eee }
html[data-theme="dark"] .highlight .n{ color: #eee }
html[data-theme="dark"] .highlight .o{ color: #abc }
html[data-theme="dark"] .highlight .k{ color: #eee }
"""


def test_marks_are_without_effect_if_they_change_nothing_in_light_nor_in_dark():
    assert without_effect(PYGMENTS) == {"n"}


def test_only_marks_without_effect_go_and_no_text():
    listing = '<pre><span class="n">h</span><span class="o">=</span><span class="n">x</span></pre>'
    assert unmarked(listing, {"n"}) == '<pre>h<span class="o">=</span>x</pre>'

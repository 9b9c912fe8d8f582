"""The page on backpropagation: every equation can be referred to, and code stands beside it."""

import re

import pytest

INCLUDE = "```{literalinclude} ../rnn_lib/"


@pytest.fixture(scope="module")
def source(root):
    return (root / "book" / "bptt.md").read_text(encoding="utf-8")


def equations(source):
    """Every displayed equation: what stands on the line of its end, and the text up to the next."""
    ends = re.findall(r"^\$\$(?: (.*))?$", source, re.MULTILINE)[1::2]
    texts = re.split(r"^\$\$.*$", source, flags=re.MULTILINE)[2::2]
    return dict(zip(ends, texts, strict=True))


def test_every_displayed_equation_has_a_label_of_its_own(source):
    labels = re.findall(r"^\$\$(?: (.*))?$", source, re.MULTILINE)[1::2]
    assert len(labels) > 20
    assert [label for label in labels if not re.fullmatch(r"\(eq-[\w-]+\)", label)] == []
    assert len(set(labels)) == len(labels)


def test_all_equations_that_the_library_computes_stand_beside_its_lines(source):
    start = source.index("## Equations and code")
    computed = equations(source[start : source.index("## Does it hold?")])
    assert len(computed) == 12
    assert [label for label, text in computed.items() if INCLUDE not in text] == []


def test_the_page_closes_with_questions_and_what_to_take_away(source):
    questions = source[source.index("## Test yourself") : source.index("## Take away")]
    assert 4 <= questions.count("<details>") <= 6

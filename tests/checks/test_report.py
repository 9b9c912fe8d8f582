"""The report of a check, as text and as HTML."""

import re

import pytest
from bs4 import BeautifulSoup

from rnn_lib import Report
from rnn_lib.checks.report import Finding

SIGNS = {"correct": "✓", "incorrect": "✗", "not attempted": "○", "error": "!"}


@pytest.mark.parametrize("status", SIGNS)
def test_text_is_the_verdict_and_then_the_lines(status):
    report = Report("forward", status, ("one", "two"))
    assert str(report) == repr(report) == f"{SIGNS[status]} forward: {status}\n  one\n  two"


@pytest.mark.parametrize("status", SIGNS)
def test_html_shows_the_verdict_as_a_word(status):
    markup = Report("forward", status, ("one", "two"))._repr_html_()
    assert f">{SIGNS[status]} </span>forward: {status}</strong>" in markup
    assert markup.count("<div") == markup.count("</div>") == 3
    assert ">one</div>" in markup and markup.index(">one<") < markup.index(">two<")


def test_html_escapes_what_it_quotes():
    markup = Report("a < b", "error", ("x[0] < 1 & <script>",))._repr_html_()
    assert (
        "a &lt; b" in markup
        and "x[0] &lt; 1 &amp; &lt;script&gt;" in markup
        and "<script>" not in markup
    )


def test_each_verdict_has_its_own_colour():
    colours = {
        Report("s", status)._repr_html_().split("solid ")[1].split(";")[0] for status in SIGNS
    }
    assert len(colours) == 4


@pytest.mark.parametrize("status", SIGNS)
def test_only_correct_has_passed(status):
    assert Report("forward", status).passed is (status == "correct")


def test_lines_and_mistakes_are_empty_tuples_unless_given():
    assert (Report("s", "correct").lines, Report("s", "correct").mistakes) == ((), ())


FINDINGS = (
    Finding("h0-ignored", "Your function starts from zeros. h0 < 1.", "Is h0 & all zero?"),
    Finding("bias-ignored", "Your function leaves out B. It is there.", "What is h_1 then?"),
)


def test_findings_name_the_mistakes_in_their_order():
    report = Report("forward", "incorrect", (), FINDINGS)
    assert report.mistakes == ("h0-ignored", "bias-ignored") and not report.passed


def test_text_says_what_was_found_asks_a_question_and_names_the_page():
    text = str(Report("forward", "incorrect", ("one",), FINDINGS))
    lines = [line.strip() for line in text.splitlines()]
    assert lines[1] == "one"
    for finding in FINDINGS:
        what, question, link = (
            lines.index(line)
            for line in lines
            if finding.id in line or finding.what in line or finding.hint in line
        )
        assert what + 2 == question + 1 == link
        assert lines[link].endswith(finding.id) and "book" in lines[link].lower()


def test_html_says_the_same_and_links_to_the_mistake():
    report = Report("forward", "incorrect", ("one",), FINDINGS)
    page = BeautifulSoup(report._repr_html_(), "html.parser")
    items = page.find_all("li")
    assert len(items) == 2
    for finding, item in zip(FINDINGS, items):
        words = item.get_text(" ")
        assert finding.what in words and finding.hint in words
        link = item.find("a")
        assert link["href"].endswith(f"book/mistakes.html#{finding.id}")
        assert finding.id in link.get_text(), "a link says where it leads"


def test_html_without_findings_has_no_empty_list():
    assert "<ul" not in Report("forward", "correct", ("one",))._repr_html_()


def test_html_sets_no_colour_of_text_or_ground():
    styles = re.findall(
        r'style="([^"]*)"', Report("s", "incorrect", ("one",), FINDINGS)._repr_html_()
    )
    assert styles
    for style in styles:
        assert not re.search(r"(^|;)\s*(color|background)", style), "unreadable in dark mode"


def test_an_unknown_status_is_a_value_error():
    with pytest.raises(ValueError) as caught:
        Report("forward", "maybe")
    assert (
        str(caught.value)
        == "status must be one of ['correct', 'incorrect', 'not attempted', 'error'], got 'maybe'"
    )


def test_a_report_cannot_be_changed():
    with pytest.raises(AttributeError):
        Report("forward", "error").status = "correct"

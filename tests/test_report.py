"""The report of a check, as text and as HTML."""

import dataclasses

import pytest

from rnn_lib import Report

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


def test_an_unknown_status_is_a_value_error():
    with pytest.raises(ValueError) as caught:
        Report("forward", "maybe")
    assert (
        str(caught.value)
        == "status must be one of ['correct', 'incorrect', 'not attempted', 'error'], got 'maybe'"
    )


def test_a_report_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Report("forward", "error").status = "correct"

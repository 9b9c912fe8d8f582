"""Equations and code point at each other: docstrings, table of mistakes, and pages of theory."""

import inspect
import re
from pathlib import Path

import pytest

import rnn_lib
from rnn_lib.checks.mistakes import TABLES
from tests.shared.folders import ROOT

BOOK = ROOT / "book"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(BOOK.glob("*.md"))}
LABELLED = re.compile(r"^\$\$ \((eq-[\w-]+)\)$", re.MULTILINE)
CITED = re.compile(r"\[(eq-[\w-]+)\]")
INCLUDED = re.compile(r"```\{literalinclude\} (\S+)\n(.*?)```", re.DOTALL)
OPTION = re.compile(r"^:(start-at|start-after|end-at|end-before): (.*)$", re.MULTILINE)
LABELS = [label for text in PAGES.values() for label in LABELLED.findall(text)]
MUST_CITE = {
    "rnn_step_forward": {"eq-preactivation", "eq-state"},
    "rnn_forward": {"eq-preactivation", "eq-state"},
    "rnn_step_backward": {
        "eq-da", "eq-dx", "eq-carry", "eq-dWx-step", "eq-dWh-step", "eq-dB-step"
    },
    "rnn_backward": {"eq-dh", "eq-da", "eq-dx-all", "eq-dh0", "eq-dWx", "eq-dWh", "eq-dB"},
    "dense_backward": {"eq-direct"},
    "softmax_cross_entropy": {"eq-softmax"},
    "clip_by_global_norm": {"eq-clip"},
}  # fmt: skip


def markers():
    for page, text in PAGES.items():
        for path, options in INCLUDED.findall(text):
            for kind, marker in OPTION.findall(options):
                yield pytest.param(path, marker.strip('"'), id=f"{page}-{kind}-{marker}")


def test_every_label_names_one_equation():
    assert LABELS and len(LABELS) == len(set(LABELS))


@pytest.mark.parametrize("name", MUST_CITE)
def test_a_docstring_cites_the_equations_that_its_function_computes(name):
    assert set(CITED.findall(inspect.getdoc(getattr(rnn_lib, name)))) == MUST_CITE[name]


def test_every_equation_that_the_library_cites_stands_in_the_book():
    sources = Path(rnn_lib.__file__).parent.rglob("*.py")
    cited = {label for path in sources for label in CITED.findall(path.read_text("utf-8"))}
    assert cited and cited <= set(LABELS)


@pytest.mark.parametrize(
    "row", [row for rows in TABLES.values() for row in rows], ids=lambda row: row.id
)
def test_a_mistake_breaks_an_equation_of_the_book_or_none(row):
    assert row.equation in {*LABELS, ""}


@pytest.mark.parametrize("path, marker", list(markers()))
def test_every_included_line_is_found_in_its_file(path, marker):
    assert marker in (BOOK / path).read_text(encoding="utf-8")


def test_a_full_stop_after_a_formula_is_kept_in_its_line(site):
    loose = re.compile(r'<span class="math[^"]*">[^<]*</span>[.,;:?!)]++(?!</span>)')
    pages = {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert {name: loose.findall(html) for name, html in pages.items() if loose.search(html)} == {}
    assert any("formula-and-stop" in html for html in pages.values())


def test_the_reference_page_links_what_docstrings_cite(site):
    html = (site / "book" / "api.html").read_text(encoding="utf-8")
    assert not CITED.search(html)
    for label in {label for labels in MUST_CITE.values() for label in labels}:
        assert re.search(rf'href="\w+\.html#equation-{label}"', html, re.IGNORECASE), label

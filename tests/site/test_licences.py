"""Licences of what the site carries and others wrote: all there, each where the first lines say."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from book.site.finished import licences
from tests.site.live import require_live_cells

HEADING = re.compile(r"^={78}\n(\S+: \S+)\n={78}\n", re.MULTILINE)
CITED = re.compile(r'"([^"]+)"')
BEGINS = {  # the licence of what, and how its text goes
    "MathJax, ": r"Apache License\s+Version 2\.0, January 2004",
    "Fonts of MathJax": r"SIL OPEN FONT LICENSE Version 1\.1",
    "Font of its icons": r"SIL OPEN FONT LICENSE Version 1\.1",
    "Pyodide": r"Mozilla Public License Version 2\.0",
    "CPython": r"PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
}
FONTS = {"LICENSE_DEJAVU": "Bitstream Vera Fonts Copyright", "LICENSE_STIX": "STIX Font License"}


@pytest.fixture(scope="module")
def parts(site):
    """The first lines of the file, and every text by its heading."""
    first, *rest = HEADING.split((site / "LICENCES.txt").read_text(encoding="utf-8"))
    return first, dict(zip(rest[::2], rest[1::2], strict=True))


@pytest.fixture
def with_python(site):
    require_live_cells(site)


def test_every_text_that_the_first_lines_cite_stands_there(parts):
    first, texts = parts
    assert CITED.findall(first) and {*CITED.findall(first)} <= texts.keys()
    for package in licences.THEME:
        assert package in first and any(name.startswith(f"{package}: ") for name in texts)


@pytest.mark.usefixtures("with_python")
@pytest.mark.parametrize("what", BEGINS)
def test_the_text_that_is_cited_is_that_of_the_licence(parts, what):
    first, texts = parts
    cited = CITED.search(first.partition(f"\n{what}")[2])[1]
    assert re.search(BEGINS[what], texts[cited])


@pytest.mark.usefixtures("with_python")
@pytest.mark.parametrize("name", FONTS)
def test_fonts_that_matplotlib_brings_have_their_licences(parts, name):
    first, texts = parts
    (cited,) = (heading for heading in CITED.findall(first) if heading.endswith(name))
    assert FONTS[name] in texts[cited]


@pytest.mark.usefixtures("with_python")
def test_every_wheel_that_pages_load_has_a_licence(site, parts):
    wheels = {path.name for path in (site / "_static" / "live").glob("pyodide-*/*.whl")}
    assert wheels and wheels <= {heading.partition(": ")[0] for heading in parts[1]}


@pytest.mark.usefixtures("with_python")
def test_a_page_that_loads_python_leads_to_the_licences(site):
    html = (site / "notebooks" / "01_forward.html").read_text(encoding="utf-8")
    data = json.loads(BeautifulSoup(html, "html.parser").find(id="live-page").string)
    runtime = site / "_static" / "live" / data["runtime"]
    assert (runtime / data["licences"]).resolve() == site / "LICENCES.txt"


def test_a_site_without_python_speaks_of_none(tmp_path):
    licences.put_into(tmp_path)
    text = (tmp_path / "LICENCES.txt").read_text(encoding="utf-8")
    assert "Apache License" in text and "Pyodide" not in text and ".whl" not in text

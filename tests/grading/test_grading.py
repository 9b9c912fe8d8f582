"""From a folder to points, a table and a report."""

import csv
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from tests.grading.hostile import CHEATING
from tests.grading.submissions import answered, notebook, student_cells, write
from tools.course import read_course
from tools.grading.rubric import known_mistakes, read_rubric
from tools.grading.sandbox import ROOT

COURSE = read_course(ROOT / "notebooks")
RUBRIC = read_rubric()
ATTEMPTS = (ROOT / "tests" / "shared" / "attempts.py").read_text(encoding="utf-8")
EVIL = '=HYPERLINK("http://x")<script>alert(1)</script>'.replace("/", "_")
if os.name == "nt":  # where no file may be called so
    EVIL = "=HYPERLINK(1)&lt;script&gt;"


def wrong_forward(mistake):
    return f"{ATTEMPTS}\nforward = forward_with({mistake!r})\n"


def wrong_backward(mistake):
    return f"{ATTEMPTS}\nbackward = backward_with({mistake!r})\n"


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """A small class, graded by the command: its table, its page, and what was written."""
    folder = tmp_path_factory.mktemp("homework") / "class 1"
    untouched = notebook(student_cells("01_forward", {}))
    write(
        folder,
        {
            **{f"right/{p.name}.ipynb": answered(p.name, lessons=True) for p in COURSE},
            "no h0/01.ipynb": answered("01_forward", forward=wrong_forward("h0-ignored")),
            "mutates/01.ipynb": answered("01_forward", forward=wrong_forward("inputs-mutated")),
            "no carry/03.ipynb": answered("03_bptt", backward=wrong_backward("carry-dropped")),
            "no h0 too/01.ipynb": answered("01_forward", forward=wrong_forward("h0-ignored")),
            "twice/a.ipynb": answered("01_forward"),
            "twice/b.ipynb": untouched,
            "library/01.ipynb": answered("01_forward", forward=CHEATING["asks the library"]),
            "essay/essay.pdf": b"%PDF",
            f"{EVIL}/01.ipynb": answered("01_forward", forward="1 <b>0"),
        },
    )
    out = subprocess.run(
        [sys.executable, "-m", "tools.grading", str(folder), "--seconds", "2", "--trust"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    made = folder.parent / "class 1-grades"
    text = (made / "grades.csv").read_text(encoding="utf-8")
    rows = {row["student"]: row for row in csv.DictReader(text.splitlines())}
    return SimpleNamespace(rows=rows, text=text, out=out, path=made / "report.html")


@pytest.fixture(scope="module")
def page(result):
    return BeautifulSoup(result.path.read_text(encoding="utf-8"), "html.parser")


# --- the table ---


def test_right_answers_get_full_points(result):
    row = result.rows["right"]
    assert float(row["points"]) == float(row["out of"]) > 0 and row["mistakes"] == ""


@pytest.mark.parametrize(
    "student, key, mistake",
    [
        ("no h0", "01_forward/forward", "h0-ignored"),
        ("mutates", "01_forward/forward", "inputs-mutated"),
        ("no carry", "03_bptt/backward", "carry-dropped"),
    ],
)
def test_a_wrong_answer_has_its_mistake_and_the_points_of_the_rubric(result, student, key, mistake):
    row = result.rows[student]
    assert row["mistakes"] == f"{key}: {mistake}" and row[f"{key} status"] == "incorrect"
    full = RUBRIC.out_of(key.split("/")[1])
    assert float(row[key]) == pytest.approx(full * (1 - RUBRIC.cost(mistake)))


def test_what_is_missing_has_no_points_and_says_so(result):
    row = result.rows["no h0"]
    assert (row["03_bptt/backward"], row["03_bptt/backward status"]) == ("0", "missing")
    assert result.rows["essay"]["points"] == "0"


def test_the_library_as_an_answer_is_not_attempted(result):
    row = result.rows["library"]
    assert (row["01_forward/forward"], row["01_forward/forward status"]) == ("0", "not attempted")


def test_of_two_notebooks_the_better_one_counts_and_the_table_says_which(result):
    row = result.rows["twice"]
    assert row["01_forward/forward status"] == "correct"
    assert row["notes"] == "2 notebooks for 01_forward; twice/a.ipynb counts."


def test_no_cell_of_the_table_is_a_formula(result):
    cells = [cell for row in csv.reader(result.text.splitlines()) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_columns_come_in_the_order_of_the_course(result):
    keys = [f"{p.name}/{e.name}" for p in COURSE for e in p.exercises]
    head = next(csv.reader(result.text.splitlines()))
    statuses = [f"{key} status" for key in keys]
    assert head == ["student", "id", "points", "out of", *keys, *statuses, "mistakes", "notes"]


def test_the_command_says_where_it_wrote_how_safe_it_was_and_what_counts(result):
    assert result.out.stdout.startswith("9 students in ")
    told = [line.rpartition("/")[2] for line in result.out.stdout.splitlines()[1:]]
    assert told == ["grades.csv", "report.html", "feedback"]
    first, counted, *_ = result.out.stderr.splitlines()
    assert first.startswith("Each notebook runs ")
    assert counted.startswith("Counted: 01_forward (7 of 9 changed it), 02_small_sequence (1 of 9")


# --- the report ---


def test_mistakes_come_in_the_order_of_their_number_with_their_hints(page):
    articles = page.select("section[aria-labelledby=mistakes] article")
    assert [a.code.text for a in articles] == ["h0-ignored", "carry-dropped", "inputs-mutated"]
    for article in articles:
        assert known_mistakes()[article.code.text].hint in article.text
    assert articles[0].select_one("details p").text == "no h0, no h0 too"


def test_the_report_opens_with_what_to_teach_each_with_an_answer_that_names_nobody(page):
    first = page.select_one("main section")
    assert first.h2.text == "What to teach tomorrow"
    h0, *_ = first.select("article")
    assert h0.code.text == "h0-ignored" and known_mistakes()["h0-ignored"].hint in h0.text
    assert "def forward" in h0.pre.text or "forward =" in h0.pre.text
    errors = [a.h3.text for a in first.select("article") if "NameError" in a.text]
    assert len(errors) == 1 and not any(name in first.text for name in ("no h0", "mutates"))


def test_the_report_tells_who_needs_help(page):
    (section,) = page.select("section[aria-labelledby=help]")
    assert section.p.text.startswith("essay, 0 % of the points; no answer that could be judged: ")
    assert "right" not in [name.text for name in section.select("strong")]


def test_not_attempted_and_missing_have_colours_of_their_own(page):
    style = page.style.text
    assert ".not { color: var(--open); }" in style and ".missing { color: var(--gone); }" in style


def test_every_student_gets_a_page_of_their_own_with_what_the_checks_said(result):
    folder = result.path.parent / "feedback"
    assert len(list(folder.iterdir())) == 9
    text = BeautifulSoup((folder / "006 no h0.html").read_text("utf-8"), "html.parser").get_text(
        " "
    )
    assert known_mistakes()["h0-ignored"].hint in text and "no carry" not in text


def test_every_file_is_in_the_report(page):
    rows = {row.th.text: row("td")[-1].text for row in page.select("#files ~ .scroll tbody tr")}
    assert rows["essay/essay.pdf"] == "not a notebook"
    assert rows["twice/a.ipynb"].endswith("counted for 01_forward: 40 points")
    assert rows["twice/b.ipynb"].endswith("not counted for 01_forward: 0 points")
    assert len(rows) == 9 + len(COURSE)


def test_what_students_write_is_text_in_the_report(page):
    assert page.find("script") is None and page.find("b") is None
    assert EVIL in page.text


def test_every_student_has_a_row_and_an_answer_sheet(page, result):
    links = page.select("#students ~ .scroll tbody th a")
    assert len(links) == len(result.rows) == 9
    assert all(page.select_one(f"details{link['href']}") for link in links)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_opens_from_disk_and_fits(result, browser, width, scheme):
    from tests.shared.browser import new_tab

    size = {"width": width, "height": 900}
    tab = new_tab(browser, viewport=size, color_scheme=scheme)
    requests = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(result.path.as_uri())
    assert len(requests) == 1 and tab.complaints == []
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 29)"}[scheme]
    tab.close()

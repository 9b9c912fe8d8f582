"""The cells of a lesson, run and changed in their page, in a real browser."""

import pytest

from tests.shared.browser import new_tab
from tests.shared.notebooks import has_tag, read
from tests.site.accessibility import AXE, OPTIONS, RUN, turn_dark
from tests.site.live import LONGEST, PAGE, Exercise, Lesson, words

pytestmark = pytest.mark.usefixtures("live_cells")
QUICK = ["01_forward", "02_small_sequence", "03_bptt"]  # notebooks; others train for minutes

ANSWER_ALL = """forms => forms.forEach(form => {
  for (const field of form.querySelectorAll('input')) { field.checked = true; field.value ||= '1'; }
  form.requestSubmit();
})"""


def opened(browser, http_base, page=PAGE):
    """A tab at a page of which every prediction is made."""
    tab = new_tab(browser)
    tab.goto(http_base + page)
    tab.locator(".live-bar").first.wait_for(state="attached")
    tab.locator("form.predict").evaluate_all(ANSWER_ALL)
    return tab


@pytest.fixture(scope="module")
def page(browser, http_base):
    """One tab for all tests that leave Python as it is."""
    tab = opened(browser, http_base)
    yield tab
    assert tab.complaints == []
    tab.close()


@pytest.fixture
def lessons(page):
    """The cells of the page, each with the text and the output that it has at first."""
    page.get_by_role("button", name="Reset the lesson").click()
    return lambda name: Lesson(page, name)


@pytest.fixture
def lessons_anew(lessons, page):
    """The same, of which none has run."""
    page.get_by_role("button", name="Restart Python").click()
    return lessons


# --- a notebook from top to bottom ----------------------------------------------------


@pytest.mark.parametrize("name", QUICK)
def test_every_cell_of_a_notebook_shows_in_its_page_what_is_stored(browser, http_base, name):
    tab = opened(browser, http_base, f"notebooks/{name}.html")
    different = []
    for cell in read(name).cells:
        if cell.cell_type != "code" or has_tag(cell, "check") or has_tag(cell, "solution"):
            continue
        if has_tag(cell, "exercise"):  # left open
            continue
        if cell.id.endswith("-02"):  # folded
            tab.locator(f"#{cell.id} summary").click()
        lesson = Lesson(tab, cell.id)
        before, pictures = lesson.output, lesson.cell.locator(".cell_output img:visible").count()
        lesson.run()
        shown = lesson.cell.locator(".live-output")
        if words(lesson.output) != words(before) or shown.locator("img").count() != pictures:
            different.append((cell.id, lesson.output))
    assert different == []
    assert tab.complaints == []
    tab.close()


# --- what runs first ------------------------------------------------------------------


def test_a_cell_runs_first_what_it_needs_and_nothing_else(lessons_anew):
    lesson = lessons_anew("forward-21").run()  # prints states that the cell of the plot has made
    assert "state after 12 steps 0.1507" in lesson.output
    assert lessons_anew("forward-20").cell.locator(".live-output img").count() == 1
    assert lessons_anew("forward-18").cell.locator(".live-output > *").count() == 0, "not needed"
    assert lesson.button("Reset").is_visible()


def test_a_cell_above_that_was_changed_runs_as_it_is_now(lessons):
    lessons("forward-28").change("x = 5").run()
    assert lessons("forward-30").change("print(x)").run().output.strip() == "5"
    lessons("forward-28").change("x = 6")
    assert lessons("forward-30").run().output.strip() == "6"


def test_an_error_above_ends_it_and_is_led_to(lessons):
    lessons("forward-28").change("x = 1 / 0")
    lesson = lessons("forward-30").run()
    assert lesson.status == "An error ended Cell 6, so this one did not run."
    assert lesson.cell.get_by_role("link", name="Cell 6").get_attribute("href") == "#forward-28"
    assert "ZeroDivisionError" in lessons("forward-28").output


def test_a_name_from_a_cell_that_did_not_run_is_explained(lessons_anew, page):
    exercise = Exercise(page, "padding")
    exercise.run("print(pieces.shape)")
    told = "There is no pieces yet: if a cell above makes it, run that one first."
    assert exercise.status == told
    lessons_anew("forward-28").run()
    assert exercise.press("Run").output.strip() == "(2, 6, 4)"
    exercise.press("Reset", wait=False)


# --- marks, reset, restart ------------------------------------------------------------


def test_what_follows_from_a_changed_or_repeated_cell_is_marked_until_it_runs_again(lessons):
    first, second = lessons("forward-28").run(), lessons("forward-30").run()
    assert (first.marks, second.marks) == ("", "")
    first.change("x = 5")
    assert first.marks == "changed"
    assert second.marks == "out of date: run it again"
    first.run()
    assert second.marks == "out of date: run it again"
    second.run()
    assert second.marks == ""
    assert lessons("forward-18").marks == "", "it does not need them"


def test_reset_brings_listing_and_stored_output_back_and_can_be_undone(lessons):
    lesson = lessons("forward-04")
    stored = lesson.output
    lesson.change("print('mine')").run()
    assert lesson.output.strip() == "mine"
    lesson.press("Reset")
    assert (lesson.output, lesson.marks) == (stored, "")
    lesson.press("Undo reset")
    assert lesson.editor.input_value() == "print('mine')"


def test_reset_of_the_page_leaves_the_answers(lessons, page):
    exercise = Exercise(page, "forward").write("# mine")
    lesson = lessons("forward-04").change("1 / 0")
    page.get_by_role("button", name="Reset the lesson").click()
    assert "h_t = rnn_lib" in lesson.editor.input_value()
    assert exercise.editor.input_value() == "# mine"


def test_restart_forgets_variables(lessons, page):
    lessons("forward-04").change("kept = 1").run()
    page.get_by_role("button", name="Restart Python").click()
    lesson = lessons("forward-18").change("kept").run()
    assert "NameError" in lesson.output


def test_text_of_a_lesson_survives_a_reload(fresh_page):
    Lesson(fresh_page, "forward-04").change("# mine")
    fresh_page.reload()
    assert Lesson(fresh_page, "forward-04").editor.input_value() == "# mine"


# --- running --------------------------------------------------------------------------


def test_stop_ends_a_loop_in_a_cell_of_the_lesson(lessons):
    lesson = lessons("forward-04").change("print('here')\nwhile True:\n    pass").press("Run")
    lesson.cell.get_by_text("here", exact=True).wait_for(timeout=LONGEST)
    lesson.press("Stop").wait()
    assert lesson.status == "Stopped. Your variables are as they were at that moment."
    assert lesson.change("print(6 * 7)").run().output.strip() == "42"


def test_settings_of_numpy_last_from_cell_to_cell(lessons):
    assert lessons("forward-04").change("np.array([1 / 3])").run().output.strip() == (
        "array([0.3333])"
    )


def test_progress_is_drawn_in_one_line_and_cleared(lessons):
    lesson = lessons("forward-04")
    bar = "import sys\nfor i in range(3):\n    print(f'\\r{i} of 3', end='', file=sys.stderr)"
    assert lesson.change(bar).run().output.strip() == "2 of 3"
    clear = "\nfrom IPython.display import clear_output\n\nclear_output()\nprint('done')"
    assert lesson.change(bar + clear).run().output.strip() == "done"


def test_imports_at_the_top_are_no_reason_to_load_matplotlib(fresh_page):
    loaded = []
    fresh_page.on("request", lambda request: loaded.append(request.url))
    fresh_page.locator("#forward-02 summary").click()
    assert Lesson(fresh_page, "forward-02").run().status == "It ran."
    assert not any("matplotlib" in address for address in loaded)


def test_a_page_of_the_book_runs_with_the_files_that_it_reads(browser, http_base):
    tab = opened(browser, http_base, "book/speed.html")
    lesson = Lesson(tab, tab.locator(".cell:has(.live-bar)").first.get_attribute("id"))
    before = lesson.output
    assert words(lesson.run().output) == words(before)
    assert tab.complaints == []
    tab.close()


# --- for everybody --------------------------------------------------------------------


def test_a_lesson_is_run_and_changed_by_keyboard_alone(lessons, page):
    lesson = lessons("forward-18")
    lesson.cell.get_by_role("button", name="Run", exact=True).focus()
    page.keyboard.press("Enter")
    lesson.wait()
    page.keyboard.press("Shift+Tab")
    if lesson.editor.count() == 0:
        page.keyboard.press("Enter")
    else:
        lesson.editor.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("print('typed')")
    page.keyboard.press("Shift+Enter")
    lesson.wait()
    assert lesson.output.strip() == "typed"


def test_axe_finds_nothing_wrong_with_cells_that_ran_were_changed_and_are_out_of_date(
    browser, http_base
):
    tab = opened(browser, http_base)
    first, second = Lesson(tab, "forward-28").run(), Lesson(tab, "forward-30").run()
    first.change("x = 5")
    assert "out of date" in second.marks
    tab.add_script_tag(path=AXE)
    assert tab.evaluate(RUN, OPTIONS) == []
    turn_dark(tab)
    assert tab.evaluate(RUN, OPTIONS) == []
    tab.close()


def test_page_without_javascript_has_no_bars(browser, http_base):
    tab = new_tab(browser, java_script_enabled=False)
    tab.goto(http_base + PAGE)
    assert tab.locator(".live-bar, .live-foot").count() == 0
    assert "h_t = 0.3627" in tab.locator("#forward-04 .cell_output").inner_text()
    tab.close()


def test_download_in_the_menu_of_the_page_has_the_answers(fresh_page):
    Exercise(fresh_page, "forward").write("# my answer")
    fresh_page.get_by_role("button", name="Download this page").click()
    with fresh_page.expect_download() as download:
        fresh_page.locator(".btn-download-source-button").click()
    assert "# my answer" in download.value.path().read_text(encoding="utf-8")

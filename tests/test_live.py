"""Exercises answered in the page, in a real browser: the reader's text, Python, and the verdict."""

import json

import nbformat
import pytest
from browser import new_tab
from live import Exercise, require_live_cells, solutions
from nbclient import NotebookClient
from stopwatch import Stopwatch

NOTEBOOKS = ["01_forward", "02_small_sequence", "03_bptt", "04_training"]
PAGE = "notebooks/01_forward.html"
RIGHT = solutions("01_forward")["step-forward"]


@pytest.fixture(scope="module", autouse=True)
def live_cells(site):
    require_live_cells(site)


@pytest.fixture
def fresh(browser, http_base):
    """A tab at the page of notebook 01, in which Python is not loaded."""
    tab = new_tab(browser)
    tab.goto(http_base + PAGE)
    yield tab
    assert tab.complaints == []
    tab.close()


@pytest.fixture(scope="module")
def tab_with_python(browser, http_base):
    """One tab for all tests that only need a Python: it is loaded once."""
    tab = new_tab(browser)
    tab.goto(http_base + PAGE)
    yield tab
    assert tab.complaints == []
    tab.close()


@pytest.fixture
def step(tab_with_python):
    """The first exercise, as it is at first."""
    exercise = Exercise(tab_with_python, "step-forward")
    exercise.write("")
    return exercise


# --- the verdict ----------------------------------------------------------------------


@pytest.fixture(scope="module", params=NOTEBOOKS)
def verdicts(request, browser, http_base):
    """What is said of each solution of a page, twice, and after how many seconds."""
    tab = new_tab(browser)
    tab.goto(f"{http_base}notebooks/{request.param}.html")
    said = []
    for name, source in [*solutions(request.param).items()] * 2:
        watch = Stopwatch()
        said.append((Exercise(tab, name).check(source), watch.seconds))
    yield said
    assert tab.complaints == []
    tab.close()


def test_every_solution_of_the_course_is_correct_in_its_page(verdicts):
    assert [told for told, _ in verdicts if ": correct" not in told] == []


def test_first_verdict_comes_within_eight_seconds_and_all_others_within_one(verdicts):
    first, *others = (seconds for _, seconds in verdicts)
    assert first < 8
    assert max(others) < 1


def test_wrong_answer_is_told_its_mistake(step):
    told = step.check(RIGHT.replace(" + B", ""))
    assert "step forward: incorrect" in told
    assert "leaves out B" in told
    assert step.status == "step forward: incorrect"


def test_link_of_a_mistake_leads_to_its_place_in_the_book(fresh):
    step = Exercise(fresh, "step-forward")
    step.check(RIGHT.replace(" + B", ""))
    step.cell.get_by_role("link", name="More on bias-ignored").click()
    assert fresh.url.endswith("book/mistakes.html#bias-ignored")
    fresh.locator("#bias-ignored").wait_for(state="attached")


def test_open_exercise_is_not_attempted(step):
    open_one = RIGHT.partition("\n")[0] + "\n    raise NotImplementedError"
    assert "not attempted" in step.check(open_one)


def test_exception_in_a_check_shows_the_readers_own_line_and_shapes(step):
    told = step.check(RIGHT.replace("h_prev @ Wh", "h_prev @ Wx"))
    assert "line 2: a_t = x_t @ Wx + h_prev @ Wx + B" in told
    assert "Shapes on that line: x_t (3, 2)" in told


# --- running --------------------------------------------------------------------------


def test_value_of_the_last_line_is_shown(step):
    assert step.run("a = np.arange(3)\na * 2").strip() == "array([0, 2, 4])"


def test_error_shows_the_readers_lines_and_no_others(step):
    told = step.run("def f(x):\n    return x / 0\n\n\nf(1)")
    assert told.strip().splitlines()[-1] == "ZeroDivisionError: division by zero"
    assert 'File "Exercise 1: one step", line 2, in f' in told
    assert told.count("File ") == 2
    assert "last line" in step.status


def test_syntax_error_points_at_its_place(step):
    assert "SyntaxError: '(' was never closed" in step.run("def f(x:\n    return 1")


@pytest.mark.parametrize(
    "program, told",
    [
        ("input('x?')", "RuntimeError: input() cannot ask"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("def f():\n    f()\n\n\nf()", "RecursionError"),
        ("import pandas", "No module named 'pandas'"),
        ("import warnings\nwarnings.warn('mind this')", "UserWarning: mind this"),
    ],
)
def test_program_that_misbehaves_is_answered_and_python_goes_on(step, program, told):
    assert told in step.run(program)
    assert step.run("print(6 * 7)").strip() == "42"


def test_flood_of_output_is_cut_and_the_reader_told(step):
    shown = step.run("for i in range(100_000):\n    print(i)")
    assert shown.startswith("0\n1\n2\n")
    assert "The output was cut after 200,000 characters." in shown
    assert 200_000 <= len(shown) < 200_200
    assert step.status == "The output was cut after 200,000 characters."


def test_endless_loop_stops_and_the_next_run_works(step):
    step.write("print('before')\nwhile True:\n    pass").press("Run", wait=False)
    step.cell.get_by_text("before", exact=True).wait_for(timeout=90_000)
    step.press("Stop")
    assert "without your variables" in step.status
    assert ": correct" in step.check(RIGHT)


def test_stop_is_always_in_its_place_so_that_no_other_button_comes_under_the_pointer(step):
    def places():
        return [button.bounding_box() for button in step.cell.locator(".live-tools button").all()]

    before = places()
    step.write("while True:\n    pass").press("Run", wait=False)
    assert step.button("Stop").is_enabled()
    assert places() == before
    step.press("Stop")
    assert step.button("Stop").is_disabled()
    assert places() == before


def test_loading_can_be_stopped(fresh):
    step = Exercise(fresh, "step-forward").write(RIGHT).press("Check", wait=False).press("Stop")
    assert "Stopped" in step.status
    assert ": correct" in step.press("Check").output


def test_python_that_broke_down_begins_anew(fresh):
    step = Exercise(fresh, "step-forward")
    step.run("import os\nos.abort()")
    assert "broke down and begins anew" in step.status
    assert ": correct" in step.check(RIGHT)
    fresh.complaints.clear()  # Python's last words


def test_figure_is_drawn_and_matplotlib_loaded_only_for_it(step):
    loaded = []
    step.tab.on("request", lambda request: loaded.append(request.url))
    step.run("print(np.pi)")
    assert not any("matplotlib" in address for address in loaded)
    step.run("plt.plot([1, 4, 9])\nplt.show()")
    assert any("matplotlib" in address for address in loaded)
    image = step.cell.locator(".live-output img")
    assert image.evaluate("img => img.decode().then(() => img.naturalWidth)") > 300
    assert image.get_attribute("alt")


def test_exercises_above_count_even_if_only_this_one_is_checked(step):
    step.write(RIGHT)
    loop = solutions("01_forward")["forward"].replace(
        "np.tanh(x[:, t] @ Wx + h_t @ Wh + B)", "step_forward(x[:, t], h_t, Wx, Wh, B)"
    )
    assert "step_forward" in loop
    assert ": correct" in Exercise(step.tab, "forward").check(loop)


# --- the reader's text ----------------------------------------------------------------


def test_text_survives_a_reload(fresh):
    Exercise(fresh, "forward").write("# not yet")
    fresh.reload()
    assert Exercise(fresh, "forward").editor.input_value() == "# not yet"
    assert "raise NotImplementedError" in Exercise(fresh, "class").editor.input_value()


def test_text_for_another_version_of_the_exercise_is_not_brought_back(fresh):
    Exercise(fresh, "forward").write("# old")
    fresh.evaluate(
        """() => Object.entries(localStorage).forEach(([key, text]) => {
          if (!key.startsWith("rnn-from-scratch/01_forward/exercise-forward/")) return;
          localStorage.removeItem(key);
          localStorage.setItem(key.replace(/[^/]*$/, "another"), text);
        })"""
    )
    fresh.reload()
    assert "raise NotImplementedError" in Exercise(fresh, "forward").editor.input_value()


def test_reset_brings_the_stub_back_and_can_be_undone(fresh):
    step = Exercise(fresh, "step-forward")
    stub = step.editor.input_value()
    step.write("# mine").press("Reset")
    assert step.editor.input_value() == stub
    assert step.status == "The cell is as it was at first."
    step.press("Undo reset")
    assert step.editor.input_value() == "# mine"


def test_reset_takes_away_what_the_text_before_has_shown(step):
    assert step.run("print('old')").strip() == "old"
    step.press("Reset")
    assert step.output == ""


def test_downloaded_notebook_has_the_answers_and_runs_to_its_end(fresh, tmp_path):
    answers = solutions("01_forward")
    del answers["class"]  # one is left open
    for name, source in answers.items():
        Exercise(fresh, name).write(source)
    with fresh.expect_download() as download:
        fresh.get_by_role("button", name="Download the notebook").click()
    assert download.value.suggested_filename == "01_forward.ipynb"
    download.value.save_as(tmp_path / "01_forward.ipynb")
    notebook = nbformat.read(tmp_path / "01_forward.ipynb", as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    said = {cell.id: json.dumps(cell.get("outputs", "")) for cell in notebook.cells}
    assert ": correct" in said["check-step-forward"]
    assert ": correct" in said["check-forward"]
    assert "not attempted" in said["check-class"]
    assert "solution-forward" not in said


def test_copy_button_copies_the_readers_text(browser, http_base):
    tab = new_tab(browser, permissions=["clipboard-read", "clipboard-write"])
    tab.goto(http_base + PAGE)
    step = Exercise(tab, "step-forward").write("x = 1\nif x:\n    print(x)")
    step.cell.hover()
    step.cell.locator("button.copybtn").click()
    assert tab.evaluate("navigator.clipboard.readText()") == "x = 1\nif x:\n    print(x)"
    tab.close()


# --- by keyboard ----------------------------------------------------------------------


def test_tab_indents_and_escape_then_tab_leaves(fresh):
    step = Exercise(fresh, "step-forward").write("")
    step.editor.press_sequentially("if x:\n")
    step.editor.press_sequentially("y")
    step.editor.press("Tab")
    step.editor.press_sequentially("z")
    assert step.editor.input_value() == "if x:\n    y   z"
    step.editor.press("Shift+Tab")
    assert step.editor.input_value() == "if x:\ny   z"
    step.editor.press("Escape")
    step.editor.press("Tab")
    assert not step.editor.evaluate("area => area === document.activeElement")


def test_backspace_takes_a_step_of_the_indentation_and_undo_brings_it_back(fresh):
    step = Exercise(fresh, "step-forward").write("")
    step.editor.press_sequentially("for t in x:\n")
    step.editor.press("Backspace")
    assert step.editor.input_value() == "for t in x:\n"
    step.editor.press("Control+z")
    assert step.editor.input_value() == "for t in x:\n    "


def test_a_listing_that_could_be_reached_cannot_once_an_editor_is_over_it(browser, http_base):
    # A box that scrolls is marked when formulas are set, which may be before the editors come.
    tab = new_tab(browser)
    tab.add_init_script(
        "addEventListener('DOMContentLoaded', () =>"
        " document.querySelectorAll('pre').forEach((box) => { box.role = 'group'; }))"
    )
    tab.goto(http_base + PAGE)
    tab.wait_for_selector("textarea")
    assert tab.locator("pre[role=group]").count() > 0
    assert tab.locator("pre[aria-hidden=true][role=group]").count() == 0
    tab.close()


def test_keys_run_and_check(step):
    step.write("print('here')").editor.press("Shift+Enter")
    step.wait()
    assert step.output.strip() == "here"
    step.write(RIGHT).editor.press("Control+Enter")
    step.wait()
    assert ": correct" in step.output


def test_listing_and_text_area_cover_each_other_letter_on_letter(browser, http_base):
    for width in (390, 1280):
        tab = new_tab(browser, viewport={"width": width, "height": 900})
        tab.goto(http_base + PAGE)
        step = Exercise(tab, "step-forward").write("word " * 60 + "\n\n    end\n")
        heights = step.editor.evaluate("area => [area.scrollHeight, area.clientHeight]")
        assert heights[0] == heights[1]
        assert step.cell.locator("pre").first.inner_text().rstrip("\n").endswith("    end")
        tab.close()


# --- manners --------------------------------------------------------------------------


def test_nothing_of_python_is_loaded_before_the_first_click(browser, http_base):
    tab = new_tab(browser)
    loaded = []
    tab.on("request", lambda request: loaded.append(request.url))
    tab.goto(http_base + PAGE, wait_until="networkidle")
    Exercise(tab, "step-forward").write("x")
    assert not [address for address in loaded if "pyodide" in address or "worker" in address]
    assert "load Python into this page, once: 16." in Exercise(tab, "forward").status
    tab.close()


def test_solution_can_be_shown_and_hidden(fresh):
    step, details = Exercise(fresh, "step-forward"), fresh.locator("#solution-step-forward details")
    step.press("Show one solution", wait=False)
    assert details.evaluate("details => details.open")
    step.press("Hide the solution", wait=False)
    assert not details.evaluate("details => details.open")


def test_stored_result_of_the_check_is_not_taken_for_the_readers(fresh):
    Exercise(fresh, "step-forward").editor.wait_for()
    assert not fresh.locator("#check-step-forward .cell_output").is_visible()


def test_page_without_javascript_is_the_page_as_it_was(browser, http_base):
    tab = new_tab(browser, java_script_enabled=False)
    tab.goto(http_base + PAGE)
    assert "raise NotImplementedError" in tab.locator("#exercise-step-forward pre").inner_text()
    assert tab.locator("#check-step-forward .cell_output").is_visible()
    assert tab.locator(".live, textarea").count() == 0
    tab.close()


def test_paper_shows_the_listing_and_no_buttons(fresh):
    step = Exercise(fresh, "step-forward").write("# mine")
    fresh.emulate_media(media="print")
    assert not step.button("Check").is_visible()
    assert step.cell.locator("pre").first.inner_text().strip() == "# mine"
    assert fresh.locator("#check-step-forward .cell_output").is_visible()


def test_page_from_disk_says_how_to_serve_it(browser, site):
    tab = new_tab(browser)
    tab.goto((site / PAGE).as_uri())
    told = tab.locator("#exercise-step-forward .live-why-not").inner_text()
    assert f'python3 -m http.server 8000 --bind 127.0.0.1 --directory "{site}/"' in told
    assert f"http://127.0.0.1:8000/{PAGE}" in told
    assert tab.locator("textarea").count() == 0
    assert tab.complaints == []
    tab.close()


def test_browser_that_is_too_old_is_told(browser, http_base):
    tab = new_tab(browser)
    tab.add_init_script("delete window.WebAssembly")
    tab.goto(http_base + PAGE)
    assert "A current Firefox" in tab.locator("#exercise-forward .live-why-not").inner_text()
    tab.close()


def test_page_tells_when_python_cannot_be_loaded(browser, http_base):
    tab = new_tab(browser)
    tab.context.route("**/pyodide.asm.wasm", lambda route: route.abort())
    tab.goto(http_base + PAGE)
    step = Exercise(tab, "step-forward").write(RIGHT).press("Check")
    assert "Python could not be loaded" in step.status
    tab.context.unroute("**/pyodide.asm.wasm")
    assert ": correct" in step.press("Check").output
    tab.close()


def test_site_in_a_folder_of_its_host_works(browser, http_base):
    # As a project's pages do: everything stands below /course/.
    tab = new_tab(browser)
    asked = []

    def serve(route):
        asked.append(route.request.url)
        path = route.request.url.removeprefix(http_base)
        if not path.startswith("course/"):
            return route.abort()
        route.fulfill(response=tab.request.get(http_base + path.removeprefix("course/")))

    tab.context.route(f"{http_base}**", serve)
    tab.goto(f"{http_base}course/{PAGE}")
    assert ": correct" in Exercise(tab, "step-forward").check(RIGHT)
    assert [address for address in asked if "/course/" not in address] == []
    assert any("pyodide.asm.wasm" in address for address in asked)
    tab.close()

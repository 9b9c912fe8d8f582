"""Exercises answered in the page, in a real browser: the reader's text, keys, and manners."""

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.shared.browser import new_tab
from tests.shared.notebooks import solutions
from tests.site.accessibility import contrast
from tests.site.live import PAGE, Exercise

pytestmark = pytest.mark.usefixtures("live_cells")
RIGHT = solutions("01_forward")["step-forward"]


# --- the reader's text ----------------------------------------------------------------


def test_text_survives_a_reload(fresh_page):
    Exercise(fresh_page, "forward").write("# not yet")
    fresh_page.reload()
    assert Exercise(fresh_page, "forward").editor.input_value() == "# not yet"
    assert "raise NotImplementedError" in Exercise(fresh_page, "padding").editor.input_value()


def test_text_for_another_version_of_the_exercise_is_not_brought_back(fresh_page):
    Exercise(fresh_page, "forward").write("# old")
    fresh_page.evaluate(
        """() => Object.entries(localStorage).forEach(([key, text]) => {
          if (!key.startsWith("rnn-from-scratch/01_forward/exercise-forward/")) return;
          localStorage.removeItem(key);
          localStorage.setItem(key.replace(/[^/]*$/, "another"), text);
        })"""
    )
    fresh_page.reload()
    assert "raise NotImplementedError" in Exercise(fresh_page, "forward").editor.input_value()


def test_reset_brings_the_stub_back_and_can_be_undone(fresh_page):
    step = Exercise(fresh_page, "step-forward")
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


def test_downloaded_notebook_has_the_answers_and_runs_to_its_end(fresh_page, tmp_path):
    answers = solutions("01_forward")
    del answers["padding"]  # one is left open
    for name, source in answers.items():
        Exercise(fresh_page, name).write(source)
    with fresh_page.expect_download() as download:
        fresh_page.get_by_role("button", name="Download the notebook").click()
    assert download.value.suggested_filename == "01_forward.ipynb"
    download.value.save_as(tmp_path / "01_forward.ipynb")
    notebook = nbformat.read(tmp_path / "01_forward.ipynb", as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    said = {cell.id: json.dumps(cell.get("outputs", "")) for cell in notebook.cells}
    assert ": correct" in said["check-step-forward"]
    assert ": correct" in said["check-forward"]
    assert "not attempted" in said["check-padding"]
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


def test_tab_indents_and_escape_then_tab_leaves(fresh_page):
    step = Exercise(fresh_page, "step-forward").write("")
    step.editor.press_sequentially("if x:\n")
    step.editor.press_sequentially("y ")
    step.editor.press("Tab")
    step.editor.press_sequentially("z")
    assert step.editor.input_value() == "if x:\n    y   z"
    step.editor.press("Home")
    step.editor.press("Shift+Tab")
    assert step.editor.input_value() == "if x:\ny   z"
    step.editor.press("Escape")
    step.editor.press("Tab")
    assert not step.editor.evaluate("area => area === document.activeElement")


def test_backspace_takes_a_step_of_the_indentation_and_undo_brings_it_back(fresh_page):
    step = Exercise(fresh_page, "step-forward").write("")
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


def test_one_thing_below_an_editor_shows_the_solution_and_hides_it(fresh_page):
    Exercise(fresh_page, "step-forward").editor.wait_for()
    section = fresh_page.locator("section:has(> #exercise-step-forward)")
    shown = section.get_by_text("step_forward(x_t, h_prev", exact=False)
    before = shown.filter(visible=True).count()
    assert section.get_by_text("Show one solution").filter(visible=True).count() == 1
    section.get_by_text("Show one solution").filter(visible=True).click()
    assert shown.filter(visible=True).count() == before + 1
    section.get_by_text("Hide the solution").filter(visible=True).click()
    assert shown.filter(visible=True).count() == before


def test_cell_of_the_check_is_not_shown_beside_its_button(fresh_page):
    Exercise(fresh_page, "step-forward").editor.wait_for()
    assert not fresh_page.locator("#check-step-forward").is_visible()


def test_page_that_explains_a_check_shows_its_call_and_not_its_stored_result(browser, http_base):
    tab = new_tab(browser)
    tab.goto(http_base + "book/own_code.html")
    Exercise(tab, "own-forward").editor.wait_for()
    assert tab.locator("#check-own-forward .cell_input").is_visible()
    assert not tab.locator("#check-own-forward .cell_output").is_visible()
    tab.close()


def test_page_without_javascript_is_the_page_as_it_was(browser, http_base):
    tab = new_tab(browser, java_script_enabled=False)
    tab.goto(http_base + PAGE)
    assert "raise NotImplementedError" in tab.locator("#exercise-step-forward pre").inner_text()
    assert tab.locator("#check-step-forward .cell_input").is_visible()
    assert tab.locator("#check-step-forward .cell_output").is_visible()
    assert tab.locator(".live, textarea").count() == 0
    tab.close()


def test_paper_shows_the_listing_and_no_buttons(fresh_page):
    step = Exercise(fresh_page, "step-forward").write("# mine")
    fresh_page.emulate_media(media="print")
    assert not step.button("Check").is_visible()
    assert step.cell.locator("pre").first.inner_text().strip() == "# mine"
    assert fresh_page.locator("#check-step-forward .cell_output").is_visible()


def test_page_from_disk_says_how_to_serve_it(browser, site):
    tab = new_tab(browser)
    tab.goto((site / PAGE).as_uri())
    told = tab.locator("#exercise-step-forward .live-why-not").inner_text()
    assert f'python3 -m http.server 8000 --bind 127.0.0.1 --directory "{site}/"' in told
    assert f"http://127.0.0.1:8000/{PAGE}" in told
    assert tab.locator("textarea").count() == 0
    assert tab.complaints == []
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_can_be_read_under_the_pointer(browser, http_base, scheme):
    tab = new_tab(browser, color_scheme=scheme)
    tab.add_init_script(f"localStorage.mode = localStorage.theme = '{scheme}'")
    tab.goto(http_base + PAGE)
    for button in tab.locator("#exercise-forward .live-tools button:enabled").all():
        button.hover()
        letters, ground = button.evaluate(
            "b => [getComputedStyle(b).color, getComputedStyle(b).backgroundColor]"
        )
        assert contrast(rgb(letters), rgb(ground)) >= 4.5, button.text_content()
    tab.close()


def rgb(css):
    return [float(number) for number in re.findall(r"[\d.]+", css)][:3]


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

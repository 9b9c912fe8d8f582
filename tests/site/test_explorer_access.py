"""The explorer for its other readers, by ear, on paper and on small screens; and its files."""

import pytest
from bs4 import BeautifulSoup

from tests.shared.browser import new_tab
from tests.site.explorer import PAGE, now
from tools import drawings

BUDGET = 30_000  # bytes of scripts and styles
SILENCE = 1200  # milliseconds: longer than the explorer waits before it speaks


def test_a_step_is_spoken(fresh):
    fresh.evaluate("rnnExplorer.go(3)")
    spoken = fresh.locator('.explorer [role="status"][aria-live="polite"]')
    spoken.get_by_text("Backward, step 3: dh 3 is 2.0000").wait_for(state="attached")


def test_many_moves_are_spoken_once(fresh):
    fresh.evaluate(
        """() => { window.spoken = [];
        const region = document.querySelector('.explorer [role="status"]');
        new MutationObserver(() => spoken.push(region.textContent))
          .observe(region, {childList: true}); }"""
    )
    # All at once, as no slow machine could press keys.
    fresh.get_by_label("x_1, slider").evaluate(
        """slider => { for (let move = 0; move < 5; move++) {
          slider.stepUp();
          slider.dispatchEvent(new Event("input")); } }"""
    )
    fresh.wait_for_function("spoken.length > 0")
    fresh.wait_for_timeout(SILENCE)  # nothing more comes
    spoken = fresh.evaluate("spoken")
    assert len(spoken) == 1
    assert spoken[0].startswith("x_1 is 1.00. Forward, step 1:")


def test_without_javascript_there_is_a_picture_with_its_numbers(site, browser):
    tab = new_tab(browser, java_script_enabled=False)
    tab.goto((site / PAGE).as_uri())
    assert tab.locator("figure.rnn-explorer svg").is_visible()
    texts = tab.locator("figure.rnn-explorer [data-show]").all_text_contents()
    numbers = sorted(float(text.replace("\u2212", "-")) for text in texts if text)
    expected = sorted(round(v, 3) for v in drawings.explorer_example().values())
    assert numbers == pytest.approx(expected)
    assert tab.locator(".explorer, figure.rnn-explorer input").count() == 0
    tab.close()


def test_the_picture_without_javascript_is_how_the_explorer_begins(fresh, site):
    page = BeautifulSoup((site / PAGE).read_text(encoding="utf-8"), "html.parser")
    still = [text.get_text() for text in page.select("figure.rnn-explorer [data-show]")]
    fresh.evaluate("rnnExplorer.go(6)")  # on the way there, what is not reached is hidden
    assert fresh.locator(".explorer [data-show]").all_text_contents() == still


def test_on_paper_stand_the_drawing_and_the_numbers_alone(fresh):
    fresh.emulate_media(media="print")
    visible = fresh.locator(".explorer :is(input, button, summary)").evaluate_all(
        "controls => controls.filter(control => control.checkVisibility()).length"
    )
    assert visible == 0
    assert fresh.locator(".explorer .drawing").is_visible()
    assert fresh.locator(".explorer-gradients").is_visible()
    fresh.emulate_media(media="screen")


def test_nothing_moves_by_itself_for_those_who_ask_for_that(site, browser):
    tab = new_tab(browser, reduced_motion="reduce")
    tab.goto((site / PAGE).as_uri())
    mark = tab.locator(".explorer .explorer-mark").first
    assert mark.evaluate("mark => getComputedStyle(mark).transitionDuration") == "0s"
    tab.close()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("units", ["one", "two"])
def test_it_fits_a_narrow_screen(fresh, width, units):
    fresh.set_viewport_size({"width": width, "height": 900})
    fresh.get_by_label(units, exact=True).check()
    fresh.evaluate("document.querySelectorAll('.explorer details').forEach(d => d.open = true)")
    assert fresh.evaluate("document.documentElement.scrollWidth") <= width
    wider = fresh.locator(".explorer *").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('mjx-container')).length"
    )
    assert wider == 0
    fresh.set_viewport_size({"width": 1280, "height": 900})


# --- its files -------------------------------------------------------------------------


def test_it_is_small(site):
    files = [path for path in (site / "_static" / "explorer").iterdir() if path.is_file()]
    assert {path.suffix for path in files} == {".js", ".css"}
    assert sum(path.stat().st_size for path in files) < BUDGET


def test_it_is_loaded_on_its_page_only(site):
    pages = [
        path for path in site.rglob("*.html") if "explorer/explorer" in path.read_text("utf-8")
    ]
    assert [path.relative_to(site).as_posix() for path in pages] == [PAGE]


def test_it_works_without_a_complaint_from_a_folder_and_from_a_server(site, browser, http_base):
    for base in (site.as_uri() + "/", http_base):
        tab = new_tab(browser)
        tab.goto(base + PAGE)
        tab.get_by_role("button", name="Next").click()
        assert now(tab) == ["forward 2"]
        assert tab.complaints == []
        tab.close()

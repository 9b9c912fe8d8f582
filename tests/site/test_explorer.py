"""The explorer of the page on backpropagation: its numbers, its keys, its other readers.

The oracle is rnn_lib, whose gradients complex steps have proved elsewhere.
"""

import re
import subprocess
import sys

import numpy as np
import pytest
from bs4 import BeautifulSoup

import rnn_lib
from tests.shared.browser import new_tab
from tests.site.accessibility import contrast
from tools import drawings

PAGE = "book/bptt.html"
BUDGET = 30_000  # bytes of scripts and styles
STEPS = (0, 1, 2)
SILENCE = 1200  # milliseconds: longer than the explorer waits before it speaks
WHITE, BLACK = (255, 255, 255), (18, 18, 18)  # behind the text, in light and in dark


@pytest.fixture(scope="module")
def explorer(site, browser):
    """A tab on the page, read from its folder, that does not wait for formulas."""
    tab = new_tab(browser)
    tab.route(re.compile("mathjax|tex-svg"), lambda route: route.abort())
    tab.goto((site / PAGE).as_uri())
    return tab


@pytest.fixture
def fresh(explorer):
    """The same tab with the explorer as it begins."""
    explorer.reload()
    return explorer


def draw_settings(units, seed):
    """Random settings as the explorer takes them, in its own range."""
    rng = np.random.default_rng([units, seed])
    shapes = {"x": (3, 1), "h0": units, "Wx": (1, units), "Wh": (units, units), "B": units}
    shapes["dh"] = (3, units)
    return {name: rng.uniform(-3, 3, size=shape).tolist() for name, shape in shapes.items()}


def expected_result(settings):
    """The same numbers from rnn_lib, by the names of the explorer."""
    x, h0, Wx, Wh, B, dh = (np.array(settings[k]) for k in ("x", "h0", "Wx", "Wh", "B", "dh"))
    x, h0, dh = x[None], h0[None], dh[None]
    h = rnn_lib.rnn_forward(x, h0, Wx, Wh, B)
    dx, dh0, dWx, dWh, dB = rnn_lib.rnn_backward(dh, x, h0, h, Wx, Wh)
    result = {"dWx": dWx, "dWh": dWh, "dB": dB[None], "dh0": dh0[0], "steps": [{}, {}, {}]}
    carry = np.zeros_like(h0)
    for t in reversed(STEPS):
        h_prev = h[:, t - 1] if t else h0
        step = {"x_t": x[:, t], "h_prev": h_prev, "h_t": h[:, t], "direct": dh[:, t]}
        step |= {"carry": carry, "dh_t": dh[:, t] + carry, "dx_t": dx[:, t]}
        step["a_t"] = x[:, t] @ Wx + h_prev @ Wh + B
        moved = rnn_lib.rnn_step_backward(dh[:, t] + carry, x[:, t], h_prev, h[:, t], Wx, Wh)
        _, carry, step_dWx, step_dWh, step_dB = moved
        step |= {"dh_prev": carry, "da_t": step_dB[None]}  # one row: no sum over a batch
        step = {name: value[0] for name, value in step.items()}
        result["steps"][t] = step | {"dWx": step_dWx, "dWh": step_dWh, "dB": step_dB[None]}
    return result


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        if name == "steps":
            for found_step, step in zip(found[name], value, strict=True):
                assert_same(found_step, step)
        else:
            np.testing.assert_allclose(found[name], value, rtol=1e-12, atol=1e-12, err_msg=name)


def shown(tab, selector):
    """The numbers that stand in the elements of a selector."""
    texts = tab.locator(selector).all_inner_texts()
    return [float(text.replace("\u2212", "-")) for text in texts if text.strip()]


def drawn(tab, name):
    """The numbers in the drawing under one name, in the order of the steps."""
    texts = tab.locator(f'.explorer [data-show^="{name} "]').all_text_contents()
    return [float(text.replace("\u2212", "-")) for text in texts if text]


def now(tab):
    """Which parts of the drawing are marked."""
    parts = tab.locator(".explorer .drawing .is-now")
    return parts.evaluate_all("parts => parts.map(part => part.dataset.part)")


def result(tab):
    return tab.evaluate("rnnExplorer.get().result")


# --- its numbers -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("units", [1, 2])
def test_every_number_is_that_of_rnn_lib(explorer, units, seed):
    settings = draw_settings(units, seed)
    explorer.evaluate("settings => rnnExplorer.set(settings)", settings)
    assert_same(result(explorer), expected_result(settings))


def test_drawing_and_tables_show_the_numbers_rounded(explorer):
    settings = draw_settings(2, 99)
    explorer.evaluate("settings => { rnnExplorer.set(settings); rnnExplorer.go(4) }", settings)
    expected = expected_result(settings)
    for name, key in {"x": "x_t", "direct": "direct", "da": "da_t"}.items():
        numbers = np.concatenate([step[key] for step in expected["steps"]])
        np.testing.assert_allclose(drawn(explorer, name), numbers, atol=5.1e-4)
    states = [settings["h0"], *(step["h_t"] for step in expected["steps"])]
    np.testing.assert_allclose(drawn(explorer, "h"), np.concatenate(states), atol=5.1e-4)
    carries = [expected["dh0"], *(step["carry"] for step in expected["steps"])]
    np.testing.assert_allclose(drawn(explorer, "carry"), np.concatenate(carries), atol=5.1e-4)
    of_step = [expected["steps"][1][key] for key in ("a_t", "h_t", "dh_t", "da_t", "dh_prev")]
    cells = shown(explorer, ".explorer-formulas td span")
    np.testing.assert_allclose(cells, np.concatenate(of_step), atol=5.1e-5)
    sums = [expected[key].ravel() for key in ("dWx", "dWh", "dB")]
    cells = shown(explorer, ".explorer-gradients td:last-child")
    np.testing.assert_allclose(cells, np.concatenate(sums), atol=5.1e-5)


def test_it_begins_with_the_example_of_its_page(fresh):
    printed = fresh.locator(".cell_output").first.inner_text()
    found = [float(number) for number in re.findall(r"(?:du|dh0) = ([+-][\d.]+)", printed)]
    start = result(fresh)
    np.testing.assert_allclose([start["dWh"][0][0], start["dh0"][0]], found, atol=5.1e-7)
    da_t = [float(number) for number in re.findall(r"da_t ([\d.-]+)", printed)]
    np.testing.assert_allclose(
        [step["da_t"][0] for step in start["steps"]][::-1], da_t, atol=5.1e-5
    )


# --- its keys --------------------------------------------------------------------------


def test_a_slider_moves_its_number_and_all_that_follows(fresh):
    fresh.get_by_label("x_1, slider").press("ArrowRight")
    assert fresh.get_by_label("x_1", exact=True).input_value() == "0.6"
    settings = fresh.evaluate("rnnExplorer.get().settings")
    assert settings["x"] == [[0.6], [-1], [0.8]]
    assert_same(result(fresh), expected_result(settings))


def test_a_number_moves_its_slider(fresh):
    fresh.get_by_text("Weights and bias").click()
    fresh.get_by_label("Wh", exact=True).fill("-1.5")
    assert fresh.get_by_label("Wh, slider").input_value() == "-1.5"
    assert fresh.evaluate("rnnExplorer.get().settings.Wh") == [[-1.5]]


@pytest.mark.parametrize("typed, kept", [("", 0.5), ("7", 3), ("-7", -3), ("0.25", 0.25)])
def test_what_is_no_number_of_the_range_is_put_right_on_leaving(fresh, typed, kept):
    field = fresh.get_by_label("x_1", exact=True)
    field.fill(typed)
    field.press("Tab")
    assert float(field.input_value()) == kept
    assert fresh.evaluate("rnnExplorer.get().settings.x[0][0]") == kept


def test_buttons_walk_through_time_and_stop_at_both_ends(fresh):
    walked = [now(fresh)]
    for _ in range(7):
        fresh.get_by_role("button", name="Next").press("Enter")
        walked.append(now(fresh))
    steps = ["forward 1", "forward 2", "forward 3", "backward 3", "backward 2", "backward 1"]
    assert walked == [*([step] for step in steps), [], []]
    for _ in range(8):
        fresh.get_by_role("button", name="Back").press("Enter")
    assert now(fresh) == ["forward 1"]


@pytest.mark.parametrize("focus", ["radio", "button"])
def test_arrow_keys_walk_through_time(fresh, focus):
    at = {
        "radio": fresh.get_by_role("radio", name="Forward, step 1"),
        "button": fresh.get_by_role("button", name="Next"),
    }[focus]
    at.focus()
    fresh.keyboard.press("ArrowRight")
    fresh.keyboard.press("ArrowRight")
    assert now(fresh) == ["forward 3"]
    fresh.keyboard.press("ArrowLeft")
    assert now(fresh) == ["forward 2"]


def test_a_step_marks_its_formulas_and_its_column(fresh):
    fresh.evaluate("rnnExplorer.go(3)")
    marked = fresh.locator(".explorer-formulas .is-now th").all_inner_texts()
    assert [line.split(" =")[0] for line in marked] == ["dh3", "da3", "carry to h2"]
    column = shown(fresh, ".explorer-gradients .is-now")
    share = result(fresh)["steps"][2]
    expected = [share[key][0][0] for key in ("dWx", "dWh", "dB")]
    np.testing.assert_allclose(column, expected, atol=5.1e-5)


def test_everything_is_reached_by_the_tab_key(fresh):
    for group in fresh.locator(".explorer summary").all()[1:]:
        group.press("Enter")
    count = fresh.locator(".explorer :is(button, summary, input:not([type=radio]))").count()
    fresh.get_by_role("radio", name="Forward, step 1").focus()
    seen = set()
    for _ in range(count + 1):  # and one for the other group of radio buttons
        fresh.keyboard.press("Tab")
        seen.add(fresh.evaluate("(document.activeElement.seen ??= Math.random())"))
        assert fresh.evaluate("document.activeElement.closest('.explorer') !== null")
    assert len(seen) == count + 1


def test_two_units_and_the_way_back_to_the_start(fresh):
    fresh.get_by_label("two", exact=True).check()
    fresh.get_by_label("h0[1]", exact=True).fill("1")
    assert fresh.evaluate("rnnExplorer.get().settings.h0") == [0.3, 1]
    fresh.get_by_role("button", name="Start again").click()
    assert fresh.evaluate("rnnExplorer.get().settings.h0") == [0.3, -0.2]
    fresh.get_by_label("one", exact=True).check()
    assert fresh.locator(".explorer-gradients tbody tr").count() == 3


# --- its other readers -----------------------------------------------------------------


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


# --- the drawings of the book ----------------------------------------------------------


def test_drawings_are_as_their_tool_writes_them(root):
    before = {path.name: path.read_bytes() for path in (root / "book/figures").iterdir()}
    run = [sys.executable, "-m", "tools.drawings"]
    done = subprocess.run(run, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert {path.name: path.read_bytes() for path in (root / "book/figures").iterdir()} == before


def test_every_drawing_is_part_of_its_page_and_says_what_it_shows(site):
    for name in ("bptt", "worked_example", "forward"):
        page = BeautifulSoup((site / f"book/{name}.html").read_text("utf-8"), "html.parser")
        drawn_there = page.select("#main-content svg.drawing")
        assert drawn_there
        assert all(len(one["aria-label"]) > 60 and one["role"] == "img" for one in drawn_there)
        assert page.select('#main-content img[src$=".svg"]') == []
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids))


def test_colours_of_drawings_and_plots_hold_in_light_and_in_dark(root):
    plots = (root / "book" / "matplotlibrc").read_text(encoding="utf-8")
    colors = re.findall(r'"([0-9a-f]{6})"', plots)
    colors += [color.lstrip("#") for color in (drawings.FORWARD, drawings.BACKWARD)]
    assert len(colors) == 6
    for color in colors:
        rgb = [int(color[i : i + 2], 16) for i in (0, 2, 4)]
        assert min(contrast(rgb, WHITE), contrast(rgb, BLACK)) >= 3, color


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_in_drawings_have_the_colour_of_the_text_and_are_large_enough(
    site, browser, scheme
):
    tab = new_tab(browser, viewport={"width": 390, "height": 900})
    tab.add_init_script(f"localStorage.setItem('mode', '{scheme}')")
    tab.goto((site / PAGE).as_uri())
    tab.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
    looks = tab.locator("svg.drawing text").evaluate_all(
        """texts => texts.map(text => {
          const style = getComputedStyle(text), {a, b} = text.getScreenCTM();
          const page = getComputedStyle(document.querySelector('.bd-article')).color;
          return [style.fill === page, parseFloat(style.fontSize) * Math.hypot(a, b)] })"""
    )
    assert looks
    assert all(same for same, _ in looks)
    assert min(size for _, size in looks) >= 10
    tab.close()

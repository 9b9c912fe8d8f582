"""The explorer of the page on backpropagation: its numbers, and its keys.

The oracle is rnn_lib, whose gradients complex steps have proved elsewhere.
"""

import re

import numpy as np
import pytest

import rnn_lib
from tests.site.explorer import drawn, now, result, shown

STEPS = (0, 1, 2)


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


# --- its numbers -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("units", [1, 2])
def test_every_number_is_that_of_rnn_lib(explorer, units, seed):
    settings = draw_settings(units, seed)
    explorer.evaluate("settings => rnnExplorer.set(settings)", settings)
    assert_same(result(explorer), expected_result(settings))


def test_drawing_and_tables_show_the_numbers_rounded(explorer):
    settings = draw_settings(2, 99)
    explorer.evaluate("settings => { rnnExplorer.set(settings); rnnExplorer.go(6) }", settings)
    expected = expected_result(settings)
    for name, key in {"x": "x_t", "direct": "direct", "da": "da_t"}.items():
        numbers = np.concatenate([step[key] for step in expected["steps"]])
        np.testing.assert_allclose(drawn(explorer, name), numbers, atol=5.1e-4)
    states = [settings["h0"], *(step["h_t"] for step in expected["steps"])]
    np.testing.assert_allclose(drawn(explorer, "h"), np.concatenate(states), atol=5.1e-4)
    carries = [expected["dh0"], *(step["carry"] for step in expected["steps"])]
    np.testing.assert_allclose(drawn(explorer, "carry"), np.concatenate(carries), atol=5.1e-4)
    sums = [expected[key].ravel() for key in ("dWx", "dWh", "dB")]
    for cells in (".explorer-gradients td:last-child", ".explorer-formulas td span"):
        np.testing.assert_allclose(shown(explorer, cells), np.concatenate(sums), atol=5.1e-5)
    explorer.evaluate("rnnExplorer.go(4)")
    of_step = [expected["steps"][1][key] for key in ("a_t", "h_t", "dh_t", "da_t", "dh_prev")]
    cells = shown(explorer, ".explorer-formulas td span")
    np.testing.assert_allclose(cells, np.concatenate(of_step), atol=5.1e-5)


def test_what_the_walk_has_not_reached_is_a_question(fresh):
    unknown = []
    for stage in range(7):
        fresh.evaluate("s => rnnExplorer.go(s)", stage)
        texts = fresh.locator(".explorer :is([data-show], td)").all_text_contents()
        unknown.append(texts.count("?"))
    # h of two steps, da of three, carries to all four places, nine shares, three sums, three rows
    assert unknown[0] == 2 + 3 + 4 + 9 + 3 + 3
    assert unknown == sorted(unknown, reverse=True) and len(set(unknown)) == 7
    assert unknown[-1] == 0


def test_the_sum_is_not_called_a_step(fresh):
    fresh.evaluate("rnnExplorer.go(6)")
    assert fresh.locator(".explorer-formulas caption").inner_text() == "Sum over the steps"


def test_drawing_and_sliders_fit_a_small_laptop_together(fresh):
    fresh.set_viewport_size({"width": 900, "height": 800})
    top = fresh.locator(".explorer .drawing").bounding_box()["y"]
    slider = fresh.get_by_label("Wh, slider").bounding_box()
    assert slider["y"] + slider["height"] - top < 700
    fresh.set_viewport_size({"width": 1280, "height": 900})


def test_it_begins_with_the_example_of_its_page(fresh):
    printed = fresh.locator(".cell_output").filter(has_text="carry").first.inner_text()
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
    fresh.get_by_label("Wh", exact=True).fill("-1.5")
    assert fresh.get_by_label("Wh, slider").input_value() == "-1.5"
    assert fresh.evaluate("rnnExplorer.get().settings.Wh") == [[-1.5]]


@pytest.mark.parametrize("typed, kept", [("", 0.5), ("7", 3), ("-7", -3), ("0.25", 0.25)])
def test_what_is_no_number_of_the_range_is_put_right_on_leaving(fresh, typed, kept):
    field = fresh.get_by_label("x_1", exact=True)
    field.fill(typed)
    field.press("Tab")
    assert float(field.input_value()) == kept
    is_put_right = typed in ("7", "-7")
    assert fresh.get_by_text("x_1 goes from \u22123 to 3.").count() == is_put_right
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
    for group in fresh.locator(".explorer summary").all()[2:]:
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

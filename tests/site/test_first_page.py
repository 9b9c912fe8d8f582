"""The first page has a line to write within one screen, and the worked example has three numbers."""

import pytest

from tests.site.live import Exercise, open_tab

LINES = [
    ("x_t", "does not depend on h_prev"),
    ("h_prev + x_t", "whichever pulse comes first"),
    ("0.8 * h_prev + x_t", "826 of 1000 sequences right"),
]


@pytest.fixture
def first_page(fresh_page, http_base):
    fresh_page.goto(f"{http_base}book/index.html")
    return fresh_page


def test_each_first_line_that_comes_to_mind_is_told_what_it_does(first_page):
    memory = Exercise(first_page, "memory")
    for line, verdict in LINES:
        assert verdict in memory.check(f"def step(x_t, h_prev):\n    return {line}\n")


def test_the_line_and_its_button_stand_within_the_first_screen(first_page):
    first_page.set_viewport_size({"width": 1280, "height": 800})
    button = Exercise(first_page, "memory").button("Check").bounding_box()
    assert button["y"] + button["height"] <= 800


@pytest.fixture(scope="module")
def worked_example(live_cells, browser, http_base):
    """One tab for all three numbers: Python is loaded once."""
    with open_tab(browser, f"{http_base}book/worked_example.html") as tab:
        yield tab


@pytest.mark.parametrize(
    "name, function, wrong, question, right",
    [
        ("second-step", "second_step", 0.0773357, "neither an input nor a state", 1.077336),
        ("one-step-back", "one_step_back", 0.0470859, "What lies between h_2 and a_2", 0.0175350),
        ("recurrent-entry", "recurrent_entry", 0.291586, "In which other steps", 0.304946),
    ],
)
def test_a_number_worked_out_by_hand_is_told_from_what_it_comes(
    worked_example, name, function, wrong, question, right
):
    exercise = Exercise(worked_example, name)
    assert "is not" in (told := exercise.check(f"def {function}():\n    return {wrong}\n"))
    assert question in told
    assert "correct" in exercise.check(f"def {function}():\n    return {right}\n")

"""Stop in a real browser: a loop ends, variables stay if they can, and Python goes on."""

import re

import pytest

from tests.shared.browser import new_tab
from tests.shared.notebooks import solutions
from tests.site.live import LONGEST, Exercise

pytestmark = pytest.mark.usefixtures("live_cells")
RIGHT = solutions("01_forward")["step-forward"]


def test_endless_loop_stops_and_the_next_run_works(step):
    step.write("print('before')\nwhile True:\n    pass").press("Run", wait=False)
    step.cell.get_by_text("before", exact=True).wait_for(timeout=LONGEST)
    other = Exercise(step.tab, "forward").press("Check", wait=False)
    assert other.status == "Exercise 2: one step: still running. Stop it first."
    step.press("Stop")
    assert step.status.startswith("Stopped")
    assert other.status == ""
    assert ": correct" in step.check(RIGHT)


def test_stop_keeps_the_variables_and_shows_where_it_came(step):
    program = "kept = 41\nfor kept in [42]:\n    print('here')\nwhile True:\n    lost = kept\n"
    step.write(program).press("Run", wait=False)
    step.cell.get_by_text("here", exact=True).wait_for(timeout=LONGEST)
    step.press("Stop")
    assert step.status == "Stopped. Your variables are as they were at that moment."
    assert re.search(r"(?s)line [45], in <module>\n.*\nKeyboardInterrupt$", step.output.strip())
    assert step.run("print(kept)").strip() == "42"


def test_stop_reaches_an_answer_that_a_check_calls(step):
    step.run("kept = 42")
    endless = RIGHT.replace("    return", "    while True:\n        pass\n    return")
    step.write(endless + "\nprint('defined')").press("Check", wait=False)
    step.cell.get_by_text("defined", exact=True).wait_for(timeout=LONGEST)
    step.press("Stop")
    assert "Your variables are as they were" in step.status
    assert step.run("print(kept)").strip() == "42"


def test_an_exercise_above_that_was_stopped_runs_again(step):
    step.write("while True:\n    pass")
    other = Exercise(step.tab, "forward").write("print('mine')").press("Run", wait=False)
    other.press("Stop")
    assert other.status.startswith("Stopped")
    other.press("Run", wait=False)
    step.write("above = 1")  # too late: what runs is the loop
    other.press("Stop")
    assert other.press("Run").output.strip() == "mine"


@pytest.mark.parametrize(
    "deaf",
    [
        "everything = np.arange(3_000.0**2).reshape(3_000, -1)\nprint('now')\neverything @ everything",
        "print('now')\nwhile True:\n    try:\n        while True:\n            pass\n"
        "    except KeyboardInterrupt:\n        pass",
    ],
    ids=["in NumPy", "in code that will not hear"],
)
def test_what_no_interrupt_ends_ends_with_its_python_and_the_next_one_answers(step, deaf):
    step.write(deaf).press("Run", wait=False)
    step.cell.get_by_text("now", exact=True).wait_for(timeout=LONGEST)
    step.press("Stop")
    assert "without your variables" in step.status
    assert ": correct" in step.check(RIGHT)


COUNT_THREADS = """(() => {
  globalThis.threads = 0;
  const Thread = Worker;
  globalThis.Worker = class extends Thread {
    constructor(...address) { super(...address); if (address[0].href) threads += 1; }
  };
})()"""


def test_next_python_starts_while_one_that_will_not_hear_is_asked_to_stop(browser, http_base):
    tab = new_tab(browser)
    tab.add_init_script(COUNT_THREADS)
    tab.goto(f"{http_base}notebooks/01_forward.html")
    step = Exercise(tab, "step-forward")
    step.write("print('now')\nwhile True:\n    pass").press("Run", wait=False)
    step.cell.get_by_text("now", exact=True).wait_for(timeout=LONGEST)
    step.press("Stop")
    assert tab.evaluate("threads") == 1, "it stopped, and is kept"
    deaf = (
        "try:\n        while True:\n            pass\n    except KeyboardInterrupt:\n        pass"
    )
    step.write(f"print('again')\nwhile True:\n    {deaf}").press("Run", wait=False)
    step.cell.get_by_text("again", exact=True).wait_for(timeout=LONGEST)
    step.press("Stop", wait=False)
    tab.wait_for_function("threads === 2", timeout=LONGEST)
    assert step.status == "Stopping …"
    step.wait()
    assert "without your variables" in step.status
    assert ": correct" in step.check(RIGHT)
    assert tab.evaluate("threads") == 2
    tab.close()


def test_a_python_that_begins_anew_goes_on_when_its_first_run_is_stopped(step):
    step.run("import os\nos.abort()")
    step.write(RIGHT).press("Check", wait=False).press("Stop")
    assert step.status == "Stopped before it ran."
    assert ": correct" in step.press("Check").output
    step.tab.complaints.clear()  # the last words of the first one


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


def test_loading_can_be_stopped(fresh_page):
    step = (
        Exercise(fresh_page, "step-forward").write(RIGHT).press("Check", wait=False).press("Stop")
    )
    assert "Stopped" in step.status
    assert ": correct" in step.press("Check").output


def test_python_that_broke_down_begins_anew(fresh_page):
    step = Exercise(fresh_page, "step-forward")
    step.run("import os\nos.abort()")
    assert "broke down and begins anew" in step.status
    assert ": correct" in step.check(RIGHT)
    fresh_page.complaints.clear()  # Python's last words

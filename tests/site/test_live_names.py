"""What an editor knows from Python: names that could stand at the caret, and what a name is."""

import numpy as np
import pytest

import rnn_lib
from tests.site.accessibility import AXE, OPTIONS, RUN
from tests.site.keys import CARET, read_bars
from tests.site.live import Exercise, Lesson

pytestmark = pytest.mark.usefixtures("live_cells")
MADE = "weights = np.ones((2, 3))\nlongest = 7\n\n\nclass Net:\n    n_nodes = 4\n"


class Names:
    """What stands at the caret of an exercise."""

    def __init__(self, exercise):
        self.exercise = exercise
        self.box = exercise.cell.locator(".live-names")
        self.options = self.box.get_by_role("option")

    def ask(self, text, key="Tab"):
        """Write a text, put the caret at its bar, and press a key there."""
        text, *caret = read_bars(text)
        self.exercise.write("")
        self.exercise.write(text)
        self.exercise.editor.evaluate("(area, ends) => area.setSelectionRange(...ends)", caret)
        self.exercise.editor.press(key)
        return self

    def wait(self, what):
        self.exercise.tab.wait_for_function(f"box => {what}", arg=self.box.element_handle())

    @property
    def listed(self):
        self.wait("box.querySelector('li')?.checkVisibility()")
        return self.options.all_inner_texts()

    def about(self, beginning):
        """What is told, as soon as it begins so."""
        self.wait(f"box.lastChild.textContent.startsWith({beginning!r})")
        return self.box.locator("> div").text_content()

    def wait_for_text(self, text):
        self.exercise.tab.wait_for_function(
            "([area, text]) => area.value === text",
            arg=[self.exercise.editor.element_handle(), text.replace(CARET, "")],
        )


@pytest.fixture
def names(step):
    step.run(MADE)
    return Names(step)


def test_names_of_a_module_are_listed_and_one_is_taken_by_keys(names):
    assert names.ask("a = np.ta|").listed == sorted(n for n in dir(np) if n.startswith("ta"))
    names.exercise.editor.press("ArrowDown")
    names.exercise.editor.press("ArrowUp")
    names.exercise.editor.press("ArrowUp")
    chosen = names.box.locator("[aria-selected=true]")
    assert chosen.inner_text() == "tanh"
    assert names.exercise.editor.get_attribute("aria-activedescendant") == chosen.get_attribute(
        "id"
    )
    assert names.about("tanh(x").count("Compute hyperbolic tangent") == 1
    names.exercise.editor.press("Enter")
    names.wait_for_text("a = np.tanh")
    assert not names.box.is_visible()
    names.exercise.editor.press("Control+z")
    assert names.exercise.editor.input_value() != "a = np.tanh"


def test_list_follows_what_is_typed_and_a_click_takes_a_name(names):
    assert len(names.ask("np.a|").listed) > 20
    names.exercise.editor.press_sequentially("rg")
    names.wait("box.querySelectorAll('li').length < 10")
    names.options.get_by_text("argmax", exact=True).click()
    names.wait_for_text("np.argmax")
    assert names.exercise.editor.evaluate("area => area === document.activeElement")


@pytest.mark.parametrize(
    "before, after",
    [
        ("print(weig|)", "print(weights)"),  # a variable
        ("Net.n_n|", "Net.n_nodes"),
        ("rnn_lib.rnn_step_for|", "rnn_lib.rnn_step_forward"),  # imported when it is asked for
        ("some_name = 1\nsome_n|", "some_name = 1\nsome_name"),  # of the text itself
        ("h_t = so|\nsorted_states = 1", None),  # of the text, and of Python: two
        ("isinst|", "isinstance"),
        ("contin|", "continue"),
    ],
)
def test_a_single_name_is_written_at_once(names, before, after):
    names.ask(before)
    if after is None:
        assert names.listed == ["sorted", "sorted_states"]
    else:
        names.wait_for_text(after)


@pytest.mark.parametrize(
    "text, beginning",
    [
        ("rnn_lib.rnn_forward|", "rnn_lib.rnn_forward(x, h0, Wx, Wh, B, *"),
        ("rnn_lib.rnn_forward(|", "rnn_lib.rnn_forward(x, h0, Wx, Wh, B, *"),
        ("h = rnn_lib.rnn_forward(f(1), [2], |", "rnn_lib.rnn_forward(x, h0, Wx, Wh, B, *"),
        ("weights|", "weights: ndarray of shape (2, 3)"),
        ("longest|", "longest: int\n\n7"),
        ("longest = np|", "np\n\nNumPy"),
    ],
)
def test_shift_and_tab_tell_what_it_is(names, text, beginning):
    told = names.ask(text, "Shift+Tab").about(beginning)
    if "rnn_lib" in text:
        assert rnn_lib.rnn_forward.__doc__.strip().splitlines()[0] in told
    names.exercise.editor.press("Escape")
    assert not names.box.is_visible()
    names.exercise.editor.press("Escape")
    names.exercise.editor.press("Tab")
    assert not names.exercise.editor.evaluate("area => area === document.activeElement")


@pytest.mark.parametrize(
    "text", ["nonsense.x|", "zzz|", "weights.nonsense.x|", "a[0].s|", "f(zzz|"]
)
def test_a_name_that_nothing_has_is_told_so_and_the_text_stays(names, text):
    names.ask(text)
    names.exercise.cell.get_by_text("Python knows no such name.").wait_for()
    assert names.exercise.editor.input_value() == text.replace(CARET, "")


def test_a_value_that_breaks_when_it_is_looked_at_breaks_nothing(names):
    names.exercise.run(
        "class Odd:\n    def __getattr__(self, name):\n        raise RuntimeError('no')\n"
        "    def __dir__(self):\n        raise RuntimeError('no')\n\n\nodd_one = Odd()"
    )
    names.ask("odd_one.x|")
    names.exercise.cell.get_by_text("Python knows no such name.").wait_for()
    names.ask("odd_one.x|", "Shift+Tab")
    assert names.exercise.run("print(6 * 7)").strip() == "42"


def test_before_python_is_there_a_line_says_so_and_nothing_is_loaded(fresh_page):
    fresh_page.wait_for_load_state("networkidle")
    asked = []
    fresh_page.on("request", lambda request: asked.append(request.url))
    names = Names(Exercise(fresh_page, "step-forward")).ask("np.ta|")
    assert names.exercise.status.startswith("Names come from Python")
    assert (names.exercise.editor.input_value(), asked) == ("np.ta", [])


def test_while_a_cell_runs_the_line_says_so(names):
    names.exercise.write("while True:\n    pass").press("Run", wait=False)
    names.ask("np.ta|")
    assert "as long as no cell runs" in names.exercise.status
    names.exercise.press("Stop")


def test_axe_finds_nothing_wrong_with_a_list(names):
    names.ask("np.ta|")
    assert names.listed
    names.about("np.take(")
    names.exercise.tab.add_script_tag(path=AXE)
    assert names.exercise.tab.evaluate(RUN, OPTIONS) == []
    names.exercise.tab.complaints.clear()  # axe looks for a style sheet where there is none


# --- tracebacks -----------------------------------------------------------------------


def selected(cell):
    return cell.editor.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")


def test_a_traceback_leads_to_the_lines_that_it_names(step):
    step.run("def f(x):\n    return x / 0\n\n\nf(1)")
    links = step.cell.locator(".live-error").get_by_role("link")
    for link, line in zip(links.all(), ["f(1)", "    return x / 0"], strict=True):
        link.click()
        assert selected(step) == line
        assert step.editor.evaluate("area => area === document.activeElement")
    step.run("x = (1,\ny = 2")
    links.first.click()
    assert selected(step) in ("x = (1,", "y = 2")


def test_a_cell_that_shows_its_listing_opens_for_it(fresh_page):
    exercise = Exercise(fresh_page, "step-forward").write("def step(x):\n    return x / 0\n")
    lesson = Lesson(fresh_page, "forward-28")
    exercise.press("Run")
    lesson.change("step(1)").run()
    lesson.cell.get_by_role("link", name="line 2").click()
    assert selected(exercise) == "    return x / 0"

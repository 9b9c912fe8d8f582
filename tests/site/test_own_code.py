"""The page for those who have written it already: its verdicts, and code pasted into it."""

import pytest
from bs4 import BeautifulSoup

from tests.site.live import Exercise, open_tab

CLASS = """class Net:
    def run(self, x, Wx, Wh, B):
        self.x, self.h = x, [np.zeros((len(x), len(Wh)))]
        for t in range(x.shape[1]):
            self.h.append(np.tanh(x[:, t] @ Wx + self.h[-1] @ Wh + B))
        return self.h[-1]


"""
FORWARD = CLASS + "def my_forward(x, Wx, Wh, B):\n    return Net().run(x, Wx, Wh, B)\n"
BACKWARD = (
    CLASS
    + """def my_backward(upstream, x, Wx, Wh, B):
    net, dWx, dWh, dB = Net(), 0, 0, 0
    net.run(x, Wx, Wh, B)
    for t in reversed(range(x.shape[1])):
        da = upstream * (1 - net.h[t + 1] ** 2)
        dWx, dWh, dB = dWx + x[:, t].T @ da, dWh + net.h[t + 1].T @ da, dB + da.sum(axis=0)
        upstream = da @ Wh.T
    return dWx, dWh, dB
"""
)


@pytest.fixture(scope="module")
def page(site):
    text = (site / "book" / "own_code.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def test_every_form_on_the_page_is_judged_as_its_text_says(page):
    verdicts = [one.get_text() for one in page.select(".cell_output strong")]
    assert [verdict.rpartition(": ")[2] for verdict in verdicts] == [
        "correct",  # the forward pass of the class
        "incorrect",  # its backward pass, which has a mistake
        "incorrect",  # the same with steps
        "correct",  # functions that read globals
        "correct",  # columns
        "not attempted",  # the reader's own
        "not attempted",
    ]
    named = [link["href"].rpartition("#")[2] for link in page.select(".cell_output a")]
    assert named == ["tanh-derivative-at-h"] * 2


@pytest.fixture(scope="module")
def tab(live_cells, browser, http_base):
    """One tab for all that is pasted: Python is loaded once."""
    with open_tab(browser, f"{http_base}book/own_code.html") as tab:
        yield tab


@pytest.mark.parametrize(
    "name, source, verdict",
    [
        ("own-forward", FORWARD, "forward (the last state, h0 = 0): correct"),
        ("own-backward", BACKWARD, "wrong: dWh. For instance"),
        (
            "own-backward",
            BACKWARD.replace("net.h[t + 1].T", "net.h[t].T"),
            "backward (for dWx, dWh, dB, the loss at the last state, h0 = 0): correct",
        ),
    ],
)
def test_code_that_is_pasted_into_the_page_gets_its_verdict(tab, name, source, verdict):
    assert verdict in Exercise(tab, name).check(source)


def test_the_page_offers_no_notebook_to_hand_in(tab):
    tab.locator(".live-foot").wait_for()
    assert tab.get_by_text("Download the notebook with your answers").count() == 0

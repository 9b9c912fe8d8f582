"""The page that works the example out by hand: its lines add up, and its gradients are right."""

import contextlib
import io
import math
import re

import matplotlib
import numpy as np
import pytest

import rnn_lib
from tests.shared.problems import complex_step, reference_forward

matplotlib.use("Agg")
PUBLISHED_STATES = {  # of the assignment
    "h_1": [0.76188798, 0.76213958, 0.76239095, 0.76255841],
    "h_2": [0.792209, 0.8141834, 0.83404912, 0.84977719],
    "h_3": [0.79494228, 0.81839002, 0.83939649, 0.85584174],
}
PUBLISHED_DB = [0.38706624, 0.35217114, 0.31866148, 0.29362944]
CELL = re.compile(r"```\{code-cell\} python\n(?:---\n.*?\n---\n|(?::[^\n]*\n)*)(.*?)```", re.DOTALL)
ROUNDING = 1e-5  # a line shows five or six digits of each of its numbers


@pytest.fixture(scope="module")
def page(root):
    """What the cells of the page compute and print, run one after the other."""
    source = (root / "book" / "worked_example.md").read_text(encoding="utf-8")
    names, printed = {}, io.StringIO()
    with np.printoptions(), contextlib.redirect_stdout(printed):
        for cell in CELL.findall(source):
            exec(re.sub(r"^%.*$", "", cell, flags=re.M).replace("plt.show()", "plt.close()"), names)
    return {**names, "printed": printed.getvalue()}


def calculator_lines(printed):
    """Every line that begins with one entry, such as `h_1[0] =`, its result on the same line."""
    joined = re.sub(r"\n +=", " =", printed)  # a result on a line of its own
    return [line for line in joined.splitlines() if re.match(r"[\w( )]+\[[\d, ]+\] =", line)]


def keyed_in(formula):
    """The value of a formula as a pocket calculator would give it."""
    formula = re.sub(r"tanh ([\d.]+)", r"tanh(\1)", formula)
    python = formula.replace("·", "*").replace("²", "**2")
    return eval(python, {"__builtins__": {}, "tanh": math.tanh})


def test_states_are_those_of_the_assignment(page):
    for name, published in PUBLISHED_STATES.items():
        np.testing.assert_allclose(page[name], published, atol=5e-9)


def test_bias_gradient_is_the_published_one(page):
    np.testing.assert_allclose(page["dB"], PUBLISHED_DB, atol=5e-9)


@pytest.mark.parametrize(
    "position, name", [(0, "dx"), (1, "dh_0"), (2, "dWx"), (3, "dWh"), (4, "dB")]
)
def test_each_gradient_is_that_of_complex_steps(page, position, name):
    def loss(*arguments):
        return reference_forward(*arguments)[:, -1].sum()

    expected = complex_step(loss, rnn_lib.small_sequence(), position)
    np.testing.assert_allclose(page[name], np.squeeze(expected), rtol=1e-12, atol=1e-18)


def test_every_line_gives_on_a_calculator_what_it_says(page):
    lines = calculator_lines(page["printed"])
    assert len(lines) == 24
    for line in lines:
        _, *formulas, result = line.split(" = ")
        assert formulas, line
        for formula in formulas:
            assert keyed_in(formula) == pytest.approx(float(result), abs=ROUNDING), line


def test_the_shares_of_the_steps_are_those_of_gradients_with_one_step_left(page):
    # The share of step t in dB: the gradient for a copy of B that serves this step alone.
    x, h0, Wx, Wh, B = rnn_lib.small_sequence()
    copies = np.tile(B, (3, 1)).astype(float)

    def loss(copies):
        h_t = h0
        for x_t, B_t in zip(x.swapaxes(0, 1), copies):
            h_t = np.tanh(x_t @ Wx + h_t @ Wh + B_t)
        return h_t.sum()

    parts = complex_step(loss, [copies], 0).sum(axis=1)
    printed = re.findall(r"dB +([\d.]+) %", page["printed"])
    assert [f"{100 * part / parts.sum():.1f}" for part in parts] == printed


def test_no_printed_line_is_wider_than_its_box(page):
    assert [line for line in page["printed"].splitlines() if len(line) > 76] == []

"""The pictures: axes in, the same axes out, with the numbers given and every axis labelled."""

import io

import numpy as np
import pytest
from matplotlib.figure import Figure

from rnn_lib.plots import plot_loss_curve, plot_states, plot_step_errors


@pytest.fixture
def ax():
    """Axes of a figure that no window knows of; whatever is drawn is rendered at the end."""
    figure = Figure()
    yield figure.add_subplot()
    figure.savefig(io.BytesIO(), format="png")  # a warning here, from fonts or limits, is an error


@pytest.fixture
def h():
    return np.random.default_rng(0).uniform(-1, 1, size=(5, 3))


def _labels(ax):
    return ax.get_xlabel(), ax.get_ylabel()


def _legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_states_are_one_line_a_node_over_steps_from_one(ax, h):
    assert plot_states(ax, h) is ax
    assert len(ax.lines) == 3
    for line, states in zip(ax.lines, h.T):
        np.testing.assert_array_equal(line.get_xdata(), [1, 2, 3, 4, 5])
        np.testing.assert_array_equal(line.get_ydata(), states)
    assert _labels(ax) == ("time step t", "state")
    assert _legend(ax) == ["node 0", "node 1", "node 2"]


def test_states_have_the_names_given(ax, h):
    assert _legend(plot_states(ax, h, names=["a", "b", "c"])) == ["a", "b", "c"]


@pytest.mark.parametrize("names", [["a", "b"], ["a", "b", "c", "d"], []])
def test_states_need_one_name_a_node(ax, h, names):
    with pytest.raises(ValueError) as caught:
        plot_states(ax, h, names=names)
    assert (
        str(caught.value) == f"names must hold one name for each of the 3 nodes, got {len(names)}"
    )
    assert len(ax.lines) == 0


def test_a_loss_curve_runs_over_epochs_from_one(ax):
    assert plot_loss_curve(ax, [3, 2, 1]) is ax
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), [[1, 3], [2, 2], [3, 1]])
    assert _labels(ax) == ("epoch", "loss (nats)")
    assert ax.get_legend() is None


def test_loss_curves_with_a_label_have_a_legend(ax):
    plot_loss_curve(ax, [3, 2], label="with clipping")
    plot_loss_curve(ax, [3, 4], label="without")
    assert _legend(ax) == ["with clipping", "without"]


@pytest.mark.parametrize(
    "draw", [lambda ax: plot_states(ax, np.ones((2, 1))), lambda ax: plot_loss_curve(ax, [1, 2])]
)
def test_steps_and_epochs_have_whole_numbers_only(ax, draw):
    draw(ax)
    ticks = ax.get_xticks()
    np.testing.assert_array_equal(ticks, ticks.round())


def test_step_errors_are_drawn_on_logarithmic_scales(ax):
    assert plot_step_errors(ax, [1e-3, 1e-5], [1e-6, 1e-10], label="central") is ax
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), [[1e-3, 1e-6], [1e-5, 1e-10]])
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert _labels(ax) == ("step size", "relative error")
    assert _legend(ax) == ["central"]


BAD = [
    (None, "must hold real numbers"),
    ([], "must "),
    ([np.nan], "must "),
    (1.0, "must have shape"),
    (np.ones((1, 1, 1)), "must have shape"),
]


@pytest.mark.parametrize("value, message", BAD)
@pytest.mark.parametrize(
    "name, draw",
    [
        ("h", plot_states),
        ("losses", plot_loss_curve),
        ("steps", lambda ax, value: plot_step_errors(ax, value, [1.0], label="l")),
        ("errors", lambda ax, value: plot_step_errors(ax, [1.0], value, label="l")),
    ],
)
def test_bad_arrays_are_a_value_error_and_nothing_is_drawn(ax, name, draw, value, message):
    with pytest.raises(ValueError, match=f"^{name} {message}"):
        draw(ax, value)
    assert len(ax.lines) == len(ax.images) == 0


def test_steps_and_errors_of_two_lengths_are_a_value_error(ax):
    with pytest.raises(
        ValueError, match=r"^errors must have shape \(n_steps,\) = \(2,\), got \(3,\)"
    ):
        plot_step_errors(ax, [1.0, 2.0], [1.0, 2.0, 3.0], label="l")

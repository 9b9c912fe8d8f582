"""Pictures of states and gradients.

Every function draws into the axes it is given, and returns them.
"""

import numpy as np
from matplotlib.ticker import MaxNLocator

from .validation import checked


def plot_states(ax, h, *, names=None):
    """Draw each node's state over time, one line a node.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    h : array_like, shape (n_sequences, n_nodes)
        The states of one sequence.
    names : list of str or None
        A name for each node; None calls them node 0, node 1 and so on.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.

    Raises
    ------
    ValueError
        If there is not one name a node, or h has another number of axes, or is empty or not finite.
    """
    (h,) = checked(h=(h, "n_sequences n_nodes"))
    names = [f"node {node}" for node in range(h.shape[1])] if names is None else names
    if len(names) != h.shape[1]:
        raise ValueError(
            f"names must hold one name for each of the {h.shape[1]} nodes, got {len(names)}"
        )
    for name, states in zip(names, h.T):
        ax.plot(np.arange(1, len(h) + 1), states, marker="o", label=name)
    ax.set_xlabel("time step t")
    ax.set_ylabel("state")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()
    return ax


def plot_loss_curve(ax, losses, *, label=None):
    """Draw the loss over epochs.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    losses : array_like, shape (n_epochs,)
        The loss of each epoch, in nats.
    label : str or None
        The name of the curve in the legend.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.

    Raises
    ------
    ValueError
        If losses has another number of axes, or is empty or not finite.
    """
    (losses,) = checked(losses=(losses, "n_epochs"))
    ax.plot(np.arange(1, len(losses) + 1), losses, label=label)
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss (nats)")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if label is not None:
        ax.legend()
    return ax


def plot_step_errors(ax, steps, errors, *, label):
    """Draw the error of a numerical gradient against its step size, both on logarithmic scales.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    steps, errors : array_like, shape (n_steps,)
        The step sizes and the relative error at each.
    label : str
        The name of the curve in the legend.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.

    Raises
    ------
    ValueError
        If the two differ in length, or are empty or not finite.
    """
    steps, errors = checked(steps=(steps, "n_steps"), errors=(errors, "n_steps"))
    ax.loglog(steps, errors, marker="o", label=label)
    ax.set_xlabel("step size")
    ax.set_ylabel("relative error")
    ax.legend()
    return ax

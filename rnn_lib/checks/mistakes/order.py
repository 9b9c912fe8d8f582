"""The mistakes of an order for the way back, one row each.

Many orders are right. So a mistake is told by what can be seen in the names, and ``shows`` gets
them as a `Listed`; ``example`` is an answer that makes it.
"""

from typing import NamedTuple

from ...graph import backward_order
from .mistake import Mistake


class Listed(NamedTuple):
    """An order that an answer gave.

    Attributes
    ----------
    names : tuple of str
        What it lists.
    last : str
        Where the way back begins.
    graph : dict
        See `rnn_lib.graph`.
    """

    names: tuple
    last: str
    graph: dict

    @property
    def wanted(self):
        """The nodes that should be listed."""
        return backward_order(self.last, self.graph)

    @property
    def missing(self):
        """Those of them that are not."""
        return [name for name in self.wanted if name not in self.names]

    @property
    def strangers(self):
        """The names that should not be listed."""
        return [name for name in dict.fromkeys(self.names) if name not in self.wanted]

    @property
    def twice(self):
        """The names that are listed more than once."""
        return [name for name in dict.fromkeys(self.names) if self.names.count(name) > 1]

    def too_early(self, names=None):
        """Return each pair of a node and one that it went into and that stands behind it."""
        names = self.names if names is None else names
        place = {name: i for i, name in reversed(list(enumerate(names)))}
        return [
            (one, name)
            for name in self.wanted
            for one in self.graph[name][1]
            if name in place and place.get(one, len(names)) < place[name]
        ]

    @property
    def runs_forwards(self):
        """Whether it is right from back to front."""
        return bool(self.too_early()) and not self.too_early(self.names[::-1])


def _breadth_first(last, graph):
    names = [last]
    for name in names:  # it grows
        names += [one for one in dict.fromkeys(graph[name][1]) if one not in names]
    return names


def _path_by_path(last, graph):
    below = [name for one in graph[last][1] for name in _path_by_path(one, graph)]
    return [last, *below]


def _without_leaves(last, graph):
    return [name for name in backward_order(last, graph) if graph[name][1]]


def _all_of_it(last, graph):
    others = [name for name in graph if name not in backward_order(last, graph)]
    return [*others, *backward_order(last, graph)]


ORDER = (
    Mistake(
        id="order-forwards",
        title="lists what comes first on the way forward first",
        why="On the way back a node needs the gradients of those that it went into, and so comes "
        "after them.",
        hint="Which node knows its gradient before anything is computed, and where do you list it?",
        shows=lambda listed: listed.runs_forwards,
        example=lambda last, graph: backward_order(last, graph)[::-1],
    ),
    Mistake(
        id="node-too-early",
        title="lists a node before one that it went into",
        why="When its turn comes, a part of its gradient has not arrived. What it sends on lacks "
        "that part, and nobody sends it later.",
        hint="Draw a node from which a short way and a long way lead to the loss. When may it "
        "send on what it has?",
        shows=lambda listed: listed.too_early() and not listed.runs_forwards,
        example=_breadth_first,
    ),
    Mistake(
        id="node-twice",
        title="lists a node once for every way that leads to it",
        why="A node sends on its whole gradient, once all of it is there. A second time counts "
        "double what the first has sent.",
        hint="How does your program know that it has been at a node before?",
        shows=lambda listed: listed.twice,
        example=_path_by_path,
    ),
    Mistake(
        id="nodes-left-out",
        title="leaves nodes out",
        why="Whatever the loss was made of has a gradient, weights and inputs above all.",
        hint="Which nodes were made of nothing? Are they listed?",
        shows=lambda listed: listed.missing,
        example=_without_leaves,
    ),
    Mistake(
        id="nodes-of-no-use",
        title="lists nodes of which the last one was not made",
        why="They send nothing back, for the loss does not know of them.",
        hint="Where do you begin: at the loss, or at the first entry of the dict?",
        shows=lambda listed: listed.strangers,
        example=_all_of_it,
    ),
)
"""Every mistake of an order for the way back."""

"""Every pure function of rnn_lib with good arguments, to be made bad or odd one at a time."""

from typing import NamedTuple

import numpy as np

import rnn_lib as rl
from tests.shared.problems import draw


class Call(NamedTuple):
    """A public function, and good arguments by the names of its signature."""

    function: object
    arguments: dict

    def __call__(self, **changes):
        return self.function(**{**self.arguments, **changes})

    def results(self, **changes):
        """Return the arrays (and numbers) of the result as a flat list."""
        result = self(**changes)
        flat = []
        for item in result if isinstance(result, tuple) else (result,):
            flat += item.values() if isinstance(item, dict) else [item]
        return flat


def _calls():
    x, h0, Wx, Wh, B, upstream = draw((2, 5, 3, 4))
    h = rl.rnn_forward(x, h0, Wx, Wh, B)
    rows, W, b, dscores = (
        np.random.default_rng(i).normal(size=s)
        for i, s in enumerate([(2, 5, 3), (3, 4), (4,), (2, 5, 4)])
    )
    y = np.array([[0, 1, 2, 3, 0], [3, 2, 1, 0, 1]])
    calls = [
        Call(rl.rnn_step_forward, {"x_t": x[:, 0], "h_prev": h0, "Wx": Wx, "Wh": Wh, "B": B}),
        Call(rl.rnn_forward, {"x": x, "h0": h0, "Wx": Wx, "Wh": Wh, "B": B}),
        Call(
            rl.rnn_step_backward,
            {
                "dh_t": upstream[:, 0],
                "x_t": x[:, 0],
                "h_prev": h0,
                "h_t": h[:, 0],
                "Wx": Wx,
                "Wh": Wh,
            },
        ),
        Call(rl.rnn_backward, {"upstream": upstream, "x": x, "h0": h0, "h": h, "Wx": Wx, "Wh": Wh}),
        Call(rl.dense_forward, {"x": rows, "W": W, "b": b}),
        Call(rl.dense_backward, {"dscores": dscores, "x": rows, "W": W}),
        Call(rl.softmax, {"scores": dscores}),
        Call(rl.softmax_cross_entropy, {"scores": dscores, "y": y}),
        Call(rl.relative_error, {"a": dscores, "b": dscores + 0.1}),
    ]
    return {call.function.__name__: call for call in calls}


CALLS = _calls()
"""Every pure function whose arguments are arrays, by name."""
AXES = {
    "x": "batch_size, n_sequences, n_features",
    "x_t": "batch_size, n_features",
    "h0": "batch_size, n_nodes",
    "h_prev": "batch_size, n_nodes",
    "h_t": "batch_size, n_nodes",
    "dh_t": "batch_size, n_nodes",
    "h": "batch_size, n_sequences, n_nodes",
    "upstream": "batch_size, n_sequences, n_nodes",
    "Wx": "n_features, n_nodes",
    "Wh": "n_nodes, n_nodes",
    "B": "n_nodes,",
}
"""The axis names that a message of the recurrence must show, by argument."""

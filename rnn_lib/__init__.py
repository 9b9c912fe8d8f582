"""A recurrent neural network from scratch, in NumPy: the library of the course.

Read it in this order: `functional` (the recurrence and its gradients), `layers`, `classifier`.
`losses`, `optim`, `gradcheck`, `graph` and `data` stand beside them. `plots` is imported on its
own, because it alone needs Matplotlib. `checks` is another house: it judges answers to the
exercises, and the library knows nothing of it.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (a copy beside a notebook is not installed by pip)
    found = ".".join(map(str, sys.version_info[:2]))
    raise ImportError(f"rnn_lib needs Python 3.11 or newer, and this is Python {found}")

from .checks import (
    Report,
    check_activation,
    check_backward,
    check_backward_order,
    check_bits_per_character,
    check_by_hand,
    check_classifier_gradient,
    check_clip_by_global_norm,
    check_clipped_step,
    check_descend,
    check_example,
    check_fitting_product,
    check_forward,
    check_graph_gradients,
    check_horizon,
    check_local_gradients,
    check_memory,
    check_numerical_gradient,
    check_padded_forward,
    check_sample,
    check_shapes,
    check_slope,
    check_small_sequence,
    check_softmax,
    check_softmax_cross_entropy,
    check_step_backward,
    check_step_forward,
    check_train_on_chunk,
    check_truncated_gradient,
)
from .classifier import NotFittedError, ScratchSimpleRNNClassifier
from .data import SmallSequence, digits, prose, pulse_order, small_sequence
from .dense import dense_backward, dense_forward
from .functional import rnn_backward, rnn_forward, rnn_step_backward, rnn_step_forward
from .gradcheck import complex_step_gradient, numerical_gradient, relative_error
from .graph import backward_order, graph_gradients, local_gradients
from .layers import Dense, SimpleRNN
from .losses import softmax, softmax_cross_entropy
from .optim import clip_by_global_norm, sgd_step

__all__ = [
    "Dense",
    "NotFittedError",
    "Report",
    "ScratchSimpleRNNClassifier",
    "SimpleRNN",
    "SmallSequence",
    "backward_order",
    "check_activation",
    "check_backward",
    "check_backward_order",
    "check_bits_per_character",
    "check_by_hand",
    "check_classifier_gradient",
    "check_clip_by_global_norm",
    "check_clipped_step",
    "check_descend",
    "check_example",
    "check_fitting_product",
    "check_forward",
    "check_graph_gradients",
    "check_horizon",
    "check_local_gradients",
    "check_memory",
    "check_numerical_gradient",
    "check_padded_forward",
    "check_sample",
    "check_shapes",
    "check_slope",
    "check_small_sequence",
    "check_softmax",
    "check_softmax_cross_entropy",
    "check_step_backward",
    "check_step_forward",
    "check_train_on_chunk",
    "check_truncated_gradient",
    "clip_by_global_norm",
    "complex_step_gradient",
    "dense_backward",
    "dense_forward",
    "digits",
    "graph_gradients",
    "local_gradients",
    "numerical_gradient",
    "prose",
    "pulse_order",
    "relative_error",
    "rnn_backward",
    "rnn_forward",
    "rnn_step_backward",
    "rnn_step_forward",
    "sgd_step",
    "small_sequence",
    "softmax",
    "softmax_cross_entropy",
]

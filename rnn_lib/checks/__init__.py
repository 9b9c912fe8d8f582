"""What judges answers. Nothing in the library needs it; the lessons do.

The way of an answer, in the order of the modules:

- `exercises` holds a record for everything that can be asked: the calls, and what is right.
- `fitting` fits a record to an answer that comes in another form.
- `running` calls the answer, and `evidence` keeps what the calls showed.
- `diagnosis` puts names to what is wrong: by `search` where numbers are wrong, which computes
  what the rows of `mistakes` would give with the pieces of `faulty`; by behaviour where not.
  `lengths` and `clipping` ask the answer at how many steps, and how large, something ends.
- `wording` says it, in a `report`. `judging` leads from one to the next.

What is no recurrence has a check in a file of its own, such as `by_hand`, or `local_gradients`,
`backward_order` and `graph_gradients`, which try answers on `graphs`.
"""

from .activation import check_activation
from .backward_order import check_backward_order
from .by_hand import check_by_hand
from .example import check_example
from .exercises import EXERCISES
from .fitting_product import check_fitting_product
from .graph_gradients import check_graph_gradients
from .judging import check_of
from .local_gradients import check_local_gradients
from .memory import check_memory
from .report import Report
from .running import run_here
from .shapes import check_shapes
from .slope import check_slope
from .small_sequence import check_small_sequence

check_step_forward = check_of(EXERCISES["step_forward"])
check_forward = check_of(EXERCISES["forward"])
check_padded_forward = check_of(EXERCISES["padded_forward"])
check_step_backward = check_of(EXERCISES["step_backward"])
check_backward = check_of(EXERCISES["backward"])
check_softmax = check_of(EXERCISES["softmax"])
check_softmax_cross_entropy = check_of(EXERCISES["softmax_cross_entropy"])
check_classifier_gradient = check_of(EXERCISES["classifier_gradient"])
check_clip_by_global_norm = check_of(EXERCISES["clip_by_global_norm"])
check_numerical_gradient = check_of(EXERCISES["numerical_gradient"])
check_descend = check_of(EXERCISES["descend"])
check_sample = check_of(EXERCISES["sample"])
check_train_on_chunk = check_of(EXERCISES["train_on_chunk"])
check_bits_per_character = check_of(EXERCISES["bits_per_character"])
check_horizon = check_of(EXERCISES["horizon"])
check_clipped_step = check_of(EXERCISES["clipped_step"])
check_truncated_gradient = check_of(EXERCISES["truncated_gradient"])

__all__ = [
    "Report",
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
    "run_here",
]

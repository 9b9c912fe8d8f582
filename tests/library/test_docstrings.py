"""Every public name keeps its signature, and its docstring tells all that a reader needs."""

import inspect
import re

import pytest

import rnn_lib

PUBLIC = {name: getattr(rnn_lib, name) for name in rnn_lib.__all__}
FUNCTIONS = {name: item for name, item in PUBLIC.items() if inspect.isfunction(item)}
CLASSES = {name: item for name, item in PUBLIC.items() if inspect.isclass(item)}
SIGNATURES = {
    "rnn_step_forward": "(x_t, h_prev, Wx, Wh, B, *, activation='tanh')",
    "rnn_forward": "(x, h0, Wx, Wh, B, *, activation='tanh')",
    "rnn_step_backward": "(dh_t, x_t, h_prev, h_t, Wx, Wh, *, activation='tanh')",
    "rnn_backward": "(upstream, x, h0, h, Wx, Wh, *, activation='tanh')",
    "dense_forward": "(x, W, b)",
    "dense_backward": "(dscores, x, W)",
    "softmax": "(scores)",
    "softmax_cross_entropy": "(scores, y)",
    "clip_by_global_norm": "(grads, max_norm)",
    "sgd_step": "(params, grads, lr)",
    "numerical_gradient": "(f, x, eps=1e-05)",
    "complex_step_gradient": "(f, x)",
    "relative_error": "(a, b)",
    "small_sequence": "()",
    "local_gradients": "(operation, gradient, output, *inputs)",
    "backward_order": "(last, graph)",
    "graph_gradients": "(last, graph)",
    "digits": "()",
    "prose": "()",
    "pulse_order": "(n_samples, n_sequences=10, *, noise=0.1, rng=None)",
    "check_step_forward": "(f, *, run=None, **options)",
    "check_forward": "(f, *, run=None, **options)",
    "check_small_sequence": "(h, *, run=None)",
    "check_memory": "(f, *, run=None)",
    "check_shapes": "(f, *, run=None)",
    "check_example": "(example, *, run=None)",
    "check_padded_forward": "(f, *, run=None, **options)",
    "check_step_backward": "(f, *, run=None, **options)",
    "check_backward": "(f, *, run=None, **options)",
    "check_clip_by_global_norm": "(f, *, run=None, **options)",
    "check_softmax": "(f, *, run=None, **options)",
    "check_softmax_cross_entropy": "(f, *, run=None, **options)",
    "check_activation": "(phi, phi_prime, *, run=None)",
    "check_slope": "(f, *, run=None)",
    "check_fitting_product": "(f, *, run=None)",
    "check_by_hand": "(f, name, *, run=None)",
    "check_numerical_gradient": "(f, *, run=None, **options)",
    "check_descend": "(f, *, run=None, **options)",
    "check_sample": "(f, *, run=None, **options)",
    "check_train_on_chunk": "(f, *, run=None, **options)",
    "check_bits_per_character": "(f, *, run=None, **options)",
    "check_local_gradients": "(f, *, run=None)",
    "check_backward_order": "(f, *, run=None)",
    "check_graph_gradients": "(f, *, run=None)",
    "check_horizon": "(f, *, run=None, **options)",
    "check_clipped_step": "(f, *, run=None, **options)",
    "check_truncated_gradient": "(f, *, run=None, **options)",
    "check_classifier_gradient": "(f, *, run=None, **options)",
    "SimpleRNN": "(n_features, n_nodes, *, activation='tanh', rng=None)",
    "Dense": "(n_in, n_out, *, rng=None)",
    "ScratchSimpleRNNClassifier": "(n_nodes=32, *, activation='tanh', lr=0.1, n_epochs=30, batch_size=32, max_norm=5.0, random_state=0, verbose=False)",
}
RETURN_NOTHING = {"sgd_step"}
CHECKS = {name for name in FUNCTIONS if name.startswith("check_")}
NEVER_RAISE = (CHECKS - {"check_by_hand"}) | {"small_sequence", "digits"}


def _section(docstring, title):
    """Return the lines of one section of a NumPy docstring, or None."""
    match = re.search(
        rf"^{title}\n-{{{len(title)}}}\n(.*?)(?=^\w[^\n]*\n-{{3,}}\n|\Z)", docstring, re.S | re.M
    )
    return match and match[1].rstrip().splitlines()


def _entries(lines):
    """Return the names and types that a section lists: "a, b : type" counts twice."""
    return [
        (name, line.partition(" : ")[2])
        for line in lines
        if line[:1].strip()
        for name in line.partition(" : ")[0].split(", ")
    ]


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures_are_those_of_the_contract(name):
    assert str(inspect.signature(PUBLIC[name])) == SIGNATURES[name]


def test_all_is_sorted_and_complete():
    assert rnn_lib.__all__ == sorted(rnn_lib.__all__)
    assert {*SIGNATURES, "Report", "NotFittedError", "SmallSequence"} == set(rnn_lib.__all__)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_docstring_begins_with_one_sentence_on_one_line(name):
    first, *rest = inspect.getdoc(PUBLIC[name]).splitlines()
    assert re.fullmatch(r"[A-Z].*[.]|[A-Z].*: .*[.]", first)
    assert not rest or rest[0] == ""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_sentence_of_a_function_is_imperative(name):
    verb = inspect.getdoc(FUNCTIONS[name]).split()[0]
    assert not verb.endswith("s") and verb not in ("This", "The", "A")


@pytest.mark.parametrize("name", SIGNATURES)
def test_every_parameter_is_described_in_order_with_its_type(name):
    given = inspect.signature(PUBLIC[name]).parameters.values()
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    parameters = [stars.get(p.kind, "") + p.name for p in given]
    section = _section(inspect.getdoc(PUBLIC[name]), "Parameters")
    entries = _entries(section or [])
    assert [entry for entry, _ in entries] == parameters
    assert all(kind for _, kind in entries)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_returns_and_raises_are_described_where_there_are_any(name):
    doc = inspect.getdoc(FUNCTIONS[name])
    assert (_section(doc, "Returns") is None) == (name in RETURN_NOTHING)
    assert (_section(doc, "Raises") is None) == (name in NEVER_RAISE)


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "NotFittedError"])
def test_every_attribute_of_a_class_is_described(name):
    assert _entries(_section(inspect.getdoc(CLASSES[name]), "Attributes"))


@pytest.mark.parametrize(
    "name, method, sections",
    [
        ("SimpleRNN", "from_weights", ["Parameters", "Returns", "Raises"]),
        ("SimpleRNN", "forward", ["Parameters", "Returns", "Raises"]),
        ("SimpleRNN", "backward", ["Parameters", "Returns", "Raises"]),
        ("Dense", "forward", ["Parameters", "Returns", "Raises"]),
        ("Dense", "backward", ["Parameters", "Returns", "Raises"]),
        ("ScratchSimpleRNNClassifier", "fit", ["Parameters", "Returns", "Raises"]),
        ("ScratchSimpleRNNClassifier", "predict_proba", ["Parameters", "Returns", "Raises"]),
        ("ScratchSimpleRNNClassifier", "predict", []),
        ("ScratchSimpleRNNClassifier", "score", ["Raises"]),
    ],
)
def test_methods_describe_what_they_take_give_and_raise(name, method, sections):
    doc = inspect.getdoc(getattr(CLASSES[name], method))
    assert [
        title for title in ("Parameters", "Returns", "Raises") if _section(doc, title)
    ] == sections

"""States against ONNX: its reference evaluator, and the node tests that ONNX publishes for its RNN.

ONNX keeps its weights transposed, with an axis for directions, and two biases:
W = Wxᵀ, R = Whᵀ, B = [Wb, Rb]. Its layout 0 has time first, layout 1 the batch.
"""

import numpy as np
import pytest
from onnx import TensorProto, helper
from onnx.backend.test.case.node import rnn as published
from onnx.reference import ReferenceEvaluator

import rnn_lib as rl
from tests.shared.problems import SIZES, draw


def _evaluate(x, h0, Wx, Wh, B, *, layout, activation):
    """Run one RNN node, the bias split over both of ONNX's; return every state and the last one."""
    wb = np.linspace(-1, 1, len(B)).astype(B.dtype)
    time_first = (lambda a: a.swapaxes(0, 1)) if layout == 0 else (lambda a: a)
    inputs = {
        "X": time_first(x),
        "W": Wx.T[np.newaxis],
        "R": Wh.T[np.newaxis],
        "B": np.concatenate([wb, B - wb])[np.newaxis],
        "initial_h": time_first(h0[:, np.newaxis]),
    }
    affine = {"activations": ["Affine"], "activation_alpha": [1.0], "activation_beta": [0.0]}
    node = helper.make_node(
        "RNN",
        ["X", "W", "R", "B", "", "initial_h"],
        ["Y", "Y_h"],
        hidden_size=len(B),
        layout=layout,
        **(affine if activation == "identity" else {}),
    )
    kind = TensorProto.DOUBLE if x.dtype == np.float64 else TensorProto.FLOAT
    value_infos = [
        [helper.make_tensor_value_info(name, kind, None) for name in names]
        for names in (inputs, ["Y", "Y_h"])
    ]
    model = helper.make_model(
        helper.make_graph([node], "rnn", *value_infos), opset_imports=[helper.make_opsetid("", 14)]
    )
    Y, Y_h = ReferenceEvaluator(model).run(None, inputs)
    return (Y[:, 0].swapaxes(0, 1), Y_h[0]) if layout == 0 else (Y[:, :, 0], Y_h[:, 0])


@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-13), (np.float32, 2e-6)])
@pytest.mark.parametrize("activation", ["tanh", "identity"])
@pytest.mark.parametrize("layout", [0, 1])
@pytest.mark.parametrize("sizes", SIZES)
def test_states_are_those_of_the_reference_evaluator(sizes, layout, activation, dtype, tolerance):
    arguments = draw(sizes, dtype=dtype).forward_arguments
    Y, Y_h = _evaluate(*arguments, layout=layout, activation=activation)
    h = rl.rnn_forward(*arguments, activation=activation)
    assert h.dtype == Y.dtype == dtype
    np.testing.assert_allclose(h, Y, rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(h[:, -1], Y_h, rtol=tolerance, atol=tolerance)


def _published_case(export, monkeypatch):
    """Return node, inputs by name and outputs by name of one of ONNX's own tests."""
    cases = []
    monkeypatch.setattr(
        published,
        "expect",
        lambda node, inputs, outputs, name: cases.append((node, inputs, outputs)),
    )
    np.random.seed(0)  # one of the cases draws its weights
    getattr(published.RNN, export)()
    ((node, inputs, outputs),) = cases
    return (
        node,
        dict(zip(node.input, inputs)),
        dict(zip([name for name in node.output if name], outputs)),
    )


def _states(inputs, direction, layout):
    X, W, R = (inputs[name] for name in "XWR")
    x = X if layout else X.swapaxes(0, 1)
    H = R.shape[-1]
    B = (
        inputs["B"][direction].reshape(2, H).sum(axis=0)
        if "B" in inputs
        else np.zeros(H, np.float32)
    )
    return rl.rnn_forward(x, np.zeros((len(x), H), np.float32), W[direction].T, R[direction].T, B)


@pytest.mark.parametrize(
    "export", ["export_defaults", "export_initial_bias", "export_seq_length", "export_batchwise"]
)
def test_published_case_is_reproduced(export, monkeypatch):
    node, inputs, outputs = _published_case(export, monkeypatch)
    layout = {attribute.name: attribute.i for attribute in node.attribute}.get("layout", 0)
    h = _states(inputs, 0, layout)
    assert h.dtype == np.float32
    last = outputs["Y_h"][:, 0] if layout else outputs["Y_h"][0]
    np.testing.assert_allclose(
        h[:, -1], last, rtol=1e-5, atol=1e-6
    )  # tanh of arguments up to 100, in float32
    if "Y" in outputs:
        np.testing.assert_allclose(h, outputs["Y"][:, :, 0], rtol=1e-5, atol=1e-6)


def test_published_reverse_case_is_the_recurrence_on_the_reversed_sequence(monkeypatch):
    _, inputs, outputs = _published_case("export_reverse", monkeypatch)
    h = _states({**inputs, "X": inputs["X"][::-1]}, 0, layout=0)
    np.testing.assert_allclose(h[:, -1], outputs["Y_h"][0], rtol=1e-5, atol=1e-6)


def test_published_bidirectional_case_is_two_recurrences(monkeypatch):
    _, inputs, outputs = _published_case("export_bidirectional", monkeypatch)
    for direction, X in enumerate((inputs["X"], inputs["X"][::-1])):
        h = _states({**inputs, "X": X}, direction, layout=0)
        np.testing.assert_allclose(h[:, -1], outputs["Y_h"][direction], rtol=1e-5, atol=1e-6)

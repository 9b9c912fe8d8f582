"""The page on PyTorch: its script prints what the page shows, and all of it is true."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

import rnn_lib as rl
from tests.site.pages import page


@pytest.fixture
def code(root):
    return root / "book" / "code"


def test_every_line_that_the_page_shows_says_true(code):
    lines = (code / "bridge_pytorch.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4 and all(line.endswith(": True") for line in lines)


def test_the_script_still_prints_what_the_page_shows(code):
    if "CI" not in os.environ:
        pytest.importorskip("torch", reason="PyTorch is an optional oracle: make torch")
    script = [sys.executable, str(code / "bridge_pytorch.py")]
    run = subprocess.run(script, capture_output=True, text=True)
    assert run.stderr == ""
    assert run.stdout == (code / "bridge_pytorch.txt").read_text(encoding="utf-8")


def test_two_biases_move_twice_as_far_as_one():
    if "CI" not in os.environ:
        pytest.importorskip("torch", reason="PyTorch is an optional oracle: make torch")
    import torch

    rnn = torch.nn.RNN(2, 3, batch_first=True).double()
    before = (rnn.bias_ih_l0 + rnn.bias_hh_l0).detach()
    rnn(torch.ones(1, 4, 2, dtype=torch.float64))[0].sum().backward()
    dB = rnn.bias_ih_l0.grad.clone()
    torch.optim.SGD(rnn.parameters(), lr=0.5).step()
    after = (rnn.bias_ih_l0 + rnn.bias_hh_l0).detach()
    assert torch.allclose(before - after, 2 * 0.5 * dB, rtol=1e-12)


def test_the_model_has_at_most_ten_lines(code):
    text = (code / "bridge_pytorch.py").read_text(encoding="utf-8")
    model = re.search(r"class Classifier.*?return self\.dense[^\n]*", text, re.S)[0]
    assert len([line for line in model.splitlines() if line]) <= 10


def test_torch_adds_to_a_gradient_that_is_there_and_walks_through_a_graph_once():
    if "CI" not in os.environ:
        pytest.importorskip("torch", reason="PyTorch is an optional oracle: make torch")
    import torch

    weight = torch.ones(2, requires_grad=True)
    loss = (weight**2).sum()
    loss.backward()
    with pytest.raises(RuntimeError, match="second time"):
        loss.backward()
    (weight**2).sum().backward()
    assert weight.grad.tolist() == [4.0, 4.0]


CELLS = {
    "1997": (lambda c, gate, new: c + gate * new, lambda gate: np.ones(5)),
    "highway": (lambda c, gate, new: (1 - gate) * c + gate * new, lambda gate: 1 - gate),
    "residual": (lambda c, gate, new: c + new, lambda gate: np.ones(5)),
    "lstm": (lambda c, gate, new: gate * c + 0.3 * new, lambda gate: gate),
}


@pytest.mark.parametrize("name", CELLS)
def test_each_direct_path_has_the_factor_that_the_page_says(name):
    step, factor = CELLS[name]
    gate, new, c = np.random.default_rng(0).uniform(0.1, 0.9, size=(3, 5))
    measured = [rl.complex_step_gradient(lambda c, k=k: step(c, gate, new)[k], c) for k in range(5)]
    assert np.allclose(measured, np.diag(factor(gate)), rtol=1e-14)


def test_the_page_counts_k_steps_through_a_recurrence_and_one_through_attention(site):
    text = page("book/bridge.html").get_text()
    counts = re.findall(r"^ *(\d+) +(\d+) +(\d+) +(\d+)$", text, re.MULTILINE)
    assert counts == [(str(k), str(k), str(k), "1") for k in (1, 10, 100)]


@pytest.mark.parametrize("way", ["cell_of_1997", "lstm_cell"])
def test_only_the_lstm_has_a_gate_on_the_way_of_its_cell(root, way):
    drawing = (root / "book" / "figures" / f"{way}.svg").read_text(encoding="utf-8")
    on_the_way = re.findall(r'<circle cx="(\d+)" cy="52" r="2.5"', drawing)
    assert len(on_the_way) == (way == "lstm_cell")

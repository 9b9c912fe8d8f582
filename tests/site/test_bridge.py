"""The page on PyTorch: its script prints what the page shows, and all of it is true."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

import rnn_lib as rl


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


def test_a_forget_gate_is_what_the_cell_passes_back():
    rng = np.random.default_rng(0)
    f, i, candidate, c = rng.uniform(0.1, 0.9, size=(4, 5))
    measured = [
        rl.complex_step_gradient(lambda c, k=k: (f * c + i * candidate)[k], c) for k in range(5)
    ]
    assert np.allclose(measured, np.diag(f), rtol=1e-14)

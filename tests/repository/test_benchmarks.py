"""The benchmarks: contenders compute the same, memory and ratios are what they say."""

import json

import numpy as np
import pytest

import rnn_lib as rl
from benchmarks import __main__ as program
from benchmarks import memory, site, timing, truncation
from benchmarks.contenders import CONTENDERS, draw
from tests.shared.problems import difference

SIZES = (3, 5, 2, 4)


@pytest.fixture(scope="module")
def results(root):
    return json.loads((root / "benchmarks" / "results.json").read_text(encoding="utf-8"))


def _batch_major(name, array):
    """The floor leaves time as the first axis, and dx as rows."""
    array = np.asarray(array)
    return array.reshape(SIZES[1], SIZES[0], -1).swapaxes(0, 1) if name == "floor" else array


@pytest.mark.parametrize("name", [name for name in CONTENDERS if name not in ("ours", "torch")])
@pytest.mark.parametrize("vanishing", [False, True])
def test_contenders_compute_what_the_library_computes(name, vanishing):
    arrays = draw(SIZES, "float64", vanishing=vanishing)
    theirs, ours = CONTENDERS[name](*arrays), CONTENDERS["ours"](*arrays)
    assert difference(_batch_major(name, theirs[0]()), ours[0]()) < 1e-14
    (dx, *others), (our_dx, *our_others) = theirs[1](), ours[1]()
    assert difference(_batch_major(name, dx), our_dx) < 1e-13
    for their, our in zip(others, our_others, strict=True):
        assert difference(their, our) < 1e-13


@pytest.mark.skipif("torch" not in CONTENDERS, reason="PyTorch is an optional oracle: make torch")
def test_torch_computes_what_the_library_computes():
    arrays = draw(SIZES, "float64")
    theirs, ours = CONTENDERS["torch"](*arrays), CONTENDERS["ours"](*arrays)
    assert difference(theirs[0]()[0].detach().numpy(), ours[0]()) < 1e-14
    dx, dh0, dWx, dWh, dB = (gradient.numpy() for gradient in theirs[1]())
    for their, our in zip((dx, dh0[0], dWx.T, dWh.T, dB), ours[1](), strict=True):
        assert difference(their, our) < 1e-13


def test_ratios_are_medians_over_rounds():
    rounds = {"a": [(1, 2, 3), (4, 4, 8), (9, 1, 10)], "b": [(1, 1, 2), (2, 2, 4), (3, 1, 4)]}
    assert timing.ratios(rounds, "a", "b") == [2, 2, 2]
    assert timing.milliseconds(rounds, "a") == [4000, 2000, 8000]


def test_side_by_side_times_each_pass_in_turn():
    rounds = timing.side_by_side({"one": ("ours", SIZES, "float32")}, seconds=0, starts=2)
    assert len(rounds["one"]) == 2 * timing.FEWEST_ROUNDS
    for forward, backward, both in rounds["one"]:
        assert 0 < forward < both == forward + backward


@pytest.mark.skipif(not memory.MEASURABLE, reason="peak memory is read from Linux")
def test_peak_memory_counts_what_was_freed_within_but_not_before():
    # Arrays above 32 MB: what glibc gives back to the system at once when they are freed.
    before = np.ones(20_000_000)
    del before
    assert memory.added_by(lambda: np.ones(5_000_000)) == pytest.approx(40, abs=2)
    assert memory.added_by(lambda: np.ones(10_000_000).sum()) == pytest.approx(80, abs=2)


def test_one_chunk_has_all_of_the_gradient_and_the_chunks_of_one_have_no_carry():
    arrays = draw(SIZES, "float64")
    x, h0, Wx, Wh, _, upstream = arrays
    h = CONTENDERS["ours"](*arrays)[0]()
    whole = rl.rnn_backward(upstream, x, h0, h, Wx, Wh)[2:]
    for got, expected in zip(truncation.gradients_in_chunks(SIZES[1], *arrays), whole):
        assert difference(got, expected) < 1e-14
    da = upstream * (1 - h**2)  # nothing is carried
    _, _, dB = truncation.gradients_in_chunks(1, *arrays)
    assert difference(dB, da.sum(axis=(0, 1))) < 1e-13


def test_truncation_was_measured_at_every_length(results):
    measured = results["truncation"]
    assert tuple(measured["K"]) == program.CHUNKS
    assert len(measured["time"]) == len(measured["memory_mb"]) == len(program.CHUNKS)
    assert measured["memory_mb"] == sorted(measured["memory_mb"])


def test_results_hold_every_size_in_both_precisions(results):
    measured = [(tuple(cell["sizes"]), cell["dtype"]) for cell in results["cells"]]
    assert measured == [(shape, dtype) for shape in program.GRID for dtype in program.DTYPES]
    assert all(set(program.RATIOS) < set(cell) for cell in results["cells"])


def test_a_vanishing_gradient_is_no_slower_than_an_ordinary_one(results):
    # Whether the other contenders are depends on the processor.
    assert results["vanishing"]["ours"] < 1.2


def test_results_name_neither_a_host_nor_a_folder(root):
    text = (root / "benchmarks" / "results.json").read_text(encoding="utf-8")
    assert "://" not in text and '"/' not in text and " /" not in text


def test_pages_are_compared_with_one_that_has_no_formulas(capsys):
    site.report({site.PLAIN: [(90, 95), (100, 105), (300, 305)], "book/long.html": [(250, 900)]})
    printed = capsys.readouterr().out
    assert "book/long.html                        250 ms    900 ms       2.50" in printed

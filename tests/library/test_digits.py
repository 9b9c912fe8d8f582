"""The handwritten digits: all of them, unchanged, and made again by the tool from their text."""

import gzip
import hashlib
import inspect
import sys

import numpy as np
import pytest

import rnn_lib as rl
from tools import make_digits as tool

# Of the 1,797 lines of text as they are published, each ending with a line feed.
SOURCE_SHA256 = "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8"


def as_text(X, y):
    """Write the digits as their source does: 64 pixels and a label a line."""
    rows = np.column_stack([(16 * X).reshape(-1, 64), y]).astype(int).tolist()
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


def test_written_back_as_text_they_are_their_source_byte_for_byte():
    text = as_text(*rl.digits())
    assert hashlib.sha256(text.encode()).hexdigest() == SOURCE_SHA256


def test_a_row_of_pixels_is_a_time_step():
    X, y = rl.digits()
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((1797, 8, 8), float, (1797,), np.int64)
    assert X.min() == 0 and X.max() == 1
    ink = X[y == 1].mean(axis=0)  # a one is an upright stroke: dark columns, not dark rows
    assert ink.mean(axis=0).std() > 3 * ink.mean(axis=1).std()


def test_every_digit_occurs_about_as_often():
    _, y = rl.digits()
    assert np.bincount(y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_every_call_gives_arrays_of_its_own():
    X, _ = rl.digits()
    X[:] = 0
    assert rl.digits()[0].max() == 1


def test_source_and_licence_stand_where_a_reader_looks(root):
    for text in (inspect.getdoc(rl.digits), (root / "README.md").read_text(encoding="utf-8")):
        assert "Alpaydin" in text and "CC BY 4.0" in text


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_tool_makes_the_same_file_again(pack, root, tmp_path, monkeypatch, capsys):
    source = tmp_path / "optdigits.tes"
    source.write_bytes(pack(as_text(*rl.digits()).encode()))
    monkeypatch.setattr(tool, "TARGET", tmp_path / "digits.npz")
    monkeypatch.setattr(sys, "argv", ["make_digits.py", str(source)])
    tool.main()
    assert "1797 images" in capsys.readouterr().out
    with np.load(tmp_path / "digits.npz") as new, np.load(root / "rnn_lib/digits.npz") as stored:
        assert sorted(new) == sorted(stored) == ["images", "labels"]
        assert all(np.array_equal(new[name], stored[name]) for name in stored)


@pytest.mark.parametrize("text", ["1,2,3\n", ("17," * 64 + "0\n") * 1797])
def test_the_tool_refuses_another_text(text):
    with pytest.raises(ValueError, match="expected"):
        tool.parse(text)

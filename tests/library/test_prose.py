"""The course's own prose: the same bytes for ever, and how they were made."""

import hashlib
import inspect

import pytest

import rnn_lib as rl
from rnn_lib import data
from tools import make_prose as tool
from tools.make_prose import ALPHABET, clean

SHA256 = "af498b11b9d93c72e1dfc583aeab33bf887db9a4c888656c9c94b39e82a9bd7c"
MARKDOWN = """---
kernelspec: python3
---

# A heading is no prose.

A *state* is `h_t`, and `x_t @ Wx` is a [product](page.md). It has $n$ rows and $W_h^\\top$ too.
The loss is 0.25 at first: see {eq}`eq-loss`. Why, then?

{cite:t}`somebody` is left out.

```{figure} picture.svg
:alt: A picture is left out.
```

| a table. | is left out. |
|---|---|

$$
h_t = 1.
$$ (eq-loss)

- One point of a list.
- Yes.

<details>
<summary>Is this “a question”?</summary>

The carry is da Whᵀ. It's a {term}`chunk` \u2013 or {term}`two <chunk>`
on the next line.

</details>
"""


def test_the_text_is_the_one_with_which_the_notebook_was_measured():
    assert hashlib.sha256(rl.prose().encode("ascii")).hexdigest() == SHA256 == data.PROSE_SHA256


def test_it_is_a_sentence_a_line_in_the_small_alphabet():
    text = rl.prose()
    lines = text.split("\n")
    assert lines.pop() == "" and len(set(lines)) == len(lines) > 1000
    assert set(text) == set(ALPHABET) and min(set(text)) == "\n"
    assert all(line == " ".join(line.split()) and len(line.split()) > 1 for line in lines)
    assert all(line.rstrip("\")'")[-1] in ".?:" for line in lines)


def test_another_text_is_refused(tmp_path, monkeypatch):
    (tmp_path / "prose.txt").write_bytes(rl.prose().replace("state", "stage").encode("ascii"))
    monkeypatch.setattr(data, "__file__", str(tmp_path / "data.py"))
    with pytest.raises(ValueError, match=r"prose\.txt has been changed"):
        rl.prose()


def test_of_a_page_prose_is_left_in_small_letters():
    assert clean(MARKDOWN) == [
        "a state is ht, and x is a product.",
        "it has n rows and x too.",
        "the loss is 0 at first: see x.",
        "why, then?",
        "one point of a list.",
        "it's a chunk, or two on the next line.",
    ]


def test_the_pages_it_was_taken_from_are_there_and_none_is_for_instructors(root):
    assert all((root / page).is_file() for page in tool.PAGES)
    assert not any("instructors" in page for page in tool.PAGES)


def test_the_tool_writes_sentences_of_every_source_once(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tool, "TARGET", tmp_path / "prose.txt")
    tool.main()
    text = (tmp_path / "prose.txt").read_text(encoding="ascii")
    assert hashlib.sha256(text.encode()).hexdigest() in capsys.readouterr().out
    assert len(text.split()) > 15_000 and set(text) <= set(ALPHABET)
    assert "your function changes its arguments.\n" in text
    assert len(text.splitlines()) == len(set(text.splitlines()))


def test_what_was_done_to_it_stands_where_a_reader_looks():
    for text in (inspect.getdoc(rl.prose), tool.__doc__):
        assert "sentence" in text and "formula" in text and "number" in text

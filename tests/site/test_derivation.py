"""The page on backpropagation: every equation can be referred to, and shapes stand beside it."""

import contextlib
import io
import re

import numpy as np
import pytest

import rnn_lib
from tools.course import cells_of


@pytest.fixture(scope="module")
def source(root):
    return (root / "book" / "bptt.md").read_text(encoding="utf-8")


def equations(source):
    """Every displayed equation: what stands on the line of its end, and the text up to the next."""
    ends = re.findall(r"^\$\$(?: (.*))?$", source, re.MULTILINE)[1::2]
    texts = re.split(r"^\$\$.*$", source, flags=re.MULTILINE)[2::2]
    return dict(zip(ends, texts, strict=True))


def test_every_displayed_equation_has_a_label_of_its_own(source):
    labels = re.findall(r"^\$\$(?: (.*))?$", source, re.MULTILINE)[1::2]
    assert len(labels) > 20
    assert [label for label in labels if not re.fullmatch(r"\(eq-[\w-]+\)", label)] == []
    assert len(set(labels)) == len(labels)


def test_beside_the_equations_of_one_step_stand_the_shapes_of_its_results(source):
    of_step = source[source.index("## All at once") : source.index("A whole sequence walks")]
    said = re.findall(r"^\$\(([NDH, ]+)\) = (.+)\$$", of_step, re.MULTILINE)
    assert len(said) == len(equations(of_step)) == 6
    N, D, H = 2, 3, 4
    rng = np.random.default_rng(0)
    x_t, states = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    weights = rng.normal(size=(D, H)), rng.normal(size=(H, H))
    results = rnn_lib.rnn_step_backward(states, x_t, states, states, *weights)
    numbers = {"N": N, "D": D, "H": H}
    shapes = [tuple(numbers[axis] for axis in left.split(", ")) for left, _ in said]
    assert shapes == [(N, H), *(result.shape for result in results)]


def test_the_shapes_beside_an_equation_multiply_out_to_its_result(source):
    for result, factors in re.findall(r"^\$\(([NDH, ]+)\) = \((.+)\)\$$", source, re.MULTILINE):
        if ")(" in factors:
            left, right = (pair.split(", ") for pair in factors.split(")("))
            assert left[1] == right[0] and [left[0], right[1]] == result.split(", ")


def test_the_six_paths_are_those_of_copies_moved_one_at_a_time(root):
    page = cells_of(root / "book" / "bptt.md")
    names, printed = {}, io.StringIO()
    _, paths = [cell.source for cell in page if cell.is_code][:2]
    with contextlib.redirect_stdout(printed):
        exec("import numpy as np\n" + paths, names)
    x, w, u, b, h0 = (names[name] for name in ("x", "w", "u", "b", "h0"))
    for copy in (1, 2, 3):
        h_t, states = h0, []
        for t, x_t in enumerate(x, start=1):
            h_t = np.tanh(x_t * w + h_t * (u + 1e-20j * (t == copy)) + b)
            states.append(h_t.imag / 1e-20)
        for end in range(copy, 4):
            by_hand = names["direct"][end - 1] * states[end - 1]
            assert names["effects"][end, copy] == pytest.approx(by_hand, rel=1e-12)
    assert "+1.701329" in printed.getvalue()


def test_the_page_closes_with_questions_and_what_to_take_away(source):
    questions = source[source.index("## Test yourself") : source.index("## Take away")]
    assert 4 <= questions.count("<details>") <= 6

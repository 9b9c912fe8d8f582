"""The tables of mistakes: every id of the design, complete sentences, links that lead somewhere."""

import inspect
import json
import re

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks import faulty
from rnn_lib.checks.mistakes import TABLES as ALL
from tests.shared.problems import (
    GRADIENTS,
    SIZES,
    complex_step,
    difference,
    draw,
    reference_forward,
)

# These ids are fixed, and so is in how many of 57 real answers a mistake was seen; 0: not counted.
SEEN = {
    "forward": {
        "state-not-carried": 0,
        "h0-ignored": 0,
        "bias-ignored": 0,
        "activation-missing": 0,
        "activation-wrong": 0,
        "Wh-transposed": 0,
        "Wh-ignored": 0,
        "returns-last-state-only": 0,
        "returns-first-state": 0,
        "last-step-skipped": 0,
        "fixed-sequence-length": 2,
        "batch-rows-mixed": 7,
        "state-kept-between-calls": 8,
        "states-aliased": 0,
        "axes-reshaped": 0,
        "previous-index-wraps": 3,
        "time-reversed": 0,
        "argument-ignored": 15,
        "overflow-in-tanh": 5,
        "inputs-mutated": 0,
        "integer-truncation": 0,
    },
    "backward": {
        "upstream-last-step-only": 0,
        "upstream-reinjected": 5,
        "upstream-ignored": 2,
        "tanh-derivative-at-h": 3,
        "tanh-derivative-missing": 5,
        "tanh-derivative-at-dh": 0,
        "tanh-derivative-unsquared": 0,
        "tanh-derivative-at-h-prev": 0,
        "carry-dropped": 6,
        "carry-without-Wh": 0,
        "carry-not-transposed": 0,
        "carry-not-through-tanh": 0,
        "h-t-for-h-prev": 7,
        "h0-assumed-zero": 2,
        "previous-index-wraps": 0,
        "overwritten-over-time": 3,
        "averaged-over-time": 0,
        "last-step-only": 2,
        "bias-not-summed-over-batch": 5,
        "bias-averaged": 0,
        "bias-scalar": 3,
        "scaled-by-batch": 7,
        "dx-through-Wh": 6,
        "dx-not-through-tanh": 0,
        "time-runs-forwards": 0,
        "results-misordered": 0,
        "not-deterministic": 0,
        "weights-updated-inside": 8,
        "inputs-mutated": 5,
        "integer-truncation": 7,
    },
}
TABLES = {side: ALL[side] for side in ("forward", "backward")}
PIECES = {
    "forward": faulty.FORWARD.keys(),
    "backward": {*faulty.PATH, *faulty.RESULTS, "factor", "window"},
}
SIZE = 4
"""Of the forms that depend on a number of steps, when they are looked at here."""
CODE = {"x_t", "h0", "h_1", "h_t", "da_t", "dWx", "exp(a)", "reshape", "tanh'"}
"""What may begin a sentence in lower case."""
EVERY_ROW = pytest.mark.parametrize(
    "row", [row for rows in TABLES.values() for row in rows], ids=lambda row: row.id
)


@pytest.mark.parametrize("side", TABLES)
def test_every_id_is_there_once_and_seen_as_often_as_counted(side):
    ids = [row.id for row in TABLES[side]]
    assert len(ids) == len(set(ids))
    assert SEEN[side].keys() <= set(ids), "an id is a promise to those who link to it"
    assert all(row.seen == SEEN[side].get(row.id, 0) for row in TABLES[side])


@EVERY_ROW
def test_title_and_reason_are_complete_sentences(row):
    assert re.fullmatch(r"[a-z][^.?!]*", row.title), "completes “Your function …”"
    assert row.title.split()[0].endswith("s") and row.title == row.title.strip()
    first = row.why.split()[0]
    assert first[0].isupper() or first.rstrip(",") in CODE
    assert row.why[-1] in ".?"
    assert len(row.title) < 90 and len(row.why) < 200


@EVERY_ROW
def test_a_hint_ends_with_a_question(row):
    assert row.hint.endswith("?") and row.hint[0].isupper() and len(row.hint) < 160


def _solution_lines(root):
    """Return the lines of code of the library's answers and of those in the notebooks."""
    text = "\n".join(
        inspect.getsource(f).rpartition('"""')[2]
        for f in (rl.rnn_forward, rl.rnn_backward, rl.rnn_step_forward, rl.rnn_step_backward)
    )
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if "solution" in cell["metadata"].get("tags", []):
                text += "\n" + "".join(cell["source"])
    lines = {re.sub(r"\s", "", line.partition("#")[0]) for line in text.splitlines()}
    sides = {line.rpartition("=")[2] for line in lines}
    return {line for line in lines | sides if len(line) > 5}


def test_hints_give_no_line_of_a_solution_away(root):
    lines = _solution_lines(root)
    assert len(lines) > 30
    for row in (row for rows in ALL.values() for row in rows):
        hint = re.sub(r"\s", "", row.hint)
        assert [line for line in lines if line in hint] == [], row.id


@EVERY_ROW
def test_a_mistake_links_to_an_equation_of_the_book(row, root):
    pages = [path.read_text(encoding="utf-8") for path in (root / "book").glob("*.md")]
    assert sum(f"$$ ({row.equation})" in page for page in pages) == 1


@EVERY_ROW
def test_the_two_formulas_are_there_together_and_differ(row):
    assert bool(row.right) == bool(row.wrong) and (not row.right or row.right != row.wrong)
    for formula in (row.right, row.wrong):
        assert formula.count("{") == formula.count("}") and "$" not in formula
        assert "|" not in formula, "it stands in a table"


@pytest.mark.parametrize("side", TABLES)
def test_forms_replace_pieces_that_there_are(side):
    for row in TABLES[side]:
        for pieces in forms_of(row):
            assert pieces and pieces.keys() <= {*PIECES[side], "says"}, row.id


def forms_of(row):
    return [*row.variants, *(form(SIZE) for form in row.sized)]


@EVERY_ROW
def test_a_mistake_has_variants_or_an_example(row):
    assert bool(row.variants) != bool(row.example)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_pass_made_of_pieces_is_right_as_it_stands(sizes):
    problem = draw(sizes)
    h = reference_forward(*problem.forward_arguments)
    assert difference(faulty.forward(*problem.forward_arguments), h) < 1e-14

    def loss(*arguments):
        return (reference_forward(*arguments) * problem.upstream).sum()

    x, h0, Wx, Wh, _, upstream = problem
    gradients = faulty.backward(upstream, x, h0, h, Wx, Wh)
    assert list(faulty.NEEDED) == GRADIENTS
    for position, gradient in enumerate(gradients):
        wanted = complex_step(loss, problem.forward_arguments, position)
        assert difference(gradient, wanted) < 1e-12


@EVERY_ROW
def test_every_form_of_a_mistake_gives_other_numbers_or_none(row):
    problem = draw((4, 5, 3, 2))
    side = "forward" if row in TABLES["forward"] else "backward"
    given = problem.forward_arguments if side == "forward" else problem.backward_arguments()
    run = getattr(faulty, side)
    right = run(*given)
    for pieces in forms_of(row):
        with np.errstate(all="raise"):
            wrong = run(*given, pieces)
        pairs = [(wrong, right)] if side == "forward" else zip(wrong, right)
        assert any(np.shape(a) != np.shape(b) or difference(a, b) > 1e-3 for a, b in pairs)

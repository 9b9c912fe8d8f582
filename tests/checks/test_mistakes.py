"""The tables of mistakes: every id of the design, complete sentences that give no line away."""

import ast
import inspect
import json
import re

import numpy as np
import pytest

from rnn_lib.checks import faulty
from rnn_lib.checks.exercises import EXERCISES
from rnn_lib.checks.mistakes import TABLES as ALL
from tests.shared.problems import (
    GRADIENTS,
    SIZES,
    complex_step,
    difference,
    draw,
    reference_forward,
)

# These ids are fixed, and so is in how many real answers a mistake was seen; 0: not counted.
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
CODE = {"h0", "h_1"}
"""What may begin a sentence in lower case."""
EVERY_TEXT = pytest.mark.parametrize(
    "row", [row for rows in ALL.values() for row in rows], ids=lambda row: row.id
)
EVERY_ROW = pytest.mark.parametrize(
    "row", [row for rows in TABLES.values() for row in rows], ids=lambda row: row.id
)


@pytest.mark.parametrize("side", TABLES)
def test_every_id_is_there_once_and_seen_as_often_as_counted(side):
    ids = [row.id for row in TABLES[side]]
    assert len(ids) == len(set(ids))
    assert SEEN[side].keys() <= set(ids), "an id is a promise to those who link to it"
    assert all(row.seen == SEEN[side].get(row.id, 0) for row in TABLES[side])


@EVERY_TEXT
def test_title_and_reason_are_complete_sentences(row):
    assert re.fullmatch(r"[a-z][^.?!]*", row.title), "completes “Your function …”"
    assert row.title.split()[0].endswith("s") and row.title == row.title.strip()
    first = row.why.split()[0]
    assert first[0].isupper() or first in CODE
    assert row.why[-1] in ".?"
    assert len(row.title) < 90 and len(row.why) < 200


@EVERY_TEXT
def test_a_hint_ends_with_a_question(row):
    assert row.hint.endswith("?") and row.hint[0].isupper() and len(row.hint) < 160


WRITTEN = {
    " ": "", "\n": "", "np.": "", "²": "**2", "ᵀ": ".T", "·": "*", "⊙": "*",
    "h_{t-1}": "h_prev", "h[:,t-1]": "h_prev", "h[:,t]": "h_t", "x[:,t]": "x_t",
}  # fmt: skip
"""What is written in several ways, and the one way in which it is compared."""


def _written(text):
    for way, same in WRITTEN.items():
        text = text.replace(way, same)
    return text


def _answers(root):
    """Return the code of the library's answers and of those in the notebooks."""
    library = {f for exercise in EXERCISES.values() for f in exercise.library}
    yield from (inspect.getsource(f) for f in library)
    for path in (root / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if "solution" in cell["metadata"].get("tags", []):
                yield "".join(cell["source"])


def _expressions(code):
    """Return every product, sum, call and transpose on the right-hand sides of its lines."""
    lines = (node for node in ast.walk(ast.parse(code)) if isinstance(node, LINES))
    parts = (part for line in lines if line.value for part in ast.walk(line.value))
    wanted = (p for p in parts if isinstance(p, (ast.BinOp, ast.Call)) or _is_transpose(p))
    return {text for part in wanted if len(text := _written(ast.unparse(part))) > 3}


LINES = (ast.Assign, ast.AugAssign, ast.Return)


def _is_transpose(part):
    return isinstance(part, ast.Attribute) and part.attr == "T"


def test_no_sentence_has_a_part_of_an_answer_in_it(root):
    parts = set().union(*map(_expressions, _answers(root)))
    assert len(parts) > 60 and {"1-h_t**2", "h_prev.T@da_t", "Wh.T", "tanh(a_t)"} <= parts
    for row in (row for rows in ALL.values() for row in rows):
        said = _written(f"{row.title} {row.why} {row.hint}")
        assert [part for part in parts if part in said] == [], row.id


@EVERY_TEXT
def test_no_sentence_names_the_operator_the_index_or_the_transpose(row):
    named = re.search(
        r"[-+*/]=|²|\*\*|1 - |h_\{|h_prev|transpos|\.T\b", f"{row.title} {row.why} {row.hint}"
    )
    assert named is None, named


@EVERY_TEXT
def test_a_formula_belongs_to_an_equation(row):
    assert row.equation or not row.right


@EVERY_TEXT
def test_the_two_formulas_are_there_together_and_differ(row):
    assert bool(row.right) == bool(row.wrong) and (not row.right or row.right != row.wrong)
    for formula in (row.right, row.wrong):
        assert formula.count("{") == formula.count("}") and "$" not in formula


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

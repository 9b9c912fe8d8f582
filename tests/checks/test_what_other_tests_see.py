"""What a printed example, shapes, a falling loss and a gradient check see of the same mistakes."""

import pytest

import rnn_lib as rl
from rnn_lib.checks.mistakes import TABLES
from tools import mistake_matrix as matrix

OTHERS = list(matrix.OTHER_TESTS)
SIDES = pytest.mark.parametrize("side", matrix.CHECKS)


@pytest.fixture(scope="module")
def fresh():
    return matrix.measure()


def missed(table, test):
    """Return the ids that one of the other tests does not see."""
    return {name for name, row in table.items() if not row[test]}


def test_the_stored_table_is_what_a_fresh_measurement_gives(fresh):
    stored = matrix.MATRIX.read_text(encoding="utf-8")
    assert stored == matrix.as_text(fresh), "run tools/mistake_matrix.py"


def test_two_measurements_give_the_same_bytes(fresh):
    assert matrix.as_text(matrix.measure()) == matrix.as_text(fresh)


@SIDES
def test_every_mistake_has_a_row_in_the_order_of_the_table(fresh, side):
    assert list(fresh[side]) == [row.id for row in TABLES[side]]
    for row in fresh[side].values():
        assert list(row) == ["named_as", *OTHERS]
        assert all(type(row[test]) is bool for test in OTHERS)


@SIDES
def test_the_checks_name_every_mistake(fresh, side):
    for name, row in fresh[side].items():
        assert name in row["named_as"]
        assert row["named_as"] == [name] or row["named_as"] == [
            "h0-ignored",
            "previous-index-wraps",
        ]


@SIDES
@pytest.mark.parametrize("test", OTHERS)
def test_none_of_the_other_tests_accuses_a_right_answer(side, test):
    make = {"forward": matrix.forward_answer, "backward": matrix.backward_answer}[side]
    library = {"forward": rl.rnn_forward, "backward": rl.rnn_backward}[side]
    assert not matrix.OTHER_TESTS[test](side, make())
    assert not matrix.OTHER_TESTS[test](side, library)


def test_the_example_of_the_assignment_misses_half_of_the_forward_mistakes(fresh):
    table = fresh["forward"]
    assert len(missed(table, "caught_by_example")) >= len(table) / 2
    assert {"h0-ignored", "batch-rows-mixed", "fixed-sequence-length"} <= missed(
        table, "caught_by_example"
    )


def test_gradients_of_the_example_miss_what_one_sequence_with_h0_zero_cannot_show(fresh):
    assert missed(fresh["backward"], "caught_by_example") >= {
        "upstream-last-step-only",
        "h0-assumed-zero",
        "bias-averaged",
        "scaled-by-batch",
        "not-deterministic",
        "weights-updated-inside",
        "inputs-mutated",
        "integer-truncation",
    }


def test_shapes_miss_nine_of_ten_backward_mistakes(fresh):
    table = fresh["backward"]
    assert len(missed(table, "caught_by_shape")) >= 0.85 * len(table)


def test_the_loss_goes_down_with_nearly_every_wrong_gradient(fresh):
    table = fresh["backward"]
    assert len(missed(table, "caught_by_loss")) >= 0.9 * len(table)


@SIDES
def test_a_gradient_check_sees_every_wrong_number_of_an_ordinary_call(fresh, side):
    of_numbers = {row.id for row in TABLES[side] if row.variants}
    assert of_numbers and not of_numbers & missed(fresh[side], "caught_by_gradient_check")
    assert "integer-truncation" in missed(fresh[side], "caught_by_gradient_check")


@SIDES
@pytest.mark.parametrize("test", OTHERS)
def test_each_of_the_other_tests_sees_something_and_not_all(fresh, side, test):
    assert 0 < len(missed(fresh[side], test)) < len(fresh[side])

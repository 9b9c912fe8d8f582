"""The check of an example: it counts the wrong programs that show, and says what hides the others."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.mistakes import TABLES
from tests.shared.attempts import FORWARD_MISTAKES, forward_with

TITLES = {row.id: row.title for row in TABLES["forward"]}
BEHAVIOUR = {
    "state-kept-between-calls", "argument-ignored", "overflow-in-tanh", "inputs-mutated",
    "integer-truncation",
}  # fmt: skip
PROGRAMS = [name for name in FORWARD_MISTAKES if name not in BEHAVIOUR]
NOT_ASKED = "Not asked for: what shows only on a second call, with integers or with large numbers."


def example(N=2, T=4, D=3, H=5, **changes):
    """An ordinary random example, with some of its arrays changed."""
    rng = np.random.default_rng([N, T, D, H])
    shapes = {"x": (N, T, D), "h0": (N, H), "Wx": (D, H), "Wh": (H, H), "B": (H,)}
    arrays = {name: rng.normal(0, 0.5, shape) for name, shape in shapes.items()}
    return tuple(changes[n](a) if n in changes else a for n, a in arrays.items())


def catches(arrays, mistake):
    """Whether an independent program with this mistake gives other states."""
    right = rl.rnn_forward(*arrays)
    try:
        wrong = forward_with(mistake)(*(array.copy() for array in arrays))
    except IndexError:
        return True
    return wrong.shape != right.shape or not np.allclose(wrong, right)


ORDINARY = [(2, 4, 3, 5), (3, 5, 2, 4), (2, 7, 1, 3), (5, 4, 4, 4)]


@pytest.mark.parametrize("sizes", ORDINARY)
def test_an_ordinary_random_example_catches_every_wrong_program(sizes):
    arrays = example(*sizes)
    assert all(catches(arrays, mistake) for mistake in PROGRAMS)
    report = rl.check_example(lambda: arrays)
    assert (report.subject, report.status, report.mistakes) == ("example", "correct", ())
    assert report.lines == ("Your example catches all 16 wrong programs.", NOT_ASKED)
    assert len(PROGRAMS) == 16


def test_the_arrays_themselves_lists_and_integers_do_as_well():
    arrays = example()
    assert rl.check_example(arrays).passed
    assert rl.check_example([array.tolist() for array in arrays]).passed
    assert rl.check_example(lambda: [array.astype(np.float32) for array in arrays]).passed
    whole = example(**dict.fromkeys(["x", "h0", "Wh"], lambda a: np.rint(3 * a).astype(int)))
    assert rl.check_example(whole).passed


def test_the_example_of_the_assignment_hides_what_the_course_says_it_hides():
    report = rl.check_example(rl.small_sequence)
    assert report.status == "incorrect"
    assert report.lines == (
        "Your example catches 10 of 16 wrong programs. These it does not:",
        "one that does not hand each state on to the next step: it begins anew from h0 after every 3 steps",
        "one that starts from zeros, whatever h0 is",
        "one that takes the state before the first step from the end of its own array",
        "and 3 more.",
        "Your h0 is all zeros: what would a program that ignores it do?",
        "There is one sequence only: what would a program that mixes sequences up do?",
        "There are 3 steps only: what would a program do that never goes beyond step 3?",
        "The assignment has the same Wx, Wh and B: what would a program do that has these numbers typed in?",
        NOT_ASKED,
    )


def symmetric(Wh):
    return Wh + Wh.T


def zeros(array):
    return 0 * array


def all_alike(array):
    return np.full(array.shape, 0.3)


def first_for_all(array):
    return np.repeat(array[:1], len(array), axis=0)


CHANGED = [
    ({"h0": zeros}, ["h0-ignored", "previous-index-wraps"], "Your h0 is all zeros: what would"),
    ({"Wh": symmetric}, ["Wh-transposed"], "Your Wh is symmetric: would you see it"),
    ({"B": zeros}, ["bias-ignored"], "Your B is all zeros: what would a program that ignores"),
    ({"Wh": zeros}, ["Wh-ignored", "Wh-transposed"], "Your Wh is all zeros: what would"),
    ({"x": first_for_all, "h0": first_for_all}, ["batch-rows-mixed"], "All sequences have the same x"),
]  # fmt: skip


@pytest.mark.parametrize("changes, missed, feature", CHANGED)
def test_a_feature_is_told_beside_the_program_that_it_hides(changes, missed, feature):
    arrays = example(**changes)
    report = rl.check_example(arrays)
    assert not any(catches(arrays, mistake) for mistake in missed)
    text = str(report)
    named = sum(f"one that {TITLES[name]}" in text for name in missed)
    assert report.status == "incorrect" and (named == len(missed) or " more." in text)
    (line,) = [line for line in report.lines if line.startswith(feature)]
    assert line.endswith("?")


@pytest.mark.parametrize("T, words", [(1, "is one step"), (2, "are 2 steps"), (3, "are 3 steps")])
def test_few_steps_hide_programs_that_count_on_three(T, words):
    lines = rl.check_example(example(T=T)).lines
    told = f"There {words} only: what would a program do that never goes beyond step 3?"
    assert told in lines
    assert any("does not hand each state on" in line for line in lines)


def test_of_a_single_step_of_one_sequence_half_of_the_programs_are_caught():
    # Not caught: state-not-carried, the five of returned or mixed states, time-reversed, and
    # fixed-sequence-length. A program that raises, as last-step-skipped does there, is caught.
    lines = rl.check_example(example(N=1, T=1)).lines
    assert lines[0] == "Your example catches 8 of 16 wrong programs. These it does not:"
    assert rl.check_example(example(T=2)).lines[0].startswith("Your example catches 14 of 16")


def test_equal_sizes_are_named_where_something_slips_through():
    lines = rl.check_example(example(N=3, T=3, D=4, H=4)).lines
    asked = "what would you see of a program that takes one for the other?"
    assert f"batch_size and n_sequences are equal, 3: {asked}" in lines
    assert f"n_features and n_nodes are equal, 4: {asked}" in lines
    (one,) = [line for line in rl.check_example(example(2, 2, 2, 2)).lines if " equal, " in line]
    assert one.startswith("batch_size, n_sequences, n_features and n_nodes are equal, 2:")


def test_what_else_hides_mistakes_is_told_too():
    def told(**changes):
        return str(rl.check_example(example(h0=zeros, **changes)))

    assert "All entries of your B are alike" in told(B=all_alike)
    assert "All entries of your Wh are alike" in told(Wh=all_alike)
    assert "All steps have the same input" in told(x=lambda x: np.repeat(x[:, :1], 4, axis=1))
    assert "All states are nearly 1 or -1" in told(B=lambda B: B + 100)
    assert "Your x is all zeros" in told(x=zeros)
    assert "The assignment has the same" not in told()


@pytest.mark.parametrize(
    "arrays, words",
    [
        (example(Wh=lambda Wh: Wh[:-1]), "rnn_forward refuses your example: Wh must have shape"),
        (example(x=lambda x: x[0]), "rnn_forward refuses your example: x must have"),
        (example(x=lambda x: x[:, :0]), "rnn_forward refuses your example: x must"),
        (example(B=lambda B: B + np.nan), "rnn_forward refuses your example: B must be finite"),
    ],
)
def test_shapes_that_do_not_fit_are_refused_in_the_words_of_the_library(arrays, words):
    with pytest.raises(ValueError) as refused:
        rl.rnn_forward(*arrays)
    (line,) = rl.check_example(lambda: arrays).lines
    assert line.startswith(words) and str(refused.value) in line
    assert rl.check_example(arrays).status == "error"


@pytest.mark.parametrize(
    "rubbish, words",
    [
        (lambda: None, "Return 5 arrays in this order: x, h0, Wx, Wh, B."),
        (lambda: example()[:4], "Yours returned a tuple of length 4."),
        (lambda: np.ones(5), "Yours returned one array of shape (5,)"),
        (lambda: ("x", *example()[1:]), "x must be an array of real numbers. Yours is a str."),
        (lambda: (None, *example()[1:]), "x must be an array of real numbers. Yours is None."),
        (lambda: ([[1], [1, 2]], *example()[1:]), "x must be an array. Yours has rows of unequal"),
        (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda x: x, "Your function is called with ()."),
        ("example", "Yours returned a str."),
        (dict, "Yours returned a dict."),
        (3, "Yours returned a int."),
    ],
)
def test_what_is_no_example_is_an_error_and_nothing_is_raised(rubbish, words):
    report = rl.check_example(rubbish)
    assert report.status == "error" and words in str(report)


def test_numbers_of_every_size_are_judged_without_a_warning():
    for scale in (1e-300, 1e-5, 1e3, 1e150):
        arrays = [scale * array for array in example()]
        assert rl.check_example(arrays).status in ("correct", "incorrect")


def test_a_stub_is_not_attempted():
    def stub():
        raise NotImplementedError

    assert rl.check_example(stub).status == rl.check_example(None).status == "not attempted"

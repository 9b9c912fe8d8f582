"""The check of shapes: each wrong name is told with its own question, and no right shape."""

import numpy as np
import pytest

import rnn_lib as rl

NAMES = ["x", "x_t", "h_t", "Wx", "Wh", "B", "h"]
FIRST = "For a batch of 2, 5 steps, 3 features and 4 nodes"


def shapes_of(N, T, D, H):
    """Read the shapes off the arrays of the library itself."""
    rng = np.random.default_rng(0)
    layer = rl.SimpleRNN(D, H, rng=0)
    x = rng.normal(size=(N, T, D))
    h = layer.forward(x)
    arrays = {**layer.params, "x": x, "x_t": x[:, 0], "h": h, "h_t": h[:, 0]}
    return {name: array.shape for name, array in arrays.items()}


def but(**changes):
    """The right answer with some shapes replaced, each by a value or a function of the sizes."""

    def f(*sizes):
        made = {n: c(*sizes) if callable(c) else c for n, c in changes.items()}
        return {**shapes_of(*sizes), **made}

    return f


def as_lists(*sizes):
    return {name: list(map(np.int64, shape)) for name, shape in shapes_of(*sizes).items()}


def backwards(*sizes):
    return dict(reversed(shapes_of(*sizes).items()))


@pytest.mark.parametrize("f", [shapes_of, as_lists, backwards])
def test_the_shapes_of_the_librarys_arrays_are_correct(f):
    report = rl.check_shapes(f)
    assert (report.subject, report.status) == ("shapes", "correct"), str(report)
    assert report.lines == ("All 7 shapes are right, for two sets of sizes.",)


WRONG = {
    "x": lambda N, T, D, H: (T, N, D),
    "x_t": lambda N, T, D, H: (T, D),
    "h_t": lambda N, T, D, H: (H,),
    "Wx": lambda N, T, D, H: (H, D),
    "Wh": lambda N, T, D, H: (D, H),
    "B": lambda N, T, D, H: (N, H),
    "h": lambda N, T, D, H: (N, H),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_shape_is_told_with_a_question_and_not_with_the_right_one(name):
    report = rl.check_shapes(but(**{name: WRONG[name]}))
    line, question = report.lines
    assert report.status == "incorrect"
    assert line == f"{FIRST}: {name} is {WRONG[name](2, 5, 3, 4)} in yours."
    assert (question.endswith("?") and name.split("_")[0] in question) or "state" in question
    right = shapes_of(2, 5, 3, 4)[name]
    assert not any(str(right) in one for one in report.lines)


def test_all_wrong_shapes_have_a_question_each():
    report = rl.check_shapes(but(**WRONG))
    line, *questions = report.lines
    assert all(f"{name} is {WRONG[name](2, 5, 3, 4)}" in line for name in NAMES)
    assert len(set(questions)) == len(NAMES)
    assert questions[0].startswith("x holds all sequences") and "the time steps" in questions[0]
    assert questions[3] == "What stands on its left in x_t Wx, and how long are the rows of that?"
    assert questions[5].startswith("B is added to every row.")


def test_one_axis_too_few_or_too_many_is_wrong():
    for x in ((2, 5), (2, 5, 3, 1), (), [2, 3]):
        assert rl.check_shapes(but(x=x)).lines[0] == f"{FIRST}: x is {tuple(x)} in yours."


def test_typed_in_numbers_are_told_by_other_sizes():
    report = rl.check_shapes(but(Wx=(3, 4), B=(4,)))
    first, second, question = report.lines
    assert report.status == "incorrect" and first == f"All shapes are right f{FIRST[1:]}."
    assert second.endswith("Wx is (3, 4), B is (4,) in yours.")
    assert question == "Which numbers in your dict do not come from the arguments?"


class Silent:
    """An object that raises when it is asked for its text."""

    def __repr__(self):
        raise KeyError("no text")


@pytest.mark.parametrize(
    "f, line",
    [
        (lambda *sizes: None, "Return a dict. Yours returned None: is there a return statement?"),
        (lambda *sizes: (1, 2), "Return a dict with a shape for each name. Yours is a tuple."),
        (lambda *sizes: {}, "There is no x, x_t, h_t, Wx, Wh, B, h in your dict."),
        (lambda *sizes: {"x": (2, 5, 3)}, "There is no x_t, h_t, Wx, Wh, B, h in your dict."),
        (but(bias=(4,)), "Your dict has 'bias', which is not asked for."),
        (but(x=np.zeros((2, 5, 3))), "x is an array in your dict. Give its shape in its place."),
        (but(B=4), "B is 4 in your dict. A shape is a tuple of whole numbers, with one number"),
        (but(B=(4.0,)), "B is (4.0,) in your dict. A shape is a tuple of whole numbers"),
        (but(B=(True,)), "B is (True,) in your dict. A shape is a tuple of whole numbers"),
        (but(B=None), "B is None in your dict. A shape is a tuple of whole numbers"),
        (but(Wx="(3, 4)"), "Wx is '(3, 4)' in your dict. A shape is a tuple of whole numbers"),
        (but(Wx=[(3, 4)]), "Wx is [(3, 4)] in your dict. A shape is a tuple of whole numbers"),
        (but(Wx=Silent()), "Wx is a Silent in your dict."),
        (
            lambda N: {},
            "Your function is called with (batch_size, n_sequences, n_features, n_nodes).",
        ),
        (lambda *sizes: 1 / 0, "ZeroDivisionError: division by zero"),
        ({"x": (2, 5, 3)}, "Give the check the function itself, without calling it. It got dict."),
    ],
)
def test_what_holds_no_shapes_is_an_error_and_nothing_is_raised(f, line):
    report = rl.check_shapes(f)
    assert report.status == "error" and any(one.startswith(line) for one in report.lines), report


def test_names_that_nobody_can_print_and_endless_numbers_are_told_all_the_same():
    assert "a Silent" in str(rl.check_shapes(lambda *sizes: {Silent(): (1,)}))
    assert rl.check_shapes(but(B=(10**5000,))).status == "incorrect"


def test_sizes_go_to_the_answer_as_plain_and_distinct_numbers():
    calls = []

    def f(*sizes):
        calls.append(sizes)
        return shapes_of(*sizes)

    assert rl.check_shapes(f).passed
    assert len(calls) == 2 and all(len(set(sizes)) == 4 for sizes in calls)
    assert not set(calls[0]) & set(calls[1]) and {type(n) for s in calls for n in s} == {int}


def test_a_stub_is_not_attempted():
    def stub(*sizes):
        raise NotImplementedError

    assert rl.check_shapes(stub).status == rl.check_shapes(None).status == "not attempted"

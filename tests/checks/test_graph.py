"""The three checks of the lesson on graphs: rules, an order, and the walk."""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.mistakes import TABLES
from rnn_lib.checks.mistakes.walk import walk
from tests.shared import graph_learners, graph_walkers

CHECKS = {
    "rules": rl.check_local_gradients,
    "order": rl.check_backward_order,
    "walk": rl.check_graph_gradients,
}
LIBRARY = {
    "rules": rl.local_gradients,
    "order": rl.backward_order,
    "walk": rl.graph_gradients,
}
EACH = pytest.mark.parametrize("table", CHECKS)


def answers(kind):
    return [
        pytest.param(table, f, wanted, id=f.__name__)
        for module in (graph_learners, graph_walkers)
        for table, f, wanted in getattr(module, kind)
    ]


@EACH
def test_the_library_is_right(table):
    assert CHECKS[table](LIBRARY[table]).passed


@pytest.mark.parametrize("table, f, wanted", answers("RIGHT"))
def test_right_answers_are_correct_in_any_style(table, f, wanted):
    report = CHECKS[table](f)
    assert report.passed and report.mistakes == (), str(report)


@pytest.mark.parametrize("table, f, wanted", answers("WRONG"))
def test_mistakes_as_learners_write_them_are_named(table, f, wanted):
    report = CHECKS[table](f)
    assert report.status == "incorrect"
    assert set(report.mistakes) == set(wanted), str(report)


@pytest.mark.parametrize("table, f, wanted", answers("UNREADABLE"))
def test_what_cannot_be_compared_is_an_error_that_says_what_is_wanted(table, f, wanted):
    report = CHECKS[table](f)
    assert report.status == "error" and report.mistakes == ()
    assert wanted in str(report)


FORMS = [
    *(("rules", row, variant) for row in TABLES["rules"] for variant in row.variants),
    *(("order", row, row.example) for row in TABLES["order"]),
    *(("walk", row, pieces) for row in TABLES["walk"] for pieces in row.variants),
]


@pytest.mark.parametrize("table, row, form", FORMS, ids=[f"{t}-{r.id}" for t, r, _ in FORMS])
def test_every_form_of_a_mistake_is_named_and_no_other(table, row, form):
    f = (lambda last, graph: walk(last, graph, form)) if isinstance(form, dict) else form
    assert CHECKS[table](f).mistakes == (row.id,)


def test_mistakes_of_two_operations_are_both_named():
    def f(operation, gradient, output, *inputs):
        if operation == "tanh":
            return (gradient,)
        if operation == "sum":
            return (gradient,)
        return rl.local_gradients(operation, gradient, output, *inputs)

    report = rl.check_local_gradients(f)
    assert set(report.mistakes) == {"tanh-derivative-missing", "sum-not-spread"}
    assert report.lines[0] == "Right for @, +, *."


def test_a_walk_with_two_mistakes_hears_of_both():
    def f(last, graph):
        found = graph_walkers.that_overwrites(last, graph)
        for _, _, array in graph.values():
            array[...] = 0
        return found

    assert set(rl.check_graph_gradients(f).mistakes) == {"overwritten-at-forks", "inputs-mutated"}


def test_a_wrong_walk_hears_where_on_the_way_back_it_first_went_wrong():
    lines = rl.check_graph_gradients(graph_walkers.that_overwrites).lines
    assert lines[0] == "Right on a chain without a fork."
    assert lines[1].startswith("On a fork with a way round, the first wrong one on the way back")
    assert lines[2] == "x goes into: p by 'tanh', q by '*'."


def test_numbers_that_no_mistake_of_the_walk_gives_are_wrong_without_a_name():
    def f(last, graph):
        return {name: 1.01 * one for name, one in rl.graph_gradients(last, graph).items()}

    report = rl.check_graph_gradients(f)
    assert report.status == "incorrect" and report.mistakes == ()
    assert "No known mistake of the walk gives these numbers." in report.lines
    assert "that of L. dL is 1.01, it should be 1" in str(report)


@EACH
def test_an_open_exercise_and_the_librarys_work_are_not_attempted(table):
    def stub(*arguments):
        raise NotImplementedError

    def shortcut(*arguments):
        return LIBRARY[table](*arguments)

    assert CHECKS[table](stub).status == CHECKS[table](None).status == "not attempted"
    report = CHECKS[table](shortcut)
    assert report.status == "not attempted" and LIBRARY[table].__name__ in str(report)
    assert CHECKS[table](int).status == CHECKS[table](7).status == "error"


def test_a_walk_may_call_the_other_two_of_the_library():
    assert rl.check_graph_gradients(graph_walkers.with_the_librarys_rules).passed


def test_rules_of_some_operations_are_not_attempted_for_the_others():
    def f(operation, gradient, output, *inputs):
        if operation in ("tanh", "sum"):
            raise NotImplementedError
        return rl.local_gradients(operation, gradient, output, *inputs)

    report = rl.check_local_gradients(f)
    assert report.status == "not attempted"
    assert report.lines == (
        "Right for @, +, *.",
        "For tanh, sum it still raises NotImplementedError.",
    )


@EACH
def test_answers_get_copies(table):
    def f(*arguments):
        for one in arguments:
            if isinstance(one, np.ndarray):
                one[...] = 0
            if isinstance(one, dict):
                one.clear()
        raise ZeroDivisionError

    assert CHECKS[table](f).status == "error"
    assert CHECKS[table](LIBRARY[table]).passed

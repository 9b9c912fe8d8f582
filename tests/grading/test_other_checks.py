"""Checks that no notebook calls yet say in the grader what they say here."""

import functools

import pytest

import rnn_lib
from tools.grading.checking import run_there
from tools.grading.limits import Limits
from tools.grading.remote import StudentProcess
from tools.grading.sandbox import prepared_room

ANSWERS = """
import numpy as np
from rnn_lib import clip_by_global_norm, dense_backward, numerical_gradient, rnn_backward
from rnn_lib import rnn_forward, sgd_step, softmax_cross_entropy

def central(loss, x, eps):
    x, gradient = np.array(x, dtype=float), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        above = loss(x)
        x[index] -= 2 * eps
        gradient[index] = (above - loss(x)) / (2 * eps)
        x[index] += eps
    return gradient

def one_sided(loss, x, eps):
    units = np.eye(x.size).reshape(-1, *x.shape)
    return np.reshape([(loss(x + eps * e) - loss(x)) / eps for e in units], x.shape)

def of_one_entry(loss, x, eps):
    return [loss(entry + eps) for entry in x.flat]

def returns_the_loss(loss, x, eps):
    return loss

def spoils_the_loss(loss, x, eps):
    gradient = central(loss, x, eps)
    loss.weights = "nothing"
    return gradient

def moves_x(loss, x, eps):
    gradient = central(loss, x, eps)
    x += 1
    return gradient

def calls_the_library(loss, x, eps):
    return numerical_gradient(loss, x, eps)

def descends(x, h0, Wx, Wh, B, n_steps, lr):
    losses = []
    for _ in range(n_steps):
        h = rnn_forward(x, h0, Wx, Wh, B)
        losses.append(h[:, -1].sum())
        upstream = np.zeros(h.shape)
        upstream[:, -1] = 1
        _, _, dWx, dWh, dB = rnn_backward(upstream, x, h0, h, Wx, Wh)
        Wx, Wh, B = Wx - lr * dWx, Wh - lr * dWh, B - lr * dB
    return losses, Wx, Wh, B

def climbs(x, h0, Wx, Wh, B, n_steps, lr):
    return descends(x, h0, Wx, Wh, B, n_steps, -lr)

def reaches(rho, share):
    return np.floor(np.log(share) / np.log(rho))

def reaches_too_far(rho, share):
    return 1 + reaches(rho, share)

def steps(params, grads, lr, max_norm):
    grads, norm = clip_by_global_norm(grads, max_norm)
    return {name: W - lr * grads[name] for name, W in params.items()}, norm

def steps_in_place(params, grads, lr, max_norm):
    grads, norm = clip_by_global_norm(grads, max_norm)
    sgd_step(params, grads, lr)
    return params, norm

def steps_in_the_callers_dict(params, grads, lr, max_norm):
    new, norm = steps(params, grads, lr, max_norm)
    for name in new:
        params[name] = new[name]
    return params, norm

def truncates(upstream, x, h0, Wx, Wh, B, K):
    total = [0, 0, 0]
    for start in range(0, x.shape[1], K):
        part = np.s_[:, start : start + K]
        h = rnn_forward(x[part], h0, Wx, Wh, B)
        grads = rnn_backward(upstream[part], x[part], h0, h, Wx, Wh)[2:]
        total, h0 = [a + b for a, b in zip(total, grads)], h[:, -1]
    return total

def truncates_nothing(upstream, x, h0, Wx, Wh, B, K):
    return truncates(upstream, x, h0, Wx, Wh, B, x.shape[1])

def untransposed(da_t, Wh):
    return da_t @ Wh

def transposed(da_t, Wh):
    return da_t @ Wh.T

def slopes(h, activation):
    return {"tanh": 1 - h**2, "sigmoid": h * (1 - h), "relu": h > 0, "identity": 1.0}[activation]

def slope_of_tanh(h, activation):
    return 1 - h**2

def rules(operation, gradient, output, *inputs):
    if operation == "tanh":
        return [gradient * (1 - output**2)]
    if operation == "sum":
        return [np.full(inputs[0].shape, gradient)]
    a, b = inputs
    if operation == "@":
        return np.einsum("nj,ij->ni", gradient, b), a.T @ gradient
    if operation == "*":
        return gradient * b, gradient * a
    return gradient, gradient if a.shape == b.shape else gradient.sum(axis=0)

def rules_of_one_array(operation, gradient, output, *inputs):
    return gradient

def rules_without_a_sum(operation, gradient, output, *inputs):
    return (gradient, gradient) if operation == "+" else rules(operation, gradient, output, *inputs)

def rules_that_change_their_input(operation, gradient, output, *inputs):
    sent = rules(operation, gradient.copy(), output, *inputs)
    gradient *= 2
    return sent

def order(last, graph):
    if last not in graph:
        return []
    users = {name: [n for n in graph if name in graph[n][1]] for name in graph}
    below = {last}
    while any(one not in below for name in below for one in graph[name][1]):
        below |= {one for name in below for one in graph[name][1]}
    def depth(name):
        return 1 + max([depth(user) for user in users[name] if user in below], default=0)
    return sorted(sorted(below), key=depth)  # a set has another order in each process

def order_from_the_leaves(last, graph):
    return order(last, graph)[::-1]

def order_as_a_generator(last, graph):
    return reversed(order(last, graph))

def walk(last, graph):
    gradients = {last: 1.0}
    for name in order(last, graph):
        operation, inputs, output = graph[name]
        if inputs:
            arrays = [graph[one][2] for one in inputs]
            for one, part in zip(inputs, rules(operation, gradients[name], output, *arrays)):
                gradients[one] = gradients.get(one, 0) + part
    return gradients

def walk_that_overwrites(last, graph):
    gradients = {last: 1.0}
    for name in order(last, graph):
        operation, inputs, output = graph[name]
        if inputs:
            arrays = [graph[one][2] for one in inputs]
            gradients.update(zip(inputs, rules(operation, gradients[name], output, *arrays)))
    return gradients

def walk_that_changes_the_graph(last, graph):
    gradients = walk(last, graph)
    for _, _, array in graph.values():
        array *= 0
    return gradients

def by_hand():
    return 1.077336

def missed():
    return 0.792209

def draws(scores, temperature, u):
    p = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return (p.cumsum(axis=1) / p.sum(axis=1, keepdims=True) > u[:, None]).argmax(axis=1)

def grows_bold(scores, temperature, u):
    return draws(scores, 1 / temperature, u)

def draws_itself(scores, temperature, u):
    return draws(scores, temperature, np.random.default_rng(3).random(len(u)))

def trains(x, y, h0, params, lr, max_norm):
    Wx, Wh, B, W, b = params.values()
    h = rnn_forward(x, h0, Wx, Wh, B)
    loss, dscores = softmax_cross_entropy(h @ W + b, y)
    upstream, dW, db = dense_backward(dscores, h, W)
    _, _, dWx, dWh, dB = rnn_backward(upstream, x, h0, h, Wx, Wh)
    grads = {"Wx": dWx, "Wh": dWh, "B": dB, "W": dW, "b": db}
    sgd_step(params, clip_by_global_norm(grads, max_norm)[0], lr)
    return loss, h[:, -1]

def trains_with_new_arrays(x, y, h0, params, lr, max_norm):
    new = {name: W.copy() for name, W in params.items()}
    results = trains(x, y, h0, new, lr, max_norm)
    for name in params:
        params[name] = new[name]
    return results

def trains_copies(x, y, h0, params, lr, max_norm):
    return trains(x, y, h0, {name: W.copy() for name, W in params.items()}, lr, max_norm)

def bits(scores, y, mask):
    real = mask != 0
    return softmax_cross_entropy(scores[real], y[real])[0] / np.log(2)

def bits_of_padding_too(scores, y, mask):
    return softmax_cross_entropy(scores, y)[0] / np.log(2)

def stub(*arguments):
    raise NotImplementedError
"""
NUMBER = functools.partial(rnn_lib.check_by_hand, name="a_2[0]")
NUMERICAL = rnn_lib.check_numerical_gradient
CASES = [
    (NUMERICAL, "central", "correct"),
    (NUMERICAL, "one_sided", "incorrect"),
    (NUMERICAL, "of_one_entry", "error"),
    (NUMERICAL, "returns_the_loss", "error"),
    (NUMERICAL, "moves_x", "incorrect"),
    (NUMERICAL, "calls_the_library", "not attempted"),
    (rnn_lib.check_descend, "descends", "correct"),
    (rnn_lib.check_descend, "climbs", "incorrect"),
    (rnn_lib.check_sample, "draws", "correct"),
    (rnn_lib.check_sample, "grows_bold", "incorrect"),
    (rnn_lib.check_sample, "draws_itself", "incorrect"),
    (rnn_lib.check_train_on_chunk, "trains", "correct"),
    (rnn_lib.check_train_on_chunk, "trains_with_new_arrays", "correct"),
    (rnn_lib.check_train_on_chunk, "trains_copies", "incorrect"),
    (rnn_lib.check_bits_per_character, "bits", "correct"),
    (rnn_lib.check_bits_per_character, "bits_of_padding_too", "incorrect"),
    (rnn_lib.check_horizon, "reaches", "correct"),
    (rnn_lib.check_horizon, "reaches_too_far", "incorrect"),
    (rnn_lib.check_clipped_step, "steps", "correct"),
    (rnn_lib.check_clipped_step, "steps_in_place", "incorrect"),
    (rnn_lib.check_clipped_step, "steps_in_the_callers_dict", "incorrect"),
    (rnn_lib.check_truncated_gradient, "truncates", "correct"),
    (rnn_lib.check_truncated_gradient, "truncates_nothing", "incorrect"),
    (rnn_lib.check_fitting_product, "untransposed", "correct"),
    (rnn_lib.check_fitting_product, "transposed", "incorrect"),
    (rnn_lib.check_slope, "slopes", "correct"),
    (rnn_lib.check_slope, "slope_of_tanh", "incorrect"),
    (rnn_lib.check_local_gradients, "rules", "correct"),
    (rnn_lib.check_local_gradients, "rules_of_one_array", "error"),
    (rnn_lib.check_local_gradients, "rules_without_a_sum", "incorrect"),
    (rnn_lib.check_local_gradients, "rules_that_change_their_input", "incorrect"),
    (rnn_lib.check_backward_order, "order", "correct"),
    (rnn_lib.check_backward_order, "order_from_the_leaves", "incorrect"),
    (rnn_lib.check_backward_order, "order_as_a_generator", "error"),
    (rnn_lib.check_graph_gradients, "walk", "correct"),
    (rnn_lib.check_graph_gradients, "walk_that_overwrites", "incorrect"),
    (rnn_lib.check_graph_gradients, "walk_that_changes_the_graph", "incorrect"),
    (NUMBER, "by_hand", "correct"),
    (NUMBER, "missed", "incorrect"),
    (NUMERICAL, "stub", "not attempted"),
    (rnn_lib.check_slope, "stub", "not attempted"),
    (NUMBER, "stub", "not attempted"),
]


@pytest.fixture(scope="module")
def process():
    """A student's process in which the answers are defined."""
    with prepared_room(is_closed=False) as room:
        process = StudentProcess(room, Limits(seconds=60))
        assert process.run(ANSWERS) is None
        yield process
        process.close()


@pytest.mark.parametrize("check, name, status", CASES)
def test_a_verdict_there_is_the_verdict_here(process, check, name, status):
    process.allow_time()
    there = check(process.answer(name), run=functools.partial(run_there, process))
    namespace = {}
    exec(ANSWERS, namespace)
    here = check(namespace[name])
    assert there.status == here.status == status, str(there)
    assert there.mistakes == here.mistakes
    told = [line for line in here.lines if not line.startswith("It happened in")]
    assert [line for line in there.lines if not line.startswith("It happened in")] == told


def test_an_answer_that_spoils_its_loss_there_spoils_nothing_here(process):
    process.allow_time()
    run = functools.partial(run_there, process)
    NUMERICAL(process.answer("spoils_the_loss"), run=run)
    assert NUMERICAL(process.answer("central"), run=run).passed

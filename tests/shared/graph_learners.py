"""Rules and orders of the lesson on graphs, as learners write them; with what each should hear."""

import numpy as np

# --- local rules ---


def by_branches(operation, gradient, output, *inputs):
    if operation == "tanh":
        return (gradient * (1 - output**2),)
    if operation == "sum":
        return (gradient * np.ones(inputs[0].shape),)
    a, b = inputs
    if operation == "@":
        return gradient @ b.T, a.T @ gradient
    if operation == "*":
        return gradient * b, gradient * a
    return gradient, gradient if a.shape == b.shape else gradient.sum(axis=0)


def by_table(operation, gradient, output, *inputs):
    a, b = [*inputs, None][:2]
    return {
        "@": lambda: [np.einsum("ij,kj->ik", gradient, b), np.einsum("ji,jk->ik", a, gradient)],
        "+": lambda: [gradient, gradient.sum(axis=tuple(range(gradient.ndim - b.ndim)))],
        "*": lambda: np.stack([gradient * b, gradient * a]),
        "tanh": lambda: [gradient / np.cosh(a) ** 2],
        "sum": lambda: np.full((1, *a.shape), gradient),
    }[operation]()


def as_lists(operation, gradient, output, *inputs):
    return [one.tolist() for one in by_branches(operation, gradient, output, *inputs)]


def in_float32(operation, gradient, output, *inputs):
    return [one.astype(np.float32) for one in by_branches(operation, gradient, output, *inputs)]


def rules_of_products_alone(operation, gradient, output, *inputs):
    sent = by_branches(operation, gradient, output, *inputs)
    return inputs[::-1] if operation == "*" else sent


def rules_in_place(operation, gradient, output, *inputs):
    if operation == "tanh":
        gradient *= 1 - output**2
        return (gradient,)
    return by_branches(operation, gradient, output, *inputs)


def one_array(operation, gradient, output, *inputs):
    sent = by_branches(operation, gradient, output, *inputs)
    return sent[0] if len(sent) == 1 else sent


def no_return(operation, gradient, output, *inputs):
    by_branches(operation, gradient, output, *inputs)


# --- orders ---


def by_recursion(last, graph):
    done = []

    def visit(name):
        if name not in done:
            for one in graph[name][1]:
                visit(one)
            done.append(name)

    visit(last)
    return done[::-1]


def by_levels(last, graph):
    level, waiting = {}, [(last, 0)]
    while waiting:
        name, depth = waiting.pop()
        if depth >= level.get(name, 0):
            level[name] = depth
            waiting += [(one, depth + 1) for one in graph[name][1]]
    return tuple(sorted(level, key=level.get))


def by_crossing_out(last, graph):
    wanted = set(by_recursion(last, graph))
    names = []
    while wanted:
        free = {n for n in wanted if not any(n in graph[user][1] for user in wanted)}
        names += sorted(free)
        wanted -= free
    return names


def by_moving_to_the_end(last, graph):
    names = [last]
    for name in names:
        for one in graph[name][1]:
            names.append(one)
    return list(dict.fromkeys(names[::-1]))[::-1]


def from_the_first_entry(last, graph):
    return list(graph)[::-1]


def without_a_memory(last, graph):
    names = [last]
    for one in graph[last][1]:
        names += without_a_memory(one, graph)
    return names


def as_they_are_found(last, graph):
    names = []

    def visit(name):
        if name not in names:
            names.append(name)
            for one in graph[name][1]:
                visit(one)

    visit(last)
    return names


def in_the_order_of_computing(last, graph):
    return by_recursion(last, graph)[::-1]


def as_a_set(last, graph):
    return set(by_recursion(last, graph))


def of_tuples(last, graph):
    return [graph[name] for name in by_recursion(last, graph)]


def without_an_end(last, graph):
    return without_an_end(last, graph)


RIGHT = [
    *(("rules", f, ()) for f in (by_branches, by_table, as_lists, in_float32)),
    *(("order", f, ()) for f in (by_recursion, by_levels, by_crossing_out, by_moving_to_the_end)),
]
WRONG = [
    ("rules", rules_of_products_alone, ("arriving-gradient-ignored",)),
    ("rules", rules_in_place, ("inputs-mutated",)),
    ("order", from_the_first_entry, ("node-too-early",)),
    ("order", without_a_memory, ("node-twice",)),
    ("order", as_they_are_found, ("node-too-early",)),
    ("order", in_the_order_of_computing, ("order-forwards",)),
]
UNREADABLE = [
    ("rules", one_array, "Return a tuple of one gradient, (gradient,), one for each input."),
    ("rules", no_return, "Yours returned None: is there a return statement?"),
    ("order", as_a_set, "Return a list of names. Yours returned a set."),
    ("order", of_tuples, "Yours has a tuple in it. A name is a key of the graph."),
    ("order", without_an_end, "RecursionError"),
]

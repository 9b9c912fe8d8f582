"""Which mistakes of a pass cannot be told apart, and why."""

# "=": the same numbers, both ways. ">": whoever makes the mistakes on the left cannot be told
# from one who makes those on the right; the other way round only in some forms, or never.
SAME = {
    "forward": {
        "h0-ignored = previous-index-wraps": "index -1 of a new array of zeros holds zeros",
        "Wh-ignored state-not-carried > Wh-ignored": "no state is read at all",
        "Wh-ignored h0-ignored > Wh-ignored": "no state is read at all",
        "returns-first-state state-not-carried > returns-first-state": (
            "the first step starts from h0 in any case"
        ),
        "returns-first-state h0-ignored = returns-first-state Wh-ignored": (
            "in the first step, Wh meets h0 alone"
        ),
        "returns-first-state last-step-skipped = returns-first-state fixed-sequence-length": (
            "both stop at T = 1 and show nowhere else"
        ),
        "returns-first-state time-reversed = returns-last-state-only state-not-carried": (
            "x_T and h0 make the one state that is returned"
        ),
    },
    "backward": {
        "upstream-last-step-only last-step-only > last-step-only": "other steps are not visited",
        "upstream-reinjected last-step-only > last-step-only": "at t = T, dh_T is right",
        "upstream-last-step-only time-runs-forwards > last-step-only": (
            "before t = T there is neither upstream nor a carry"
        ),
        "upstream-last-step-only carry-dropped = last-step-only carry-dropped": (
            "before t = T there is neither upstream nor a carry"
        ),
        "upstream-ignored carry-dropped > upstream-ignored": (
            "in its form da_t = 1 - h_t² there is no carry either"
        ),
        "upstream-ignored last-step-only > upstream-ignored time-runs-forwards": (
            "in its form with ones at t = T and zeros before, nothing was carried yet"
        ),
        "upstream-last-step-only loops-over-batch > upstream-ignored loops-over-batch": (
            "the steps up to N do not reach the last one"
        ),
        "carry-dropped truncated-in-time > carry-dropped": "without a carry nothing is cut off",
        "h-t-for-h-prev last-step-only = last-state-for-every-step last-step-only": (
            "in the last step h_t is h_T"
        ),
        "previous-index-wraps overwritten-over-time = "
        "last-state-for-every-step overwritten-over-time": "what stays is the share of the first step",
        "tanh-derivative-missing carry-not-through-tanh > tanh-derivative-missing": "da_t is dh_t",
        "tanh-derivative-missing dx-not-through-tanh > tanh-derivative-missing": "da_t is dh_t",
    },
}
"""Which mistakes give the same numbers, and why. A test below proves every line."""

HIDDEN = {
    "forward": {
        "h0-ignored state-kept-between-calls > h0-ignored": "the state kept is not read",
        "Wh-ignored state-kept-between-calls > Wh-ignored": "the state kept is not read",
        "activation-missing integer-truncation > activation-missing": (
            "sums and products of integers are integers"
        ),
        "state-kept-between-calls integer-truncation > state-kept-between-calls": (
            "no two calls can be compared"
        ),
        "state-kept-between-calls argument-ignored > state-kept-between-calls": (
            "no two calls can be compared"
        ),
        **dict.fromkeys(
            (
                f"argument-ignored {name} > argument-ignored"
                for name in ("h0-ignored", "previous-index-wraps", "bias-ignored", "Wh-ignored")
            ),
            "it is told among what is not used",
        ),
        "argument-ignored time-reversed > argument-ignored": (
            "where typed-in weights play no part, there is no input to read"
        ),
    },
    "backward": {
        "not-deterministic integer-truncation > not-deterministic": "no two calls can be compared",
        "clipped-inside not-deterministic > not-deterministic": "no two calls can be compared",
        "clipped-inside weights-updated-inside > weights-updated-inside": (
            "an update inside bends what a larger loss gives, as a limit does"
        ),
        "weights-updated-inside integer-truncation > weights-updated-inside": (
            "an update cuts off integer weights, so that integers give other numbers anyway"
        ),
    },
}
"""What shows in behaviour and hides, or is hidden, for the reason given."""

UNNAMED = {
    "results-misordered bias-not-summed-over-batch": "the order is told by the shapes",
    "results-misordered bias-scalar": "the order is told by the shapes",
    "results-misordered dx-through-Wh": "the order is told by the shapes",
    "upstream-ignored truncated-in-time": "how far back it goes is asked by way of the loss",
    "upstream-ignored clipped-inside": "a limit is found by way of a larger loss",
    "tanh-derivative-at-dh truncated-in-time": "steps cannot be told apart: nothing adds up",
    "tanh-derivative-at-dh clipped-inside": "a slope that depends on the loss bends it, too",
}
"""Pairs that are found wrong, but get no name: the limit of the method."""


def rules(side):
    """Return the lines of SAME and HIDDEN as pairs of sets, each to be read from left to right."""
    directed = []
    for line in (*SAME[side], *HIDDEN[side]):
        left, _, right = line.replace("=", ">").partition(">")
        pair = frozenset(left.split()), frozenset(right.split())
        directed += [pair, pair[::-1]] if "=" in line else [pair]
    return directed


def expected(side, ids):
    """Return all smallest sets of mistakes that cannot be told from these."""
    reached, new = set(), {frozenset(ids)}
    while new:
        reached |= new
        new = {(s - a) | b for s in new for a, b in rules(side) if a <= s} - reached
    fewest = min(map(len, reached))
    return {s for s in reached if len(s) == fewest}

"""The check of padded sequences: right answers of every style pass, each mistake is named.

The oracle knows no mask: each sequence alone, cut to its real steps, goes through `rnn_forward`.
"""

import numpy as np
import pytest

import rnn_lib as rl
from rnn_lib.checks.exercises import EXERCISES

PROBES = EXERCISES["padded_forward"].probes


def by_cutting(x, mask, h0, Wx, Wh, B):
    """Run each sequence alone, without its padded steps, and repeat what stays."""
    h = np.zeros((*x.shape[:2], len(B)))
    for n, real in enumerate(np.asarray(mask) != 0):
        states = [h0[n]]
        if real.any():
            states += list(rl.rnn_forward(x[n : n + 1, real], h0[n : n + 1], Wx, Wh, B)[0])
        h[n] = np.array(states)[np.cumsum(real)]
    return h


def by_blending(x, mask, h0, Wx, Wh, B):
    states, h = [], h0
    for t in range(x.shape[1]):
        m = mask[:, t : t + 1]
        h = m * np.tanh(x[:, t] @ Wx + h @ Wh + B) + (1 - m) * h
        states.append(h)
    return np.stack(states, axis=1)


def by_where(x, mask, h0, Wx, Wh, B):
    h = [h0]
    for x_t, m_t in zip(x.swapaxes(0, 1), mask.T):
        h.append(np.where(m_t[:, None] == 1, rl.rnn_step_forward(x_t, h[-1], Wx, Wh, B), h[-1]))
    return np.array(h[1:]).swapaxes(0, 1)


def by_choosing_rows(x, mask, h0, Wx, Wh, B):
    h, states = 1.0 * h0, []
    for t in range(x.shape[1]):
        rows = np.flatnonzero(mask[:, t])
        h[rows] = np.tanh(x[rows, t] @ Wx + h[rows] @ Wh + B)
        states.append(h.copy())
    return np.stack(states, axis=1)


def by_entry(x, mask, h0, Wx, Wh, B):
    out = []
    for sequence, real, state in zip(x, mask, h0):
        states = []
        for x_t, r in zip(sequence, real):
            state = np.tanh(x_t @ Wx + state @ Wh + B) if r else state
            states.append(list(state))
        out.append(states)
    return out


RIGHT = [by_cutting, by_blending, by_where, by_choosing_rows, by_entry]


@pytest.mark.parametrize("answer", RIGHT)
def test_a_right_answer_is_correct_in_every_style(answer):
    report = rl.check_padded_forward(answer)
    assert (report.subject, report.status, report.mistakes) == ("padded forward", "correct", ())
    assert report.lines[0].startswith("Right on 7 calls: a batch with padding at the end, inside")


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.story)
def test_what_is_expected_is_each_sequence_alone_cut_to_its_real_steps(probe):
    (h,) = probe.expected
    np.testing.assert_allclose(h, by_cutting(*probe.arguments), rtol=0, atol=1e-12)


def test_masks_have_padding_everywhere_and_nowhere_and_no_product_hides_the_input():
    rows = [tuple(row) for probe in PROBES for row in 1 * (probe.arguments[1] != 0)]
    assert (1, 1, 1, 0, 0) in rows and (0, 1, 0, 1, 1) in rows and (1, 1, 1, 1, 1) in rows
    assert (1,) in rows and (0,) in rows and (1, 0, 0, 0, 0) in rows
    kinds = [(probe.role, probe.arguments[1].dtype.kind) for probe in PROBES]
    assert {kind for role, kind in kinds if role == "integers"} == {"i"}
    assert {kind for role, kind in kinds if role != "integers"} == {"f", "b"}
    for x, mask, *_ in (probe.arguments for probe in PROBES):
        assert x[mask == 0].all(), "no zeros at padded steps"


# --- each mistake in a learner's words ---


def padded_with(mistake):
    """Return an answer with one mistake."""
    kept = {}

    def forward(x, mask, h0, Wx, Wh, B):
        N, T, _ = x.shape
        real = np.array(mask, dtype=bool)
        if mistake == "as many as are real":
            real = np.arange(T)[None] < real.sum(axis=1)[:, None]
        if mistake == "ends at the first padding":
            real = np.minimum.accumulate(real, axis=1)
        if mistake == "begins to pad after the last real step":
            real = np.array([[row[t:].any() for t in range(T)] for row in real])
        real = {"inverted": ~real, "first row": real[:1] | (0 * mask == 1)}.get(mistake, real)
        if mistake == "any row":
            real = np.tile(real.any(axis=0), (N, 1))
        if mistake == "mask ignored":
            real = np.ones((N, T), bool)
        x = np.where(real[:, :, None], x, 0) if mistake == "on input" else x
        h = {"h0 ignored": np.zeros(h0.shape)}.get(mistake, h0)
        if mistake == "kept":
            h = kept.get(h0.shape, h0)
        out = np.zeros((N, T, len(B)), x.dtype if mistake == "truncated" else float)
        for t in range(T):
            old = h0 if mistake == "not carried" else h
            new = np.tanh(x[:, t] @ Wx + old @ Wh + (0 if mistake == "no bias" else B))
            passed = np.zeros(h.shape) if mistake == "zeroed" else old
            h = new if mistake == "on input" else np.where(real[:, t, None], new, passed)
            out[:, t] = h
            if mistake == "zeros returned":
                out[~real[:, t], t] = 0
        kept[h0.shape] = h
        if mistake == "aliased":
            out[:] = h[:, None]
        if mistake == "mutated":
            x[...] = 0
        return out[:, -1] if mistake == "last only" else out

    return forward


NAMED = {
    "mask ignored": ("mask-ignored",),
    "on input": ("mask-on-input",),
    "zeroed": ("state-zeroed-at-padding",),
    "zeros returned": ("state-zeroed-at-padding",),
    "as many as are real": ("padding-assumed-at-the-end",),
    "ends at the first padding": ("padding-assumed-at-the-end",),
    "begins to pad after the last real step": ("padding-assumed-at-the-end",),
    "inverted": ("mask-inverted",),
    "first row": ("batch-rows-mixed",),
    "any row": ("batch-rows-mixed",),
    "h0 ignored": ("h0-ignored", "previous-index-wraps"),
    "not carried": ("state-not-carried",),
    "no bias": ("bias-ignored",),
    "last only": ("returns-last-state-only",),
    "aliased": ("states-aliased",),
    "truncated": ("integer-truncation",),
    "mutated": ("inputs-mutated",),
    "kept": ("state-kept-between-calls",),
}


def test_the_attempts_without_a_mistake_are_right():
    assert rl.check_padded_forward(padded_with("none")).passed


@pytest.mark.parametrize("mistake", NAMED)
def test_each_mistake_is_named_alone(mistake):
    report = rl.check_padded_forward(padded_with(mistake))
    assert (report.status, report.mistakes) == ("incorrect", NAMED[mistake]), str(report)


def test_a_mask_on_the_result_of_an_unpadded_pass_is_a_state_of_zeros():
    report = rl.check_padded_forward(
        lambda x, mask, *others: rl.rnn_forward(x, *others) * mask[:, :, None]
    )
    assert report.mistakes == ("state-zeroed-at-padding",)


@pytest.mark.parametrize(
    "answer, mistakes",
    [
        (
            lambda x, mask, h0, *others: by_cutting(x, 1 + 0 * mask, 0 * h0, *others),
            {"mask-ignored", "h0-ignored", "previous-index-wraps"},
        ),
        (
            lambda x, mask, h0, Wx, Wh, B: by_cutting(x, 1 + 0 * mask, h0, Wx, Wh.T, B),
            {"mask-ignored", "Wh-transposed"},
        ),
        (
            lambda x, mask, h0, Wx, Wh, B: padded_with("zeroed")(x, mask, h0, Wx, Wh, 0 * B),
            {"state-zeroed-at-padding", "bias-ignored"},
        ),
        (
            lambda x, mask, h0, Wx, Wh, B: by_cutting(x, mask, 0 * h0, Wx, Wh, 0 * B),
            {"h0-ignored", "previous-index-wraps", "bias-ignored"},
        ),
    ],
)
def test_two_mistakes_are_both_named(answer, mistakes):
    assert set(rl.check_padded_forward(answer).mistakes) == mistakes


def test_a_fixed_number_of_steps_is_named_with_the_number():
    report = rl.check_padded_forward(
        lambda x, mask, *others: by_cutting(x[:, :10], mask[:, :10], *others)
    )
    assert report.mistakes == ("fixed-sequence-length",)
    assert "It counts on 10 steps." in report.lines


def test_a_state_that_begins_anew_is_named_with_the_number():
    def twelve_by_twelve(x, mask, h0, *weights):
        parts = range(0, mask.shape[1], 12)
        if x.shape[1] != mask.shape[1]:
            raise ValueError("x and mask differ in steps")
        pairs = [(x[:, t : t + 12], mask[:, t : t + 12]) for t in parts]
        return np.concatenate([by_cutting(*pair, h0, *weights) for pair in pairs], axis=1)

    report = rl.check_padded_forward(twelve_by_twelve)
    assert report.mistakes == ("state-not-carried",)
    assert "It begins anew from h0 after every 12 steps." in report.lines


def test_typed_in_weights_and_a_mask_that_is_not_used_are_named():
    def typed_in(x, mask, h0, Wx, Wh, B):
        return by_cutting(x, mask, h0, np.full(Wx.shape, 0.3), Wh, B)

    assert rl.check_padded_forward(typed_in).mistakes == ("argument-ignored",)
    report = rl.check_padded_forward(lambda x, m, *others: 0.9 * rl.rnn_forward(x, *others))
    assert report.mistakes == ("mask-ignored",)


def test_of_a_typed_in_example_what_is_not_used_is_asked_with_a_mask_of_zeros_and_ones():
    def of_one_sequence(x, mask, h0, Wx, Wh, B):
        (sequence,), (real,), (start,) = x, mask == 1, h0  # stops where there are more
        arguments = np.array([sequence]), np.array([real]), np.array([start])
        return by_cutting(*arguments, np.full((2, 4), 0.3), Wh, B)

    report = rl.check_padded_forward(of_one_sequence)
    assert report.mistakes == ("argument-ignored",) and "Not used: Wx." in report.lines


def test_an_overflowing_tanh_is_named():
    def forward(x, mask, h0, Wx, Wh, B):
        h, states = h0, []
        for t in range(x.shape[1]):
            a = x[:, t] @ Wx + h @ Wh + B
            e, f = np.exp(a), np.exp(-a)
            h = np.where(mask[:, t, None] > 0, (e - f) / (e + f), h)
            states.append(h)
        return np.stack(states, axis=1)

    assert rl.check_padded_forward(forward).mistakes == ("overflow-in-tanh",)


def test_numbers_that_nothing_explains_come_with_what_is_right():
    def right_without_padding(x, mask, *others):
        h = by_cutting(x, mask, *others)
        return h if np.all(mask) else 0.9 * h

    text = str(rl.check_padded_forward(right_without_padding))
    assert "No known mistake" in text and "They are right with no padding." in text
    assert "wrong with two padded steps at the end of each sequence, with one sequence" in text


def test_a_mask_of_numbers_as_places_stops_and_is_no_lost_fraction():
    def forward(x, mask, h0, Wx, Wh, B):
        h, states = 1.0 * h0, []
        for t in range(x.shape[1]):
            h[mask[:, t]] = np.tanh(x[:, t] @ Wx + h @ Wh + B)[mask[:, t]]
            states.append(h.copy())
        return np.stack(states, axis=1)

    report = rl.check_padded_forward(forward)
    assert (report.status, report.mistakes) == ("error", ())
    assert "IndexError: arrays used as indices must be of integer (or boolean) type" in str(report)


@pytest.mark.parametrize(
    "f", [lambda *a: None, lambda *a: "h", lambda *a: [[1], [1, 2]], lambda x: x, lambda *a: 1 / 0,
          lambda *a: {}, lambda *a: 1j * np.ones((3, 5, 4)), "h", list],
)  # fmt: skip
def test_what_is_no_answer_is_an_error_and_nothing_is_raised(f):
    assert rl.check_padded_forward(f).status == "error"


@pytest.mark.parametrize(
    "h", [np.nan, np.inf, 0.0, np.zeros((3, 5, 4)), np.full((3, 5, 4), np.nan)]
)
def test_any_other_number_is_incorrect(h):
    assert rl.check_padded_forward(lambda *arguments: h).status == "incorrect"


def test_a_stub_is_not_attempted():
    def stub(*arguments):
        raise NotImplementedError

    assert rl.check_padded_forward(stub).status == "not attempted"
    assert rl.check_padded_forward(None).status == "not attempted"

"""Answers with one mistake each, written without the pieces of rnn_lib that the checks search."""

import numpy as np

# --- forward: one switch per mistake ---


def _overflowing_tanh(a):
    return (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))


def forward_with(mistake):
    """Return a forward with one mistake."""
    kept, weights = {}, {}

    def forward(x, h0, Wx, Wh, B):
        own = x if mistake == "inputs-mutated" else x.copy()
        weights.setdefault("Wx", Wx)
        if mistake == "argument-ignored" and Wx.shape == weights["Wx"].shape:
            Wx = weights["Wx"] * 1.01
        if mistake == "inputs-mutated":
            own += 0 if own.dtype.kind == "i" else 1e-9
        T = 3 if mistake == "fixed-sequence-length" else x.shape[1]
        phi = {
            "activation-missing": lambda a: a,
            "activation-wrong": lambda a: np.maximum(a, 0),
            "overflow-in-tanh": _overflowing_tanh,
        }.get(mistake, np.tanh)
        h = 0 * h0 if mistake == "h0-ignored" else h0
        if mistake == "state-kept-between-calls":
            h = kept.get(h0.shape, h0)
        recurrent = {"Wh-transposed": Wh.T, "Wh-ignored": 0 * Wh}.get(mistake, Wh)
        states = np.zeros(
            (len(x), x.shape[1], len(B)),
            dtype=x.dtype if mistake == "integer-truncation" else float,
        )
        for t in range(T):
            x_t = own[:, T - 1 - t] if mistake == "time-reversed" else own[:, t]
            h_prev = h0 if mistake == "state-not-carried" else h
            if mistake == "previous-index-wraps":
                h_prev = states[:, t - 1]
            if mistake == "batch-rows-mixed":
                h_prev = np.repeat(h_prev.mean(axis=0, keepdims=True), len(x), axis=0)
            h = phi(x_t @ Wx + h_prev @ recurrent + (0 if mistake == "bias-ignored" else B))
            states[:, t] = h
        kept[h0.shape] = h
        if mistake == "last-step-skipped":
            states[:, -1] = 0
        if mistake == "states-aliased":
            states[:] = states[:, -1:]
        if mistake == "axes-reshaped":
            return states.swapaxes(0, 1).reshape(states.shape)
        return {"returns-last-state-only": states[:, -1], "returns-first-state": states[:, 0]}.get(
            mistake, states
        )

    return forward


FORWARD_MISTAKES = [
    "state-not-carried",
    "h0-ignored",
    "bias-ignored",
    "activation-missing",
    "activation-wrong",
    "Wh-transposed",
    "Wh-ignored",
    "returns-last-state-only",
    "returns-first-state",
    "last-step-skipped",
    "fixed-sequence-length",
    "batch-rows-mixed",
    "state-kept-between-calls",
    "states-aliased",
    "axes-reshaped",
    "previous-index-wraps",
    "time-reversed",
    "argument-ignored",
    "overflow-in-tanh",
    "inputs-mutated",
    "integer-truncation",
]


# --- backward: one switch per mistake ---


def backward_with(mistake):
    """Return a backward with one mistake."""
    rng = np.random.default_rng(0)

    def backward(upstream, x, h0, h, Wx, Wh):
        N, T, _ = x.shape
        if mistake == "inputs-mutated":
            upstream *= 1 if upstream.dtype.kind == "i" else 1 + 1e-9
        if mistake == "weights-updated-inside":
            Wx -= np.rint(0.1 * Wx).astype(Wx.dtype) if Wx.dtype.kind == "i" else 0.1 * Wx
        kind = x.dtype if mistake == "integer-truncation" else float
        dx = np.zeros(h.shape if mistake == "dx-through-Wh" else x.shape, kind)
        dWx, dWh, dB = np.zeros(Wx.shape, kind), np.zeros(Wh.shape, kind), np.zeros(len(Wh), kind)
        carry = np.zeros(h0.shape)
        for t in {
            "time-runs-forwards": range(T),
            "loops-over-batch": range(N),
            "truncated-in-time": range(T - 1, max(-1, T - 5), -1),
        }.get(mistake, reversed(range(T))):
            h_prev = h[:, t - 1] if t or mistake == "previous-index-wraps" else h0
            if mistake == "h0-assumed-zero" and t == 0:
                h_prev = 0 * h0
            if mistake == "h-t-for-h-prev":
                h_prev = h[:, t]
            up = upstream[:, t]
            if mistake == "upstream-last-step-only" and t < T - 1:
                up = 0 * up
            if mistake == "upstream-reinjected":
                up = upstream[:, t:].sum(axis=1)
            if mistake == "upstream-ignored":
                up = np.ones(up.shape)
            total = up + carry
            slope = {
                "tanh-derivative-at-h": 1 - np.tanh(h[:, t]) ** 2,
                "tanh-derivative-missing": 1.0,
                "tanh-derivative-at-dh": 1 - np.tanh(total) ** 2,
                "tanh-derivative-unsquared": 1 - h[:, t],
                "tanh-derivative-at-h-prev": 1 - h_prev**2,
                "derivative-of-another-activation": h[:, t] * (1 - h[:, t]),
                "last-state-for-every-step": 1 - h[:, T - 1] ** 2,
            }.get(mistake, 1 - h[:, t] ** 2)
            da = total * slope
            mean = {"averaged-over-time": 1 / T, "scaled-by-batch": 1 / N}.get(mistake, 1)
            own = {"overwritten-over-time": 0, "last-step-only": 1}.get(mistake, 1)
            count = 0 if mistake == "last-step-only" and t < T - 1 else 1
            dWx[...] = own * dWx + (count * mean * (x[:, t].T @ da)).astype(kind)
            dWh[...] = own * dWh + (count * mean * (h_prev.T @ da)).astype(kind)
            over_batch = {"bias-averaged": da.mean(axis=0), "bias-scalar": da.sum()}.get(
                mistake, da.sum(axis=0)
            )
            dB[...] = own * dB + np.asarray(count * mean * over_batch).astype(kind)
            if mistake == "bias-not-summed-over-batch":
                dB[...] -= (da.sum(axis=0) - da[0]).astype(kind)
            if mistake == "dx-through-Wh":
                dx[:, t] = da @ Wh.T
            else:
                dx[:, t] = (total if mistake == "dx-not-through-tanh" else da) @ Wx.T
            carry = {
                "carry-dropped": 0 * da,
                "carry-without-Wh": da,
                "carry-not-transposed": da @ Wh,
                "carry-not-through-tanh": total @ Wh.T,
            }.get(mistake, da @ Wh.T)
        if mistake == "clipped-inside":
            dWx, dWh, dB = (np.clip(gradient, -5, 5) for gradient in (dWx, dWh, dB))
        if mistake == "not-deterministic":
            dWx += rng.normal(size=dWx.shape)
        if mistake == "results-misordered":
            return dWx, dWh, dB, dx, carry
        return dx, carry, dWx, dWh, dB

    return backward


BACKWARD_MISTAKES = [
    "upstream-last-step-only",
    "upstream-reinjected",
    "upstream-ignored",
    "tanh-derivative-at-h",
    "tanh-derivative-missing",
    "tanh-derivative-at-dh",
    "tanh-derivative-unsquared",
    "tanh-derivative-at-h-prev",
    "derivative-of-another-activation",
    "last-state-for-every-step",
    "truncated-in-time",
    "clipped-inside",
    "loops-over-batch",
    "carry-dropped",
    "carry-without-Wh",
    "carry-not-transposed",
    "carry-not-through-tanh",
    "h-t-for-h-prev",
    "h0-assumed-zero",
    "previous-index-wraps",
    "overwritten-over-time",
    "averaged-over-time",
    "last-step-only",
    "bias-not-summed-over-batch",
    "bias-averaged",
    "bias-scalar",
    "scaled-by-batch",
    "dx-through-Wh",
    "dx-not-through-tanh",
    "time-runs-forwards",
    "results-misordered",
    "not-deterministic",
    "weights-updated-inside",
    "inputs-mutated",
    "integer-truncation",
]

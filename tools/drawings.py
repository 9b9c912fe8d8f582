"""Write the drawings of the book: book/figures/*.svg.

Black is `currentColor` and white is the theme's, so a drawing is readable in light and in dark.
Each is about 350 units wide, the width of a telephone, so its letters are readable there.
Solid arrows go forward, dashed ones backward. What draws them is in `pens`.
"""

import sys
from pathlib import Path

import numpy as np

import rnn_lib

from .cell_drawings import cell_of_1997, lstm_cell
from .pens import BACKWARD, FORWARD, PAGE, arrow, box, svg, text

FIGURES = Path(__file__).resolve().parents[1] / "book" / "figures"
STEPS = (1, 2, 3)


def unrolled():
    """Draw three steps forward."""
    parts = [text(14, 90, "h_0"), arrow("M28 85h31"), text(43, 76, "W_h")]
    for t in STEPS:
        x = 98 * t - 8
        parts += [box(x - 28, 63, 56, 44), text(x, 90, "tanh")]
        parts += [arrow(f"M{x} 150v-40"), text(x, 168, f"x_{t}"), text(x + 20, 136, "W_x")]
        parts += [arrow(f"M{x} 61v-34"), text(x, 18, f"h_{t}")]
        parts += [arrow(f"M{x + 30} 85h{36 if t < 3 else 24}"), text(x + 46, 76, "W_h")]
    return svg(350, 178, parts)


def wirings():
    """Draw what goes in and out of networks without a state and with one."""
    return svg(350, 262, [part for one in WIRINGS for part in _wiring(*one)])


WIRINGS = [  # left, top, name, steps with an input, steps with an output, an example
    (20, 0, "one to one", (0,), (0,), "picture → its class"),
    (150, 0, "one to many", (0,), (0, 1, 2), "picture → a sentence"),
    (20, 132, "many to one", (0, 1, 2), (2,), "sentence → praise or not"),
    (196, 132, "many to many", (0, 1, 2), (0, 1, 2), "letter → the next letter"),
]


def _wiring(left, top, name, inputs, outputs, example):
    last = max(inputs + outputs)
    parts = [text(left, top + 16, name, anchor="start", font_weight="bold")]
    for t in range(last + 1):
        x = left + 14 + 48 * t
        parts += [box(x - 13, top + 48, 26, 22, FORWARD)]
        parts += [arrow(f"M{x} {top + 92}v-19")] if t in inputs else []
        parts += [arrow(f"M{x} {top + 46}v-19")] if t in outputs else []
        parts += [arrow(f"M{x + 14} {top + 59}h18")] if t < last else []
    return [*parts, text(left, top + 110, example, anchor="start", font_size=12)]


def two_paths():
    """Draw how a state reaches the loss, and what comes back, on each of the two ways."""
    parts = [
        *(box(70, 104, 66, 44), text(103, 131, "h_t")),
        *(box(236, 104, 96, 44), text(284, 131, "step t+1")),
        *(box(70, 14, 262, 30), text(201, 34, "loss L")),
        *(arrow("M86 102V47"), arrow("M120 46V101", back=True)),
        *(arrow("M138 116H233"), text(186, 108, "W_h")),
        *(arrow("M234 138H139", back=True), arrow("M268 102V47"), arrow("M300 46V101", back=True)),
        *(text(128, 78, "direct", anchor="start"), text(186, 162, "carry")),
        *(arrow("M30 126H67"), text(16, 131, "…")),
        arrow("M103 150V182", back=True),
        text(103, 202, "dh_t = direct + carry"),
    ]
    return svg(350, 212, parts)


def shares():
    """Draw which step gives what to each of the five gradients."""
    columns = {t: 88 * t - 46 for t in STEPS}
    parts = [arrow(f"M{columns[t]} 48V{y}", back=True) for t, y in ((1, 236), (2, 194), (3, 194))]
    for t, x in columns.items():
        parts += [box(x - 28, 14, 56, 34, BACKWARD), text(x, 36, f"da_{t}")]
        parts += [arrow(f"M{x + 58} 31H{x + 31}", back=True)] if t < 3 else []
    sums = {"dWx": ("x_{0}^T da_{1}", 1), "dWh": ("h_{0}^T da_{1}", 0), "dB": ("da_{1}", 1)}
    for y, (name, (share, first)) in zip((66, 107, 148), sums.items()):
        parts += [box(2, y, 256, 32), text(274, y + 21, "="), text(316, y + 21, name)]
        parts += [text(x, y + 21, share.format(t - 1 + first, t)) for t, x in columns.items()]
        parts += [text(x + 44, y + 21, "+") for t, x in columns.items() if t < 3]
    for t, x in columns.items():
        parts += [box(x - 40, 197, 80, 30, PAGE), text(x, 217, f"da_{t} W_x^T")]
    parts += [text(42, 258, "da_1 W_h^T"), text(274, 217, "="), text(316, 217, "dx")]
    parts += [text(274, 258, "="), text(316, 258, "dh0")]
    return svg(350, 268, parts)


def kept(s, t, back, on):
    """Say whether the loss of step s reaches the weights of step t: truncated backpropagation.

    After every `on` steps, the losses of these steps go back `back` steps from the last of them.
    """
    last = -(-s // on) * on
    return last - back < t <= s


def truncation():
    """Draw which pairs of a loss and a step stay: in chunks, and when going back further."""
    parts = [text(10, 104, "loss of step s", font_size=13, transform="rotate(-90 10 104)")]
    for left, title, back, on in ((22, "chunks of 4", 4, 4), (194, "back 6, on 2", 6, 2)):
        parts.append(text(left + 78, 16, title, font_size=14))
        for s in range(1, 13):
            parts += [_pair(left, s, t, kept(s, t, back, on)) for t in range(1, s + 1)]
        parts.append(text(left + 78, 200, "weights of step t", font_size=13))
    near, far = (86, "left out, near", 1, False), (220, "left out, far", 5, False)
    for x, words, s, stays in ((8, "kept", 1, True), near, far):
        parts.append(_pair(x, s, 1, stays, top=231 - 13 * s))
        parts.append(text(x + 18, 228, words, anchor="start", font_size=13))
    return svg(350, 240, parts)


def _pair(left, s, t, stays, top=26):
    """Draw a square for a pair that stays; for one that does not, a cross, or a dot if far."""
    x, y = left + 13 * (t - 1), top + 13 * (s - 1)
    if stays:
        return f'<rect x="{x}" y="{y}" width="11" height="11" style="fill: {FORWARD}"/>'
    if s - t < 4:
        cross = f"M{x + 1} {y + 1}l9 9M{x + 10} {y + 1}l-9 9"
        return f'<path d="{cross}" style="stroke: {BACKWARD}" stroke-width="2.5"/>'
    return f'<circle cx="{x + 5.5}" cy="{y + 5.5}" r="1.5"/>'


def explorer_example():
    """Return what the explorer shows at first, computed by rnn_lib: the example of its page."""
    x = np.array([[[0.5], [-1.0], [0.8]]])
    h0, Wx, Wh, B = np.array([[0.3]]), np.array([[0.7]]), np.array([[0.9]]), np.array([0.1])
    upstream = np.array([[[0.0], [1.0], [2.0]]])
    h = rnn_lib.rnn_forward(x, h0, Wx, Wh, B)
    carry, shown = np.zeros((1, 1)), {}
    for t in reversed(STEPS):
        h_prev, h_t, direct = (h[:, t - 2] if t > 1 else h0), h[:, t - 1], upstream[:, t - 1]
        shown |= {("x", t): x[:, t - 1], ("h", t): h_t, ("direct", t): direct, ("carry", t): carry}
        shown["da", t] = (direct + carry) * (1 - h_t**2)
        _, carry, *_ = rnn_lib.rnn_step_backward(direct + carry, x[:, t - 1], h_prev, h_t, Wx, Wh)
    shown |= {("h", 0): h0, ("carry", 0): carry}
    return {place: value.item() for place, value in shown.items()}


def explorer():
    """Draw three steps with their numbers; the explorer's script writes others into them."""
    numbers, parts = explorer_example(), []
    rows = {"direct": 18, "carry": 70, "da": 126, "h": 168, "x": 230}
    for name, y in rows.items():
        parts.append(text(2, y + 8, name, anchor="start", font_style="italic"))
    columns = [78 + 80 * t for t in range(4)]
    for t, x in enumerate(columns):
        parts += _explorer_arrows(t, x)
        for name, y in rows.items():
            if (name, t) in numbers:
                parts += _values(name, t, x, y, numbers[name, t])
    return svg(356, 254, parts).replace("<svg ", '<svg data-units="1" ', 1)


def _explorer_arrows(t, x):
    if t == 0:
        return [text(x, 50, "dh_0 =", font_size="12")]
    return [
        box(x - 30, 108, 60, 84),
        f'<g data-part="forward {t}">{box(x - 30, 151, 60, 41, FORWARD, class_="explorer-mark")}'
        + arrow(f"M{x - 50} 171h17")
        + arrow(f"M{x} 214v-19")
        + "</g>",
        f'<g data-part="backward {t}">{box(x - 30, 108, 60, 41, BACKWARD, class_="explorer-mark")}'
        + arrow(f"M{x - 32} 128h-8V72h-8", back=True)
        + arrow(f"M{x} 42v14", back=True)
        + arrow(f"M{x} 94v12", back=True)
        + "</g>",
    ]


def _values(name, t, x, y, value):
    """Write the number of the first unit, and leave room for the second."""
    first = f"{value:.3f}".replace("-", "\u2212")
    return [
        text(x, y + 17 * j, "" if j else first, font_size=14, data_show=f"{name} {t} {j}")
        for j in (0, 1)
    ]


DRAWINGS = {
    "wirings": wirings,
    "unrolled": unrolled,
    "two_paths": two_paths,
    "shares": shares,
    "explorer": explorer,
    "truncation": truncation,
    "cell_of_1997": cell_of_1997,
    "lstm_cell": lstm_cell,
}


def main():
    """Write every drawing, and report those that changed."""
    for name, draw in DRAWINGS.items():
        path, new = FIGURES / f"{name}.svg", draw()
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(f"wrote {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

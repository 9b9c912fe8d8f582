"""The drawings of the cell on the page about PyTorch, LSTM and GRU."""

from .pens import arrow, box, sign, svg, text

PATH, INPUT, BOXES, RAIL = 52, 104, 152, 206
"""How far from the top the cell, its input, the gates and what goes into them are."""
COLUMNS = {"f": 84, "i": 142, "c": 202, "o": 264}


def cell_of_1997():
    """Draw a cell to which is only added."""
    return svg(350, 240, [*_path("1"), *_gates("ico")])


def lstm_cell():
    """Draw the same cell with a gate that forgets."""
    x = COLUMNS["f"]
    forget = [arrow(f"M{x} {BOXES}V{PATH + 15}"), *sign(x, PATH, ".")]
    return svg(350, 240, [*_path("f_t"), *forget, *_gates("fico")])


def _path(factor):
    """Draw the way of the cell through a step, and the way back along it."""
    middle = (COLUMNS["i"] + COLUMNS["c"]) // 2
    return [
        *(text(22, PATH + 5, "c_t-1"), text(328, PATH + 5, "c_t")),
        arrow(f"M42 {PATH}H308"),
        arrow(f"M308 {PATH - 20}H42", back=True),
        text(middle, PATH - 30, f"backward, the factor {factor}"),
        arrow(f"M{middle} {INPUT - 14}V{PATH + 15}"),
        *sign(middle, PATH, "+"),
    ]


def _gates(names):
    """Draw the gates, what goes into them, and what comes out of the step."""
    parts, middle = [], (COLUMNS["i"] + COLUMNS["c"]) // 2
    for name, end in (("i", middle - 15), ("c", middle + 15)):
        parts.append(arrow(f"M{COLUMNS[name]} {BOXES}V{INPUT}H{end}"))
    x, out = COLUMNS["o"], INPUT + 18
    parts += [arrow(f"M{x} {PATH}V{out - 15}"), box(x - 24, PATH + 15, 48, 24)]
    parts += [text(x, PATH + 32, "tanh"), arrow(f"M{x} {BOXES}V{out + 15}")]
    parts += [arrow(f"M{x + 12} {out}H308"), text(328, out + 5, "h_t")]
    parts += [*sign(middle, INPUT, "."), *sign(x, out, ".")]
    first = COLUMNS[names[0]]
    parts.append(arrow(f"M{first} {RAIL}H{x}V{BOXES + 34}"))
    for name in names:
        x = COLUMNS[name]
        parts.append(arrow(f"M{x} {RAIL}V{BOXES + 34}"))
        parts += [box(x - 22, BOXES, 44, 30), text(x, BOXES + 20, _name(name))]
    return [*parts, text(middle, RAIL + 22, "x_t and h_t-1")]


def _name(letter):
    return "c\u0303_t" if letter == "c" else f"{letter}_t"

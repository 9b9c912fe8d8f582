"""What the drawings of the book are made of: words, boxes, arrows, and signs in circles."""

FORWARD, BACKWARD = "#2f80d0", "#d9660f"  # at least 3:1 on white and on black, as in matplotlibrc
PAGE = "var(--pst-color-background, #fff)"


def text(x, y, content, *, anchor="middle", **attributes):
    """Write at (x, y); `h_1` gets its index below the line, and `da_1^T` its T above it."""
    words = []
    for part in content.split(" "):
        base, _, raised = part.partition("^")
        symbol, _, index = base.partition("_")
        words.append(symbol + _shifted(index, 4) + _shifted(raised, -5))
    attributes = _written({"text_anchor": anchor, **attributes})
    return f'<text x="{x}" y="{y}"{attributes}>{" ".join(words)}</text>'


def _written(attributes):
    """Write keywords as attributes: `font_size` is font-size, and `class_` is class."""
    names = (name.rstrip("_").replace("_", "-") for name in attributes)
    return "".join(f' {name}="{value}"' for name, value in zip(names, attributes.values()))


def _shifted(content, dy):
    """Return small letters below (dy > 0) or above the line, and the way back to the line."""
    if not content:
        return ""
    back = f'<tspan dy="{-dy}">\u200b</tspan>'
    return f'<tspan dy="{dy}" font-size="70%">{content}</tspan>{back}'


def box(x, y, width, height, color="currentColor", **attributes):
    """Draw a rounded frame that hides what was drawn before."""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"'
        f' style="fill: {PAGE}; stroke: {color}" stroke-width="1.5"{_written(attributes)}/>'
    )


def arrow(points, *, back=False):
    """Draw an arrow along the points, given as an SVG path."""
    way, color = ("back", BACKWARD) if back else ("on", FORWARD)
    dashes = ' stroke-dasharray="5 3"' if back else ""
    return (
        f'<path d="{points}" fill="none" style="stroke: {color}" stroke-width="1.8"{dashes}'
        f' marker-end="url(#{way})"/>'
    )


def sign(x, y, kind):
    """Draw a plus in a circle, or for a product entry by entry a dot."""
    parts = [f'<circle cx="{x}" cy="{y}" r="12" style="fill: {PAGE}; stroke: {FORWARD}"']
    parts[0] += ' stroke-width="1.5"/>'
    if kind == "+":
        line = f"M{x - 6} {y}h12M{x} {y - 6}v12"
        return [*parts, f'<path d="{line}" stroke="currentColor" stroke-width="1.8"/>']
    return [*parts, f'<circle cx="{x}" cy="{y}" r="2.5"/>']


def _tip(way, color):
    """Return the head of an arrow, which does not grow when a line gets thicker."""
    return (
        f'<marker id="{way}" viewBox="0 0 10 10" refX="8" refY="5" orient="auto"'
        ' markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse">'
        f'<path d="M0 0 10 5 0 10z" style="fill: {color}"/></marker>'
    )


def svg(width, height, parts):
    """Return a whole file."""
    tips = "".join(_tip(way, color) for way, color in (("on", FORWARD), ("back", BACKWARD)))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' fill="currentColor" font-family="system-ui, sans-serif" font-size="15">'
    )
    return "\n".join([head, f"<defs>{tips}</defs>", *parts, "</svg>"]) + "\n"

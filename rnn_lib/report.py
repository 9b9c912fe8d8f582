"""What a check says to the person who ran it."""

import html
from dataclasses import dataclass

STATUSES = {
    "correct": ("✓", "#1a7f37"),
    "incorrect": ("✗", "#cf222e"),
    "not attempted": ("○", "#6e7781"),
    "error": ("!", "#9a6700"),
}
"""The verdicts, each with a sign and a colour for its border. The word itself is always shown."""


@dataclass(frozen=True)
class Report:
    """The result of a check.

    Attributes
    ----------
    subject : str
        What was checked, for instance "forward".
    status : {"correct", "incorrect", "not attempted", "error"}
        The verdict.
    lines : tuple of str
        What the check saw and what it means, one statement a line.
    mistakes : tuple of str
        The ids of the mistakes it could name.
    """

    subject: str
    status: str
    lines: tuple = ()
    mistakes: tuple = ()

    def __post_init__(self):
        if self.status not in STATUSES:
            raise ValueError(f"status must be one of {list(STATUSES)}, got {self.status!r}")

    @property
    def passed(self):
        """Whether the answer is correct."""
        return self.status == "correct"

    def __str__(self):
        sign, _ = STATUSES[self.status]
        return "\n".join(
            [f"{sign} {self.subject}: {self.status}", *(f"  {line}" for line in self.lines)]
        )

    __repr__ = __str__

    def _repr_html_(self):
        sign, colour = STATUSES[self.status]
        head = f"{html.escape(self.subject)}: {self.status}"
        lines = "".join(f"<div>{html.escape(line)}</div>" for line in self.lines)
        return (
            f'<div style="border-left: 0.3em solid {colour}; padding: 0.4em 0.8em">'
            f'<strong><span aria-hidden="true">{sign} </span>{head}</strong>{lines}</div>'
        )

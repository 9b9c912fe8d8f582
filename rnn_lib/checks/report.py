"""What a check says to the person who ran it."""

from typing import NamedTuple

from .diagnosis import Diagnosis

STATUSES = {
    "correct": ("✓", "#1a7f37"),
    "incorrect": ("✗", "#cf222e"),
    "not attempted": ("○", "#6e7781"),
    "error": ("!", "#9a6700"),
}
"""The verdicts, each with a sign and a colour for its border. The word itself is always shown."""

PAGE = "../book/mistakes.html"
"""The page on mistakes, seen from a notebook in the book."""


class Finding(NamedTuple):
    """A mistake that was recognised, in words.

    Attributes
    ----------
    id : str
        The id of the mistake.
    what : str
        What the answer does and why that is wrong.
    hint : str
        A question that leads to the way out.
    or_else : tuple of str
        The ids of what gives the same numbers, where nobody can tell.
    """

    id: str
    what: str
    hint: str
    or_else: tuple = ()

    @property
    def ids(self):
        """Every id that it names."""
        return (self.id, *self.or_else)


class _Fields(NamedTuple):
    subject: str
    status: str
    lines: tuple = ()
    findings: tuple = ()
    diagnosis: Diagnosis = Diagnosis()
    not_tried: tuple = ()
    library_calls: tuple = ()


class Report(_Fields):
    """The result of a check.

    Attributes
    ----------
    subject : str
        What was checked, for instance "forward".
    status : {"correct", "incorrect", "not attempted", "error"}
        The verdict.
    lines : tuple of str
        What the check saw, one statement a line.
    findings : tuple of Finding
        The mistakes that it could name.
    diagnosis : Diagnosis
        How these were told: what explains the numbers, and what shows in behaviour.
    not_tried : tuple of str
        Arguments and results of the exercise that the answer leaves out.
    library_calls : tuple of str
        The functions of the library that a wrong answer called, though they are the answer.
    """

    __slots__ = ()

    def __new__(cls, subject, status, *others, **named):
        if status not in STATUSES:
            raise ValueError(f"status must be one of {list(STATUSES)}, got {status!r}")
        return super().__new__(cls, subject, status, *others, **named)

    @property
    def passed(self):
        """Whether the answer is correct."""
        return self.status == "correct"

    @property
    def mistakes(self):
        """The ids of the mistakes that the check could name, as a tuple of str."""
        return tuple(dict.fromkeys(name for finding in self.findings for name in finding.ids))

    def __str__(self):
        sign, _ = STATUSES[self.status]
        text = [f"{sign} {self.subject}: {self.status}", *(f"  {line}" for line in self.lines)]
        for finding in self.findings:
            text.append(f"  * Ask yourself: {finding.hint}")
            text.append(f"    {finding.what}")
            text.append(f'    In the book: page "Mistakes", {" or ".join(finding.ids)}')
        return "\n".join(text)

    __repr__ = __str__

    def _repr_html_(self):
        from html import escape  # here: it would be a fifth of the time of `import rnn_lib`

        sign, colour = STATUSES[self.status]
        head = f"{escape(self.subject)}: {self.status}"
        lines = "".join(f"<div>{escape(line)}</div>" for line in self.lines)
        items = ""
        for finding in self.findings:
            links = (f'<a href="{PAGE}#{name}">More on {name}</a>' for name in finding.ids)
            items += (
                f"<li><em>Ask yourself: {escape(finding.hint)}</em><details>"
                f"<summary>What it is called</summary>{escape(finding.what)} {' '.join(links)}"
                "</details></li>"
            )
        return (
            f'<div style="border-left: 0.3em solid {colour}; padding: 0.4em 0.8em">'
            f'<strong><span aria-hidden="true">{sign} </span>{head}</strong>{lines}'
            f"{f'<ul>{items}</ul>' if items else ''}</div>"
        )

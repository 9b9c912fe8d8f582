"""Label the list of references as the text cites it: [Elman, 1990], not [Elm90]."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.labels import BaseLabelStyle


def _label(entry):
    names = [person.last_names[-1] for person in entry.persons["author"]]
    authors = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{authors}, {entry.fields['year']}"


class AuthorYearLabels(BaseLabelStyle):
    """Labels such as "Squire and Trapp, 1998"."""

    def format_labels(self, sorted_entries):
        return [_label(entry) for entry in sorted_entries]


class AuthorYearStyle(PlainStyle):
    """The plain style, sorted by author, under these labels."""

    default_sorting_style = "author_year_title"
    default_label_style = AuthorYearLabels


def setup(app):
    register_plugin("pybtex.style.formatting", "author_year", AuthorYearStyle)

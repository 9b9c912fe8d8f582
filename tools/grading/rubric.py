"""What an answer is worth: `rubric.toml`, read and checked."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from rnn_lib.checks.mistakes import TABLES

FILE = Path(__file__).with_name("rubric.toml")
STATUSES = ("correct", "incorrect", "error", "not attempted", "missing")


class RubricError(Exception):
    """The rubric contradicts itself or the course; the message says where."""


class Level(NamedTuple):
    """How grave a mistake is."""

    cost: float  # the share of the points that it costs
    why: str  # the reason


class Rubric(NamedTuple):
    """The rubric."""

    points: dict  # full points by the name of an exercise
    other_points: float  # full points of an exercise that is not listed
    credit: dict  # the share of the points for an answer without a named mistake, by its status
    levels: dict  # the levels of mistakes by name
    mistakes: dict  # the level of each mistake, by id, with a reason
    other_mistakes: str  # the level of a mistake that is not listed

    def out_of(self, exercise):
        """Return the full points of an exercise."""
        return float(self.points.get(exercise, self.other_points))

    def level(self, mistake):
        """Return the name of the level of a mistake, and the reason."""
        return self.mistakes.get(mistake, (self.other_mistakes, ""))

    def cost(self, mistake):
        """Return the share of the points that a mistake costs."""
        return self.levels[self.level(mistake)[0]].cost


def known_mistakes():
    """Return every row of the tables of mistakes, by its id."""
    return {row.id: row for rows in TABLES.values() for row in rows}


def read_rubric(path=FILE):
    """Read a rubric and check it against the course."""
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        points, credit = dict(raw["points"]), dict(raw["credit"])
        levels = {name: Level(**level) for name, level in raw["levels"].items()}
        mistakes = {name: (row["level"], row["why"]) for name, row in raw["mistakes"].items()}
        rubric = Rubric(
            points, points.pop("other"), credit, levels, mistakes, raw["other_mistakes"]["level"]
        )
    except (OSError, KeyError, TypeError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise RubricError(f"{path} cannot be used: {error!r}") from None
    _check(rubric, path)
    return rubric


def _check(rubric, path):
    def must(condition, words):
        if not condition:
            raise RubricError(f"{path}: {words}")

    unknown = sorted(rubric.mistakes.keys() - known_mistakes().keys())
    must(not unknown, f"no mistake is called {', '.join(unknown)}")
    used = {level for level, _ in rubric.mistakes.values()} | {rubric.other_mistakes}
    must(used <= rubric.levels.keys(), f"no level is called {', '.join(used - {*rubric.levels})}")
    must(set(rubric.credit) == set(STATUSES), f"credit must name {', '.join(STATUSES)}")
    shares = [*rubric.credit.values(), *(level.cost for level in rubric.levels.values())]
    must(all(0 <= share <= 1 for share in shares), "credit and costs are shares from 0 to 1")
    must(all(p >= 0 for p in [*rubric.points.values(), rubric.other_points]), "points are not < 0")

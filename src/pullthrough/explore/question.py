"""What is asked of the explorer, checked by the code that checks a command line.

A question is plain data that came from a browser or from the words of a command. It becomes those words again, and what is
wrong with them is told as it is told there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pullthrough.api import literal
from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.files import locate
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.policy.timeline import quarter_of
from pullthrough.parameters.schema.quantity import LARGEST_SEED
from pullthrough.parameters.schema.root import Root
from pullthrough.text.quoting import command
from pullthrough.text.safe import one_line

MOST_PINS, MOST_PAIRS, MOST_LEVERS, LONGEST = 3, 64, 60, 80
PAIRS, START = 8, "2027Q1"


@dataclass(frozen=True)
class Side:
    """A scenario and the levers laid on it from a quarter on."""

    scenario: str
    start: str = START
    levers: Mapping[str, float] = field(default_factory=dict)

    def words(self) -> list[str]:
        """As words of a command."""
        levers = [f"policy.{name}={literal(_as_written(value))}" for name, value in sorted(self.levers.items())]
        return [f"scenario={literal(self.scenario)}", *([f"policy.start={self.start}"] if levers else []), *levers]


@dataclass(frozen=True)
class Question:
    """A comparison: what is tested, what was pinned before, and against what.

    Attributes:
        base: words that hold for all, such as ``world=tiny``.
        years: first and last year of which outcomes are measured; those of the configuration if None.
        region: of outcomes of a region; that of the configuration if empty.
    """

    tested: Side
    against: str
    pins: tuple[Side, ...] = ()
    seed: int = 1
    pairs: int = PAIRS
    base: tuple[str, ...] = ()
    config_dirs: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    region: str = ""

    def words(self, side: Side | None = None) -> list[str]:
        """The words of a command that asks for one side against the baseline."""
        of = (side or self.tested).words()
        years = zip(("observe.first_year", "observe.last_year"), self.years or (), strict=False)
        told = [f"{key}={year}" for key, year in years]
        told += [f"observe.region={literal(self.region)}"] if self.region else []
        return [
            *self.base,
            *of,
            f"against={literal(self.against)}",
            *told,
            f"replicates={self.pairs}",
            f"seed={self.seed}",
        ]

    def command(self) -> str:
        """The command that gives the same numbers."""
        return command(self.words(), self.config_dirs)

    def root(self, side: Side | None = None) -> Root:
        """The checked configuration of one side.

        Raises:
            ConfigurationError: with everything that is wrong.
        """
        return compose(self.words(side), self.config_dirs)


@dataclass(frozen=True)
class Asked:
    """A question with its settings: the baseline, each pin, and what is tested; and from which scenario each branches off."""

    question: Question
    root: Root
    settings: tuple[Setting, ...]
    trunks: tuple[Setting, ...]
    starts: tuple[int, ...] = ()
    """Quarters from which levers of each setting may be moved; 0 for one whose levers are not."""


def asked(question: Question) -> Asked:
    """The settings of a question; pins are named so that none has the name of another.

    Raises:
        ConfigurationError: with everything that is wrong.
    """
    root = question.root()
    sides = (*question.pins, question.tested)
    tested = [setting(root if side is question.tested else question.root(side)) for side in sides]
    trunks = [setting(root, scenario=side.scenario, tested=False) for side in sides]
    named = []
    for i, (side, found) in enumerate(zip(sides, tested, strict=True)):
        last = i == len(sides) - 1
        title = one_line(found.title if last else f"Pin {i + 1}, {found.title}")
        named.append(replace(found, name=f"{side.scenario}+{'tested' if last else f'pin{i + 1}'}", title=title))
    against = setting(root, tested=False)
    starts = [quarter_of(side.start, root.world) for side in sides]
    return Asked(question, root, (against, *named), (against, *trunks), (0, *starts))


def question_of(told: Any, base: Sequence[str] = (), config_dirs: Sequence[str] = ()) -> Question:
    """A question from plain data.

    Raises:
        ConfigurationError: if it has another form; values are checked by :func:`asked`.
    """
    problems: list[Problem] = []
    told = told if isinstance(told, dict) else {}
    pins = told.get("pins", [])
    if not isinstance(pins, list) or len(pins) > MOST_PINS:
        problems.append(Problem("pins", "…", f"must be a list of at most {MOST_PINS} settings"))
        pins = []
    names = locate.names("scenario", config_dirs)
    sides = [_side(one, names, problems) for one in (*pins, told)]
    against = _name(told.get("against", "no_change"), "against", names, problems)
    seed, pairs = (
        _whole(told.get(key, usual), key, least, most, problems)
        for key, usual, least, most in (("seed", 1, 0, LARGEST_SEED), ("pairs", PAIRS, 1, MOST_PAIRS))
    )
    years = _years(told.get("years"), problems)
    region = told.get("region", "")
    if not isinstance(region, str) or (region and not _is_path(region)):
        problems.append(Problem("observe.region", one_line(region)[:LONGEST], "must be the name of a region"))
    if problems:
        raise ConfigurationError(problems)
    return Question(sides[-1], against, tuple(sides[:-1]), seed, pairs, tuple(base), tuple(config_dirs), years, region)


def _years(told: Any, problems: list[Problem]) -> tuple[int, int] | None:
    """The years of outcomes, if any are told."""
    if told is None:
        return None
    if not isinstance(told, list) or len(told) != 2:
        problems.append(Problem("years", one_line(told)[:LONGEST], "must be a first and a last year"))
        return None
    keys = ("observe.first_year", "observe.last_year")
    first, last = (_whole(year, key, 1900, 2200, problems) for year, key in zip(told, keys, strict=True))
    return first, last


def _as_written(value: float) -> float:
    """A whole number as one, since some levers take no other."""
    return int(value) if float(value).is_integer() else value


def _side(told: Any, names: Sequence[str], problems: list[Problem]) -> Side:
    told = told if isinstance(told, dict) else {}
    levers, start = told.get("levers", {}), told.get("start", START)
    if not isinstance(levers, dict) or len(levers) > MOST_LEVERS:
        problems.append(Problem("levers", "…", f"must be a table of at most {MOST_LEVERS} levers and numbers"))
        levers = {}
    found = {}
    for name, value in levers.items():
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not (number and _is_path(name)):
            problems.append(
                Problem(f"policy.{one_line(name)[:LONGEST]}", one_line(value)[:LONGEST], "must be a number")
            )
        else:
            found[name] = value
    if not (isinstance(start, str) and start.isalnum() and start.isascii() and len(start) <= len("2027Q1")):
        problems.append(Problem("policy.start", one_line(start)[:LONGEST], "must be a quarter such as 2027Q1"))
        start = START
    return Side(_name(told.get("scenario", "as_enacted"), "scenario", names, problems), start, found)


def _is_path(name: Any) -> bool:
    return isinstance(name, str) and len(name) <= LONGEST and all(part.isidentifier() for part in name.split("."))


def _name(value: Any, key: str, names: Sequence[str], problems: list[Problem]) -> str:
    if isinstance(value, str) and value in names:
        return value
    problems.append(Problem(key, one_line(value)[:LONGEST], f"must be one of {', '.join(names)}"))
    return ""


def _whole(value: Any, key: str, least: int, most: int, problems: list[Problem]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    problems.append(Problem(key, one_line(value)[:LONGEST], f"must be a whole number from {least} to {most}"))
    return least

"""The result files of a sweep or a sensitivity study, read for its figures."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pullthrough.present.figures.load import Results, described, load, shown_unit
from pullthrough.present.figures.stamp import SHARE
from pullthrough.present.names import human_name
from pullthrough.study.storage.renamed import present_names

MOST_PANELS = 6


@dataclass(frozen=True)
class Place:
    """The effect on one outcome at one point; shares and their differences in per cent and percentage points."""

    point: int
    values: tuple[float | str, ...]
    difference: float
    ci_low: float
    ci_high: float
    n: int

    @property
    def sure(self) -> bool:
        """Whether the interval excludes zero."""
        return self.ci_low > 0 or self.ci_high < 0


@dataclass(frozen=True)
class Swept:
    """A sweep: the factors in order, their units, and the places of each outcome, of one tested scenario."""

    results: Results
    factors: tuple[str, ...]
    units: dict[str, str]
    scenario: str
    outcomes: dict[str, list[Place]]

    def label(self, factor: str) -> str:
        """A factor in words: its last names and its unit."""
        return factor_label(factor, self.units.get(factor, ""))

    def numeric(self) -> list[int]:
        """The factors whose values are all numbers."""
        places = next(iter(self.outcomes.values()), [])
        return [i for i in range(len(self.factors)) if all(isinstance(p.values[i], float) for p in places)]


def read_sweep(folder: Path) -> list[Swept]:
    """What ``responses.csv`` says, one for each tested scenario against the baseline."""
    results = load(folder)
    names = list(_names(folder / "points.csv"))
    factors = tuple(name for name in names[1:] if not name.startswith("cell:"))
    units = factor_units(folder)
    found: dict[str, dict[str, list[Place]]] = {}
    for row in rows_of(folder / "responses.csv"):
        if row["against"] != results.scenario("baseline"):
            continue
        scale = 100.0 if shown_unit(row["outcome"], row["unit"]) == SHARE else 1.0
        difference, low, high = (scale * _number(row[c]) for c in ("difference", "ci_low", "ci_high"))
        values = tuple(_value(row[f]) for f in factors)
        places = found.setdefault(row["scenario"], {}).setdefault(row["outcome"], [])
        places.append(Place(int(row["point"]), values, difference, low, high, int(row["n"] or 0)))
    return [Swept(results, factors, units, name, outcomes) for name, outcomes in found.items()]


def factor_units(folder: Path) -> dict[str, str]:
    """The unit of each factor, from the data dictionary."""
    lines = rows_of(folder / "data_dictionary.csv")
    return {line["column"]: line["unit"] for line in lines if line["file"] == "points.csv"}


def factor_label(factor: str, unit: str) -> str:
    """A factor in words, with its unit where the words have none.

    >>> factor_label("policy.procurement.bid_cost_factor", ""), factor_label("policy.procurement.minimum_trl", "TRL")
    ('bid cost relative to the 2012 rules', 'TRL required of a bid')
    """
    words = human_name(factor)
    return words if not unit or unit.split(" ")[0].lower() in words.lower() else f"{words} ({unit})"


def unit_label(outcome: str, unit: str) -> str:
    """The unit of a difference."""
    shown = shown_unit(outcome, unit)
    return "percentage points" if shown == SHARE else shown if shown not in ("", "1") else "pure number"


def units_of(folder: Path, file: str) -> dict[str, str]:
    """The unit of a difference in each outcome of a file."""
    return {row["outcome"]: unit_label(row["outcome"], row["unit"]) for row in rows_of(folder / file)}


def better_words(outcome: str) -> str:
    """Which way is better, in words."""
    return {1: "more is better", -1: "less is better"}.get(described(outcome)[1], "neither way is better")


def question(results: Results, otherwise: str) -> str:
    """The question of the experiment, or another."""
    words = results.manifest.get("config", {}).get("experiment", {})
    return str(words.get("question") or otherwise)


def findings(results: Results) -> list[str]:
    """What the experiment's author found, if anything."""
    words = results.manifest.get("config", {}).get("experiment", {})
    return [str(words["finding"])] if words.get("finding") else []


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file; none if there is no such file."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            header = present_names(path.name, next(csv.reader(lines), []))
            yield from csv.DictReader(lines, header)


def _names(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines))


def _number(cell: str) -> float:
    return float(cell) if cell else math.nan


def _value(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell

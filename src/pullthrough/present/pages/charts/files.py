"""The tables of a folder as they are: read with limits, for charts of kinds of study and for those that have none."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.figures.load import described, shown_unit
from pullthrough.present.names import human_name
from pullthrough.present.pages.charts.view import Column, Table, View
from pullthrough.study.storage.renamed import present_names
from pullthrough.text.safe import one_line

MOST_ROWS, MOST_COLUMNS = 400, 24
"""More is not read on a page; the file has it."""

KNOWN_ELSEWHERE = {
    "summary.csv",
    "series_quantiles.csv",
    "curves_quantiles.csv",
    "data_dictionary.csv",
    "effects.csv",
    "twins.csv",
    "twin_shifts.csv",
    "points.csv",
    "comparisons.csv",
    "everything_varied.csv",
}

POINTS = "percentage points"

Rows = list[dict[str, str]]


def read(path: Path, most: int = 20_000) -> Rows:
    """The rows of a CSV file by column; none if there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        header = present_names(path.name, next(csv.reader(lines), []))
        return list(islice(csv.DictReader(lines, header), most))


def value(cell: str | None) -> float | None:
    """A number, or nothing for an empty cell."""
    try:
        return float(cell) if cell else None
    except ValueError:
        return None


def outcome(name: str) -> str:
    """The label of an outcome by its name."""
    return described(name)[0] if name in OUTCOMES else name


def factor(key: str) -> str:
    """A key of the configuration as people call it."""
    return human_name(key)


def named(name: str, unit: str) -> str:
    """The label of an outcome with its unit."""
    told = unit_of({"outcome": name, "unit": unit})
    return f"{described(name)[0]}, {told}" if told else described(name)[0]


def unit_of(row: dict[str, str]) -> str:
    """The unit of a difference of a row's outcome in words; those of shares are in percentage points."""
    unit = shown_unit(row["outcome"], row["unit"])
    return POINTS if unit == "share" else "" if unit == "1" else unit


def shown(row: dict[str, str], name: str) -> float | None:
    """A number of a row in the unit in which it is shown."""
    found = value(row[name])
    return found if found is None or unit_of(row) != POINTS else 100 * found


def as_views(folder: Path, drawn: set[str]) -> list[View]:
    """A plain table for each file that no chart shows."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        if path.name not in KNOWN_ELSEWHERE | drawn and (rows := read(path, MOST_ROWS + 1)):
            found.append(_plain(path.name, rows))
    return found


def _plain(name: str, rows: Rows) -> View:
    keys = [key for key in rows[0] if key][:MOST_COLUMNS]
    numbers = {key for key in keys if any(value(row[key]) is not None for row in rows)} - {"outcome"}
    columns = tuple(
        Column(key, factor(key) if "." in key else key.replace("_", " "), text=key not in numbers) for key in keys
    )
    told: list[list[Any]] = [
        [(value(row[key]) if key in numbers else one_line(outcome(row[key] or ""))) for key in keys]
        for row in rows[:MOST_ROWS]
    ]
    more = f" The first {MOST_ROWS} rows; the file has more." if len(rows) > MOST_ROWS else ""
    anchor = "table-" + name.removesuffix(".csv").replace("_", "-")
    title = name.removesuffix(".csv").replace("_", " ").capitalize()
    return View(
        anchor,
        title,
        f"The file {name}; data_dictionary.csv says what its columns mean.{more}",
        {},
        Table(columns, told),
        folded=False,
    )

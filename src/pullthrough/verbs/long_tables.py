"""What is stored of every run, as CSV: one row a run and quarter, a run and place on a curve, a run and event."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import CURVES, EVENTS, SERIES
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR, label
from pullthrough.study.storage.csv_tables import cell
from pullthrough.study.storage.folder import read_manifest
from pullthrough.study.storage.store import CURVE_PREFIX, EVENT_PREFIX, SERIES_PREFIX
from pullthrough.study.storage.writing import being_written
from pullthrough.verbs.arguments import NoResults
from pullthrough.verbs.reproduce import rows_on_disk

Line = tuple[Any, ...]
EXPORT = "export"
PLACE = ("run", "cell", "scenario", "replicate")
MEANING = {
    "run": "number of the run, as in summary.csv",
    "cell": "number of the scenario at a point, as in summary.csv",
    "scenario": "name of the scenario",
    "replicate": "number of the pair",
    "quarter": "quarter of the calendar",
    "curve": "name of the curve",
    "x": "place on the curve",
    "value": "value of the curve there",
    "event": "name of the kind of event",
    "key": "identity of whom it happened to, the same in all runs of a seed",
    "index": "quarter of the run, burn-in included, counted from 0",
}


def write_long_tables(folder: Path) -> list[Path]:
    """Write ``export/`` in a result folder, a shard at a time; returns the files.

    Raises:
        NoResults: if the study keeps outcomes alone.
    """
    home = folder / EXPORT
    if home.is_symlink():
        raise NoResults(f"{home} is a link; nothing is written through links")
    home.mkdir(exist_ok=True)
    first_year = int(read_manifest(folder).get("config", {}).get("world", {}).get("calendar", {}).get("first_year", 0))
    files: dict[str, tuple[tuple[str, ...], Callable[[dict[str, Any]], Iterator[Line]]]] = {
        "series_by_run.csv": ((*PLACE, "quarter", *SERIES), lambda row: _series(row, first_year)),
        "curves_by_run.csv": ((*PLACE, "curve", "x", "value"), _curves),
        "events_by_run.csv": ((*PLACE, "event", "key", "index"), _events),
    }
    written = []
    for name, (header, lines) in files.items():
        path, count = home / name, 0
        with being_written(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(header)
            for row in rows_on_disk(folder):
                for line in lines(row):
                    out.writerow([cell(v) for v in (*(row[p] for p in PLACE), *line)])
                    count += 1
        if count:
            written.append(path)
        else:  # a large study may keep outcomes alone
            path.unlink()
    if not written:
        home.rmdir()
        raise NoResults(f"{folder} keeps no series, curves or events; its outcomes are in summary.csv")
    return [*written, _dictionary(home, [(path.name, files[path.name][0]) for path in written])]


def _series(row: dict[str, Any], first_year: int) -> Iterator[Line]:
    columns = [row.get(SERIES_PREFIX + name) or [] for name in SERIES]
    for i in range(max(map(len, columns), default=0)):
        yield (
            label(QUARTERS_PER_YEAR * first_year + i),
            *(column[i] if i < len(column) else float("nan") for column in columns),
        )


def _curves(row: dict[str, Any]) -> Iterator[Line]:
    for name, measure in CURVES.items():
        for i, value in enumerate(row.get(CURVE_PREFIX + name) or []):
            yield name, i + measure.x_label.startswith("TRL"), value


def _events(row: dict[str, Any]) -> Iterator[Line]:
    for name in EVENTS:
        keys, quarters = (row.get(f"{EVENT_PREFIX}{name}_{part}") or [] for part in ("key", "quarter"))
        for key, quarter in zip(keys, quarters, strict=True):
            yield name, key, quarter


def _dictionary(home: Path, files: list[tuple[str, tuple[str, ...]]]) -> Path:
    path = home / "data_dictionary.csv"
    with being_written(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("file", "column", "unit", "meaning"))
        for name, header in files:
            for column in header:
                measure = SERIES.get(column)
                meaning = MEANING.get(column, "")
                out.writerow((name, column, measure.unit if measure else "", measure.label if measure else meaning))
    return path

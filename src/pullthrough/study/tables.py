"""The small tables of a study as CSV: for people, spreadsheets and other statistics packages.

Numbers are written to ten figures, so that equal results give equal bytes; a value that is not defined is left empty.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Sequence
from itertools import batched
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES, Measure
from pullthrough.parameters.quarters import label
from pullthrough.study.effects import Effect
from pullthrough.study.store import CURVE_PREFIX, SERIES_PREFIX, Row, iter_runs

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
AT_ONCE = 2000
"""Series of so many runs are held in memory at a time: all series of a small study, a few of a large one."""

EFFECTS = ("outcome", "unit", "baseline", "policy", "difference", "ci_low", "ci_high", "n", "share_better")
SUMMARY = ("run", "cell", "scenario", "replicate", "seed", *OUTCOMES, "error")


def write_effects(path: Path, found: Sequence[Effect]) -> None:
    """One row an outcome."""
    rows = (
        (e.outcome.name, e.outcome.unit, e.baseline, e.policy, e.difference, e.ci_low, e.ci_high, e.n, e.share_better)
        for e in found
    )
    write_csv(path, EFFECTS, rows)


def write_summary(path: Path, runs: Iterable[Row]) -> None:
    """One row a run."""
    rows = ((r.run, r.cell, r.scenario, r.replicate, r.seed, *(r.outcomes[o] for o in OUTCOMES), r.error) for r in runs)
    write_csv(path, SUMMARY, rows)


def write_series(path: Path, folder: Path, scenarios: Sequence[str], first_year: int) -> None:
    """Quantiles over the runs in a folder, one row a scenario, series and quarter."""
    header = ("scenario", "series", "unit", "quarter", "n", "mean", *QUANTILES)
    found = _spreads(folder, scenarios, SERIES, SERIES_PREFIX, lambda _, i: label(4 * first_year + i))
    write_csv(path, header, found)


def write_curves(path: Path, folder: Path, scenarios: Sequence[str]) -> None:
    """Quantiles over the runs in a folder, one row a scenario, curve and x."""
    header = ("scenario", "curve", "unit", "x", "n", "mean", *QUANTILES)
    found = _spreads(folder, scenarios, CURVES, CURVE_PREFIX, lambda m, i: i + m.x_label.startswith("TRL"))
    write_csv(path, header, found)


def _spreads(
    folder: Path,
    scenarios: Sequence[str],
    measures: dict[str, Measure],
    prefix: str,
    x: Callable[[Measure, int], Any],
) -> Iterable[tuple[Any, ...]]:
    runs = sum(1 for _ in iter_runs(folder, ()))
    for scenario in scenarios:
        for names in batched(measures, max(1, AT_ONCE // max(1, runs))):
            wanted = [prefix + name for name in names]
            mine = [r for r in iter_runs(folder, wanted) if r.scenario == scenario and not r.error]
            for name in names if mine else ():
                values = np.array([(r.series | r.curves)[name] for r in mine], dtype=float)
                for i, row in enumerate(spread(values)):
                    yield scenario, name, measures[name].unit, x(measures[name], i), int(row[0]), *row[1:]


def spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """n, mean and quantiles over runs of values of shape (runs, points); shape (points, 7), nan where n is 0."""
    defined = np.isfinite(values)
    n = defined.sum(axis=0)
    found = np.full((values.shape[1], 2 + len(QUANTILES)), np.nan)
    found[:, 0] = n
    for count in np.unique(n[n > 0]):  # points with as many values are done together, without the rest
        where = n == count
        ordered = np.sort(np.where(defined, values, np.inf)[:, where], axis=0)[:count]
        found[where, 1] = ordered.mean(axis=0)
        found[where, 2:] = np.quantile(ordered, list(QUANTILES.values()), axis=0).T
    return found


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table, whole or not at all."""
    partial = path.with_name(f".{path.name}")
    with partial.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([cell(value) for value in row] for row in rows)
    partial.replace(path)


def as_parquet(path: Path) -> None:
    """Write a table again beside its CSV, with types, for tools that read Parquet; whole or not at all."""
    import pyarrow.csv
    import pyarrow.parquet as pq

    partial = path.with_name(f".{path.stem}.parquet")
    pq.write_table(pyarrow.csv.read_csv(path), partial, compression="zstd")
    partial.replace(path.with_suffix(".parquet"))


def cell(value: Any) -> str:
    """A value as text: numbers to ten figures, nothing for nan."""
    if isinstance(value, float | np.floating):
        return "" if math.isnan(value) else f"{float(value):.10g}"
    return str(value)

"""The small tables of a study as CSV: for people, spreadsheets and other statistics packages.

Numbers are written to ten figures, so that equal results give equal bytes; a value that is not defined is left empty.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES, Measure
from pullthrough.parameters.quarters import label
from pullthrough.study.effects import Effect
from pullthrough.study.store import Row

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
EFFECTS = ("outcome", "unit", "baseline", "policy", "difference", "ci_low", "ci_high", "n", "share_better")
SUMMARY = ("run", "cell", "scenario", "replicate", "seed", *OUTCOMES, "error")


def write_effects(path: Path, found: Sequence[Effect]) -> None:
    """One row an outcome."""
    rows = (
        (e.outcome.name, e.outcome.unit, e.baseline, e.policy, e.difference, e.ci_low, e.ci_high, e.n, e.share_better)
        for e in found
    )
    write_csv(path, EFFECTS, rows)


def write_summary(path: Path, runs: Sequence[Row]) -> None:
    """One row a run."""
    rows = ((r.run, r.cell, r.scenario, r.replicate, r.seed, *(r.outcomes[o] for o in OUTCOMES), r.error) for r in runs)
    write_csv(path, SUMMARY, rows)


def write_series(path: Path, runs: Sequence[Row], scenarios: Sequence[str], first_year: int) -> None:
    """Quantiles over runs, one row a scenario, series and quarter."""
    header = ("scenario", "series", "unit", "quarter", "n", "mean", *QUANTILES)
    write_csv(path, header, _spreads(runs, scenarios, SERIES, "series", lambda _, i: label(4 * first_year + i)))


def write_curves(path: Path, runs: Sequence[Row], scenarios: Sequence[str]) -> None:
    """Quantiles over runs, one row a scenario, curve and x."""
    header = ("scenario", "curve", "unit", "x", "n", "mean", *QUANTILES)
    write_csv(path, header, _spreads(runs, scenarios, CURVES, "curves", lambda m, i: i + m.x_label.startswith("TRL")))


def _spreads(
    runs: Sequence[Row],
    scenarios: Sequence[str],
    measures: dict[str, Measure],
    kind: str,
    x: Callable[[Measure, int], Any],
) -> Iterable[tuple[Any, ...]]:
    for scenario in scenarios:
        mine = [getattr(r, kind) for r in runs if r.scenario == scenario and not r.error]
        for name, measure in measures.items() if mine else ():
            values = np.array([m[name] for m in mine], dtype=float)
            for i, row in enumerate(spread(values)):
                yield scenario, name, measure.unit, x(measure, i), int(row[0]), *row[1:]


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


def cell(value: Any) -> str:
    """A value as text: numbers to ten figures, nothing for nan."""
    if isinstance(value, float | np.floating):
        return "" if math.isnan(value) else f"{float(value):.10g}"
    return str(value)

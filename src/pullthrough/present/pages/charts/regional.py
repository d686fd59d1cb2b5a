"""Paired differences by region, from the curves by region of each run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from pullthrough.observe.registry import CURVES
from pullthrough.study.methods.effects import half_width
from pullthrough.study.storage.store import CURVE_PREFIX, Row, iter_runs

BY_REGION = tuple(name for name, measure in CURVES.items() if measure.x_label == "region")
MOST_RUNS = 2000
"""Of a larger study the curves of every run are not read for a page."""

Regional = dict[str, dict[str, list[tuple[float, float, float, float, float]]]]


def regional(folder: Path, against: str, tested: Sequence[str], most: int = MOST_RUNS) -> Regional:
    """By tested scenario and curve a row a region; nothing where the runs kept no curves, or are too many."""
    try:
        runs = list(_few(iter_runs(folder, [CURVE_PREFIX + name for name in BY_REGION]), most))
    except (OSError, KeyError, ValueError, LookupError):  # runs that were moved away: the tables are still there
        return {}
    return of_runs(runs, against, tested)


def of_runs(runs: Sequence[Row], against: str, tested: Sequence[str]) -> Regional:
    """The same from runs in memory."""
    by_name: dict[str, dict[int, Row]] = {}
    for row in runs:
        if not row.error and row.curves:
            by_name.setdefault(row.scenario, {})[row.replicate] = row
    return {name: found for name in tested if (found := _of(by_name.get(against, {}), by_name.get(name, {})))}


def _of(base: dict[int, Row], having: dict[int, Row]) -> dict[str, list[tuple[float, float, float, float, float]]]:
    pairs = sorted(base.keys() & having.keys())
    found: dict[str, list[tuple[float, float, float, float, float]]] = {}
    for curve in BY_REGION if pairs else ():
        if curve not in base[pairs[0]].curves:
            continue
        a, b = (np.array([side[i].curves[curve] for i in pairs], float) for side in (base, having))
        found[curve] = [_row(a[:, k], b[:, k]) for k in range(a.shape[1])]
    return found


def _row(a: np.ndarray, b: np.ndarray) -> tuple[float, float, float, float, float]:
    difference, half = float((b - a).mean()), half_width(b - a)
    return float(a.mean()), float(b.mean()), difference, difference - half, difference + half


def _few(rows: Iterable[Row], most: int) -> Iterable[Row]:
    for i, row in enumerate(rows):
        if i >= most:
            raise ValueError("too many runs")
        yield row

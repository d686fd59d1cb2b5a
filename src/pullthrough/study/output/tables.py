"""The tables that many studies write: effects, runs, and quantiles of series and curves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import CURVES, OUTCOMES, SERIES, Measure
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR, label
from pullthrough.study.methods.effects import Effect
from pullthrough.study.storage.csv_tables import EFFECTS, write_csv
from pullthrough.study.storage.store import CURVE_PREFIX, SERIES_PREFIX, Row, iter_runs

if TYPE_CHECKING:
    from pullthrough.study.design.design import Design

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
AT_ONCE = 5000
"""Series of so many runs are held in memory at a time: all series of a small study, a few of a large one."""

PLACE = ("run", "cell", "scenario", "replicate", "seed")


def write_effects(path: Path, found: Sequence[Effect]) -> None:
    """One row an outcome."""
    write_csv(path, EFFECTS, map(effect_cells, found))


def write_effects_of(path: Path, found: Mapping[str, Sequence[Effect]]) -> None:
    """One row an outcome; of several scenarios one row a scenario and outcome, its name in the first column."""
    if len(found) == 1:
        write_effects(path, *found.values())
    else:
        write_csv(path, ("scenario", *EFFECTS), ((name, *effect_cells(e)) for name, of in found.items() for e in of))


def effect_cells(e: Effect) -> tuple[Any, ...]:
    """The cells of an effect, as in :data:`EFFECTS`."""
    numbers = e.baseline, e.policy, e.difference, e.ci_low, e.ci_high, e.n, e.share_better
    return e.outcome.name, e.outcome.unit, *numbers


def write_summary(path: Path, runs: Iterable[Row]) -> None:
    """One row a run."""
    rows = ((r.run, r.cell, r.scenario, r.replicate, r.seed, *(r.outcomes[o] for o in OUTCOMES), r.error) for r in runs)
    write_csv(path, (*PLACE, *OUTCOMES, "error"), rows)


def write_series(path: Path, folder: Path, design: Design) -> None:
    """Quantiles over the runs in a folder, one row a scenario, series and quarter."""
    header = ("scenario", "series", "unit", "quarter", "n", "mean", *QUANTILES)
    first = QUARTERS_PER_YEAR * design.tested.world.calendar.first_year
    write_csv(path, header, _spreads(folder, design, SERIES, SERIES_PREFIX, lambda _, i: label(first + i)))


def write_curves(path: Path, folder: Path, design: Design) -> None:
    """Quantiles over the runs in a folder, one row a scenario, curve and x."""
    header = ("scenario", "curve", "unit", "x", "n", "mean", *QUANTILES)
    found = _spreads(folder, design, CURVES, CURVE_PREFIX, lambda m, i: i + m.x_label.startswith("TRL"))
    write_csv(path, header, found)


def _spreads(
    folder: Path, design: Design, measures: dict[str, Measure], prefix: str, x: Callable[[Measure, int], Any]
) -> Iterator[tuple[Any, ...]]:
    found: dict[tuple[str, str], NDArray[np.float64]] = {}
    for names in batched(measures, max(1, AT_ONCE // design.runs)):
        mine: dict[str, list[Row]] = {}
        for row in iter_runs(folder, [prefix + name for name in names]):
            if not row.error:
                mine.setdefault(row.scenario, []).append(row)
        for scenario, name in product(mine, names):
            found[scenario, name] = spread(np.array([(row.series or row.curves)[name] for row in mine[scenario]]))
    for setting, (name, measure) in product(design.scenarios, measures.items()):
        rows = found[setting.name, name].tolist() if (setting.name, name) in found else ()
        for i, (n, *values) in enumerate(rows):
            yield setting.name, name, measure.unit, x(measure, i), int(n), *values


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

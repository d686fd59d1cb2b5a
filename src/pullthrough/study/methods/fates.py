"""Where pull-through fails: yield to service by origin, class and way, and where the others stopped, of each scenario.

Yield is the share of the technologies begun in the window that have entered service when the run ends; the younger a technology
is then, the more often it is still at work, so that scenarios are compared at the same age and with the same seeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.series import FATES, ORIGINS, fates_of
from pullthrough.observe.ways import WAYS
from pullthrough.study.methods.effects import interval
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import CURVE_PREFIX, Row, iter_runs
from pullthrough.world.codes import CLASS_NAMES

FILE = "fates.csv"
INTERVAL = "95 % t-interval over runs"
ALL, IN_SERVICE = "all", "in_service"
COLUMNS = {
    "scenario": ("", "name of the scenario"),
    "origin": ("", f"{ALL}; " + "; ".join(f"{name}: {words}" for name, words in ORIGINS.items())),
    "class": ("", f"of technology: {ALL}, {', '.join(CLASS_NAMES)}"),
    "fate": ("", f"{IN_SERVICE}: by any way; " + "; ".join(f"{name}: {words}" for name, words in FATES.items())),
    "begun": ("per year", "technologies of this origin and class begun, mean over runs"),
    "number": ("per year", "of them those with this fate, mean over runs"),
    "share": ("share", "those with this fate over those begun, mean over runs"),
    "share_low": ("share", f"lower end of its {INTERVAL}"),
    "share_high": ("share", f"upper end of its {INTERVAL}"),
    "difference": ("share", "mean over pairs of that share less the one in the baseline; empty for the baseline"),
    "difference_low": ("share", f"lower end of its {INTERVAL}"),
    "difference_high": ("share", f"upper end of its {INTERVAL}"),
    "n": ("runs", "runs in which any such technology was begun"),
}
CURVES_READ = tuple(CURVE_PREFIX + fates_of(origin, name) for origin in ORIGINS for name in CLASS_NAMES)

Floats = NDArray[np.float64]
Counts = Mapping[tuple[str, str], Floats]
"""By origin and class, margins included: technologies a year by run and fate, shape (runs, fates); in service comes first."""


@dataclass(frozen=True)
class Fate:
    """One row of ``fates.csv``; nan where nothing was begun."""

    scenario: str
    origin: str
    category: str
    fate: str
    begun: float
    number: float
    share: tuple[float, float, float]
    difference: tuple[float, float, float]
    n: int


def write_fates(folder: Path, scenarios: Sequence[str]) -> list[Fate]:
    """Write ``fates.csv`` from the runs of a folder, the baseline first; returns its rows."""
    runs: dict[str, list[Row]] = {}
    for row in iter_runs(folder, CURVES_READ):
        if not row.error and has_fates(row):
            runs.setdefault(row.scenario, []).append(row)
    found = list(fates({name: runs.get(name, []) for name in scenarios}))
    write_csv(folder / FILE, tuple(COLUMNS), map(_line, found))
    return found


def has_fates(row: Row) -> bool:
    """Whether a run tells what became of its technologies; whatever stands in for the model need not."""
    return all(len(curve) == len(FATES) for curve in row.curves.values())


def fates(runs: Mapping[str, Sequence[Row]]) -> Iterator[Fate]:
    """All rows; runs of one replicate are paired with those of the first scenario."""
    by_replicate = {name: sorted(rows, key=lambda row: row.replicate) for name, rows in runs.items()}
    shares: dict[str, dict[tuple[str, str, str], tuple[list[int], Floats]]] = {}
    against = next(iter(by_replicate), "")
    for scenario, rows in by_replicate.items():
        shares[scenario] = {}
        replicates = [row.replicate for row in rows]
        for (origin, category), counted in counts(rows).items():
            begun = counted[:, 1:].sum(axis=1)
            for place, fate in enumerate((IN_SERVICE, *FATES)):
                share = np.divide(counted[:, place], begun, out=np.full(len(begun), np.nan), where=begun > 0)
                shares[scenario][origin, category, fate] = replicates, share
                base = shares[against].get((origin, category, fate))
                paired = _paired(base, (replicates, share)) if base and scenario != against else np.empty(0)
                yield Fate(
                    scenario, origin, category, fate, _mean(begun), _mean(counted[:, place]), interval(share[np.isfinite(share)]),
                    interval(paired[np.isfinite(paired)]), int(np.isfinite(share).sum()),
                )  # fmt: skip


def counts(rows: Sequence[Row]) -> Counts:
    """Technologies a year by fate, for each origin and class and their margins; in service by any way comes first."""
    found: dict[tuple[str, str], Floats] = {}
    served = [list(FATES).index(way) for way in WAYS]
    for origin in (ALL, *ORIGINS):
        for category in (ALL, *CLASS_NAMES):
            origins = ORIGINS if origin == ALL else (origin,)
            classes = CLASS_NAMES if category == ALL else (category,)
            curves = [fates_of(o, c) for o in origins for c in classes]
            summed = np.array([np.sum([row.curves[name] for name in curves], axis=0) for row in rows])
            summed = summed.reshape(len(rows), len(FATES))
            found[origin, category] = np.column_stack([summed[:, served].sum(axis=1), summed])
    return found


def _paired(base: tuple[list[int], Floats], other: tuple[list[int], Floats]) -> Floats:
    before = dict(zip(*base, strict=True))
    return np.array([value - before[i] for i, value in zip(*other, strict=True) if i in before])


def _mean(values: Floats) -> float:
    return float(values.mean()) if values.size else float("nan")


def _line(row: Fate) -> tuple[object, ...]:
    return (row.scenario, row.origin, row.category, row.fate, row.begun, row.number, *row.share, *row.difference, row.n)

"""Scoring runs against targets: how near, in how many runs, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.schema.target import Target
from pullthrough.study.storage.store import Row

PASS, WARN, FAIL, NOT_DEFINED = "PASS", "WARN", "FAIL", "not defined"
SHARE_WANTED = 0.9
"""A pass asks that so many of the single runs lie within the tolerance."""

COLUMNS = (
    "target", "outcome", "unit", "fitted", "value", "tolerance", "n", "mean", "q05", "q95", "share_within", "share_members",
    "verdict", "reliability", "source", "means",
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How the model does on one target.

    Attributes:
        name, target: what is asked.
        n: runs in which the outcome is defined.
        mean, low, high: mean, 5 and 95 per cent of the runs.
        within: share of runs within the tolerance.
        members: share of the members of an ensemble whose own mean is; 1 or 0 for a single set of numbers.
    """

    name: str
    target: Target
    n: int
    mean: float
    low: float
    high: float
    within: float
    members: float

    @property
    def verdict(self) -> str:
        """PASS: mean and nine runs in ten within the tolerance. WARN: the mean within twice the tolerance. Else FAIL."""
        if not self.n:
            return NOT_DEFINED
        off = abs(self.mean - self.target.value)
        if off <= self.target.tolerance and self.within >= SHARE_WANTED:
            return PASS
        return WARN if off <= 2 * self.target.tolerance else FAIL

    def cells(self) -> tuple[object, ...]:
        """The row of ``validation.csv``."""
        t = self.target
        numbers = (self.n, self.mean, self.low, self.high, self.within, self.members)
        unit = OUTCOMES[t.outcome].unit
        return (
            self.name, t.outcome, unit, int(t.fitted), t.value, t.tolerance, *numbers, self.verdict, t.reliability,
            t.source, t.means,
        )  # fmt: skip


def score(name: str, target: Target, values: Sequence[float], cells: Sequence[int] = ()) -> Score:
    """Score one target by the values of its outcome in single runs; runs without a value are left out.

    Args:
        name, target: what is asked.
        values: of its outcome, one a run.
        cells: the set of numbers that each run has; one for all if empty.
    """
    by_cell: dict[int, list[float]] = {}
    for value, cell in zip(values, cells or [0] * len(values), strict=True):
        if np.isfinite(value):
            by_cell.setdefault(cell, []).append(value)
    known = np.array([value for mine in by_cell.values() for value in mine])
    if not known.size:
        return Score(name, target, 0, *[np.nan] * 5)
    within = float(np.mean(np.abs(known - target.value) <= target.tolerance))
    means = np.array([np.mean(mine) for mine in by_cell.values()])
    members = float(np.mean(np.abs(means - target.value) <= target.tolerance))
    low, high = (float(q) for q in np.quantile(known, (0.05, 0.95)))
    return Score(name, target, known.size, float(known.mean()), low, high, within, members)


def scores(targets: Mapping[str, Target], runs: Iterable[Row]) -> list[Score]:
    """Score all targets by the runs of one scenario."""
    sound = [row for row in runs if not row.error]
    cells = [row.cell for row in sound]
    return [score(name, t, [row.outcomes[t.outcome] for row in sound], cells) for name, t in targets.items()]

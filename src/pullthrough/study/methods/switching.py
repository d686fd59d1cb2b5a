"""Switching values: where, along a factor, the difference between two policies changes its sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES
from pullthrough.study.design.points import Points
from pullthrough.study.design.variation import Value
from pullthrough.study.methods.effects import half_width
from pullthrough.study.methods.responses import Responses

Floats = NDArray[np.float64]
RESAMPLES = 400
COLUMNS = (
    "factor",
    "others",
    "scenario",
    "against",
    "outcome",
    "unit",
    "value",
    "ci_low",
    "ci_high",
    "share",
    "below",
    "clear",
)


@dataclass(frozen=True)
class Switch:
    """A value of a factor at which the mean paired difference is zero, between two values that were run.

    Attributes:
        factor, others: what varies, and what the other factors are meanwhile.
        scenario, against, outcome: whose difference in what.
        value: where straight lines between the means cross zero.
        ci_low, ci_high: 95 % interval from resampling replicates, of those that cross; ``share`` of them do.
        below: sign of the difference below the value, +1 or -1.
        clear: whether the difference is surely of either sign on the two sides: 95 % t-intervals that exclude 0.
    """

    factor: str
    others: str
    scenario: str
    against: str
    outcome: str
    value: float
    ci_low: float
    ci_high: float
    share: float
    below: int
    clear: bool

    def cells(self) -> tuple[object, ...]:
        """The row of ``switching.csv``."""
        names = (self.factor, self.others, self.scenario, self.against, self.outcome, OUTCOMES[self.outcome].unit)
        return *names, self.value, self.ci_low, self.ci_high, self.share, self.below, int(self.clear)


Crossing = tuple[float, float, float, float, int, bool]
Line = tuple[int, str, list[tuple[float, int]]]
"""A factor, what the others are, and (value, point) in rising order."""


def lines(points: Points, resolved: Sequence[tuple[Value, ...]]) -> Iterator[Line]:
    """Points that differ in one numeric factor alone, at two values or more: the lines of a grid or of one at a time."""
    alone = (None,) * len(points.factors) in points.labels and len(points.factors) > 1  # one at a time
    for i, _factor in enumerate(points.factors):
        groups: dict[tuple[Value, ...], dict[float, int]] = {}
        for point, row in enumerate(resolved):
            if isinstance(row[i], int | float) and not isinstance(row[i], bool):
                groups.setdefault((*row[:i], *row[i + 1 :]), {}).setdefault(float(row[i]), point)
        names = [f.name for j, f in enumerate(points.factors) if j != i]
        for rest, found in groups.items():
            if len(found) > 1:
                others = "; ".join(f"{n}={_shown(v)}" for n, v in zip(names, rest, strict=True))
                others = "as configured" if alone else others
                yield i, others, sorted(found.items())


def switches(
    responses: Responses,
    points: Points,
    resolved: Sequence[tuple[Value, ...]],
    outcomes: Sequence[str],
    pair: tuple[int, int],
) -> Iterator[Switch]:
    """Every change of sign of every outcome along every line, of a pair (tested, against) of scenarios."""
    names = [s.name for s in responses.design.scenarios]
    for i, others, line in lines(points, resolved):
        x = np.array([value for value, _ in line])
        for outcome in outcomes:
            d = responses.difference(outcome, *pair)[[point for _, point in line]]
            for crossing in crossings(x, d):
                yield Switch(points.factors[i].name, others, names[pair[0]], names[pair[1]], outcome, *crossing)


def crossings(x: Floats, differences: Floats) -> Iterator[Crossing]:
    """(value, low, high, share, sign below, clear) of each change of sign of the mean of differences, shape (values, runs)."""
    mean = _means(differences)
    half = np.array([half_width(row[np.isfinite(row)]) for row in differences])
    sure = np.where(np.abs(mean) > half, np.sign(mean), 0)
    for low, high in pairwise(range(x.size)):
        a, b = mean[low], mean[high]
        if not (np.isfinite(a) and np.isfinite(b)) or a * b >= 0:
            continue
        draws = np.random.default_rng(0).integers(0, differences.shape[1], (RESAMPLES, differences.shape[1]))
        found = np.array([_crossing(x, _means(differences[:, chosen]), x[low], x[high]) for chosen in draws])
        found = found[np.isfinite(found)]
        ends = np.quantile(found, [0.025, 0.975]) if found.size else (np.nan, np.nan)
        value = x[low] + (x[high] - x[low]) * a / (a - b)
        sign = np.sign(a)
        clear = bool((sure[: low + 1] == sign).any() and (sure[high:] == -sign).any())
        yield float(value), float(ends[0]), float(ends[1]), found.size / RESAMPLES, int(sign), clear


def _crossing(x: Floats, mean: Floats, low: float, high: float) -> float:
    """The crossing of a resampled curve that is nearest to the interval between two values; nan if there is none."""
    change = np.flatnonzero(mean[:-1] * mean[1:] < 0)
    places = x[change] + (x[change + 1] - x[change]) * mean[change] / (mean[change] - mean[change + 1])
    return float(places[np.argmin(np.abs(places - (low + high) / 2))]) if places.size else float("nan")


def _means(values: Floats) -> Floats:
    """Means over runs in which the value is defined; nan where there is none."""
    defined = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        found: Floats = np.where(defined, values, 0.0).sum(axis=1) / defined.sum(axis=1)
    return found


def _shown(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)

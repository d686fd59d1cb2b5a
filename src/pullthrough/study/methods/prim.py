"""Scenario discovery: in which worlds does a policy fail? A box of the assumptions, found by peeling (PRIM), in words.

The patient rule induction method (Friedman and Fisher 1999), as used for policies by Bryant and Lempert (2010): from the box of
all worlds the slice is peeled off, a tenth at the low or high end of one assumption, without which the density of failures is
highest; again, until the box becomes too small. Of the boxes on the way, and of all boxes of a single limit, which greedy
peeling may miss, that one is told which is densest among those that still hold enough of the failures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
PEEL = 0.1
FEWEST = 4  # worlds in a box
IS = " is "
"""Between what is chosen and its option, in the name of a column of 0 and 1."""
COVERAGE = 0.5  # of all failures, at least, in the box that is told


@dataclass(frozen=True)
class Limit:
    """A factor, by its place, is at least or at most a value."""

    factor: int
    at_least: bool
    value: float

    def met(self, values: Floats) -> Flags:
        """Which worlds keep to it."""
        column = values[:, self.factor]
        return column >= self.value if self.at_least else column <= self.value


@dataclass(frozen=True)
class Box:
    """Limits of some factors.

    Attributes:
        limits: all of them are met in the box.
        failures, worlds: in the box.
        coverage: share of all failures that are in it.
        everywhere: share of failures among all worlds.
    """

    limits: tuple[Limit, ...]
    failures: int
    worlds: int
    coverage: float
    everywhere: float

    @property
    def density(self) -> float:
        """Share of failures among the worlds of the box."""
        return self.failures / self.worlds


def discover(values: Floats, failed: Flags) -> Box | None:
    """The box in which failures are dense; None if there are none, or no assumption tells them apart.

    Args:
        values: of each factor in each world, shape (worlds, factors).
        failed: whether the policy fails in each world.
    """
    if not failed.any() or failed.all():
        return None
    told, best = None, (float(failed.mean()), 1.0)
    for inside in (*_single_cuts(values), *_peeled(values, failed)):
        density, coverage = float(failed[inside].mean()), float(failed[inside].sum() / failed.sum())
        if coverage >= COVERAGE and density > failed.mean() and (density, coverage) > best:
            told, best = inside, (density, coverage)
    return None if told is None else _box(values, failed, told)


def _single_cuts(values: Floats) -> Iterator[Flags]:
    """The boxes of one limit."""
    for column in values.T:
        for value in np.unique(column):
            for inside in (column >= value, column <= value):
                if inside.sum() >= FEWEST:
                    yield inside


def _peeled(values: Floats, failed: Flags) -> Iterator[Flags]:
    """The boxes that peeling passes through."""
    inside: Flags | None = np.ones(len(failed), dtype=np.bool_)
    while inside is not None and (inside := _peel(values, failed, inside)) is not None:
        yield inside


def _peel(values: Floats, failed: Flags, inside: Flags) -> Flags | None:
    """The box without the slice whose loss leaves the highest density; None if it would become too small or no denser."""
    candidates = []
    for column in values.T:
        here = column[inside]
        for kept in (column > np.quantile(here, PEEL), column < np.quantile(here, 1.0 - PEEL)):
            left = inside & kept
            if FEWEST <= left.sum() < inside.sum():
                candidates.append((float(failed[left].mean()), int(left.sum()), left))
    if not candidates:
        return None
    density, _, left = max(candidates, key=lambda c: c[:2])
    return left if density >= failed[inside].mean() else None


def _box(values: Floats, failed: Flags, inside: Flags) -> Box:
    """The limits of the worlds of a box, without those that leave its density as high when they are dropped."""
    limits = [Limit(j, True, float(x[inside].min())) for j, x in enumerate(values.T) if x[inside].min() > x.min()]
    limits += [Limit(j, False, float(x[inside].max())) for j, x in enumerate(values.T) if x[inside].max() < x.max()]
    for limit in list(limits):
        others = [other for other in limits if other is not limit]
        if failed[within(values, others)].mean() >= failed[within(values, limits)].mean():
            limits = others
    mine = within(values, limits)
    caught = int(failed[mine].sum())
    return Box(tuple(limits), caught, int(mine.sum()), caught / int(failed.sum()), float(failed.mean()))


def within(values: Floats, limits: Sequence[Limit]) -> Flags:
    """The worlds that keep to all limits."""
    return np.logical_and.reduce([limit.met(values) for limit in limits]) if limits else np.ones(len(values), np.bool_)


def quasi_p(values: Floats, failed: Flags, box: Box) -> list[float]:
    """For each limit of a box how likely chance alone would make it as dense, were the limit dropped (Bryant and Lempert 2010).

    P(X >= failures), X binomial with as many worlds as the box has and the density of the box without the limit. It is no test
    that was
    planned before: the limits were looked for in these very worlds.
    """
    from scipy.stats import binom

    found = []
    for limit in box.limits:
        rest = within(values, [other for other in box.limits if other is not limit])
        found.append(float(binom.sf(box.failures - 1, box.worlds, failed[rest].mean())))
    return found


def limit_in_words(limit: Limit, name: str) -> str:
    """A limit, of a number or of an option that is chosen or not."""
    if IS in name:
        return name if limit.at_least else name.replace(IS, " is not ")
    return f"{name} {'>=' if limit.at_least else '<='} {limit.value:.3g}"


def in_words(box: Box | None, names: Sequence[str], fails: str) -> str:
    """One sentence about a box.

    Args:
        box: what was found.
        names: of the factors.
        fails: what failing is, such as "time to adoption is worse with the policy".
    """
    if box is None:
        return f"No varied assumption separates the worlds in which {fails} from the others."
    limits = [limit_in_words(limit, names[limit.factor]) for limit in box.limits]
    return (
        f"Where {' and '.join(limits)}, {fails} in {box.failures} of {box.worlds} worlds "
        f"({100 * box.everywhere:.0f} % of all); these are {100 * box.coverage:.0f} % of such worlds."
    )

"""The points of a design, by the kind of design that is asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Point
from pullthrough.study.design.factors import Factor, Pairs, expanded, factors
from pullthrough.study.design.variation import Value

Floats = NDArray[np.float64]
MOST_POINTS = 1_000_000


@dataclass(frozen=True)
class Points:
    """The points of a design.

    Attributes:
        factors: what is varied; of a list one for each key that occurs in it.
        points: what each point changes.
        labels: one row a point, one column a factor: the value or the name of the case; None: as configured.
        places: where a sampled point lies in the unit cube, shape (points, factors); None for other designs.
        given_weights: how much each point of a list counts, as given; empty: all alike.
    """

    factors: tuple[Factor, ...]
    points: tuple[Point, ...]
    labels: tuple[tuple[Value | None, ...], ...]
    places: Floats | None = None
    given_weights: tuple[float, ...] = ()

    @property
    def weights(self) -> Floats:
        """How much each point counts; alike if nobody said."""
        n = len(self.points)
        given = np.array(self.given_weights or [1.0] * n, dtype=float)
        return np.asarray(given / given.sum(), dtype=float)


def points_of(root: Root) -> Points:
    """The points that ``design`` asks for; it must have no problems."""
    spec = root.design
    if spec.kind == "list":
        keys = list(dict.fromkeys(key for point in spec.points for key in point))
        labels = tuple(tuple(point.get(key) for key in keys) for point in spec.points)
        named = tuple(Factor(key, options=((),), labels=("",)) for key in keys)
        points = tuple(Point(expanded(p)) for p in spec.points)
        return Points(named, points, labels, given_weights=tuple(map(float, spec.weights)))
    found = factors(root)
    if spec.kind == "none" or not found:
        return Points((), (Point(),), ((),))
    if spec.kind == "grid":
        return _combined(found, list(product(*(f.levels(spec.levels) for f in found))))
    if spec.kind == "one_at_a_time":
        return _one_at_a_time(found, spec.levels)
    places = sample(spec.kind, len(found), spec.n, spec.levels, spec.seed)
    return _combined(found, [tuple(f.at(u) for f, u in zip(found, row, strict=True)) for row in places], places)


def count(kind: str, found: Sequence[Factor], n: int, levels: int, listed: int) -> int:
    """How many points a design has, without making them."""
    k = len(found)
    sizes = [len(f.options) or min(levels, f.high - f.low + 1 if f.whole else levels) for f in found]
    return {
        "none": 1,
        "list": listed,
        "grid": math.prod(int(size) for size in sizes),
        "one_at_a_time": 1 + sum(int(size) for size in sizes),
        "latin_hypercube": n,
        "sobol": n * (k + 2),
        "morris": n * (k + 1),
    }[kind]


def sample(kind: str, k: int, n: int, levels: int, seed: int) -> Floats:
    """Places in the unit cube, shape (points, k).

    Sobol': blocks of n rows A, B, then A with column i of B for each i (Saltelli et al. 2010). Morris: n trajectories of
    k + 1 rows, neighbours differing in one column by ``levels / (2 (levels - 1))`` (Morris 1991).
    """
    from scipy.stats import qmc

    if kind == "latin_hypercube":
        return np.asarray(qmc.LatinHypercube(k, rng=np.random.default_rng(seed)).random(n))
    if kind == "sobol":
        both = qmc.Sobol(2 * k, rng=np.random.default_rng(seed)).random(n)
        a, b = both[:, :k], both[:, k:]
        mixed = [np.where(np.arange(k) == i, b, a) for i in range(k)]
        return np.concatenate([a, b, *mixed])
    return np.concatenate([_trajectory(k, levels, np.random.default_rng([seed, i])) for i in range(n)])


def _trajectory(k: int, levels: int, draws: np.random.Generator) -> Floats:
    step = levels / (2 * (levels - 1))
    rows = np.empty((k + 1, k))
    up = draws.random(k) < 0.5
    start = draws.integers(0, levels // 2, k) / (levels - 1)
    rows[0] = np.where(up, start, start + step)
    for i, moved in enumerate(draws.permutation(k)):
        rows[i + 1] = rows[i]
        rows[i + 1, moved] += step if up[moved] else -step
    return np.clip(rows, 0.0, 1.0)


def _combined(
    found: Sequence[Factor], chosen: Sequence[Sequence[tuple[Value, Pairs]]], places: Floats | None = None
) -> Points:
    points = tuple(Point(tuple(pair for _, values in row for pair in values)) for row in chosen)
    return Points(tuple(found), points, tuple(tuple(label for label, _ in row) for row in chosen), places)


def _one_at_a_time(found: Sequence[Factor], levels: int) -> Points:
    points = [Point()]
    labels: list[tuple[Value | None, ...]] = [(None,) * len(found)]
    for i, factor in enumerate(found):
        for label, values in factor.levels(levels):
            points.append(Point(values))
            labels.append(tuple(label if j == i else None for j in range(len(found))))
    return Points(tuple(found), tuple(points), tuple(labels))

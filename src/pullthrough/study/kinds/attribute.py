"""Attribution: the effect of a package of policy split among its measures, by Shapley values, paired by seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.checking.problems import Problem, nearest_name
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.root import Root
from pullthrough.parameters.schema.study import Attribute
from pullthrough.study.design import coalitions
from pullthrough.study.design.coalitions import Package
from pullthrough.study.design.design import Cell, Design, Point
from pullthrough.study.execution.run_design import Finished, Report, run_design
from pullthrough.study.kinds.kind import Kind
from pullthrough.study.methods import shapley
from pullthrough.study.methods.effects import Effect, effects, interval
from pullthrough.study.output import tables
from pullthrough.study.output.dictionary import INTERVAL, Line, lines_of, write_dictionary
from pullthrough.study.storage.csv_tables import write_csv
from pullthrough.study.storage.store import Row, iter_runs

Floats = NDArray[np.float64]
SET = "measures"
TOTAL = "all together"
EXACT, SAMPLED = "exact (all coalitions)", "sampled permutations"
"""How Shapley values were found."""
ATTRIBUTION = {
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of all that follows but n and share"),
    "measure": ("", "part of the package; 'all together' is the whole"),
    "value": ("see unit", "Shapley value: what the measure adds, mean over orders of putting the measures together"),
    "ci_low": ("see unit", INTERVAL),
    "ci_high": ("see unit", INTERVAL),
    "n": ("replicates", "replicates in which every run that is needed is defined"),
    "share": ("1", "value over the effect of the whole"),
    "alone": ("see unit", "the measure by itself less the baseline; empty where orders were drawn"),
    "alone_low": ("see unit", INTERVAL),
    "alone_high": ("see unit", INTERVAL),
    "last": ("see unit", "the package less the package without the measure; empty where orders were drawn"),
    "last_low": ("see unit", INTERVAL),
    "last_high": ("see unit", INTERVAL),
    "method": ("", f"{EXACT}: every combination of measures was run; {SAMPLED}: each replicate ran its own orders"),
}


@dataclass(frozen=True)
class Part:
    """What one measure contributes to the effect on one outcome.

    Attributes:
        value, ci_low, ci_high: mean Shapley value over replicates and its 95 % t-interval.
        n: replicates in which every run that is needed is defined.
        share: of the effect of the whole.
        alone, last: mean and interval of what it does by itself, and of what it adds to all the others; nan where
            orders were drawn.
    """

    outcome: str
    measure: str
    value: float
    ci_low: float
    ci_high: float
    n: int
    share: float
    alone: tuple[float, float, float]
    last: tuple[float, float, float]


@dataclass(frozen=True)
class Attribution(Finished):
    """What came out; ``parts`` by outcome and measure, the whole last."""

    effects: list[Effect]
    parts: list[Part]
    failures: list[Row]
    processes: int
    seconds: float


@dataclass(frozen=True)
class AttributionDesign(Design):
    """Both scenarios, and the sets of measures between them.

    A set is the value of a point. Where every set is run, every replicate runs them all; where orders are drawn, each
    replicate runs those that its own orders pass, so that one interval carries chance between runs and between orders.

    Attributes:
        package: the measures.
        orders: how many are drawn for each replicate; 0 if every set is run.
    """

    package: Package | None = None
    orders: int = 0

    def setting(self, cell: Cell) -> Setting:
        """What the runs of a set of measures are told."""
        assert self.package is not None
        return self.package.setting(int(dict(cell.values).get(SET, 0)))

    @cached_property
    def cell_of_set(self) -> dict[int, int]:
        """The number of the cell of each set of measures."""
        return {int(dict(cell.values).get(SET, 0)): cell.number for cell in self.cells}

    def orders_of(self, replicate: int) -> list[list[int]]:
        """The orders drawn for a replicate."""
        assert self.package is not None
        return shapley.drawn_orders(len(self.package.measures), self.orders, self.seed, replicate)

    @property
    def runs(self) -> int:
        """Number of runs in all."""
        return sum(self.runs_in(shard) for shard in range(self.shards))

    def _bundles_of(self, shard: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        for i, bundle in super()._bundles_of(shard):
            yield i, bundle if not self.orders else self._passed(i, bundle)

    def _passed(self, replicate: int, bundle: tuple[Cell, ...]) -> tuple[Cell, ...]:
        wanted = {self.cell_of_set[members] for members in shapley.sets_along(self.orders_of(replicate))}
        return tuple(cell for cell in bundle if cell.number in wanted)

    @cached_property
    def content(self) -> dict[str, Any]:
        """Everything that a result depends on, the measures and orders included."""
        assert self.package is not None
        measures = [[m.name, sorted(m.holds)] for m in self.package.measures]
        return {**super().content, "measures": measures, "by_policy": self.package.by_policy, "orders": self.orders}


def design_of(root: Root) -> AttributionDesign:
    """The design of the study that a configuration asks for."""
    asked, both = root.study.attribute, Design.of(root)
    package = coalitions.package(both.against, both.tested, asked.by, asked.measures)
    n = len(package.measures)
    if n <= asked.exact_up_to:
        orders, sets = 0, set(range(1 << n))
    else:
        orders = asked.orders
        drawn = (shapley.drawn_orders(n, orders, root.seed, i) for i in range(root.replicates))
        sets = set().union(*(shapley.sets_along(those) for those in drawn))
    points = tuple(Point(((SET, members),)) for members in sorted(sets - {0}))
    return AttributionDesign(both.scenarios, root.replicates, root.seed, points, package=package, orders=orders)


def attribute(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Attribution:
    """Run the sets of measures; write ``effects.csv`` (all measures against none) and ``attribution.csv``."""
    design = design_of(root)
    carried = run_design(root, design, folder, command, report)
    runs = list(iter_runs(folder, tuple(OUTCOMES)))
    found = effects(runs, design.against.name, design.tested.name)
    parts = [part for name in root.study.attribute.outcomes for part in parts_of(design, runs, name)]
    tables.write_effects(folder / "effects.csv", found)
    write_csv(folder / "attribution.csv", tuple(ATTRIBUTION), (_line(design, part) for part in parts))
    write_dictionary(folder / "data_dictionary.csv", columns())
    return Attribution(**vars(carried.finish()), effects=found, parts=parts)


def parts_of(design: AttributionDesign, runs: list[Row], outcome: str) -> list[Part]:
    """The effect on one outcome, measure by measure, then as a whole."""
    assert design.package is not None
    by_cell = {(r.cell, r.replicate): r.outcomes[outcome] for r in runs if not r.error}
    cells, n = design.cell_of_set, len(design.package.measures)
    worth = [{s: by_cell.get((c, i), float("nan")) for s, c in cells.items()} for i in range(design.replicates)]
    if design.orders:
        shares = np.array([shapley.along(design.orders_of(i), worth[i], n) for i in range(design.replicates)]).T
    else:
        shares = shapley.exact({s: np.array([w[s] for w in worth]) for s in cells}, n)
    whole = np.array([w[design.package.all] - w[0] for w in worth])
    defined = np.isfinite(shares).all(axis=0) & np.isfinite(whole)
    total = float(whole[defined].mean()) if defined.any() else float("nan")

    def part(name: str, values: Floats, alone: Floats | None, last: Floats | None) -> Part:
        value, low, high = interval(values[defined])
        more = [(float("nan"),) * 3 if v is None else interval(v[defined]) for v in (alone, last)]
        share = value / total if total else float("nan")
        return Part(outcome, name, value, low, high, int(defined.sum()), share, more[0], more[1])

    parts = []
    for i, measure in enumerate(design.package.measures):
        alone = last = None
        if not design.orders:
            alone = np.array([w[1 << i] - w[0] for w in worth])
            last = np.array([w[design.package.all] - w[design.package.all & ~(1 << i)] for w in worth])
        parts.append(part(measure.name, shares[i], alone, last))
    return [*parts, part(TOTAL, whole, None, None)]


def problems_of(root: Root) -> Iterator[Problem]:
    """What is wrong with the words of an attribution: measures, names of outcomes."""
    asked = root.study.attribute
    for name in asked.outcomes:
        if name not in OUTCOMES:
            yield Problem("study.attribute.outcomes", name, "is no outcome", nearest_name(name, OUTCOMES))
    both = Design.of(root)
    yield from coalitions.faults(
        coalitions.package(both.against, both.tested, asked.by, asked.measures), asked.measures
    )


def _line(design: AttributionDesign, p: Part) -> tuple[object, ...]:
    method = SAMPLED if design.orders else EXACT
    unit = OUTCOMES[p.outcome].unit
    return p.outcome, unit, p.measure, p.value, p.ci_low, p.ci_high, p.n, p.share, *p.alone, *p.last, method


def columns() -> Iterator[Line]:
    """What the columns of ``attribution.csv`` mean."""
    return lines_of("attribution.csv", ATTRIBUTION)


KIND = Kind(
    "attribute", attribute, design_of, Attribute, problems_of, table="attribute", figures="attribute", columns=columns
)

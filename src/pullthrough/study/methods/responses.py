"""The outcomes of many cells as arrays, and the paired effects at each point of a design."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.registry import OUTCOMES
from pullthrough.study.design.design import Design
from pullthrough.study.methods.effects import Effect, effect
from pullthrough.study.storage.store import iter_runs

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Responses:
    """Outcomes of every run of a design; nan where a run failed, is missing, or the outcome is not defined.

    Attributes:
        design: cells and points.
        values: by outcome, shape (cells, replicates): 8 bytes a run and outcome.
    """

    design: Design
    values: dict[str, Floats]

    def at(self, outcome: str, point: int, scenario: int = -1) -> Floats:
        """The outcome in each replicate of a scenario (by default the tested one) at a point, shape (replicates,)."""
        found: Floats = self.values[outcome][self.design.cell_of[point][scenario]]
        return found

    def level(self, outcome: str, scenario: int = -1) -> Floats:
        """The outcome of a scenario at all points, shape (points, replicates)."""
        found: Floats = self.values[outcome][[row[scenario] for row in self.design.cell_of]]
        return found

    def difference(self, outcome: str, scenario: int = -1, against: int = 0) -> Floats:
        """Paired differences at all points, shape (points, replicates)."""
        return self.level(outcome, scenario) - self.level(outcome, against)

    def effect(self, outcome: str, point: int, scenario: int = -1, against: int = 0) -> Effect:
        """The paired effect on an outcome at a point."""
        return effect(OUTCOMES[outcome], self.at(outcome, point, against), self.at(outcome, point, scenario))

    def effects(self, outcomes: Sequence[str], scenario: int = -1) -> Iterator[tuple[int, Effect]]:
        """(point, effect) for every point and outcome."""
        for point in range(len(self.design.points)):
            for name in outcomes:
                yield point, self.effect(name, point, scenario)


def read_responses(folder: Path, design: Design, outcomes: Sequence[str] = ()) -> Responses:
    """The outcomes of the runs in a folder, read shard by shard; all outcomes if none is named."""
    names = list(outcomes) or list(OUTCOMES)
    shape = (len(design.cells), design.replicates)
    values = {name: np.full(shape, np.nan) for name in names}
    for row in iter_runs(folder, names):
        for name in names:
            values[name][row.cell, row.replicate] = row.outcomes[name]
    return Responses(design, values)

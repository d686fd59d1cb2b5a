"""Regret: what a scenario loses, in each world, against the best of those compared there.

With v_s(m) the mean outcome of scenario s in world m, in the direction that is better:

    regret_s(m) = max_r v_r(m) - v_s(m) >= 0                 Savage (1951)

A scenario whose worst regret is small is a safe choice where nobody knows which world is the true one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.study.methods.responses import Floats, Responses

FILE = "regret.csv"
MEANING = {
    "outcome": "name of the outcome; those of which neither more nor less is better have no regret",
    "unit": "its unit",
    "scenario": "which of those compared",
    "worlds": "members in which the outcome is defined for all scenarios",
    "mean": "mean over members of the regret, in the unit of the outcome",
    "worst": "largest regret in any member",
    "share_best": "share of members in which no other scenario is better",
}


@dataclass(frozen=True)
class Regret:
    """The regret of one scenario about one outcome; fields as in :data:`MEANING`."""

    outcome: str
    unit: str
    scenario: str
    worlds: int
    mean: float
    worst: float
    share_best: float


def regrets(responses: Responses, outcomes: Sequence[str], weights: Floats | None = None) -> Iterator[Regret]:
    """Regret of every scenario about every outcome that has a direction; worlds count by their weights, or all alike."""
    scenarios = responses.design.scenarios
    for name in outcomes:
        outcome = OUTCOMES[name]
        means = np.stack([responses.level(name, k).mean(axis=1) for k in range(len(scenarios))])  # scenarios, worlds
        defined = np.isfinite(means).all(axis=0)
        means = outcome.better * means[:, defined]
        share = np.ones(int(defined.sum())) if weights is None else weights[defined]
        if not outcome.better or not means.shape[1] or not share.sum():
            continue
        lost = means.max(axis=0) - means
        for scenario, mine in zip(scenarios, lost, strict=True):
            best = float(np.average(mine == 0.0, weights=share))
            middle = float(np.average(mine, weights=share))
            yield Regret(name, outcome.unit, scenario.name, mine.size, middle, float(mine.max()), best)


def cells(found: Sequence[Regret]) -> Iterator[tuple[object, ...]]:
    """The rows of ``regret.csv``."""
    yield from map(astuple, found)

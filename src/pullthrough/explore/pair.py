"""One pair of runs with all that is in it, so that it can be followed.

A pair is an anecdote and no evidence; it shows how a difference comes about. Whoever has the same key in both runs is the same
technology or firm: all draws are keyed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pullthrough.explore.question import Asked
from pullthrough.parameters.policy.setting import Setting
from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.present.dates import quarter_in_words
from pullthrough.present.pages.charts.regions import label
from pullthrough.study.design.design import replicate_seed
from pullthrough.world.codes import ACADEMIC, ACTIVE, MOST_TIES, PRIME, SME
from pullthrough.world.tables import Tables

KINDS = {PRIME: "prime", SME: "small firm", ACADEMIC: "university group"}
WORLDS = ("without the policy", "with the policy")
EVERY = 4
"""Years from one note of ties to the next."""

ANECDOTE = (
    "One pair of runs, told apart by its seed: it shows how a difference comes about, and is no evidence that it does."
)


@dataclass(frozen=True)
class World:
    """One run to its end: its tables, what happened to whom, and its ties at the ends of some years."""

    tables: Tables
    adopted: Mapping[int, int]
    entered: Mapping[int, int]
    ties: Mapping[int, tuple[np.ndarray, np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Pair:
    """The two runs of one seed, with the dates and names of their world."""

    worlds: tuple[World, World]
    setting: Setting

    def year(self, quarter: int) -> float:
        """The year of a quarter of the run."""
        calendar = self.setting.world.calendar
        return calendar.first_year + (quarter - calendar.burn_in) / QUARTERS_PER_YEAR

    def when(self, quarter: int) -> str:
        """A quarter in words."""
        return quarter_in_words(self.year(quarter)) if quarter >= 0 else "never"

    def region(self, number: int) -> str:
        """The name of a region."""
        return label(list(self.setting.world.population.firms_by_region)[number])


def run_pair(asked: Asked, number: int = 0) -> Pair:
    """Run one pair of the baseline and the last scenario asked for.

    Args:
        asked: the question.
        number: which of its pairs, from 0.
    """
    seed = replicate_seed(asked.root.seed, number)
    without, having = (_world(setting, seed) for setting in (asked.settings[0], asked.settings[-1]))
    return Pair((without, having), asked.settings[-1])


def _world(setting: Setting, seed: int) -> World:
    from pullthrough.model import PullThroughModel

    model, ties = PullThroughModel(setting, rng=seed), {}
    calendar = setting.world.calendar
    for year in range(calendar.first_year, calendar.last_year + 1):
        if (calendar.last_year - year) % EVERY == 0:
            model.run_until_quarter(calendar.burn_in + QUARTERS_PER_YEAR * (year + 1 - calendar.first_year))
            ties[year] = ties_of(model.tables)
    events = model.run().results().events
    adopted, entered = (
        dict(zip(events[f"{what}_key"].tolist(), events[f"{what}_quarter"].tolist(), strict=True))
        for what in ("adopted", "entered")
    )
    return World(model.tables, adopted, entered, ties)


def ties_of(tables: Tables) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Organisations inside defence (key, kind, region), and their ties as pairs of keys."""
    org, networks = tables.organisations, tables.networks
    inside = org.standing == ACTIVE
    people = np.stack([org.key[inside], org.kind[inside].astype(np.uint64), org.region[inside].astype(np.uint64)])
    pairs = []
    for row in np.flatnonzero(inside).tolist():
        places = tables.ties[row * MOST_TIES : row * MOST_TIES + int(networks.ties[row])]
        pairs += [(row, int(other)) for other in places.partner if other > row and inside[int(other)]]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return people, org.key[ends[:, 0]].copy(), org.key[ends[:, 1]].copy()

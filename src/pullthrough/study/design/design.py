"""Which runs a study consists of: scenarios at points, the same seeds for all of them, dealt into shards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from pullthrough.parameters.checking.extended import Origin
from pullthrough.parameters.policy.setting import Setting, setting
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.variation import WORLD, Value, varied
from pullthrough.study.storage.provenance import code_hash

UNCHANGED = "+nothing"
"""Added to the name of the tested scenario if it is the very scenario it is compared with."""

SEED_BITS = 46
LARGEST_BUNDLE = LARGEST_SHARD = 128  # runs
SMALLEST_SHARD = 8


@dataclass(frozen=True)
class Point:
    """One choice of values for everything that a design varies: pairs of dotted key and value."""

    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True)
class Cell:
    """One scenario at one point, run once with every seed.

    A baseline does not depend on the levers of a point, so that it is one cell for all points of one world.

    Attributes:
        number: place among the cells; ``scenario``: index of the scenario; ``point``: the first point it stands for.
        values: what the point changes in it.
    """

    number: int
    scenario: int
    point: int
    values: tuple[tuple[str, Value], ...]

    @property
    def world(self) -> tuple[tuple[str, Value], ...]:
        """What the point changes in its world."""
        return tuple(pair for pair in self.values if pair[0].startswith(WORLD))


@dataclass(frozen=True)
class Asked:
    """What is done in a treated run, see :mod:`pullthrough.study.execution.treated_runs`.

    Attributes:
        kind: of treatment, one of ``parameters.question_schema.TREATMENTS``; the name of a switch otherwise.
        number: the how-manieth near-miss of that kind in its world, from 1 on; 0 for a switch.
        years: how long those treated are followed.
        margin: largest distance between the scores of who got it and who missed it.
        nothing: force what happens anyway.
    """

    kind: str
    number: int
    years: int
    margin: float = 0.0
    nothing: bool = False

    @property
    def name(self) -> str:
        """Kind and number."""
        return f"{self.kind} {self.number}" if self.number else self.kind


@dataclass(frozen=True)
class Adapt:
    """When a run changes its levers, see :mod:`pullthrough.study.execution.adaptive_runs`.

    Attributes:
        series: what is looked at; ``above``, ``below``: when it counts as crossed.
        looks: quarters, from the start of the burn-in, before which it is looked at.
        quarters: over how many it is averaged.
        levers: what holds from the look on, once it is crossed.
    """

    series: str
    above: float
    below: float
    looks: tuple[int, ...]
    quarters: int
    levers: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Job:
    """One run: a cell with a seed; ``asked`` is what is done in it to somebody, ``adapt`` when it changes its levers."""

    run: int
    setting: Setting
    replicate: int
    seed: int
    cell: int = 0
    asked: Asked | None = None
    adapt: Adapt | None = None


@dataclass(frozen=True)
class Design:
    """Scenarios at points, paired by seed.

    Attributes:
        scenarios: the baseline first, the tested scenario last.
        replicates: runs of each cell; replicate i has the same seed in all.
        seed: the root seed.
        points: what is varied; a single point without values is a plain comparison.
        series: whether series, curves and events of each run are kept, which take most of the space on disk.
    """

    scenarios: tuple[Setting, ...]
    replicates: int
    seed: int
    points: tuple[Point, ...] = (Point(),)
    series: bool = True
    shard_runs: int = 0

    @classmethod
    def of(cls, root: Root) -> Design:
        """The design of a comparison of two scenarios."""
        against, tested = setting(root, tested=False), setting(root, tested=True)
        if against.name == tested.name:
            tested = replace(tested, name=tested.name + UNCHANGED, title=f"{tested.title} (again)")
        return cls((against, tested), root.replicates, root.seed)

    @property
    def against(self) -> Setting:
        """The baseline."""
        return self.scenarios[0]

    @property
    def tested(self) -> Setting:
        """The scenario that is compared with it; of several the last."""
        return self.scenarios[-1]

    @property
    def extension(self) -> Origin | None:
        """The code of a user's own that all scenarios run with, if any."""
        return self.against.extension

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The different scenarios at points, in the order of points."""
        found: dict[tuple[int, tuple[tuple[str, Value], ...]], Cell] = {}
        for p, k, values in self._placed():
            if (k, values) not in found:
                found[k, values] = Cell(len(found), k, p, values)
        return tuple(found.values())

    @cached_property
    def cell_of(self) -> tuple[tuple[int, ...], ...]:
        """The number of the cell of each scenario, for each point: ``cell_of[point][scenario]``."""
        number = {(cell.scenario, cell.values): cell.number for cell in self.cells}
        flat = [number[k, values] for _, k, values in self._placed()]
        n = len(self.scenarios)
        return tuple(tuple(flat[i : i + n]) for i in range(0, len(flat), n))

    def _placed(self) -> Iterator[tuple[int, int, tuple[tuple[str, Value], ...]]]:
        for p, point in enumerate(self.points):
            world = tuple(pair for pair in point.values if pair[0].startswith(WORLD))
            for k in range(len(self.scenarios)):
                yield p, k, point.values if self._takes_levers(k) else world

    def _takes_levers(self, scenario: int) -> bool:
        return scenario > 0 or len(self.scenarios) == 1

    def setting(self, cell: Cell) -> Setting:
        """What the runs of a cell are told."""
        return varied(self.scenarios[cell.scenario], dict(cell.values), levers=self._takes_levers(cell.scenario))

    @property
    def followed(self) -> tuple[str, ...]:
        """What is kept besides of those who are followed; in most studies nobody is."""
        return ()

    def asked(self, cell: Cell) -> Asked | None:
        """What is done to somebody in the runs of a cell; in most studies nothing."""
        return None

    def adapt(self, cell: Cell) -> Adapt | None:
        """When the runs of a cell change their levers; in most studies never."""
        return None

    @property
    def runs(self) -> int:
        """Number of runs in all."""
        return len(self.cells) * self.replicates

    @cached_property
    def bundles(self) -> tuple[tuple[Cell, ...], ...]:
        """Cells that share a world, so that their runs of one seed are alike until a lever differs; each at most 128."""
        worlds: dict[tuple[tuple[str, Value], ...], list[Cell]] = {}
        for cell in self.cells:
            worlds.setdefault(cell.world, []).append(cell)
        step = LARGEST_BUNDLE
        return tuple(tuple(cells[i : i + step]) for cells in worlds.values() for i in range(0, len(cells), step))

    @cached_property
    def bundles_in_shard(self) -> int:
        """How many bundles a shard has: few in a small study, so that work spreads; some 128 runs in a large one.

        It depends on the number of runs alone, so that any number of processes writes the same files.
        """
        size = len(self.cells) / len(self.bundles)  # runs in a bundle, on average
        if self.shard_runs:
            return max(1, round(self.shard_runs / size))
        smallest, largest = (max(1, int(-(-runs // size))) for runs in (SMALLEST_SHARD, LARGEST_SHARD))
        return min(largest, max(smallest, -(-self.replicates * len(self.bundles) // 8)))

    @property
    def shards(self) -> int:
        """How many files the runs are dealt into."""
        return self.shards_for(self.replicates)

    def runs_in(self, shard: int) -> int:
        """Number of runs of a shard."""
        return sum(len(bundle) for _, bundle in self._bundles_of(shard))

    def jobs(self, shard: int) -> list[Job]:
        """The runs of a shard; those of one seed and one world stand beside each other."""
        settings: dict[int, Setting] = {}
        found = []
        for i, bundle in self._bundles_of(shard):
            seed = replicate_seed(self.seed, i)
            for cell in bundle:
                if cell.number not in settings:
                    settings[cell.number] = self.setting(cell)
                run = len(self.cells) * i + cell.number
                found.append(Job(run, settings[cell.number], i, seed, cell.number, self.asked(cell), self.adapt(cell)))
        return found

    def shards_for(self, replicates: int) -> int:
        """How many shards, from the first, hold the runs of so many replicates."""
        return -(-replicates * len(self.bundles) // self.bundles_in_shard)

    def _bundles_of(self, shard: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Replicate and bundle of each bundle of a shard; all bundles of a replicate come before the next replicate."""
        first, n = shard * self.bundles_in_shard, len(self.bundles)
        for j in range(first, min(first + self.bundles_in_shard, self.replicates * n)):
            yield j // n, self.bundles[j % n]

    @cached_property
    def content(self) -> dict[str, Any]:
        """Everything that a result depends on, by subject: settings, points, seeds, the model's code."""
        return {
            "scenarios": [asdict(replace(s, extension=None)) for s in self.scenarios],
            "points": [list(point.values) for point in self.points],
            "replicates": self.replicates,
            "seed": self.seed,
            "series": self.series,
            "shard_runs": self.shard_runs,
            "code": code_hash(self.extension.sha256 if self.extension else ""),
        }

    @cached_property
    def fingerprint(self) -> str:
        """Hash of :attr:`content`."""
        return hashlib.sha256(json.dumps(self.content, sort_keys=True).encode()).hexdigest()


def comparison_hash(against: Setting, tested: Setting) -> str:
    """What is compared, apart from seeds and replicates: hash of both settings, by which a kept ensemble of the same is found."""
    sides = [asdict(replace(side, extension=None, name="", title="")) for side in (against, tested)]
    return hashlib.sha256(json.dumps(sides, sort_keys=True).encode()).hexdigest()


def replicate_seed(root: int, replicate: int) -> int:
    """The seed of replicate i of a study with a root seed: 46 bits of ``SeedSequence(root, spawn_key=(i,))``.

    Neighbouring root seeds thus share no run, unlike with root + i, and a study can be lengthened without changing the
    runs it has.
    """
    word = np.random.SeedSequence(root, spawn_key=(replicate,)).generate_state(1, np.uint64)[0]
    return int(word) >> (64 - SEED_BITS)

"""What a study would be: its points, runs, time, disk, and the replicates that a precision needs; nothing is written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.root_schema import Root
from pullthrough.study import worker
from pullthrough.study.design import Design, Job, replicate_seed
from pullthrough.study.executors import choose
from pullthrough.study.kinds import DESIGNS
from pullthrough.study.precision import needed
from pullthrough.study.store import Row, size_of

TIMED, PILOT = 16, 8  # runs, pairs
SUMMARY = 12  # bytes a number of summary.csv
HEADLINES = ("adoption_rate", "adoptions_per_year", "new_entrant_rate_contracts", "entrants_per_year", "public_cost")


@dataclass(frozen=True)
class Estimate:
    """What a study would take.

    Attributes:
        design, points, cells, runs, shards: its size.
        executor, workers: how it would be carried out.
        run_seconds: mean time of the timed runs, without the first, which may compile.
        minutes: all runs over all workers.
        megabytes: run files and ``summary.csv``.
        timed: how many runs were timed.
        replicates: by outcome the pairs that half an interval of ``width`` of the baseline needs; nan if not known.
        width: that width.
        errors: what went wrong in runs that failed.
    """

    design: Design
    runs: int
    executor: str
    workers: int
    run_seconds: float
    minutes: float
    megabytes: float
    timed: int
    replicates: dict[str, float]
    width: float
    errors: list[str]


def estimate(root: Root) -> Estimate:
    """Run some runs of the first shard as a worker would, and a few pairs at the first point; keep them in memory."""
    design = DESIGNS[root.study.kind](root)
    timed = design.jobs(0)[:TIMED]
    list(worker.carried(timed[:1]))  # compiles what must be compiled, and imports
    began = time.perf_counter()
    rows = list(worker.carried(timed))
    seconds = (time.perf_counter() - began) / len(timed)
    choice = choose(root.study, design.runs, design.shards)
    empty, full = size_of([], series=design.series), size_of(rows, series=design.series)
    size = design.shards * empty + design.runs * ((full - empty) / len(rows) + SUMMARY * len(OUTCOMES))
    asked = [root.study.precision.outcome] if root.study.kind == "precision" else root.study.outcomes or HEADLINES
    pairs = list(worker.carried(_pairs(design)))
    return Estimate(
        design,
        design.runs,
        choice.name,
        choice.workers,
        seconds,
        design.runs * seconds / choice.workers / 60,
        size / 1e6,
        len(timed),
        _replicates(design, pairs, asked, root.study.precision.width),
        root.study.precision.width,
        [row.error for row in rows + pairs if row.error],
    )


def _pairs(design: Design) -> list[Job]:
    """The first and the last scenario at the first point, with the first seeds."""
    cells = [design.cells[number] for number in dict.fromkeys((design.cell_of[0][0], design.cell_of[0][-1]))]
    told = {cell.number: design.setting(cell) for cell in cells}
    seeds = [(i, replicate_seed(design.seed, i)) for i in range(min(PILOT, design.replicates))]
    return [Job(0, told[cell.number], i, seed, cell.number) for i, seed in seeds for cell in cells]


def _replicates(design: Design, rows: Sequence[Row], asked: Sequence[str], width: float) -> dict[str, float]:
    first, last = design.cell_of[0][0], design.cell_of[0][-1]
    base = {row.replicate: row for row in rows if row.cell == first and not row.error}
    policy = {row.replicate: row for row in rows if row.cell == last and not row.error}
    both = sorted(base.keys() & policy.keys())
    found = {}
    for name in asked:
        a = np.array([base[i].outcomes[name] for i in both], dtype=float)
        b = np.array([policy[i].outcomes[name] for i in both], dtype=float)
        found[name] = needed(b - a, a, width)
    return found

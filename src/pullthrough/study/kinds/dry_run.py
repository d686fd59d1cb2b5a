"""What a study would be: its points, runs, time, disk, and the replicates that a precision needs; nothing is written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design, Job, replicate_seed
from pullthrough.study.execution import worker
from pullthrough.study.execution.executors import Choice, choose
from pullthrough.study.execution.process_context import may_start_processes
from pullthrough.study.kinds.precision import needed
from pullthrough.study.kinds.registry import kind_named
from pullthrough.study.storage.store import Row, size_of

PILOT = 4  # pairs
LOOKED_AT = 20  # points, to find one at which the scenarios differ
START = 1.8
"""Seconds from the command to the first run, on the machine of the benchmarks; of tables and figures likewise."""

TABLES, A_RUN, FIGURES = 0.3, 0.002, 1.3
LOOP, LOOP_SECONDS = 200_000, 0.012
"""Additions of a loop in plain Python, and the seconds that they take on that machine."""
SUMMARY = 12  # bytes a number of summary.csv
HEADLINES = ("adoption_rate", "adoptions_per_year", "new_entrant_rate_contracts", "entrants_per_year", "public_cost")


@dataclass(frozen=True)
class Estimate:
    """What a study would take.

    Attributes:
        design, points, cells, runs, shards: its size.
        executor, workers: how it would be carried out.
        run_seconds: mean time of the timed runs.
        minutes: all runs over all workers, start, tables and figures.
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
    """Run a few pairs of cells that differ, as a worker would, and keep them in memory."""
    kind = kind_named(root.study.kind)
    design, times = kind.design(root), kind.times(root)
    runs = round(times * design.runs)
    first, last = furthest(design)
    choice = choose(root.study, design.runs, design.shards)
    timed = _timed(design, _pairs(design, first, last), choice)
    rows = [row for of_pair, _ in timed for row in of_pair]
    seconds = sum(taken for _, taken in timed) / len(rows)
    empty, full = (size_of(of, series=design.series, followed=design.followed) for of in ([], rows))
    size = round(times * design.shards) * empty + runs * ((full - empty) / len(rows) + SUMMARY * len(OUTCOMES))
    asked = [root.study.precision.outcome] if root.study.kind == "precision" else root.study.outcomes or HEADLINES
    around = START + TABLES + A_RUN * runs + (FIGURES if root.study.figures else 0.0)
    around *= slowness()
    return Estimate(
        design,
        runs,
        choice.name,
        choice.workers,
        seconds,
        (around + runs * seconds / choice.workers) / 60,
        size / 1e6,
        len(rows),
        _replicates(first, last, rows, asked, root.study.precision.width),
        root.study.precision.width,
        [row.error for row in rows if row.error],
    )


def furthest(design: Design) -> tuple[int, int]:
    """Two cells that are compared and differ in a lever: of the last point at which any do; else the first and the last."""
    for row in list(reversed(design.cell_of))[:LOOKED_AT]:
        base, tested = (design.setting(design.cells[number]) for number in (row[0], row[-1]))
        if tested.first_difference(base) is not None:
            return row[0], row[-1]
    return design.cell_of[0][0], design.cell_of[-1][-1]


def slowness() -> float:
    """How many times slower this machine is just now than that of the benchmarks, by a loop in plain Python."""
    return min(_loop() for _ in range(3)) / LOOP_SECONDS


def _loop() -> float:
    began, total = time.perf_counter(), 0
    for i in range(LOOP):
        total += i
    return time.perf_counter() - began


def _timed(design: Design, pairs: Sequence[Sequence[Job]], choice: Choice) -> list[tuple[list[Row], float]]:
    """Rows and seconds of each pair: in two processes if the study will have several, so that they share the machine alike."""
    if choice.processes > 1 and may_start_processes():
        from pullthrough.study.execution.executors.processes import worker_pool

        with worker_pool(2, design, Path()) as (pool, _):
            return list(pool.map(worker.timed, pairs))
    worker.timed(pairs[0][:1])  # compiles what must be compiled, and imports
    return [worker.timed(pair) for pair in pairs]


def _pairs(design: Design, first: int, last: int) -> list[list[Job]]:
    """Both cells, with each of the first seeds."""
    cells = [design.cells[number] for number in dict.fromkeys((first, last))]
    told = {cell.number: design.setting(cell) for cell in cells}
    seeds = [(i, replicate_seed(design.seed, i)) for i in range(min(PILOT, design.replicates))]
    return [[Job(0, told[cell.number], i, seed, cell.number) for cell in cells] for i, seed in seeds]


def _replicates(first: int, last: int, rows: Sequence[Row], asked: Sequence[str], width: float) -> dict[str, float]:
    base = {row.replicate: row for row in rows if row.cell == first and not row.error}
    policy = {row.replicate: row for row in rows if row.cell == last and not row.error}
    both = sorted(base.keys() & policy.keys())
    found = {}
    for name in asked:
        a = np.array([base[i].outcomes[name] for i in both], dtype=float)
        b = np.array([policy[i].outcomes[name] for i in both], dtype=float)
        found[name] = needed(b - a, a, width)
    return found

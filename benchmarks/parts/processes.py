"""Runs a second of the study's executor on one and on two processes."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from timing import busy_share, cpu_times, interleaved, ratio_of, table

from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.schema.study import Cluster
from pullthrough.study.design.design import Design
from pullthrough.study.execution.executors import Task, execute
from pullthrough.study.execution.process_context import prepare
from pullthrough.study.storage.store import read_runs

WANTED = 1.8
REPLICATES = 96
CASES = {"in this process": 0, "one process": 1, "two processes": 2}


def measure(rounds: int) -> None:
    """The main comparison on ``uk`` with 96 replicates (192 runs), files included; A B C, C B A."""
    design = Design.of(compose([f"replicates={REPLICATES}"]))
    prepare()
    running: dict[str, list[float]] = {name: [] for name in CASES}
    busy: list[float] = []

    def study(name: str) -> float:
        before = cpu_times()
        whole, under_way = _rates(design, CASES[name])
        running[name].append(under_way)
        if CASES[name] == 1:
            busy.append(busy_share(before, cpu_times()))
        return whole

    whole = interleaved({name: lambda name=name: study(name) for name in CASES}, rounds)
    rows = []
    for name in CASES:
        cells = [name]
        for rates in (whole, running):
            cells += [f"{statistics.median(rates[name]):.1f}", str(ratio_of(rates[name], rates["one process"]))]
        rows.append(cells)
    table(
        f"Runs a second of a study, world uk, {2 * REPLICATES} runs (medians of {rounds})",
        ("executor", "whole", "against one (95 %)", "under way", "against one (95 %)"),
        rows,
        f"wanted: two processes >= {WANTED:g} times one. whole: start of the workers and last shard included; under way: between"
        f"\n  an eighth and seven eighths of the runs. With one process the machine was {100 * min(busy):.0f}-"
        f"{100 * max(busy):.0f} % busy; above {100 / (os.cpu_count() or 1):.0f} % others were at work.",
    )


def _rates(design: Design, processes: int) -> tuple[float, float]:
    """Runs a second over a whole study, and while it is under way."""
    seen: list[tuple[float, int]] = []
    began = time.perf_counter()

    def report(done: int) -> None:
        seen.append((time.perf_counter() - began, done))

    with tempfile.TemporaryDirectory() as name:
        folder, shards = Path(name), tuple(range(design.shards))
        task = Task(design, folder, shards, processes or 1, Cluster(), report)
        execute("processes" if processes else "serial", task)
        taken = time.perf_counter() - began
        failed = [row.error for row in read_runs(folder) if row.error]
    if failed:
        raise RuntimeError(f"{len(failed)} runs failed: {failed[0]}")
    runs = 2 * design.replicates
    times, done = np.array(seen).T
    early, late = np.interp([runs / 8, runs * 7 / 8], done, times)
    return runs / taken, 0.75 * runs / (late - early)

"""Runs a second of the study's executor on one and on two processes."""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from timing import interleaved, ratios, seconds, table

from pullthrough.parameters.compose import compose
from pullthrough.study.design import Design
from pullthrough.study.executors import run_processes, run_serial
from pullthrough.study.starting import prepare
from pullthrough.study.store import read_runs

WANTED = 1.8
REPLICATES = 64


def measure(rounds: int) -> None:
    """The main comparison on ``uk`` with 64 replicates (128 runs), pool and files included; A B C A B C."""
    design = Design.of(compose([f"replicates={REPLICATES}"]))
    runs = 2 * REPLICATES
    prepare()
    cases = {"in this process": 0, "one process": 1, "two processes": 2}
    times = interleaved({name: lambda n=n: _study(design, n) for name, n in cases.items()}, rounds)
    rates = {name: [runs / t for t in values] for name, values in times.items()}
    rows = []
    for name, values in rates.items():
        middle, lowest, highest = ratios(values, rates["one process"])
        spread = f"{min(values):.1f}-{max(values):.1f}"
        rows.append(
            [name, f"{statistics.median(values):.1f}", spread, f"{middle:.2f}", f"{lowest:.2f}", f"{highest:.2f}"]
        )
    table(
        f"Runs a second of a study, world uk, {runs} runs",
        ("executor", "runs/s", "spread", "against one", "lowest", "highest"),
        rows,
        f"wanted: two processes >= {WANTED:g} times one. {_others()}",
    )


def _study(design: Design, processes: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder, shards = Path(name), range(design.shards)
        if processes:
            taken = seconds(lambda: run_processes(design, folder, shards, lambda done: None, processes))
        else:
            taken = seconds(lambda: run_serial(design, folder, shards, lambda done: None))
        failed = [row.error for row in read_runs(folder) if row.error]
    if failed:
        raise RuntimeError(f"{len(failed)} runs failed: {failed[0]}")
    return taken


def _others() -> str:
    """A machine that others use cannot show it: say so."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"Load over the last minute: {os.getloadavg()[0]:.1f} (two, if nobody else is at work)."

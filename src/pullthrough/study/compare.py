"""Two scenarios compared by paired runs, carried out, stored and summed up in one folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pullthrough.parameters.root_schema import Root
from pullthrough.study import tables
from pullthrough.study.design import Design
from pullthrough.study.dictionary import write_dictionary
from pullthrough.study.effects import Effect, effects
from pullthrough.study.executors import processes_for, run_processes, run_serial
from pullthrough.study.manifest import manifest, now, write_manifest
from pullthrough.study.store import Row, clear_partial, read_runs, refuse_other, shards_done

Report = Callable[[int, int], None]
"""Told how many runs are finished, and of how many."""


@dataclass(frozen=True)
class Comparison:
    """What came out.

    Attributes:
        folder: where everything is written.
        design: what was run.
        effects: one an outcome.
        failures: the runs that failed.
        processes: how many worker processes there were; 0 if none.
        seconds: time taken, without what had been done before.
    """

    folder: Path
    design: Design
    effects: list[Effect]
    failures: list[Row]
    processes: int
    seconds: float


def compare(root: Root, folder: Path, command: str = "", report: Report = lambda done, total: None) -> Comparison:
    """Run what is missing of a comparison, and write its tables.

    Raises:
        OtherStudy: if the folder holds another study.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    began, started, design = time.perf_counter(), now(), Design.of(root)
    folder.mkdir(parents=True, exist_ok=True)
    refuse_other(folder, design.fingerprint)
    clear_partial(folder)
    about = manifest(root, design, command)
    write_manifest(folder, {**about, "state": "running", "started": started})
    processes = _run(root, design, folder, report)
    runs = read_runs(folder)
    found = effects(runs, design.against.name, design.tested.name)
    _write_tables(folder, design, runs, found)
    failures = [row for row in runs if row.error]
    seconds = time.perf_counter() - began
    about |= {"state": "finished", "runs": len(runs), "failures": len(failures), "shards": design.shards}
    about |= {"processes": processes, "started": started, "finished": now(), "seconds": round(seconds, 2)}
    write_manifest(folder, about)
    return Comparison(folder, design, found, failures, processes, seconds)


def _run(root: Root, design: Design, folder: Path, report: Report) -> int:
    """Run the shards that are not on disk; returns the number of processes used, 0 for this one."""
    missing = sorted(set(range(design.shards)) - shards_done(folder))
    total = 2 * design.replicates
    runs = sum(len(design.jobs(shard)) for shard in missing)
    processes = processes_for(root.study, runs, len(missing))

    def counted(done: int) -> None:
        report(total - runs + done, total)

    counted(0)
    if processes:
        run_processes(design, folder, missing, counted, processes)
    else:
        run_serial(design, folder, missing, counted)
    return processes


def _write_tables(folder: Path, design: Design, runs: list[Row], found: list[Effect]) -> None:
    names = [s.name for s in design.scenarios]
    tables.write_effects(folder / "effects.csv", found)
    tables.write_summary(folder / "summary.csv", runs)
    tables.write_series(folder / "series_quantiles.csv", runs, names, design.tested.world.calendar.first_year)
    tables.write_curves(folder / "curves_quantiles.csv", runs, names)
    write_dictionary(folder / "data_dictionary.csv")

"""Carrying out a design in a folder: run what is missing, keep what is there, write the tables every study has."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.schema.root import Root
from pullthrough.study.design.design import Design
from pullthrough.study.execution.executors import Task, choose, execute
from pullthrough.study.output import tables
from pullthrough.study.output.dictionary import write_dictionary
from pullthrough.study.output.manifest import manifest, now, write_manifest
from pullthrough.study.storage.archive import archive, work_with
from pullthrough.study.storage.folder import at_work, refuse_other
from pullthrough.study.storage.made_from import are_made, digest, note
from pullthrough.study.storage.shards import shards_of
from pullthrough.study.storage.store import RUNS, Row, clear_partial, iter_runs, read_runs, seal_path
from pullthrough.study.storage.writing import clear_parts

STUDY = Path(__file__).resolve().parents[1]
TABLES = "_tables.json"
"""Beside the runs: what the tables were made from."""

Report = Callable[[int, int], None]
"""Told how many runs are finished, and of how many."""


@dataclass(frozen=True)
class Finished:
    """What every study ends with; a kind of study adds what it found.

    Attributes:
        folder, design: what was run, and where it is.
        failures: the runs that failed.
        processes: how many worker processes there were; 0 if none.
        seconds: time taken, without what had been done before.
    """

    folder: Path
    design: Design
    failures: list[Row]
    processes: int
    seconds: float


@dataclass
class FinishedRuns:
    """A study whose runs are done.

    Attributes:
        folder, design: what was run, and where it is.
        processes: how many worker processes there were; 0 if none.
        about: what the manifest says.
        began: reading of the clock at the start.
    """

    folder: Path
    design: Design
    processes: int
    about: dict[str, Any]
    began: float

    @cached_property
    def runs(self) -> list[Row]:
        """Every run of the study, those done before included, with everything kept of it; large for a large study."""
        return read_runs(self.folder)

    @cached_property
    def failures(self) -> list[Row]:
        """The runs that failed."""
        return [row for row in iter_runs(self.folder, ()) if row.error]

    @property
    def done(self) -> int:
        """How many runs are on disk."""
        return sum(shard.rows for shard in shards_of(self.folder) if not shard.fault)

    def finish(self, further: Mapping[str, Any] | None = None) -> Finished:
        """Say in the manifest that everything is written, and what only became known on the way."""
        seconds = time.perf_counter() - self.began
        counts = {"runs": self.done, "failures": len(self.failures), "shards": self.design.shards}
        times = {"processes": self.processes, "finished": now(), "seconds": round(seconds, 2)}
        write_manifest(self.folder, {**self.about, "state": "finished", **counts, **times, **(further or {})})
        return Finished(self.folder, self.design, self.failures, self.processes, seconds)


def run_design(
    root: Root,
    design: Design,
    folder: Path,
    command: str,
    report: Report,
    rounds: Sequence[int] = (),
    enough: Callable[[int], bool] = lambda replicates: False,
) -> FinishedRuns:
    """Run what is missing of a design and write the tables of runs, series and curves.

    Args:
        root, design, folder, command: what to run, where, and the words that asked for it.
        report: told of progress.
        rounds: rising numbers of replicates; after each of them ``enough`` is asked whether that will do.
        enough: told how many replicates are done. All are run if neither is given.

    Raises:
        OtherStudy: if the folder holds another study.
        AtWork: if another command is running in the folder.
        WorkersLost: if workers keep being killed.
        OSError: if the folder cannot be written.
        Surroundings: if the machine cannot run a run; what is missing is missing.
        KeyboardInterrupt: on Ctrl-C; the same call again goes on where it stopped.
    """
    began = time.perf_counter()
    work_with(design.extension)
    folder.mkdir(parents=True, exist_ok=True)
    about = {**manifest(root, design, command), "started": now()}
    refuse_other(folder, design.fingerprint, lambda: about)
    with at_work(folder):
        write_manifest(folder, {**about, "state": "running"})
        archive(folder, design.extension)
        processes = 0
        for replicates in rounds or (design.replicates,):
            wanted = range(design.shards_for(replicates))
            processes = max(processes, _run(root, design, folder, wanted, report))
            if enough(replicates):
                break
        clear_partial(folder)
        clear_parts(folder)
        _write_tables(folder, design)
    return FinishedRuns(folder, design, processes, about, began)


def _run(root: Root, design: Design, folder: Path, wanted: range, report: Report) -> int:
    """Run the shards that are not on disk; returns the number of processes used, 0 for this one."""
    missing = tuple(sorted(set(wanted) - _finished(design, folder)))
    for shard in missing:  # what stands there is made again
        seal_path(folder, shard).unlink(missing_ok=True)
    runs = sum(map(design.runs_in, missing))
    before = sum(map(design.runs_in, wanted)) - runs
    choice = choose(root.study, runs, len(missing))

    def counted(done: int) -> None:
        report(before + done, design.runs)

    counted(0)
    if not missing:  # what runs a run need not even be imported
        return 0
    execute(choice.name, Task(design, folder, missing, choice.workers, root.study.cluster, counted))
    return choice.processes


def _finished(design: Design, folder: Path) -> set[int]:
    """The shards that are whole and in which no run failed. What is left out is said: damaged, of another study, failed."""
    found = set()
    for shard in shards_of(folder):
        name = shard.path.relative_to(folder)
        fault = shard.fault
        if not fault and shard.number is not None and shard.rows != design.runs_in(shard.number):
            fault = f"has {shard.rows} runs of {design.runs_in(shard.number)}"
        if fault:
            ours = shard.number is not None and shard.number < design.shards
            _say(f"{name} {fault}; it is ignored" + (", and its runs are repeated" if ours else ""))
        elif shard.failed:
            _say(f"{shard.failed} runs in {name} failed; they are tried again, with the {shard.rows} runs of that file")
        elif shard.number is not None:
            found.add(shard.number)
    return found


def _say(text: str) -> None:
    print(f"pullthrough: {text}", file=sys.stderr)


def _write_tables(folder: Path, design: Design) -> None:
    """Write the tables of runs, series and curves, unless they are those of these very runs already."""
    names = ("summary.csv", "series_quantiles.csv", "curves_quantiles.csv") if design.series else ("summary.csv",)
    files = [folder / name for name in names]
    record, made_from = folder / RUNS / TABLES, _made_from(folder, design)
    if not made_from or not are_made(record, made_from, files):
        tables.write_summary(folder / "summary.csv", iter_runs(folder, tuple(OUTCOMES)))
        if design.series:
            tables.write_series(folder / "series_quantiles.csv", folder, design)
            tables.write_curves(folder / "curves_quantiles.csv", folder, design)
        if made_from:
            note(record, made_from, files)
    write_dictionary(folder / "data_dictionary.csv")


def _made_from(folder: Path, design: Design) -> str:
    """What the tables of a study come from: its settings, its runs, and the code; empty if a run is missing or damaged."""
    if any(shard.fault for shard in shards_of(folder)):
        return ""
    seals = [seal_path(folder, shard) for shard in range(design.shards)]
    if not all(seal.is_file() for seal in seals):
        return ""
    return digest([design.fingerprint], [*seals, *sorted(STUDY.rglob("*.py"))])

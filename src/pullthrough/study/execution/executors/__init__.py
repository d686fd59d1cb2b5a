"""Where shards are run. One file an executor, each with ``run(task)``; whichever runs a study writes the same bytes.

An executor runs shards and nothing else: workers write the files, so that what is finished is on disk and nothing of a
result passes through the executor. To add one: a file here, its name in ``EXTRAS``, and in ``study.executor``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Protocol

from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.study import Cluster, Study
from pullthrough.study.design.design import Design
from pullthrough.study.storage.store import is_sealed

Report = Callable[[int], None]
"""Told the number of runs finished so far."""

EXTRAS = {"serial": "", "processes": "", "dask": "distributed", "ray": "ray", "slurm": "submitit"}
"""The executors, each with the package that it needs; the extra that installs it has the executor's name."""

FEWEST_RUNS = 16
"""Below so many runs, processes take longer to start than they save."""

FRUITLESS = 3
"""So many rounds without a single finished shard, and the study gives up."""


class WorkersLost(Exception):
    """Workers keep being killed, or what they write does not arrive."""


class WorkersFailed(WorkersLost):
    """Workers cannot even begin, and would not at another try."""


@dataclass(frozen=True)
class Task:
    """What an executor is told.

    Attributes:
        design, folder: what to run and where its files go.
        shards: the shards to run.
        workers: how many at a time.
        cluster: which cluster, for those executors that use one.
        report: to be told of progress.
    """

    design: Design
    folder: Path
    shards: tuple[int, ...]
    workers: int
    cluster: Cluster
    report: Report

    def runs(self, shards: tuple[int, ...] | None = None) -> int:
        """Number of runs in these shards, or in all of them."""
        return sum(map(self.design.runs_in, self.shards if shards is None else shards))

    def missing(self) -> tuple[int, ...]:
        """The shards that are not finished yet."""
        return tuple(shard for shard in self.shards if not is_sealed(self.folder, shard))


class Executor(Protocol):
    """Runs shards until they are on disk.

    Raises:
        WorkersLost: if workers were killed; what is missing is then given to it again.
        OSError: if a file cannot be written.
        KeyboardInterrupt: on Ctrl-C, after all workers have been ended.
    """

    def __call__(self, task: Task) -> None:
        """Run the shards of a task."""


@dataclass(frozen=True)
class Choice:
    """An executor by name and its number of workers."""

    name: str
    workers: int

    @property
    def processes(self) -> int:
        """Worker processes; 0 if the study runs in this one."""
        return 0 if self.name == "serial" else self.workers


def choose(study: Study, runs: int, shards: int) -> Choice:
    """The executor for so many runs in so many shards: ``auto`` is processes, if there is enough to do."""
    workers = min(study.processes or cores(), shards)
    name = study.executor
    if name == "auto":
        name = "processes" if workers > 1 and runs >= FEWEST_RUNS else "serial"
    return Choice("serial", 1) if shards == 0 else Choice(name, workers)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def execute(name: str, task: Task) -> None:
    """Run shards by an executor until all are on disk; those that a killed worker had are run again.

    Raises:
        WorkersLost: if nothing is finished any more.
        OSError, KeyboardInterrupt: as the executor.
    """
    executor: Executor = import_module(f"{__name__}.{name}").run
    missing, fruitless, lost = task.missing(), 0, ""
    while missing and fruitless < FRUITLESS:
        done = task.runs() - task.runs(missing)
        try:
            executor(replace(task, shards=missing, report=lambda n, done=done: task.report(done + n)))  # type: ignore[misc]
        except WorkersFailed:
            raise
        except WorkersLost as error:
            lost = str(error)
        left = task.missing()
        fruitless = fruitless + 1 if left == missing else 0
        missing = left
    if missing:
        raise WorkersLost(lost or f"what the workers wrote is not in {task.folder}; can they see this folder?")


def problems_of(study: Study) -> Iterator[Problem]:
    """Why an executor cannot be had here."""
    name = study.executor
    package = EXTRAS.get(name, "")
    if package and find_spec(package) is None:
        message = f"needs the package '{package}', which is not installed; pip install 'pullthrough[{name}]'"
        yield Problem("study.executor", name, message)
    elif name == "slurm" and not study.cluster.local and which("sbatch") is None:
        message = "there is no Slurm here (no command 'sbatch'); study.cluster.local=true runs its jobs on this machine"
        yield Problem("study.executor", name, message)

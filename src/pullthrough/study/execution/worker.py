"""What runs a shard: in this process, or in one of several."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pullthrough.study.design.design import Design, Job
from pullthrough.study.execution.process_context import follow_parent
from pullthrough.study.execution.shared_prefix import run_jobs
from pullthrough.study.storage.archive import work_with
from pullthrough.study.storage.store import Row, write_shard

if TYPE_CHECKING:
    from pullthrough.observe.results import RunResult


def run_shard(design: Design, folder: Path, shard: int, tick: Callable[[], None]) -> int:
    """Run the jobs of a shard and write its file; ``tick`` is called after each run. Returns how many runs failed."""
    work_with(design.extension)
    rows = []
    for row in carried(design.jobs(shard)):
        rows.append(row)
        tick()
    write_shard(folder, shard, rows, design.fingerprint, series=design.series, followed=design.followed)
    return sum(bool(row.error) for row in rows)


def carried(jobs: Sequence[Job]) -> Iterator[Row]:
    """Run jobs; a row for each as it is finished."""
    for job, outcome in run_jobs(jobs):
        yield row_of(job, outcome)


def row_of(job: Job, outcome: RunResult | Exception) -> Row:
    """One run as a row; a run that failed is a row with its error."""
    if isinstance(outcome, Exception):
        where = traceback.extract_tb(outcome.__traceback__)[-1]
        text = f"{type(outcome).__name__}: {outcome} ({Path(where.filename).name}:{where.lineno})"
        return Row(job.run, job.setting.name, job.replicate, job.seed, text, {}, {}, {}, job.cell)
    found = outcome.outcomes, outcome.series, outcome.curves, job.cell, outcome.events, outcome.followed
    return Row(job.run, job.setting.name, job.replicate, job.seed, "", *found)


def timed(jobs: Sequence[Job]) -> tuple[list[Row], float]:
    """Run jobs; gives their rows and the seconds that they took."""
    began = time.perf_counter()
    rows = list(carried(jobs))
    return rows, time.perf_counter() - began


@dataclass(frozen=True)
class _Task:
    """What every shard that this worker process runs has in common."""

    design: Design
    folder: Path
    finished: Any


_task: _Task | None = None


def begin(design: Design, folder: Path, finished: Any, compiling: Any, line: Any) -> None:
    """Set up a worker process.

    Args:
        design, folder: what to run and where to write it.
        finished: a shared number, the runs finished by all workers.
        compiling: a lock shared by all workers.
        line: a shared number, the line of the schedule to be compiled next.
    """
    from pullthrough.study.execution.compile_cache import compile_together

    global _task
    follow_parent()
    _task = _Task(design, folder, finished)
    compile_together(design.against, compiling, partial(_next, line))


def ready() -> None:
    """Do nothing, in a worker process that has been set up."""


def work(shard: int) -> int:
    """Run one shard in a worker process."""
    task = _task
    assert task is not None

    def tick() -> None:
        with task.finished.get_lock():
            task.finished.value += 1

    return run_shard(task.design, task.folder, shard, tick)


def _next(line: Any) -> int:
    """Take the next line of the schedule."""
    with line.get_lock():
        line.value += 1
        return int(line.value - 1)

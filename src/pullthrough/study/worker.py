"""What runs a shard: in this process, or in one of several."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pullthrough.study.code import code_hash
from pullthrough.study.common_quarters import carry_through
from pullthrough.study.design import Design, Job
from pullthrough.study.store import Row, shard_path, write_shard

if TYPE_CHECKING:
    from pullthrough.observe.results import RunResult


def run_shard(design: Design, folder: Path, shard: int, tick: Callable[[], None]) -> int:
    """Run the jobs of a shard and write its file; ``tick`` is called after each run. Returns how many runs failed."""
    rows = []
    for row in carried(design.jobs(shard)):
        rows.append(row)
        tick()
    write_shard(shard_path(folder, shard), rows, design.fingerprint, series=design.series)
    return sum(bool(row.error) for row in rows)


def carried(jobs: Sequence[Job]) -> Iterator[Row]:
    """Run jobs; a row for each as it is finished."""
    for job, outcome in carry_through(jobs):
        yield _row(job, outcome)


def _row(job: Job, outcome: RunResult | Exception) -> Row:
    """One run as a row; a run that failed is a row with its error."""
    if isinstance(outcome, Exception):
        where = traceback.extract_tb(outcome.__traceback__)[-1]
        text = f"{type(outcome).__name__}: {outcome} ({Path(where.filename).name}:{where.lineno})"
        return Row(job.run, job.setting.name, job.replicate, job.seed, text, {}, {}, {}, job.cell)
    found = outcome.outcomes, outcome.series, outcome.curves, job.cell, outcome.events
    return Row(job.run, job.setting.name, job.replicate, job.seed, "", *found)


@dataclass(frozen=True)
class _Task:
    """What every shard that this worker process runs has in common."""

    design: Design
    folder: Path
    finished: Any
    compiling: Any
    line: Any


_task: _Task | None = None


def begin(design: Design, folder: Path, finished: Any, compiling: Any, line: Any) -> None:
    """Set up a worker process: Ctrl-C is the parent's business, and without a parent there is nothing to do.

    Args:
        design, folder: what to run and where to write it.
        finished: a shared number, the runs finished by all workers.
        compiling: a lock shared by all workers.
        line: a shared number, the line of the schedule to be compiled next.
    """
    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _task = _Task(design, folder, finished, compiling, line)
    _compile_together(_task)


def work(shard: int) -> int:
    """Run one shard in a worker process."""
    task = _task
    assert task is not None

    def tick() -> None:
        with task.finished.get_lock():
            task.finished.value += 1

    return run_shard(task.design, task.folder, shard, tick)


def _compile_together(task: _Task) -> None:
    """After a change of the code all workers compile, each another line of the schedule."""
    from pullthrough.engine.cache import cache_root

    mark = cache_root() / f"compiled-{code_hash()[:24]}"
    if mark.exists():
        return
    from pullthrough.engine.quarter import say_compiled
    from pullthrough.model import PullThroughModel

    def next_line() -> int:
        with task.line.get_lock():
            task.line.value += 1
            return int(task.line.value - 1)

    began = time.perf_counter()
    with suppress(Exception):  # what is wrong with the model shows in the runs
        with task.compiling:
            model = PullThroughModel(task.design.against, rng=0)
        model.compile_lines(next_line)
        with task.compiling:
            if not mark.exists():
                model.compile_whole()
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.touch()
                say_compiled(time.perf_counter() - began)


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

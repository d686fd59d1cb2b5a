"""Where shards are run: one after the other in this process, or in several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from pullthrough.parameters.root_schema import Study
from pullthrough.study import worker
from pullthrough.study.design import Design
from pullthrough.study.starting import context
from pullthrough.study.store import shard_path

Report = Callable[[int], None]
"""Told the number of runs finished so far."""

FEWEST_RUNS = 16
"""Below so many runs, processes take longer to start than they save."""

RESTARTS = 2
POLL = 0.1  # seconds


def processes_for(study: Study, runs: int, shards: int) -> int:
    """How many processes a study gets; 0 means that it runs in this one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = min(study.processes or cores, shards)
    if study.executor == "serial" or shards == 0:
        return 0
    if study.executor == "processes":
        return wanted
    return wanted if wanted > 1 and runs >= FEWEST_RUNS else 0


def run_serial(design: Design, folder: Path, shards: Sequence[int], report: Report) -> None:
    """Run shards one after the other in this process."""
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        report(done)

    for shard in shards:
        worker.run_shard(design, folder, shard, tick)


def run_processes(design: Design, folder: Path, shards: Sequence[int], report: Report, processes: int) -> None:
    """Run shards in processes; if a worker is killed, the pool is replaced and its unfinished shards are run again.

    Raises:
        KeyboardInterrupt: after the workers have been ended; shards that are written stay.
        BrokenProcessPool: if pools keep breaking.
    """
    missing, broken = list(shards), 0
    while missing:
        try:
            _run_pool(design, folder, missing, report, processes, sum(map(design.runs_in, shards)))
        except BrokenProcessPool:
            broken += 1
            if broken > RESTARTS:
                raise
        missing = [shard for shard in missing if not shard_path(folder, shard).exists()]


def _run_pool(design: Design, folder: Path, shards: Sequence[int], report: Report, processes: int, total: int) -> None:
    start = context()
    finished: Any = start.Value("q", total - sum(map(design.runs_in, shards)))  # type: ignore[attr-defined]
    pool = ProcessPoolExecutor(processes, start, worker.begin, (design, folder, finished, start.Lock()))
    try:
        futures = [pool.submit(worker.work, shard) for shard in shards]
        pending: set[Future[int]] = set(futures)
        while pending:
            done, pending = wait(pending, POLL, FIRST_EXCEPTION)
            report(finished.value)
            for future in done:
                future.result()
    except BaseException:
        _end(pool)
        raise
    pool.shutdown()


def _end(pool: ProcessPoolExecutor) -> None:
    """End the workers now: waiting for what is queued would take as long as the study."""
    workers = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in workers:
        process.kill()

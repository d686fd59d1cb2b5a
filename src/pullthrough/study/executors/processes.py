"""Shards in several processes of this machine: the executor that needs nothing else."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pathlib import Path
from typing import Any

from pullthrough.study import worker
from pullthrough.study.executors import Task, WorkersLost
from pullthrough.study.starting import context
from pullthrough.study.store import clear_partial

POLL = 0.1  # seconds
NEXT = ("pyarrow.parquet", "scipy.special")
"""What the tables need when the runs are done, and is slow to import."""


def run(task: Task) -> None:
    """Run shards in a pool of processes, which end with this one."""
    start = context()
    finished: Any = start.Value("q", 0)  # type: ignore[attr-defined]
    line: Any = start.Value("q", 0)  # type: ignore[attr-defined]
    shared = task.design, task.folder, finished, start.Lock(), line
    threading.Thread(target=_load_next, daemon=True).start()  # while the workers' server gets ready
    pool = ProcessPoolExecutor(task.workers, start, worker.begin, shared)
    try:
        pending: set[Future[int]] = {pool.submit(worker.work, shard) for shard in task.shards}
        while pending:
            done, pending = wait(pending, POLL, FIRST_EXCEPTION)
            task.report(finished.value)
            for future in done:
                future.result()
    except BrokenProcessPool:
        _end(pool, task.folder)
        raise WorkersLost(
            "worker processes keep being killed, perhaps for want of memory; try study.processes=1 in the same folder"
        ) from None
    except BaseException:
        _end(pool, task.folder)
        raise
    pool.shutdown(wait=False)  # the workers end while the tables are written


def _load_next() -> None:
    for name in NEXT:
        import_module(name)


def _end(pool: ProcessPoolExecutor, folder: Path) -> None:
    """End the workers now: waiting for what is queued would take as long as the study. Leave no half a file of theirs."""
    workers = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in workers:
        process.kill()
    for process in workers:
        process.join()
        clear_partial(folder, process.pid)

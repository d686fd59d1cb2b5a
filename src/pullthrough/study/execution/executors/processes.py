"""Shards in several processes of this machine: the executor that needs nothing else."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from pullthrough.study.design.design import Design
from pullthrough.study.execution import worker
from pullthrough.study.execution.executors import Task, WorkersFailed, WorkersLost, cores
from pullthrough.study.execution.process_context import context, may_start_processes, why_alone
from pullthrough.study.storage.store import clear_partial

POLL = 0.1  # seconds
NEXT = ("pyarrow.parquet", "scipy.special")
"""What the tables need when the runs are done, and is slow to import."""


def run(task: Task) -> None:
    """Run shards in a pool of processes, which end with this one; or here, where no process can share anything."""
    if why := why_alone():
        from pullthrough.study.execution.executors import serial

        print(f"pullthrough: a second process cannot be used here ({why}); runs will be sequential", file=sys.stderr)
        serial.run(task)
        return
    threading.Thread(target=_load_next, daemon=True).start()  # while the workers' server gets ready
    with worker_pool(task.workers, task.design, task.folder) as (pool, finished):
        pending: set[Future[int]] = {pool.submit(worker.work, shard) for shard in task.shards}
        while pending:
            done, pending = wait(pending, POLL, FIRST_EXCEPTION)
            task.report(finished.value)
            for future in done:
                future.result()


def compile_rules(design: Design, folder: Path) -> None:
    """Have two processes compile the rules, where this one would take twice as long; what goes wrong shows in the runs."""
    if cores() > 1 and may_start_processes():
        with worker_pool(2, design, folder) as (pool, _):
            for future in [pool.submit(worker.ready) for _ in range(2)]:
                future.result()


@contextmanager
def worker_pool(workers: int, design: Design, folder: Path) -> Iterator[tuple[ProcessPoolExecutor, Any]]:
    """Worker processes, and the shared number of runs that they have finished."""
    start = context()
    finished: Any = start.Value("q", 0)  # type: ignore[attr-defined]
    line: Any = start.Value("q", 0)  # type: ignore[attr-defined]
    shared = design, folder, finished, start.Lock(), line
    pool = ProcessPoolExecutor(workers, start, worker.begin, shared)
    try:
        yield pool, finished
    except BrokenProcessPool:
        codes = _end(pool, folder)
        raise _why_lost(codes) from None
    except BaseException:
        _end(pool, folder)
        raise
    pool.shutdown(wait=False)  # the workers end while the tables are written


def _why_lost(codes: Sequence[int | None]) -> WorkersLost | WorkersFailed:
    """A worker that somebody killed has a signal for an exit code; one that could not begin has another."""
    own = [code for code in codes if code is not None and code > 0]
    if own:
        return WorkersFailed(
            f"worker processes end with exit code {own[0]} before they have run anything; their output is above. A script "
            "that starts a study begins with: if __name__ == '__main__': ; study.executor=serial needs no second process"
        )
    return WorkersLost(
        "worker processes keep being killed, perhaps for lack of memory; try study.processes=1 in the same folder"
    )


def _load_next() -> None:
    for name in NEXT:
        import_module(name)


def _end(pool: ProcessPoolExecutor, folder: Path) -> list[int | None]:
    """End the workers now: waiting for what is queued would take as long as the study. Leave no half a file of theirs.

    Returns:
        The exit codes of those that had ended by themselves or been killed by somebody else.
    """
    workers = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    codes = [process.exitcode for process in workers]
    for process in workers:
        process.kill()
    for process in workers:
        process.join()
        clear_partial(folder, process.pid)
    return codes

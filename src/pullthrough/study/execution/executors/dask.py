"""Shards on Dask: on workers started for the study, or on those of a running scheduler (``study.cluster.address``)."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from pullthrough.study.execution.executors import Task, WorkersLost
from pullthrough.study.execution.executors.remote import RETRIES, run_one

POLL = 0.1  # seconds


def run(task: Task) -> None:
    """Submit every shard; Dask gives those of a worker that is killed to another one."""
    from distributed import KilledWorker

    with _client(task) as client:
        design = client.scatter(task.design, broadcast=True)
        folder, mark = str(task.folder.resolve()), task.design.fingerprint[:16]
        pending = {
            client.submit(run_one, design, folder, shard, key=f"{mark}-{shard}", pure=False) for shard in task.shards
        }
        done = 0
        try:
            while pending:
                time.sleep(POLL)
                finished = {future for future in pending if future.done()}
                done += sum(future.result() for future in finished)
                pending -= finished
                task.report(done)
        except KilledWorker as error:
            raise WorkersLost(f"Dask's workers keep being killed: {error}") from None


@contextmanager
def _client(task: Task) -> Iterator[Any]:
    import dask
    from distributed import Client, LocalCluster

    settings = {"distributed.scheduler.allowed-failures": RETRIES, "distributed.admin.tick.limit": "30 s"}
    if task.cluster.address:
        with Client(task.cluster.address, set_as_default=False) as client:
            yield client
        return
    with tempfile.TemporaryDirectory() as scratch, dask.config.set(settings):
        cluster: Any = LocalCluster(
            n_workers=task.workers,
            threads_per_worker=1,
            dashboard_address=None,
            local_directory=scratch,
            silence_logs=logging.CRITICAL,
        )
        client = Client(cluster, set_as_default=False)
        try:
            yield client
        except BaseException:
            for pid in _pids(cluster):  # what they are at is lost either way, and they would finish it first
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            with suppress(TimeoutError):
                cluster.close(timeout=1)
            raise
        client.close()
        cluster.close()


def _pids(cluster: Any) -> list[int]:
    nannies = [nanny for nanny in cluster.workers.values() if getattr(nanny, "process", None)]
    for nanny in nannies:
        nanny.auto_restart = False
    return [nanny.pid for nanny in nannies if nanny.pid]

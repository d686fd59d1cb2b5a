"""Shards on Ray: on this machine, or on the nodes of a running cluster (``study.cluster.address``)."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pullthrough.study.execution.executors import Task, WorkersLost
from pullthrough.study.execution.executors.remote import RETRIES, run_one

POLL = 0.1  # seconds
OBJECT_STORE = 100 * 1024 * 1024  # bytes; Ray would take a third of the memory, and only the design is sent


def run(task: Task) -> None:
    """Submit every shard; Ray gives those of a worker that is killed to another one."""
    with _started(task) as ray:
        work = ray.remote(run_one).options(num_cpus=1, max_retries=RETRIES)
        design, folder = ray.put(task.design), str(task.folder.resolve())
        pending = [work.remote(design, folder, shard) for shard in task.shards]
        done = 0
        try:
            while pending:
                finished, pending = ray.wait(pending, num_returns=len(pending), timeout=POLL)
                done += sum(ray.get(finished))
                task.report(done)
        except ray.exceptions.WorkerCrashedError:
            raise WorkersLost("Ray's workers keep being killed, perhaps for lack of memory") from None
        except ray.exceptions.RayTaskError as error:
            raise error.cause from None


@contextmanager
def _started(task: Task) -> Iterator[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody outside
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    import ray

    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    if task.cluster.address:
        ray.init(address=task.cluster.address, **quiet)
    else:
        ray.init(
            address="local",
            num_cpus=task.workers,
            include_dashboard=False,
            object_store_memory=OBJECT_STORE,
            **quiet,
        )
    try:
        yield ray
    finally:
        ray.shutdown()

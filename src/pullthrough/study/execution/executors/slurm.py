"""Shards as jobs of Slurm, by submitit; or as jobs on this machine, to try that out (``study.cluster.local``).

Each job runs its part of the shards one after the other. A job goes on if the command that submitted it is killed: what
it finishes is on disk for the command that resumes. Ctrl-C cancels the jobs.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from pullthrough.study.execution.executors import Task, WorkersLost
from pullthrough.study.execution.executors.remote import run_some
from pullthrough.study.storage.store import is_sealed

POLL = 0.5  # seconds
JOBS = ".jobs"
"""Folder in which submitit keeps what it tells its jobs, and what they print; removed with the last job."""


def run(task: Task) -> None:
    """Submit as many jobs as there are workers, wait for them, and say which failed."""
    home = task.folder.resolve() / JOBS
    executor = _executor(task, home)
    parts = [list(task.shards[i :: task.workers]) for i in range(min(task.workers, len(task.shards)))]
    jobs = executor.map_array(run_some, *zip(*((task.design, str(home.parent), part) for part in parts), strict=True))
    try:
        while not all(job.done() for job in jobs):
            _report(task)
            time.sleep(POLL)
    except BaseException:
        for job in jobs:
            job.cancel(check=False)
        raise
    _report(task)
    _raise(jobs)
    shutil.rmtree(home, ignore_errors=True)


def _executor(task: Task, home: Path) -> Any:
    import submitit

    cluster = task.cluster
    executor = submitit.AutoExecutor(folder=home, cluster="local" if cluster.local else "slurm")
    executor.update_parameters(name="pullthrough", timeout_min=cluster.minutes, mem_gb=cluster.memory, cpus_per_task=1)
    if not cluster.local:
        executor.update_parameters(
            slurm_array_parallelism=task.workers,
            **({"slurm_partition": cluster.partition} if cluster.partition else {}),
        )
    return executor


def _report(task: Task) -> None:
    task.report(sum(task.design.runs_in(s) for s in task.shards if is_sealed(task.folder, s)))


def _raise(jobs: list[Any]) -> None:
    """Pass on what went wrong in a job: its own error, or that it was killed."""
    for job in jobs:
        try:
            error = job.exception()
        except Exception as lost:
            error = lost
        if error is None:
            continue
        if "No space left" in str(error) or isinstance(error, OSError):
            raise OSError(str(error))
        last = str(error).strip().splitlines()[-1]
        raise WorkersLost(f"job {job.job_id} ended early: {last}")

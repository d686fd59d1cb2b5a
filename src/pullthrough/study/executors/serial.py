"""Shards one after the other in this process."""

from __future__ import annotations

from pullthrough.study import worker
from pullthrough.study.executors import Task


def run(task: Task) -> None:
    """Run shards one after the other."""
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        task.report(done)

    for shard in task.shards:
        worker.run_shard(task.design, task.folder, shard, tick)

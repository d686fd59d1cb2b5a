"""Shards one after the other in this process."""

from __future__ import annotations

from contextlib import suppress

from pullthrough.model import rules_are_kept
from pullthrough.study.execution import worker
from pullthrough.study.execution.executors import Task, WorkersLost
from pullthrough.study.execution.process_context import may_start_processes


def run(task: Task) -> None:
    """Run shards one after the other."""
    done = 0
    _compile(task)

    def tick() -> None:
        nonlocal done
        done += 1
        task.report(done)

    for shard in task.shards:
        worker.run_shard(task.design, task.folder, shard, tick)


def _compile(task: Task) -> None:
    """Where the rules have to be compiled first, use two processes for that, if there may be a second one."""
    if may_start_processes() and not rules_are_kept(task.design.against):
        from pullthrough.study.execution.executors import processes

        with suppress(WorkersLost):  # this process does it alone then
            processes.compile_rules(task.design, task.folder)

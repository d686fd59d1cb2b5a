"""What runs a shard on a worker that another package has started."""

from __future__ import annotations

from pathlib import Path

from pullthrough.study.design.design import Design
from pullthrough.study.execution import worker
from pullthrough.study.storage.store import is_sealed

RETRIES = 3
"""How often a shard whose worker was killed is given to another one."""


def run_one(design: Design, folder: str, shard: int) -> int:
    """Run a shard unless it is finished; returns its number of runs."""
    if not is_sealed(Path(folder), shard):
        worker.run_shard(design, Path(folder), shard, lambda: None)
    return design.runs_in(shard)


def run_some(design: Design, folder: str, shards: list[int]) -> int:
    """Run several shards, one after the other; returns their number of runs."""
    return sum(run_one(design, folder, shard) for shard in shards)

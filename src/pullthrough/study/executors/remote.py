"""What runs a shard on a worker that another package has started."""

from __future__ import annotations

from pathlib import Path

from pullthrough.study import worker
from pullthrough.study.design import Design
from pullthrough.study.store import shard_path

RETRIES = 3
"""How often a shard whose worker was killed is given to another one."""


def run_one(design: Design, folder: str, shard: int) -> int:
    """Run a shard unless its file is there; returns its number of runs."""
    if not shard_path(Path(folder), shard).exists():
        worker.run_shard(design, Path(folder), shard, lambda: None)
    return design.runs_in(shard)


def run_some(design: Design, folder: str, shards: list[int]) -> int:
    """Run several shards, one after the other; returns their number of runs."""
    return sum(run_one(design, folder, shard) for shard in shards)

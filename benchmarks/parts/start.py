"""Cold compile, start from the cache, and peak memory; each in a fresh process."""

from __future__ import annotations

import statistics
import tempfile

from timing import fresh, table

CODE = """
import json, time
began = time.perf_counter()
from pullthrough.model import PullThroughModel
imported = time.perf_counter()
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
chosen = setting(compose(["world=WORLD"]))
composed = time.perf_counter()
PullThroughModel(chosen, rng=1).run()
first = time.perf_counter()
PullThroughModel(chosen, rng=1).run()
second = time.perf_counter()
print(json.dumps({"import": imported - began, "compose": composed - imported, "first run": first - composed,
                  "second run": second - first, "peak": peak()}))
"""
PARTS = ("import", "compose", "first run", "second run", "total", "peak")


def measure(rounds: int) -> None:
    """Start the model on an empty cache once, then from the cache, with both uk worlds."""
    with tempfile.TemporaryDirectory() as cache:
        rows = [["cold: everything compiled", *_start("uk", cache, 1)]]
        rows.append(["cached", *_start("uk", cache, rounds)])
        rows.append(["cached, world uk_full", *_start("uk_full", cache, rounds)])
    table(
        "Start of a fresh process, seconds (medians), and its peak memory, MB",
        ("start", "import", "compose", "first run", "second run", "whole process", "peak MB"),
        rows,
        "wanted: the first, compiling run of the command in less than 60 s. A start costs import and compose, and what the "
        "first\n  run takes longer than the second.",
    )


def _start(world: str, cache: str, rounds: int) -> list[str]:
    found = [fresh(CODE.replace("WORLD", world), PULLTHROUGH_CACHE=cache) for _ in range(rounds)]
    middle = {part: statistics.median(one[part] for one in found) for part in PARTS}
    return [f"{middle[part]:.2f}" for part in PARTS[:-1]] + [f"{middle['peak']:.0f}"]

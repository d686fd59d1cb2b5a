"""The command itself, warm, until it has ended, pictures included.

Twice: ``pullthrough`` without a word, and the same number of pairs of the core chain alone, with the two scenarios that
were the main job before the further mechanisms were added.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reference import AS_BEFORE, SWITCHED_OFF
from timing import child_environment, table

WANTED = 6.0
CASES = {
    "pullthrough": [],
    "core chain": [
        "scenario=dsis_core",
        "against=global_competition_2012",
        *(f"world.processes.{name}=false" for name in SWITCHED_OFF),
        *(f"world.{key}={str(value).lower()}" for key, value in AS_BEFORE.items()),
    ],
}
POLL = 0.02


def measure(rounds: int) -> None:
    """Run the main job, a warm-up and then some times; note when the tables, the first picture and the last were there."""
    rows = []
    for name, words in CASES.items():
        _command(words)
        found = [_command(words) for _ in range(rounds)]
        for what in ("effects.csv", "first picture", "end"):
            times = [one[what] for one in found]
            cells = (f"{value:.2f}" for value in (statistics.median(times), min(times), max(times)))
            rows.append([name, what, *cells])
    table(
        f"Warm command, seconds from its start ({rounds} times)",
        ("job", "until", "median", "lowest", "highest"),
        rows,
        f"wanted: at most {WANTED:g} s, first picture included",
    )


def _command(words: list[str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        seen: dict[str, float] = {}
        began = time.perf_counter()
        command = [sys.executable, "-m", "pullthrough", *words, f"hydra.run.dir={out}"]
        child = subprocess.Popen(
            command, cwd=folder, env=child_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        while child.poll() is None:
            _look(out, seen, began)
            time.sleep(POLL)
        seen["end"] = time.perf_counter() - began
        if child.returncode:
            raise RuntimeError(child.stderr.read().decode() if child.stderr else "pullthrough failed")
        _look(out, seen, began)
        return seen


def _look(out: Path, seen: dict[str, float], began: float) -> None:
    if "effects.csv" not in seen and (out / "effects.csv").exists():
        seen["effects.csv"] = time.perf_counter() - began
    if "first picture" not in seen and any((out / "figures").glob("*.png")):
        seen["first picture"] = time.perf_counter() - began

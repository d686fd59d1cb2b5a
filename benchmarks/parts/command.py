"""The command itself: ``pullthrough`` without a word, warm, until it has ended, pictures included."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import child_environment, table

WANTED = 6.0
POLL = 0.02


def measure(rounds: int) -> None:
    """Run the main job, a warm-up and then some times; note when the tables, the first picture and the last were there."""
    _command()
    found = [_command() for _ in range(rounds)]
    rows = []
    for what in ("effects.csv", "first picture", "end"):
        times = [one[what] for one in found]
        rows.append([what, f"{statistics.median(times):.2f}", f"{min(times):.2f}", f"{max(times):.2f}"])
    table(
        f"Warm command 'pullthrough', seconds from its start ({rounds} times)",
        ("until", "median", "lowest", "highest"),
        rows,
        f"wanted: at most {WANTED:g} s, first picture included",
    )


def _command() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        seen: dict[str, float] = {}
        began = time.perf_counter()
        command = [sys.executable, "-m", "pullthrough", f"hydra.run.dir={out}"]
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

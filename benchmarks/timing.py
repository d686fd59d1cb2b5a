"""Timing side by side, fresh processes, and plain tables."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[1] / "src"

PEAK = """
def peak():
    # VmHWM is this program's own; ru_maxrss may be what the parent had before it started this program
    try:
        lines = open("/proc/self/status").read().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1048576 if sys.platform == "darwin" else 1024)
"""


def seconds(what: Callable[[], object]) -> float:
    """Wall time of a call."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def interleaved(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Measure each case in turn, round after round (A B A B), so that a slow spell of the machine hits all alike.

    Args:
        cases: by name, a function that returns what it measured.
        rounds: values wanted of each.
    """
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, measure in cases.items():
            found[name].append(measure())
    return found


def ratios(top: Sequence[float], bottom: Sequence[float]) -> tuple[float, float, float]:
    """Median, lowest and highest of the ratios of values measured in the same round."""
    each = [a / b for a, b in zip(top, bottom, strict=True)]
    return statistics.median(each), min(each), max(each)


def fresh(code: str, **environment: str) -> dict[str, Any]:
    """Run code in a new process; it prints one JSON object last. Adds ``total``, the wall time of the process in seconds."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "import sys\n" + PEAK + code],
        env=child_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
    )
    total = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(done.stderr)
    return {**json.loads(done.stdout.splitlines()[-1]), "total": total}


def child_environment(**extra: str) -> dict[str, str]:
    """The environment of a child process: the same, with this source first."""
    path = os.pathsep.join(filter(None, (str(SOURCE), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **extra}


def machine() -> str:
    """What this was measured on, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cores} cores{load}"


def cpu_times() -> tuple[float, float]:
    """Time that all cores have been there, and idle, since the machine started; zeros where that is not known."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0, 0.0
    ticks = [float(word) for word in stat.read_text().split(maxsplit=9)[1:9]]
    return sum(ticks), ticks[3] + ticks[4]


def busy_share(before: tuple[float, float], after: tuple[float, float]) -> float:
    """Share of the cores' time that somebody used between two readings of :func:`cpu_times`."""
    passed = after[0] - before[0]
    return 1.0 - (after[1] - before[1]) / passed if passed else float("nan")


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> None:
    """Print a table: first column to the left, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    print(f"\n{title}")
    for n, row in enumerate(cells):
        first, *others = row
        print(
            "  " + "  ".join([first.ljust(widths[0]), *(c.rjust(w) for c, w in zip(others, widths[1:], strict=True))])
        )
        if n == 0:
            print("  " + "  ".join("-" * w for w in widths))
    if note:
        print(f"  {note}")
    sys.stdout.flush()

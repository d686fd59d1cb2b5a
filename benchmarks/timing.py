"""Timing side by side, fresh processes, and plain tables."""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy.special import stdtrit

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
    """Measure each case once a round, every second round in the reverse order (A B C, C B A, A B C).

    A slow spell of the machine hits all cases of a round alike, and one that grows or fades favours neither the first nor
    the last. So compare values of one round, with :func:`ratio_of`, never medians of different rounds.

    Args:
        cases: by name, a function that returns what it measured.
        rounds: values wanted of each.
    """
    found: dict[str, list[float]] = {name: [] for name in cases}
    for n in range(rounds):
        for name in list(cases)[:: -1 if n % 2 else 1]:
            found[name].append(cases[name]())
    return found


@dataclass(frozen=True)
class Ratio:
    """A ratio of two times, from rounds in which both were measured.

    Attributes:
        middle: geometric mean of the ratios of the rounds.
        low, high: its 95 % t-interval, of the logarithms; without end if there is one round.
    """

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f} to {self.high:.2f})"

    @property
    def over(self) -> str:
        """In per cent above the second of the two."""
        middle, low, high = (100.0 * (value - 1.0) for value in (self.middle, self.low, self.high))
        return f"{middle:+.1f} % ({low:+.1f} to {high:+.1f})"

    def judged(self, most: float) -> str:
        """Whether the ratio is at most so much, if the measurement is sharp enough to say."""
        if self.high <= most:
            return "yes"
        return "no" if self.low > most else "not decided"


def ratio_of(top: Sequence[float], bottom: Sequence[float]) -> Ratio:
    """The ratio of values measured in the same rounds, with its interval."""
    logs = [math.log(a / b) for a, b in zip(top, bottom, strict=True)]
    middle = statistics.fmean(logs)
    if len(logs) < 2:
        return Ratio(math.exp(middle), 0.0, math.inf)
    half = float(stdtrit(len(logs) - 1, 0.975)) * statistics.stdev(logs) / math.sqrt(len(logs))
    return Ratio(math.exp(middle), math.exp(middle - half), math.exp(middle + half))


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

"""What a study would take, as text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import console, heading

if TYPE_CHECKING:
    from pullthrough.study.kinds.dry_run import Estimate

LONG = 1.5  # minutes


def show(found: Estimate) -> None:
    """Print points, runs, time, disk and the replicates that a precision needs."""
    out, design = console(), found.design
    heading(out, design, f"{design.replicates} replicates")
    points, cells = len(design.points), len(design.cells)
    out.print("\nDry run: nothing is written.", style="bold")
    out.print(f"points      {points:,}")
    scenarios = f"{cells:,} scenarios" + (" at points" if points > 1 else "")
    rounds = "" if found.runs == design.runs else f" in several rounds, of which the first has {design.runs:,}"
    out.print(f"runs        {found.runs:,}{rounds}: {scenarios}, {design.replicates:,} replicates each")
    out.print(f"time        about {_time(found.minutes)} on {_where(found)}, {1000 * found.run_seconds:.0f} ms a run")
    out.print(f"disk        about {_size(found.megabytes)} in {design.shards:,} run files and summary.csv")
    width = f"{100 * found.width:.3g} %"
    out.print(
        f"replicates  for a 95 % interval of the difference within ± {width} of the baseline's mean, "
        "where policy and baseline differ:"
    )
    for name, n in found.replicates.items():
        needed = f"about {max(2, math.ceil(n)):,}" if math.isfinite(n) else "not known: no variation, or not defined"
        out.print(f"            {OUTCOMES[name].label}: {needed}")
    out.print(f"Estimated from {found.timed} timed runs; replicates to within a factor of about two.", style="dim")
    for error in dict.fromkeys(found.errors):
        out.print(f"A timed run failed: {error}", style="bold")


def _time(minutes: float) -> str:
    if minutes < LONG:
        return f"{60 * minutes:.0f} s"
    return f"{minutes:.0f} minutes" if minutes < 90 else f"{minutes / 60:.1f} hours"


def _where(found: Estimate) -> str:
    many = f"{found.workers} workers" if found.workers > 1 else "one worker"
    return f"{many} ({found.executor})"


def _size(megabytes: float) -> str:
    if megabytes < 1:
        return f"{1000 * megabytes:.0f} kB"
    return f"{megabytes:.0f} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"

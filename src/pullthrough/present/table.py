"""The table of effects that a comparison ends with."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from pullthrough.study.compare import Comparison
    from pullthrough.study.effects import Effect

PLAIN_WIDTH = 150
"""Columns used where the output is no terminal."""

NOTE = (
    "Paired difference: policy less baseline, runs with the same seed; mean and 95 % t-interval over n pairs. "
    "better: share of pairs in which the policy is better (higher, where neither is better). "
    "Bold: the interval leaves out 0. Simulated: a comparison under stated assumptions, not a forecast."
)


def show(found: Comparison, figures: Sequence[Path] = ()) -> None:
    """Print the table, where the results are, and which figures there are."""
    from rich.console import Console

    out = Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False)
    design = found.design
    out.print(f"\nbaseline  {design.against.title}  [dim]({design.against.name})[/dim]")
    out.print(f"policy    {design.tested.title}  [dim]({design.tested.name})[/dim]")
    out.print(_table(found.effects))
    out.print(NOTE, style="dim")
    out.print(
        f"\n{2 * design.replicates} runs, {found.seconds:.1f} s. Results in", _short(found.folder), soft_wrap=True
    )
    if figures:
        names = sorted({f.stem for f in figures})
        out.print("Figures (PNG and SVG) in", _short(figures[0].parent), "-", ", ".join(names), soft_wrap=True)


def _table(effects: Sequence[Effect]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("outcome")
    table.add_column("unit", style="dim")
    for head in ("baseline", "policy", "difference", "95 % interval", "n", "better"):
        table.add_column(head, justify="right", no_wrap=True)
    for e in effects:
        sure = e.ci_low > 0 or e.ci_high < 0
        table.add_row(
            e.outcome.label,
            "" if e.outcome.unit == "1" else e.outcome.unit,
            figure(e.baseline),
            figure(e.policy),
            figure(e.difference, signed=True),
            f"{figure(e.ci_low, signed=True)} to {figure(e.ci_high, signed=True)}" if e.n > 1 else "–",
            str(e.n),
            f"{100 * e.share_better:.0f} %" if e.n else "–",
            style="bold" if sure else "",
        )
    return table


def figure(value: float, *, signed: bool = False) -> str:
    """A number to three figures, never in powers of ten.

    >>> figure(1234.5), figure(0.012345, signed=True), figure(float("nan"))
    ('1,234', '+0.0123', '–')
    """
    if not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:{'+' if signed else ''},.{min(digits, 6)}f}"


def _short(folder: Path) -> str:
    """A folder as seen from here, if it lies below."""
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(folder)

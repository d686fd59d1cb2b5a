"""What a sweep ends with: how far each effect goes over the points, and where it changes its sign."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, format_number, heading, print_footer, unit_shown
from pullthrough.present.tables.fitting import Column, Fitted

if TYPE_CHECKING:
    from pullthrough.study.kinds.sweep import Sweep
    from pullthrough.study.methods.effects import Effect

MOST_SWITCHES = 12
NOTE = (
    "Paired difference at each point: policy less baseline, runs with the same seed. lowest, highest: mean difference at the "
    "point where it is so. better, worse: points whose 95 % t-interval excludes 0; of many points one in twenty does so by "
    "chance."
)


def show(found: Sweep, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the ranges of the effects, the switching values, and where the results are."""
    out = console()
    heading(out, found.design, f"{len(found.design.points)} points, {found.design.replicates} replicates")
    for tested in range(1, len(found.design.scenarios)):
        if len(found.design.scenarios) > 2:
            out.print(f"\n{found.design.scenarios[tested].title}", style="bold")
        out.print(_ranges(found, tested).table(out.width))
    clear = [s for s in found.switches if s.clear]
    if clear:
        table = Fitted(
            Column("factor", text=True),
            Column("outcome", text=True, keep=99),
            Column("difference is 0 at", keep=98),
            Column("95 % interval", text=True, keep=50),
            Column("others", text=True, keep=20),
        )
        for s in clear[:MOST_SWITCHES]:
            interval = f"{format_number(s.ci_low)} to {format_number(s.ci_high)} ({100 * s.share:.0f} % of resamples)"
            table.add_row(s.factor, s.outcome, format_number(s.value), interval, s.others)
        out.print("\nSwitching values, significant on both sides")
        out.print(table.table(out.width))
    if more := len(found.switches) - len(clear[:MOST_SWITCHES]):
        out.print(f"{more} more changes of sign, significant or not, are in switching.csv", style="dim")
    out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def _ranges(found: Sweep, tested: int) -> Fitted:
    table = Fitted(
        Column("outcome", text=True),
        Column("unit", text=True, keep=20, style="dim"),
        Column("lowest", keep=98),
        Column("at", text=True, keep=50),
        Column("highest", keep=97),
        Column("at", text=True, keep=49),
        Column("better", keep=90),
        Column("worse", keep=89),
        Column("unclear", keep=40),
    )
    effects: dict[str, list[tuple[int, Effect]]] = {}
    for point, e in found.responses.effects(found.outcomes, tested):
        effects.setdefault(e.outcome.name, []).append((point, e))
    for rows in effects.values():
        outcome = rows[0][1].outcome
        known = [(e.difference, point) for point, e in rows if math.isfinite(e.difference)]
        unit = unit_shown(outcome.unit)
        if not known:
            table.add_row(outcome.label, unit, "–", "", "–", "", "", "", "")
            continue
        low, high = min(known), max(known)
        sure = [(1 if e.ci_low > 0 else -1) * (outcome.better or 1) for _, e in rows if e.ci_low > 0 or e.ci_high < 0]
        counts = sum(s > 0 for s in sure), sum(s < 0 for s in sure), len(rows) - len(sure)
        ends = [w for value, point in (low, high) for w in (format_number(value, signed=True), _place(found, point))]
        table.add_row(outcome.label, unit, *ends, *map(str, counts))
    return table


def _place(found: Sweep, point: int) -> str:
    """The factors at a point, where there are few; else its number."""
    labels = found.points.labels[point]
    named = [
        f"{f.name.rpartition('.')[2]} {format_number(v) if isinstance(v, float) else v}"
        for f, v in zip(found.points.factors, labels, strict=True)
        if v is not None
    ]
    return ", ".join(named) if 0 < len(named) <= 2 else f"point {point}"

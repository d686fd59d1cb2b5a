"""The table that an attribution ends with: what each measure contributes to each headline outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.compare import print_effects
from pullthrough.present.tables.fitting import Column, Fitted

if TYPE_CHECKING:
    from pullthrough.study.kinds.attribute import Attribution, Part

NOTE = (
    "Shapley values: what a measure adds, averaged over the orders in which the measures can be put together; they add up "
    "to the effect of all. alone: the measure by itself. last: added to all the others. Mean over n replicates, 95 % "
    "t-interval; *: it excludes 0."
)


def show(found: Attribution, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the effects of the whole, what each measure contributes, and where the results are."""
    out = console()
    print_effects(out, found.design, found.effects, outcomes)
    if found.parts:
        out.print(parts_table(found.parts).table(out.width))
        out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def parts_table(parts: Sequence[Part]) -> Fitted:
    """One row a measure, one block an outcome."""
    table = Fitted(
        Column("outcome", text=True),
        Column("measure", text=True, keep=99),
        Column("contribution", keep=98),
        Column("95 % interval", keep=80),
        Column("share", keep=60),
        Column("alone", keep=40),
        Column("last", keep=20),
        Column("n", keep=10),
    )
    outcome = ""
    for p in parts:
        label = OUTCOMES[p.outcome].label if p.outcome != outcome else ""
        outcome = p.outcome
        sure = p.ci_low > 0 or p.ci_high < 0
        cells = [
            format_number(p.value, signed=True) + ("*" if sure else " "),
            f"{format_number(p.ci_low, signed=True)} to {format_number(p.ci_high, signed=True)}" if p.n > 1 else "–",
            f"{100 * p.share:.0f} %" if math.isfinite(p.share) else "–",
            *(format_number(v[0], signed=True) if math.isfinite(v[0]) else "" for v in (p.alone, p.last)),
            str(p.n),
        ]
        table.add_row(label, p.measure, *cells, style="bold" if sure else "")
    return table

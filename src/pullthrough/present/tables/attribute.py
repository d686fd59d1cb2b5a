"""The table that an attribution ends with: what each measure contributes to each headline outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, print_footer
from pullthrough.present.tables.compare import print_effects
from pullthrough.present.tables.fitting import Fitted
from pullthrough.present.tables.shares import Row, shares_table

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
    rows = (Row(p.outcome, p.measure, (p.value, p.ci_low, p.ci_high), p.n, p.share, p.alone, p.last) for p in parts)
    return shares_table(rows, "measure")

"""The table that a study of channels ends with: what each contributes to the effect on each outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.present.console import Figures, console, print_footer
from pullthrough.present.tables.compare import print_effects
from pullthrough.present.tables.fitting import Fitted
from pullthrough.present.tables.shares import Row, shares_table

if TYPE_CHECKING:
    from pullthrough.study.kinds.channels import Share, Split

NOTE = (
    "Shapley values: what opening a channel adds to the effect, averaged over the orders in which they can be opened; with the "
    "rest they add up to the whole. alone: opened when all others are closed. last: what closing it alone takes away. Mean over "
    "n replicates, 95 % t-interval; *: it excludes 0."
)


def show(found: Split, figures: Figures = list, outcomes: Sequence[str] = ()) -> None:
    """Print the effects with all channels open, what each contributes, and where the results are."""
    out = console()
    print_effects(out, found.design, found.effects, outcomes)
    if found.shares:
        out.print(channels_table(found.shares).table(out.width))
        out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def channels_table(shares: Sequence[Share]) -> Fitted:
    """One row a channel, one block an outcome."""
    rows = (Row(s.outcome, s.channel, s.value, s.n, s.share, s.alone, s.last) for s in shares)
    return shares_table(rows, "channel")

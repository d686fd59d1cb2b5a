"""The table that a study of channels ends with: what each contributes to the effect on each outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import Figures, console, format_number, print_footer
from pullthrough.present.tables.compare import print_effects
from pullthrough.present.tables.fitting import Column, Fitted

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
        out.print(shares_table(found.shares).table(out.width))
        out.print(NOTE, style="dim")
    print_footer(out, found, figures)


def shares_table(shares: Sequence[Share]) -> Fitted:
    """One row a channel, one block an outcome."""
    table = Fitted(
        Column("outcome", text=True),
        Column("channel", text=True, keep=99),
        Column("contribution", keep=98),
        Column("95 % interval", keep=80),
        Column("share", keep=60),
        Column("alone", keep=40),
        Column("last", keep=20),
        Column("n", keep=10),
    )
    outcome = ""
    for share in shares:
        label = OUTCOMES[share.outcome].label if share.outcome != outcome else ""
        outcome = share.outcome
        value, low, high = share.value
        sure = low > 0 or high < 0
        table.add_row(
            label,
            share.channel,
            format_number(value, signed=True) + ("*" if sure else " "),
            f"{format_number(low, signed=True)} to {format_number(high, signed=True)}" if share.n > 1 else "–",
            f"{100 * share.share:.0f} %" if math.isfinite(share.share) else "–",
            *(format_number(v[0], signed=True) if math.isfinite(v[0]) else "" for v in (share.alone, share.last)),
            str(share.n),
            style="bold" if sure else "",
        )
    return table

"""The table of an effect shared out among parts: measures of a package, or channels. One row a part, one block an outcome."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pullthrough.observe.registry import OUTCOMES
from pullthrough.present.console import format_number
from pullthrough.present.tables.fitting import Column, Fitted

Three = tuple[float, float, float]


@dataclass(frozen=True)
class Row:
    """What one part contributes to the effect on one outcome; each three are a mean and the ends of its interval."""

    outcome: str
    part: str
    value: Three
    n: int
    share: float
    alone: Three
    last: Three


def shares_table(rows: Iterable[Row], part: str) -> Fitted:
    """The table; ``part`` is what its parts are called. The outcome stands at the first of its rows."""
    table = Fitted(
        Column("outcome", text=True),
        Column(part, text=True, keep=99),
        Column("contribution", keep=98),
        Column("95 % interval", keep=80),
        Column("share", keep=60),
        Column("alone", keep=40),
        Column("last", keep=20),
        Column("n", keep=10),
    )
    outcome = ""
    for row in rows:
        label = OUTCOMES[row.outcome].label if row.outcome != outcome else ""
        outcome = row.outcome
        value, low, high = row.value
        sure = low > 0 or high < 0
        table.add_row(
            label,
            row.part,
            format_number(value, signed=True) + ("*" if sure else " "),
            f"{format_number(low, signed=True)} to {format_number(high, signed=True)}" if row.n > 1 else "–",
            f"{100 * row.share:.0f} %" if math.isfinite(row.share) else "–",
            *(format_number(v[0], signed=True) if math.isfinite(v[0]) else "" for v in (row.alone, row.last)),
            str(row.n),
            style="bold" if sure else "",
        )
    return table

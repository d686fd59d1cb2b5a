"""What became of the same technology and the same firm with the policy and without it: matched events."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullthrough.observe.registry import EVENTS
from pullthrough.present.console import format_number
from pullthrough.present.tables.fitting import Column, Fitted
from pullthrough.study.methods.matched_events import CLASSES, SHARES

if TYPE_CHECKING:
    from rich.console import Console

    from pullthrough.study.methods.matched_events import Twins

MATCHED_NOTE = (
    "Each technology and firm is looked up in both runs of a pair; mean over pairs and 95 % interval. What is additional may "
    "come without the policy too, but after the last quarter simulated. 'pullthrough explain WORD' says what a word means."
)


def print_matched(out: Console, told: Sequence[Twins], *, in_full: bool = True) -> None:
    """Matched events, if they were kept: a table, or of one tested scenario a sentence where that will do.

    Args:
        in_full: always the table.
    """
    if not told:
        return
    if in_full or len({twin.scenario for twin in told}) > 1:
        out.print(_twins(told).table(out.width))
        out.print(MATCHED_NOTE, style="dim")
    elif text := deadweight(told):
        out.print(text, style="dim")


def deadweight(told: Sequence[Twins]) -> str:
    """How much of what comes with the policy comes without it too, in a line."""
    shares = {twin.what: twin.mean for twin in told if twin.name == "deadweight" and math.isfinite(twin.mean)}
    if not shares:
        return ""
    listed = ", ".join(f"{100 * share:.0f} % of {EVENTS[what].label.lower()}" for what, share in shares.items())
    return f"Deadweight: {listed}."


def _twins(told: Sequence[Twins]) -> Fitted:
    """One row a class; of several scenarios one row a scenario and kind of event."""
    if len({t.scenario for t in told}) > 1:
        return _twins_beside(told)
    table = Fitted(
        Column("matched events", text=True),
        Column("class", text=True, keep=99),
        Column("mean", keep=98),
        Column("95 % interval", keep=60),
        Column("shift, quarters", keep=20),
        Column("meaning", text=True, keep=10, style="dim"),
    )
    for t in told:
        label = EVENTS[t.what].label if t.name == "anyway" else ""
        interval = f"{format_number(t.ci_low)} to {format_number(t.ci_high)}" if t.n > 1 else "–"
        shift = format_number(t.shift, signed=True) if math.isfinite(t.shift) else ""
        table.add_row(label, t.name, format_number(t.mean), interval, shift, (CLASSES | SHARES)[t.name])
    return table


def _twins_beside(told: Sequence[Twins]) -> Fitted:
    names = (*CLASSES, *SHARES)
    table = Fitted(Column("matched events", text=True), Column("scenario", text=True, keep=99), *map(Column, names))
    cells = {(t.what, t.scenario, t.name): format_number(t.mean) for t in told}
    scenarios = list(dict.fromkeys(t.scenario for t in told))
    for what in dict.fromkeys(t.what for t in told):
        for i, scenario in enumerate(scenarios):
            table.add_row("" if i else EVENTS[what].label, scenario, *(cells[what, scenario, name] for name in names))
    return table

"""What each lever was expected to do, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pullthrough.present.pages.charts.files import factor, outcome, read, value
from pullthrough.present.pages.charts.view import Column, Table, View


def levers(folder: Path) -> Iterable[View]:
    """What each lever was expected to do, and what was found."""
    told = read(folder / "verdicts.csv")
    if not told:
        return
    rows = [
        (
            factor(r["lever"]),
            f"{r['from']} → {r['to']}",
            outcome(r["channel"]),
            r["expected"],
            r["found"],
            value(r["difference"]),
            value(r["ci_low"]),
            value(r["ci_high"]),
            ", ".join(outcome(name) for name in (r.get("worse") or "").split()),
        )
        for r in told
    ]
    columns = (
        Column("lever", "Lever", text=True),
        Column("dose", "From, to", text=True),
        Column("channel", "Shows in", text=True),
        Column("expected", "Expected", text=True),
        Column("found", "Found", text=True),
        Column("difference", "Difference"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
        Column("worse", "Made worse", text=True),
    )
    yield View(
        "levers",
        "What does each lever do?",
        "Each lever moved alone: what was expected of it, and what the runs showed.",
        {},
        Table(columns, rows),
        folded=False,
        finding=f"{sum(row[4] == 'as expected' for row in rows)} of {len(rows)} levers move what they should as expected.",
    )

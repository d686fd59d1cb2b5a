"""Which part of a policy does what, and which assumption matters."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pullthrough.present.figures.stamp import alike
from pullthrough.present.pages.charts.files import Rows, factor, named, outcome, read, shown, unit_of, value
from pullthrough.present.pages.charts.ranges import ranges
from pullthrough.present.pages.charts.view import Column, Table, View
from pullthrough.present.tables.headlines import SUMMARY
from pullthrough.text.safe import one_line

MOST_FACTORS = 30
OF = {"effect": "Effect on", "baseline": "Level without the policy:", "policy": "Level with the policy:"}


def attribution(folder: Path) -> Iterable[View]:
    """Which part of a policy does what."""
    yield from shared_out(
        read(folder / "attribution.csv"),
        "measure",
        "attribution",
        "Which part does what?",
        "The part of the whole effect that each measure has (Shapley value: its mean contribution over all orders), with its "
        "95 % interval.",
    )


def channels(folder: Path) -> Iterable[View]:
    """Through what an effect works."""
    yield from shared_out(
        read(folder / "channels.csv"),
        "channel",
        "channels",
        "Through what does it work?",
        "What opening each channel adds to the effect (Shapley value: its mean contribution over all orders), with its 95 % "
        "interval; then what is left when all are closed, and the whole.",
    )


def shared_out(told: list[dict[str, str]], part: str, name_of_view: str, title: str, words: str) -> Iterable[View]:
    """An effect in parts, a table an outcome.

    Args:
        told: rows of the table of parts.
        part: name of the column of parts.
        name_of_view, title, words: of the view.
    """
    names = list(dict.fromkeys(r["outcome"] for r in told))
    tables = {}
    for name in names:
        mine = [r for r in told if r["outcome"] == name]
        columns = (
            Column(part, part.capitalize(), text=True),
            Column("value", f"Its part, {unit_of(mine[0])}"),
            Column("low", "95 % interval from"),
            Column("high", "to"),
            Column("alone", "Alone"),
            Column("last", "If it comes last"),
        )
        rows = [
            (
                one_line(r[part]).replace("_", " "),
                *(shown(r, c) for c in ("value", "ci_low", "ci_high", "alone", "last")),
            )
            for r in mine
        ]
        table = Table(columns, rows, named(name, mine[0]["unit"]))
        tables[table.title] = table
    if tables:
        yield View(
            name_of_view,
            title,
            words,
            ranges(
                label=part,
                middle="value",
                low="low",
                high="high",
                title="part of the effect",
                tips=[
                    (part, part.capitalize()),
                    ("value", "Its part"),
                    ("alone", "Alone"),
                    ("last", "If it comes last"),
                ],
            ),
            next(iter(tables.values())),
            tables,
            finding=_largest(told),
        )


def _largest(told: Rows) -> str:
    """Which measure has the largest part of the effect on the first outcome that sums a comparison up."""
    names = {r["outcome"] for r in told}
    name = next((n for n in SUMMARY if n in names), told[0]["outcome"])
    mine = [(shown(r, "value") or 0.0, r["measure"]) for r in told if r["outcome"] == name]
    unit = unit_of(next(r for r in told if r["outcome"] == name))
    largest = sorted(mine, key=lambda found: -abs(found[0]))[:3]
    parts = "; ".join(
        f"{one_line(measure).replace('_', ' ')} {words}"
        for (_, measure), words in zip(largest, alike([part for part, _ in largest]), strict=True)
    )
    return f"{outcome(name)}{f', {unit}' if unit else ''}: the largest parts are {parts}."


def indices(folder: Path) -> Iterable[View]:
    """Which assumptions matter: a bar a factor."""
    told = read(folder / "indices.csv") or read(folder / "screening.csv")
    tables: dict[str, Table] = {}
    total = bool(told) and "ST" in told[0]
    keys = (
        ("ST", "ST_low", "ST_high")
        if total
        else tuple(k for k in ("mu_star", "mu_star_low", "mu_star_high") if told and k in told[0])
    )
    if not told or len(keys) < 3:
        return
    for of, name in dict.fromkeys((r["of"], r["outcome"]) for r in told):
        mine = [r for r in told if (r["of"], r["outcome"]) == (of, name)]
        rows: list[tuple[Any, ...]] = [
            (factor(r["factor"]), *(value(r[k]) if total else shown(r, k) for k in keys)) for r in mine
        ]
        rows = sorted(rows, key=lambda row: -(row[1] or 0.0))[:MOST_FACTORS]
        columns = (
            Column("factor", "Assumption", text=True),
            Column("value", "Total index" if total else "Mean absolute effect"),
            Column("low", "95 % interval from"),
            Column("high", "to"),
        )
        title = f"{OF.get(of, of)} {named(name, mine[0]['unit']) if not total else outcome(name)}"
        tables[title] = Table(columns, rows, title)
    some = f" The first {MOST_FACTORS} of each." if max(len(t.rows) for t in tables.values()) == MOST_FACTORS else ""
    first = next(iter(tables.values()))
    leading = ", ".join(str(row[0]) for row in first.rows[:3] if row[1])
    yield View(
        "indices",
        "Which assumptions matter?",
        "Share of the variance to which each assumption contributes, alone or with others (total "
        "Sobol' index), with its 95 % interval."
        if total
        else "Mean absolute effect of moving each assumption through its range (Morris), with its 95 % interval."
        + some,
        ranges(
            label="factor",
            middle="value",
            low="low",
            high="high",
            title="total index" if total else "mean absolute effect",
            tips=[("factor", "Assumption"), ("value", "Value")],
        ),
        first,
        tables,
        finding=f"{first.title}: what matters most is {leading}." if leading else "",
    )

"""How an emulator did on runs that it was not shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pullthrough.present.pages.charts.files import named, outcome, read, shown, value
from pullthrough.present.pages.charts.style import QUIET, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View


def emulator(folder: Path) -> Iterable[View]:
    """Expected against run, and the verdict on each emulator."""
    told = [r for r in read(folder / "held_out.csv") if r["of"] == "effect"]
    tables: dict[str, Table] = {}
    for name in dict.fromkeys(r["outcome"] for r in told):
        rows = [
            (int(r["point"]), *(shown(r, c) for c in ("run", "expected", "low", "high")))
            for r in told
            if r["outcome"] == name
        ]
        columns = (
            Column("point", "Point"),
            Column("run", "Mean of its runs"),
            Column("expected", "Expected"),
            Column("low", "95 % interval from"),
            Column("high", "to"),
        )
        title = named(name, next(r["unit"] for r in told if r["outcome"] == name))
        tables[title] = Table(columns, rows, title)
    if tables:
        yield View(
            "emulator-test",
            "Does the emulator know what it has not seen?",
            "A mark a point that it was not shown: across the mean of its runs, up what was expected, with the interval that "
            "was foretold.",
            _scatter(),
            next(iter(tables.values())),
            tables,
        )
    rows_of: list[tuple[Any, ...]] = [
        (
            outcome(r["outcome"]),
            r["of"],
            r["unit"],
            *(value(r[c]) for c in ("rmse", "noise", "explained", "within_95")),
            r["verdict"],
        )
        for r in read(folder / "emulator.csv")
    ]
    heads = (
        Column("outcome", "Outcome", text=True),
        Column("of", "Of", text=True),
        Column("unit", "Unit", text=True),
        Column("rmse", "Error"),
        Column("noise", "Error by chance alone"),
        Column("explained", "Explained", "share"),
        Column("within", "Within the 95 % interval", "share"),
        Column("verdict", "Verdict", text=True),
    )
    yield View(
        "emulator-verdicts",
        "How far can each emulator be trusted?",
        "Good: four fifths of what differs between points is explained and the intervals hold. An answer of a rough one is a "
        "guess; of one "
        "without, nothing.",
        {},
        Table(heads, rows_of),
        folded=False,
        finding=f"{sum(row[-1] == 'good' for row in rows_of)} of {len(rows_of)} emulators are good, "
        f"{sum(row[-1] == 'rough' for row in rows_of)} rough.",
    )


def _scatter() -> Spec:
    x = {"field": "run", "type": "quantitative", "title": "mean of its runs", "axis": {"format": ",~r", "titleY": 30}}
    y = {"field": "expected", "type": "quantitative", "title": "expected", "axis": {"format": ",~r"}}
    inside = "datum.low <= datum.run && datum.run <= datum.high"
    colour = {"condition": {"test": inside, "value": "#0072B2"}, "value": "#B34700"}
    layers: list[Spec] = [
        {
            "mark": {"type": "line", "color": QUIET, "strokeDash": [2, 2]},
            "encoding": {"x": x, "y": {**y, "field": "run"}},
        },
        {"mark": "rule", "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
        {
            "mark": {"type": "point", "filled": True, "size": 45, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour},
        },
    ]
    return spec({"layer": layers}, width=420, height=300, words="Expected against run at points held out.")

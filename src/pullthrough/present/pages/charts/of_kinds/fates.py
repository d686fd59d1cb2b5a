"""Where pull-through fails: what became of the technologies that arose in the years observed, by where the idea arose."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pullthrough.present.figures.where_it_fails import ALL, COLUMNS, STAGES
from pullthrough.present.pages.charts.files import read, value
from pullthrough.present.pages.charts.style import spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View
from pullthrough.text.safe import one_line


def fates(folder: Path) -> Iterable[View]:
    """A bar for each origin and scenario, in parts: in service, given up at which readiness level, still at work."""
    told = [row for row in read(folder / "fates.csv") if row["class"] == ALL and row["fate"] in STAGES]
    columns = (
        Column("origin", "Where the idea arose", text=True),
        Column("scenario", "Scenario", text=True),
        Column("fate", "What became of it", text=True),
        Column("order", "Order", shown=False),
        Column("share", "Share", unit="share"),
        Column("low", "95 % interval from", unit="share"),
        Column("high", "to", unit="share"),
    )
    order = {fate: number for number, fate in enumerate(STAGES)}
    rows = [
        (
            COLUMNS[row["origin"]],
            one_line(row["scenario"]).replace("_", " "),
            _words(row["fate"]),
            order[row["fate"]],
            *(value(row[name]) for name in ("share", "share_low", "share_high")),
        )
        for row in told
        if row["origin"] in COLUMNS
    ]
    if rows:
        yield View(
            "fates",
            "Where does pull-through fail?",
            "Of the technologies that arose in the years observed: how many are in service by the end, how many were given up "
            "and at which technology readiness level (TRL), and how many are still at work.",
            _spec(),
            Table(columns, rows),
        )


def _words(fate: str) -> str:
    """A fate in words that stand by themselves, as the key of a chart has them in any order."""
    words = STAGES[fate][0]
    return f"given up {words}" if words.startswith("at TRL") else words


def _spec() -> Spec:
    parts = [_words(fate) for fate in STAGES]
    colours = [colour for _, colour in STAGES.values()]
    side = {"type": "nominal", "sort": None, "title": None}
    encoding: dict[str, Any] = {
        "row": {"field": "origin", **side, "header": {"labelAnchor": "start", "labelOrient": "top"}},
        "y": {"field": "scenario", **side, "axis": {"ticks": False, "domain": False, "labelPadding": 6}},
        "x": {
            "field": "share",
            "type": "quantitative",
            "title": "share of technologies",
            "axis": {"format": "%"},
            "scale": {"domain": [0, 1]},
        },
        "color": {
            "field": "fate",
            "type": "nominal",
            "sort": parts,
            "title": None,
            "scale": {"domain": parts, "range": colours},
            "legend": {"columns": 3, "symbolType": "square"},
        },
        "order": {"field": "order", "type": "quantitative"},
        "tooltip": [
            {"field": "origin", "title": "Where the idea arose"},
            {"field": "scenario", "title": "Scenario"},
            {"field": "fate", "title": "What became of it"},
            {"field": "share", "title": "Share", "format": ".1%"},
        ],
    }
    return spec(
        {"mark": {"type": "bar", "stroke": "white", "strokeWidth": 0.5}, "encoding": encoding, "spacing": 10},
        width=480,
        height={"step": 22},
        words="What became of technologies, by where the idea arose and by scenario.",
    )

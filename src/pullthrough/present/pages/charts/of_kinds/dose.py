"""One lever, dose by dose."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pullthrough.present.pages.charts.files import factor, named, read, shown, value
from pullthrough.present.pages.charts.style import QUIET, spec
from pullthrough.present.pages.charts.view import Column, Table, View

KINDS = {
    "channel": "how it works",
    "headline": "what it is for",
    "loss": "what it may make worse",
    "part": "a part of what it brought",
    "beside": "what the parts are held against",
}


def dose(folder: Path) -> Iterable[View]:
    """One lever, dose by dose."""
    rows = [
        (
            named(r["outcome"], r["unit"]),
            KINDS.get(r["kind"], r["kind"]),
            value(r["dose"]),
            *(shown(r, name) for name in ("policy", "difference", "ci_low", "ci_high")),
        )
        for r in read(folder / "dose_response.csv")
    ]
    lever = next((r["lever"] for r in read(folder / "dose_response.csv", 1)), "")
    if not rows:
        return
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("kind", "What it is", text=True),
        Column("dose", factor(lever).capitalize()),
        Column("policy", "Mean"),
        Column("difference", "Difference"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
    )
    x = {
        "field": "dose",
        "type": "quantitative",
        "title": None,
    }
    y = {"field": "difference", "type": "quantitative", "title": None, "axis": {"tickCount": 5, "format": ",~r"}}
    colour = {
        "field": "kind",
        "type": "nominal",
        "title": None,
        "scale": {
            "domain": list(KINDS.values()),
            "range": ["#6b7178", "#0072B2", "#B34700", "#8a6d3b", "#222222"],
        },
    }
    inner = {
        "width": 250,
        "height": 150,
        "layer": [
            {"mark": {"type": "rule", "color": QUIET}, "encoding": {"y": {"datum": 0, "type": "quantitative"}}},
            {
                "mark": {"type": "area", "opacity": 0.18, "aria": False, "clip": True},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour},
            },
            {"mark": {"type": "line", "point": True}, "encoding": {"x": x, "y": y, "color": colour}},
        ],
    }
    facet = {
        "field": "outcome",
        "type": "nominal",
        "sort": list(dict.fromkeys(row[0] for row in rows)),
        "title": None,
        "header": {"labelAnchor": "start", "labelLimit": 290, "labelExpr": "split(datum.label, ', ')"},
    }
    yield View(
        "dose",
        "What does more of it do?",
        f"Across: {factor(lever)}. Up: difference from the first dose, with its 95 % interval; a panel an outcome, its unit "
        "below its name.",
        spec(
            {"facet": facet, "columns": 3, "spec": inner, "resolve": {"scale": {"y": "independent"}}},
            width=None,
            words="A panel an outcome, a point a dose.",
        ),
        Table(columns, rows),
    )

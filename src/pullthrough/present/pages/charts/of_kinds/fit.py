"""The model beside what was published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pullthrough.present.pages.charts.files import outcome, read, value
from pullthrough.present.pages.charts.ranges import ranges
from pullthrough.present.pages.charts.style import spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View
from pullthrough.study.storage.folder import read_manifest
from pullthrough.text.safe import one_line


def validation(folder: Path) -> Iterable[View]:
    """The model beside what was published, target by target."""
    rows = []
    for r in read(folder / "validation.csv"):
        wanted, tolerance, mean, low, high = (value(r[k]) for k in ("value", "tolerance", "mean", "q05", "q95"))
        if wanted is None or not tolerance or mean is None:
            continue
        scaled = [None if v is None else (v - wanted) / tolerance for v in (mean, low, high)]
        words = "fitted" if r.get("fitted") == "1" else "left out of the fit"
        rows.append(
            (outcome(r["outcome"]), r["unit"], wanted, tolerance, mean, low, high, r["verdict"], words, *scaled)
        )
    if not rows:
        return
    columns = (
        Column("target", "Target", text=True),
        Column("unit", "Unit", text=True),
        Column("published", "Published"),
        Column("tolerance", "Tolerance"),
        Column("mean", "Model, mean"),
        Column("q05", "5th percentile"),
        Column("q95", "95th percentile"),
        Column("verdict", "Verdict", text=True),
        Column("fitted", "Used in the fit", text=True),
        *(Column(n, n, shown=False) for n in ("middle", "low", "high")),
    )
    yield View(
        "validation",
        "How near is the model to what was published?",
        "Distance of the model from the published value in units of its tolerance: between −1 and 1 is within it.",
        ranges(
            label="target",
            middle="middle",
            low="low",
            high="high",
            colour="fitted",
            title="distance, in tolerances",
            symlog=1.0,
            tips=[("target", "Target"), ("published", "Published"), ("mean", "Model"), ("verdict", "Verdict")],
        ),
        Table(columns, rows),
        finding=_near(rows),
    )


def _near(rows: list[tuple[Any, ...]]) -> str:
    """How many published figures the mean of the model meets, and which it misses most."""
    inside = sum(abs(row[9]) <= 1 for row in rows)
    far = max(rows, key=lambda row: abs(row[9]))
    words = f"{inside} of {len(rows)} published figures are met within their tolerance"
    return f"{words}; furthest off is {far[0]}, by {abs(far[9]):.1f} tolerances." if inside < len(rows) else f"{words}."


def calibration(folder: Path) -> Iterable[View]:
    """How the waves of a calibration narrowed what is plausible, and how left-out targets were met."""
    waves = [
        (f"wave {r['wave']}", value(r["points"]), value(r["plausible_runs"]), value(r["space_left"]))
        for r in read(folder / "waves.csv")
    ]
    if waves:
        columns = (
            Column("wave", "Wave", text=True),
            Column("points", "Points"),
            Column("runs", "Plausible of the points run", "share"),
            Column("left", "Part of the space that is left", "share"),
        )
        body = {
            "mark": {"type": "bar", "opacity": 0.85},
            "encoding": {
                "y": {"field": "wave", "type": "ordinal", "sort": None, "title": None},
                "x": {
                    "field": "left",
                    "type": "quantitative",
                    "title": "part of the space that is left",
                    "axis": {"format": ".0%"},
                    "scale": {"domain": [0, 1]},
                },
            },
        }
        yield View(
            "waves",
            "How much did each wave rule out?",
            "Part of the space of assumptions that is still plausible after each wave of runs.",
            spec(body, width=420, height={"step": 24}, words="Part of the space left, by wave."),
            Table(columns, waves),
            finding=f"After {waves[-1][0]} {100 * (waves[-1][3] or 0):.2g} % of the space of assumptions is left.",
        )
    left = [
        (outcome(r["target"]), value(r["n"]), value(r["mean"]), value(r["within"]), value(r["anywhere"]))
        for r in read(folder / "left_out.csv")
    ]
    if left:
        heads = (
            Column("target", "Target left out", text=True),
            Column("n", "Members"),
            Column("mean", "Mean of members"),
            Column("within", "Members within tolerance", "share"),
            Column("anywhere", "Points anywhere within it", "share"),
        )
        shown: Spec = {
            "layer": [
                {
                    "mark": {"type": "bar", "opacity": 0.85},
                    "encoding": {
                        "x": {
                            "field": "within",
                            "type": "quantitative",
                            "title": "share within tolerance",
                            "axis": {"format": ".0%"},
                        }
                    },
                },
                {
                    "mark": {"type": "tick", "color": "#1d2329", "height": 16},
                    "encoding": {"x": {"field": "anywhere", "type": "quantitative"}},
                },
            ],
            "encoding": {"y": {"field": "target", "type": "nominal", "sort": None, "title": None}},
        }
        yield View(
            "left-out",
            "Would it have met a target that it was not shown?",
            "Bar: share of the members found without a target that meet it. Mark: share of all points that do.",
            spec(shown, width=420, height={"step": 24}, words="Share within tolerance by target left out."),
            Table(heads, left),
        )


def replay(folder: Path) -> Iterable[View]:
    """Published figures beside the model's, year by year."""
    tables: dict[str, Table] = {}
    told = read(folder / "replay.csv")
    titles = read_manifest(folder).get("titles", {})
    for title in dict.fromkeys(r["title"] for r in told):
        mine = [r for r in told if r["title"] == title]
        rows: list[tuple[Any, ...]] = [
            (
                r["name"],
                one_line(titles.get(r["scenario"], r["scenario"])).partition(":")[0],
                value(r["mean"]),
                value(r["q05"]),
                value(r["q95"]),
                value(r["published"]),
                _year(r["start"]),
            )
            for r in mine
        ]
        columns = (
            Column("name", "When", text=True),
            Column("scenario", "Scenario", text=True),
            Column("mean", "Model, mean"),
            Column("q05", "5th percentile"),
            Column("q95", "95th percentile"),
            Column("published", "Published"),
            Column("year", "Year", shown=False),
        )
        tables[f"{title}, {mine[0]['unit']}"] = Table(columns, rows, f"{title}, {mine[0]['unit']}")
    if not tables:
        return
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "axis": {"format": "d", "grid": False},
        "scale": {"zero": False},
    }
    y = {"type": "quantitative", "title": None, "axis": {"format": ",~r"}}
    layers = [
        {
            "mark": {"type": "rule", "opacity": 0.5},
            "encoding": {
                "x": x,
                "y": {**y, "field": "q05"},
                "y2": {"field": "q95"},
                "color": {"field": "scenario", "type": "nominal", "title": None},
            },
        },
        {
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": x,
                "y": {**y, "field": "mean"},
                "color": {"field": "scenario", "type": "nominal", "title": None},
            },
        },
        {
            "mark": {"type": "point", "shape": "cross", "filled": True, "size": 110, "color": "#1d2329", "opacity": 1},
            "encoding": {"x": x, "y": {**y, "field": "published"}},
        },
    ]
    yield View(
        "replay",
        "How did the model do on what is known?",
        "Line: mean of the runs; the thin lines hold nine runs in ten. Cross: what was published.",
        spec({"layer": layers}, height=260, words="The model beside published figures."),
        next(iter(tables.values())),
        tables,
    )


def precision(folder: Path) -> Iterable[View]:
    """How the interval narrowed as pairs were added."""
    told = read(folder / "precision.csv")
    if not told:
        return
    rows = [
        (value(r["replicates"]), outcome(r["outcome"]), *(value(r[c]) for c in ("difference", "half_width", "width")))
        for r in told
    ]
    columns = (
        Column("pairs", "Pairs of runs"),
        Column("outcome", "Outcome", text=True),
        Column("difference", "Mean difference"),
        Column("half", "Half its 95 % interval"),
        Column("width", "The same over the baseline", "share"),
    )
    across = {
        "field": "pairs",
        "type": "quantitative",
        "title": "pairs of runs",
        "axis": {"titleY": 30, "tickMinStep": 1},
    }
    up = {"field": "width", "type": "quantitative", "title": None, "axis": {"format": ".1~%"}}
    wanted = value(told[-1]["wanted"])
    layers: list[Spec] = [
        {"mark": {"type": "line", "point": True}, "encoding": {"x": across, "y": up}},
        {
            "mark": {"type": "rule", "color": "#B34700", "strokeDash": [4, 3]},
            "encoding": {"y": {"datum": wanted, "type": "quantitative"}},
        },
    ]
    reached = told[-1]["reached"] == "1"
    yield View(
        "precision",
        "How many pairs are enough?",
        "Half the width of the 95 % interval, in per cent of the baseline, after each look. Dashed: what was wanted.",
        spec({"layer": layers}, width=420, height=220, words="Width of the interval by number of pairs."),
        Table(columns, rows),
        finding=f"With {told[-1]['replicates']} pairs the interval is {'' if reached else 'not yet '}as narrow as was wanted.",
    )


def _year(start: str) -> float | None:
    year, _, number = start.partition("Q")
    return float(year) + (float(number) - 1) / 4 if year.isdigit() and number.isdigit() else None

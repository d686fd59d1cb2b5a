"""Series over time: a fan for each scenario, the dates of policies, and the future set apart."""

from __future__ import annotations

from typing import Any

from pullthrough.observe.registry import SERIES
from pullthrough.present.dates import AD_HOC, quarter_in_words, short_name
from pullthrough.present.figures.load import Fan
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.style import QUIET, WIDTH, colour_of, dash_of, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

FIRST = (
    "adoptions_year",
    "entrants_year",
    "exports_year",
    "public_cost",
    "private_rd",
    "new_entrant_rate_contracts",
    "single_source_share",
    "skills_gap",
    "availability",
    "trust",
)
"""Series that are looked at first; the others follow in the order of their labels."""

HEIGHT, CLOSE = 300, 0.022
"""Pixels; labels of dates nearer than this part of the width are put together."""

THOUSAND, PER_QUARTER = "GBP thousand per quarter", 4 / 1000


def over_time(facts: Facts) -> View | None:
    """Any of the series, all scenarios; nothing if none was kept."""
    tables = {name: table for name in _order(facts) if (table := _table(facts, name))}
    if not tables:
        return None
    first = next(iter(tables))
    dates = ", ".join(
        f"{short_name(d.policy)} in {quarter_in_words(d.year)}" for d in facts.dates if d.policy != AD_HOC
    )
    says = (
        "Line: mean of the runs. Band: nine runs in ten. Dotted: a policy comes into force"
        f"{f' ({dates})' if dates else ''}. Shaded: the future, as seen from the day of the study."
    )
    return View(
        name="over-time",
        title="When does it happen?",
        says=says,
        spec=_spec(facts, tables[first]),
        table=tables[first],
        choices={table.title: table for table in tables.values()},
    )


def _order(facts: Facts) -> list[str]:
    rest = sorted((name for name in SERIES if name not in FIRST), key=lambda name: SERIES[name].label)
    return [*(name for name in FIRST if name in SERIES), *rest]


def _table(facts: Facts, name: str) -> Table | None:
    measure = SERIES[name]
    factor, unit = scaled(measure.unit)
    rows: list[tuple[Any, ...]] = []
    for scenario in facts.scenarios:
        fan = facts.results.fans.get((scenario, name))
        rows += _points(fan.defined(), facts.labels[scenario], factor) if fan else []
    if not rows:
        return None
    columns = (
        Column("scenario", "Scenario", text=True),
        Column("year", "Year", shown=False),
        Column("quarter", "Quarter", text=True),
        Column("mean", f"Mean, {unit}"),
        Column("q05", "5th percentile"),
        Column("q95", "95th percentile"),
    )
    return Table(columns, rows, f"{measure.label}, {unit}" if unit else measure.label)


def scaled(unit: str) -> tuple[float, str]:
    """How a unit is shown: shares in per cent, money of a quarter in GBP million a year."""
    if unit == "share":
        return 100.0, "per cent"
    if unit == THOUSAND:
        return PER_QUARTER, "GBP million a year"
    return 1.0, "" if unit == "1" else unit


def _points(fan: Fan, label: str, factor: float) -> list[tuple[Any, ...]]:
    values = zip(
        fan.x.tolist(),
        (factor * fan.mean).tolist(),
        (factor * fan.q05).tolist(),
        (factor * fan.q95).tolist(),
        strict=True,
    )
    return [(label, x, quarter_in_words(x), mean, low, high) for x, mean, low, high in values]


def _spec(facts: Facts, table: Table) -> Spec:
    years = [row[1] for row in table.rows]
    low, high = min(years), max(years)
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [low, high + 0.25], "nice": False},
        "axis": {"format": "d", "grid": False, "tickCount": 8},
    }
    colour = {
        "field": "scenario",
        "type": "nominal",
        "scale": colour_of(facts.names),
        "title": None,
        "legend": {"symbolType": "stroke", "columns": 1},
    }
    dash = {"field": "scenario", "type": "nominal", "scale": dash_of(facts.names), "title": None}
    y = {"type": "quantitative", "title": None, "axis": {"format": ",~r", "tickCount": 6}}
    layers: list[Spec] = []
    if facts.now is not None and low < facts.now < high:
        end = {"start": facts.now, "end": high + 0.25, "words": "future"}
        layers += [
            {
                "data": {"values": [end]},
                "mark": {"type": "rect", "color": "#eef1f4", "aria": False},
                "encoding": {"x": {**x, "field": "start"}, "x2": {"field": "end"}},
            },
            {
                "data": {"values": [end]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 5,
                    "y": 12,
                    "color": QUIET,
                    "fontStyle": "italic",
                },
                "encoding": {"x": {**x, "field": "start"}, "text": {"field": "words"}},
            },
        ]
    layers += _dates(facts, low, high, x)
    heads = (("mean", "Mean"), ("q05", "5th percentile"), ("q95", "95th percentile"))
    tip = [{"field": "scenario", "title": "Scenario"}, {"field": "quarter", "title": "Quarter"}]
    tip += [{"field": name, "title": head, "format": ",.3~r"} for name, head in heads]
    layers += [
        {
            "mark": {"type": "area", "opacity": 0.14, "aria": False},
            "encoding": {"x": x, "y": {**y, "field": "q05"}, "y2": {"field": "q95"}, "color": colour},
        },
        {
            "mark": {"type": "line"},
            "encoding": {"x": x, "y": {**y, "field": "mean"}, "color": colour, "strokeDash": dash},
        },
        {
            "mark": {"type": "point", "size": 90, "opacity": 0, "aria": False},
            "encoding": {"x": x, "y": {**y, "field": "mean"}, "tooltip": tip},
        },
    ]
    return spec({"layer": layers}, width=WIDTH, height=HEIGHT, words="A series over time for each scenario.")


def _dates(facts: Facts, low: float, high: float, x: Spec) -> list[Spec]:
    """A dotted line at each date; names that would lie on each other are put together."""
    seen = [d for d in facts.dates if low < d.year <= high]
    marks: list[dict[str, Any]] = []
    for date in seen:
        words = short_name(date.policy)
        if marks and date.year - marks[-1]["at"] < CLOSE * (high - low):
            marks[-1]["words"] += f", {words}"
        else:
            marks.append({"at": date.year, "words": words})
    if not marks:
        return []
    values = [{"at": d.year} for d in seen]
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "strokeDash": [2, 3], "color": QUIET, "strokeWidth": 1, "aria": False},
            "encoding": {"x": {**x, "field": "at"}},
        },
        {
            "data": {"values": marks},
            "mark": {
                "type": "text",
                "angle": 270,
                "align": "right",
                "baseline": "bottom",
                "dx": -4,
                "dy": -3,
                "y": 0,
                "color": QUIET,
                "fontSize": 11,
            },
            "encoding": {"x": {**x, "field": "at"}, "text": {"field": "words"}},
        },
    ]

"""Outcomes of one unit beside each other: where the baseline stands, and where each tested scenario."""

from __future__ import annotations

import math
from typing import Any

from pullthrough.present.figures.load import Effect
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.forest import verdict
from pullthrough.present.pages.charts.style import RULE, colour_of, shape_of, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

ROW = 24


def beside(
    facts: Facts, name: str, title: str, says: str, outcomes: tuple[str, ...], unit: str = "per cent"
) -> View | None:
    """A mark a scenario on the scale of the outcomes; nothing if none of them was measured.

    The line at the mark of a tested scenario is the 95 % interval of its difference from the baseline, laid at the mark.
    """
    rows: list[tuple[Any, ...]] = []
    for outcome in outcomes:
        found = list(facts.measured(outcome))
        if found:
            first = found[0][1]
            factor = 100.0 if first.unit == "share" else 1.0
            rows.append((first.label, facts.names[0], factor * first.baseline, None, None, "", 0))
            rows += [_row(effect, facts.labels[scenario], factor) for scenario, effect in found]
    if not rows:
        return None
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("scenario", "Scenario", text=True),
        Column("value", f"Mean, {unit}"),
        Column("low", "Baseline plus low end of the interval"),
        Column("high", "Baseline plus high end"),
        Column("verdict", "Verdict", text=True),
        Column("pairs", "Pairs", shown=False),
    )
    return View(name, title, says, _spec(facts, rows, unit), Table(columns, rows))


def _row(effect: Effect, label: str, factor: float) -> tuple[Any, ...]:
    low, high = (
        factor * (effect.baseline + end) if math.isfinite(end) else None for end in (effect.ci_low, effect.ci_high)
    )
    return effect.label, label, factor * effect.policy, low, high, verdict(effect), effect.n


def _spec(facts: Facts, rows: list[tuple[Any, ...]], unit: str) -> Spec:
    y = {
        "field": "outcome",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 8, "grid": False},
    }
    x = {
        "field": "value",
        "type": "quantitative",
        "title": unit,
        "axis": {"format": ",~r", "tickCount": 7, "titleAnchor": "middle", "titleY": 30},
    }
    colour = {
        "field": "scenario",
        "type": "nominal",
        "scale": colour_of(facts.names),
        "title": None,
        "legend": {"columns": 1},
    }
    shape = {
        "field": "scenario",
        "type": "nominal",
        "scale": {**shape_of(facts.names), "range": ["square", *shape_of(facts.names)["range"][1:]]},
        "title": None,
    }
    tip = [
        {"field": "outcome", "title": "Outcome"},
        {"field": "scenario", "title": "Scenario"},
        {"field": "value", "title": "Mean", "format": ",.4~r"},
        {"field": "verdict", "title": "Verdict"},
    ]
    layers = [
        {
            "mark": {"type": "rule", "color": RULE, "strokeWidth": 2, "aria": False},
            "encoding": {"y": y, "x": {**x, "aggregate": "min"}, "x2": {"field": "value", "aggregate": "max"}},
        },
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.55, "aria": False},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 85, "opacity": 1},
            "encoding": {"y": y, "x": x, "color": colour, "shape": shape, "tooltip": tip},
        },
    ]
    return spec(
        {"layer": layers},
        width=440,
        height={"step": ROW},
        words="A mark for each scenario on the scale of each outcome.",
    )

"""Money: what moves, in GBP million a year."""

from __future__ import annotations

import math
from typing import Any

from pullthrough.present.figures.stamp import differences
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.forest import verdict
from pullthrough.present.pages.charts.style import QUIET, SIGNED, colour_of, of_tested, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

OUTCOMES = (
    "public_cost",
    "export_public_cost",
    "network_cost",
    "screening_public_cost",
    "total_payments",
    "adoption_value",
    "private_rd",
    "foreign_capital",
    "funding_left",
    "money_returned",
)


def money(facts: Facts) -> View | None:
    """Differences of all that is counted in GBP million a year; nothing if none was measured."""
    rows: list[tuple[Any, ...]] = []
    for scenario, effect in facts.measured(*OUTCOMES):
        change, low, high = differences(effect)
        ends = (v if math.isfinite(v) else None for v in (effect.ci_low, effect.ci_high))
        rows.append(
            (
                effect.label,
                facts.labels[scenario],
                effect.baseline,
                effect.policy,
                effect.difference,
                *ends,
                change,
                f"{low} to {high}",
                verdict(effect),
            )
        )
    if not rows:
        return None
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("scenario", "Scenario", text=True, shown=len(facts.tested) > 1),
        Column("baseline", "Baseline, GBP million a year"),
        Column("policy", "With the policy"),
        Column("difference", "Difference", shown=False),
        Column("low", "Low", shown=False),
        Column("high", "High", shown=False),
        Column("change", "Difference", text=True),
        Column("interval", "95 % interval", text=True),
        Column("verdict", "Verdict", text=True),
    )
    return View(
        name="money",
        title="What does it cost, and what does it move?",
        says=(
            "Difference from the baseline in GBP million a year, with its 95 % interval; the axis is "
            "squeezed away from zero. The lines "
            "overlap and must not be added: export, cluster and screening cost are parts of public "
            "cost, and payments hold most of it. "
            "Not for a value-for-money case."
        ),
        spec=_spec(facts, rows),
        table=Table(columns, rows),
    )


def _spec(facts: Facts, rows: list[tuple[Any, ...]]) -> Spec:
    y = {
        "field": "outcome",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 8},
    }
    offset = (
        {"yOffset": {"field": "scenario", "type": "nominal", "sort": facts.names[1:]}} if len(facts.tested) > 1 else {}
    )
    x = {
        "field": "difference",
        "type": "quantitative",
        "title": "difference, GBP million a year",
        "scale": {"type": "symlog", "constant": 5, "nice": False},
        "axis": {
            "values": [-3000, -1000, -300, -100, -30, -10, 0, 10, 30, 100, 300, 1000, 3000, 10000],
            "labelExpr": SIGNED,
            "labelOverlap": True,
            "titleAnchor": "middle",
            "titleY": 30,
        },
    }
    colour = {
        "field": "scenario",
        "type": "nominal",
        "scale": of_tested(colour_of(facts.names)),
        "title": None,
        "legend": {"columns": 1} if offset else None,
    }
    tip = [
        {"field": n, "title": t}
        for n, t in (
            ("outcome", "Outcome"),
            ("scenario", "Scenario"),
            ("change", "Difference"),
            ("interval", "95 % interval"),
            ("verdict", "Verdict"),
        )
    ]
    layers = [
        {"mark": {"type": "rule", "color": QUIET}, "encoding": {"x": {"datum": 0, "type": "quantitative"}}},
        {
            "mark": {"type": "bar", "opacity": 0.75, "height": {"band": 0.55}},
            "encoding": {"y": y, **offset, "x": x, "color": colour, "tooltip": tip},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 2, "aria": False},
            "encoding": {"y": y, **offset, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
    ]
    return spec({"layer": layers}, width=440, height={"step": 24 if not offset else 13}, words="Differences in money.")

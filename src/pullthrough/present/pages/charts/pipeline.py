"""From idea to service: how many technologies reach each readiness level, and where adopted ones come from."""

from __future__ import annotations

from typing import Any

from pullthrough.present.pages.charts.beside import beside
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.style import colour_of, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

ORIGINS = ("adopted_from_civil", "adopted_from_sme", "adopted_from_prime", "adopted_from_academic")
YIELDS = ("yield_civil", "yield_sme", "yield_prime", "yield_academic")
ROUTES = ("route_open", "route_uk", "route_single", "route_codeveloped", "route_import")
LEVELS = 9


def pipeline(facts: Facts) -> View | None:
    """Technologies that reach each readiness level a year, by scenario; nothing if the curve was not kept."""
    rows: list[tuple[Any, ...]] = []
    for scenario in facts.scenarios:
        fan = facts.results.fans.get((scenario, "funnel_entered"))
        if fan is not None:
            told = zip(fan.x.tolist(), fan.mean.tolist(), fan.q05.tolist(), fan.q95.tolist(), strict=True)
            rows += [
                (f"TRL {x:.0f}", facts.labels[scenario], mean, low, high) for x, mean, low, high in told if mean == mean
            ]
    if not rows:
        return None
    columns = (
        Column("level", "Readiness level", text=True),
        Column("scenario", "Scenario", text=True),
        Column("mean", "Technologies a year, mean"),
        Column("q05", "5th percentile of the runs"),
        Column("q95", "95th percentile"),
    )
    return View(
        name="pipeline",
        title="How far do technologies get?",
        says="Technologies that reach each technology readiness level (TRL), a year; the thin line "
        "holds nine runs in ten.",
        spec=_spec(facts),
        table=Table(columns, rows),
    )


def origins(facts: Facts) -> View | None:
    """Where adopted technology comes from."""
    says = (
        "Share of first adoptions by where the idea arose. The baseline is square; the line at a "
        "mark is the 95 % interval of the difference."
    )
    return beside(facts, "origins", "Where does adopted technology come from?", says, (*ORIGINS, "adopted_handed_over"))


def yields(facts: Facts) -> View | None:
    """What becomes of ideas, by origin."""
    says = "Of the technologies that arose in the years observed, how many were in service by the end."
    return beside(
        facts, "yields", "Whose ideas reach service?", says, (*YIELDS, "bridged", "adoption_rate", "adopted_mature")
    )


def routes(facts: Facts) -> View | None:
    """By which route contracts are let."""
    says = "Price of the contracts let on each route, in per cent of all."
    return beside(
        facts, "routes", "By which route is it bought?", says, (*ROUTES, "single_source_tenders", "onshore_share")
    )


def _spec(facts: Facts) -> Spec:
    y = {
        "field": "level",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 6},
    }
    offset = {"field": "scenario", "type": "nominal", "sort": facts.names}
    colour = {
        "field": "scenario",
        "type": "nominal",
        "scale": colour_of(facts.names),
        "title": None,
        "legend": {"columns": 1},
    }
    x = {
        "field": "mean",
        "type": "quantitative",
        "title": "technologies a year",
        "axis": {"format": ",~r", "titleAnchor": "middle", "titleY": 30},
    }
    tip = [
        {"field": "level", "title": "Level"},
        {"field": "scenario", "title": "Scenario"},
        {"field": "mean", "title": "Mean", "format": ",.3~r"},
    ]
    layers = [
        {
            "mark": {"type": "bar", "opacity": 0.85},
            "encoding": {"y": y, "yOffset": offset, "x": x, "color": colour, "tooltip": tip},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 1.2, "aria": False},
            "encoding": {"y": y, "yOffset": offset, "x": {**x, "field": "q05"}, "x2": {"field": "q95"}},
        },
    ]
    return spec(
        {"layer": layers},
        width=480,
        height={"step": max(9, 26 // len(facts.names)), "for": "offset"},
        words="Technologies reaching each readiness level, by scenario.",
    )

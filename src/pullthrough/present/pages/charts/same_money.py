"""What the same public money buys: differences for each GBP 100 million of it, of every scenario tested."""

from __future__ import annotations

import math
from typing import Any

from pullthrough.present.figures.load import Effect
from pullthrough.present.figures.stamp import number
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.regions import label
from pullthrough.present.pages.charts.view import Column, Table, View

HUNDRED = 100.0  # GBP million a year
COST = "public_cost"
BOUGHT = ("adoptions_per_year", "adoption_value", "entrants_per_year", "exports", "private_rd", "jobs")
"""Outcomes that can be counted for each pound; a share or a time cannot."""


def same_money(facts: Facts) -> View | None:
    """A row an outcome and scenario; nothing where no scenario surely costs more than the baseline."""
    costs = {name: cost for name in facts.tested if (cost := facts.effect(name, COST)) and cost.ci_low > 0}
    if not costs:
        return None
    rows: list[tuple[Any, ...]] = []
    for scenario, effect in facts.measured(*BOUGHT):
        if scenario in costs:
            ends = effect.difference, effect.ci_low, effect.ci_high
            rows.append((effect.label, *_row(facts, scenario, costs[scenario], ends, effect.unit)))
    for scenario, cost in costs.items():
        for region, ends in _entrants(facts, scenario):
            rows.append((f"Firms entering defence, {region}", *_row(facts, scenario, cost, ends, "per year")))
    columns = (
        Column("outcome", "For each GBP 100 million of public cost", text=True),
        Column("scenario", "Scenario", text=True, shown=len(facts.tested) > 1),
        Column("cost", "Public cost, GBP million a year more"),
        Column("bought", "Difference bought", text=True),
        Column("interval", "95 % interval", text=True),
        Column("unit", "Unit", text=True),
    )
    return View(
        "same-money",
        "What does the same money buy?",
        (
            "Each difference divided by the public cost that comes with it, times GBP 100 million a year; pin other settings to "
            "set them beside each other. It is scaled and not run: twice the money does not buy twice as much, and the interval "
            "leaves out that the cost is uncertain too. A study with `study.equal_cost` runs both at the same cost. Not for a "
            "value-for-money case."
        ),
        {},
        Table(columns, rows),
        folded=False,
    )


def _entrants(facts: Facts, scenario: str) -> list[tuple[str, tuple[float, float, float]]]:
    """Entrants of the region observed."""
    names = list(facts.manifest.get("config", {}).get("world", {}).get("population", {}).get("firms_by_region", {}))
    region = facts.manifest.get("observe", {}).get("region")
    found = facts.regional.get(scenario, {}).get("entrants_by_region")
    if not found or region not in names:
        return []
    _, _, difference, low, high = found[names.index(region)]
    return [(label(str(region)), (difference, low, high))]


def _row(
    facts: Facts, scenario: str, cost: Effect, ends: tuple[float, float, float], unit: str
) -> tuple[str, float, str, str, str]:
    bought, low, high = (HUNDRED * end / cost.difference for end in ends)
    interval = f"{number(low)} to {number(high)}" if math.isfinite(low) else "one pair: none"
    return facts.labels[scenario], cost.difference, number(bought), interval, unit

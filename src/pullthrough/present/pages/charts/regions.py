"""The regions as tiles of equal size, roughly where they lie: they are labels in the model, not places."""

from __future__ import annotations

from typing import Any

from pullthrough.observe.registry import CURVES
from pullthrough.present.figures.stamp import with_interval
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.style import INK, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

MEASURES = (
    "adoptions_by_region",
    "entrants_by_region",
    "jobs_by_region",
    "regional_share",
    "knowledge_by_region",
    "members_by_region",
)
PLACES = {
    "scotland": (1, 0),
    "northern_ireland": (0, 1),
    "north_east": (2, 1),
    "north_west": (1, 2),
    "yorkshire": (2, 2),
    "wales": (0, 3),
    "west_midlands": (1, 3),
    "east_midlands": (2, 3),
    "east": (3, 3),
    "south_west": (1, 4),
    "london": (2, 4),
    "south_east": (3, 4),
}
TILE = 96


def regions(facts: Facts) -> View | None:
    """The difference that the policy makes in each region, by any of the curves by region; nothing if none was kept."""
    tables: dict[str, Table] = {}
    for measure in MEASURES:
        for scenario in facts.tested:
            found = facts.regional.get(scenario, {}).get(measure)
            if found and any(row[2] for row in found):
                table = _table(facts, scenario, measure, found)
                tables[table.title] = table
    if not tables:
        return None
    return View(
        name="regions",
        title="Where does it happen?",
        says=(
            "A tile a region; its number is the mean difference from the baseline, and an asterisk says that the 95 % interval "
            "excludes zero. Regions are labels in the model: nothing is said about single places."
        ),
        spec=_spec(),
        table=next(iter(tables.values())),
        choices=tables,
        finding=_of_the_region(facts),
    )


def _of_the_region(facts: Facts) -> str:
    """What happens in the region that the study looks at, in words."""
    names = list(facts.manifest["config"]["world"]["population"]["firms_by_region"])
    region, told = facts.manifest.get("observe", {}).get("region"), []
    for scenario in facts.tested if region in names else ():
        of = f" with {facts.labels[scenario]}" if len(facts.tested) > 1 else ""
        for measure, words in (("entrants_by_region", "firms entering defence"), ("adoptions_by_region", "adoptions")):
            found = facts.regional.get(scenario, {}).get(measure) or []
            if names.index(region) < len(found):
                change, low, high = with_interval(*found[names.index(region)][2:])
                surely = f" ({low} to {high})" if low != "–" else ""
                told.append(f"{words} {change} {CURVES[measure].unit}{surely}{of}")
    first, last = facts.years
    return f"{label(str(region))}, {first} to {last}: {'; '.join(told)}." if told else ""


def _table(facts: Facts, scenario: str, measure: str, found: list[tuple[float, float, float, float, float]]) -> Table:
    share = CURVES[measure].unit == "share"
    factor, unit = (100.0, "percentage points") if share else (1.0, CURVES[measure].unit)
    names = list(facts.manifest["config"]["world"]["population"]["firms_by_region"])
    largest = max(abs(factor * row[2]) for row in found) or 1.0
    rows = []
    for i, (name, row) in enumerate(zip(names, found, strict=False)):
        base, policy, difference, low, high = (factor * v for v in row)
        column, line = PLACES.get(name, (i % 4, 5 + i // 4))
        sure = low > 0 or high < 0
        words = f"{_signed(difference, largest)}{'*' if sure else ''}"
        rows.append((label(name), base, policy, difference, low, high, words, column, line, difference / largest))
    columns = (
        Column("region", "Region", text=True),
        Column("baseline", "Baseline"),
        Column("policy", "With the policy"),
        Column("difference", f"Difference, {unit}"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
        *(Column(name, name, text=name == "words", shown=False) for name in ("words", "column", "line", "strength")),
    )
    title = f"{CURVES[measure].label}, {unit}"
    if title == f"{CURVES['entrants_by_region'].label}, {unit}" and measure == "entrants_by_region":
        title = f"Firms entering defence by region of settlement, {unit}"
    return Table(columns, rows, f"{title}: {facts.labels[scenario]}" if len(facts.tested) > 1 else title)


def label(region: str) -> str:
    """The name of a region in words.

    >>> label("north_east")
    'North East'
    """
    return region.replace("_", " ").title()


def _signed(value: float, largest: float) -> str:
    """With as many decimals as the largest of the map needs for three figures."""
    decimals = 0 if largest >= 100 else 1 if largest >= 10 else 2 if largest >= 1 else 3
    text = f"{value:+,.{decimals}f}"
    return (text.lstrip("+-") if not any(c in "123456789" for c in text) else text).replace("-", "−")


def _spec() -> Spec:
    x: dict[str, Any] = {"field": "column", "type": "ordinal", "axis": None, "scale": {"padding": 0.04}}
    y: dict[str, Any] = {"field": "line", "type": "ordinal", "axis": None, "scale": {"padding": 0.04}}
    tip = [
        {"field": "region", "title": "Region"},
        *(
            {"field": name, "title": title, "format": ",.3~r"}
            for name, title in (
                ("baseline", "Baseline"),
                ("policy", "With the policy"),
                ("difference", "Difference"),
                ("low", "95 % interval from"),
                ("high", "to"),
            )
        ),
    ]
    colour = {
        "field": "strength",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [-1, 0, 1], "range": ["#E8A66B", "#F3F5F7", "#7FB5DC"]},
    }
    layers = [
        {
            "mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2, "cornerRadius": 3},
            "encoding": {"color": colour, "tooltip": tip},
        },
        {
            "mark": {"type": "text", "dy": -11, "fontSize": 11.5, "color": INK, "aria": False},
            "encoding": {"text": {"field": "region"}},
        },
        {
            "mark": {"type": "text", "dy": 9, "fontSize": 15, "fontWeight": 600, "color": INK, "aria": False},
            "encoding": {"text": {"field": "words"}},
        },
    ]
    return spec(
        {"encoding": {"x": x, "y": y}, "layer": layers},
        width=4 * (TILE + 30),
        height={"step": 62},
        words="Regions as tiles with the difference in each.",
    )

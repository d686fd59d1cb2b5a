"""What would have happened anyway: the same technology and the same firm, looked up in both scenarios."""

from __future__ import annotations

from typing import Any

from pullthrough.observe.registry import EVENTS
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.style import spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

CLASSES = {
    "lost": ("without the policy only", "#B34700"),
    "later": ("in both, later with the policy", "#E3B58A"),
    "anyway": ("in both, in the same quarter", "#C3C8CD"),
    "earlier": ("in both, earlier with the policy", "#9CCBE6"),
    "additional": ("with the policy only", "#0072B2"),
}


def twins(facts: Facts) -> View | None:
    """For each kind of event what became of each in the other scenario; nothing if events were not kept."""
    several, rows = len(facts.tested) > 1, []
    told = (
        facts.results.twins_of if any(facts.results.twins_of) and several else {facts.tested[-1]: facts.results.twins}
    )
    for scenario, kinds in told.items():
        for what, found in kinds.items():
            label = EVENTS[what].label if what in EVENTS else what
            row = f"{label}: {facts.labels.get(scenario, scenario)}" if several else label
            rows += [
                (row, words, *found.classes[name], i)
                for i, (name, (words, _)) in enumerate(CLASSES.items())
                if name in found.classes
            ]
    if not rows:
        return None
    columns = (
        Column("what", "What", text=True),
        Column("class", "What became of it", text=True),
        Column("mean", "Mean per run"),
        Column("low", "95 % interval from"),
        Column("high", "to"),
        Column("order", "Order", shown=False),
    )
    return View(
        name="twins",
        title="What would have happened anyway?",
        says=(
            "Every technology and every firm is looked up in both scenarios. “Only” means up to the last quarter run: what is "
            "additional may be something that would come later."
        ),
        spec=_spec(),
        table=Table(columns, rows),
    )


def _spec() -> Spec:
    domain, colours = zip(*CLASSES.values(), strict=True)
    colour = {
        "field": "class",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(domain), "range": list(colours)},
        "legend": {"columns": 1},
    }
    y = {
        "field": "what",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 8},
    }
    tip: list[dict[str, Any]] = [
        {"field": "what", "title": "What"},
        {"field": "class", "title": "What became of it"},
        {"field": "mean", "title": "Mean per run", "format": ",.3~r"},
    ]
    body: dict[str, Any] = {
        "mark": {"type": "bar", "height": 26, "stroke": "#ffffff"},
        "encoding": {
            "y": y,
            "x": {
                "field": "mean",
                "type": "quantitative",
                "title": "number per run",
                "axis": {"format": ",~r", "titleAnchor": "middle", "titleY": 30},
            },
            "color": colour,
            "order": {"field": "order", "type": "ordinal"},
            "tooltip": tip,
        },
    }
    return spec(
        body, width=480, height={"step": 40}, words="What became of technologies and firms in the other scenario."
    )

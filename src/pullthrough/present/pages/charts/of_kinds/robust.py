"""Whether effects hold in other worlds, and what a choice could cost there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pullthrough.present.names import named_in
from pullthrough.present.pages.charts.files import outcome, read, value
from pullthrough.present.pages.charts.ranges import ranges
from pullthrough.present.pages.charts.style import spec
from pullthrough.present.pages.charts.view import Column, Table, View
from pullthrough.study.storage.folder import read_manifest
from pullthrough.text.safe import one_line

SURE = 0.95
CHANCE = 1.96
"""Half the width of a 95 % interval in standard deviations."""


def ensemble(folder: Path) -> Iterable[View]:
    """Whether effects hold over other numbers and rules: chance alone and everything varied, one below the other."""
    rows: list[tuple[Any, ...]] = []
    for row in read(folder / "ensemble.csv"):
        difference, low, high = value(row["difference"]), value(row["q05"]), value(row["q95"])
        if difference is None or not (scale := _scale(row, difference, low, high)):
            continue
        chance = CHANCE * (value(row["sd_chance"]) or 0.0) / scale
        helps = value(row["share_favourable"])
        rows.append(
            (
                outcome(row["outcome"]),
                row["unit"],
                difference,
                low,
                high,
                value(row["sd_chance"]),
                value(row["sd_parameters"]),
                helps,
                difference / scale,
                difference / scale - chance,
                difference / scale + chance,
                (low or 0.0) / scale,
                (high or 0.0) / scale,
            )
        )
    if not rows:
        return
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("unit", "Unit", text=True),
        Column("difference", "Mean effect"),
        Column("low", "5th percentile of members"),
        Column("high", "95th percentile"),
        Column("chance", "s.d. by chance"),
        Column("numbers", "s.d. by assumptions"),
        Column("helps", "Share of members in which it is better", "share"),
        *(Column(name, name, shown=False) for name in ("relative", "chance_low", "chance_high", "all_low", "all_high")),
    )
    yield View(
        "ensemble",
        "Does it hold in other worlds?",
        "Effects over the members of the ensemble, each outcome in units of its own largest value. "
        "Thick: what chance in the model alone "
        "could do to one study. Thin: from the 5th to the 95th percentile of everything varied.",
        ranges(
            label="outcome",
            middle="relative",
            low="chance_low",
            high="chance_high",
            second=("all_low", "all_high"),
            title="effect, in parts of the largest value of the outcome",
            tips=[("outcome", "Outcome"), ("difference", "Mean effect"), ("helps", "Better in, share")],
        ),
        Table(columns, rows[:40] if len(rows) > 40 else rows),
        finding=_holds(rows),
    )
    told = [(outcome(r["outcome"]), named_in(r["box"])) for r in read(folder / "failing.csv")]
    if told:
        heads = (Column("outcome", "Outcome", text=True), Column("box", "Where it fails", text=True))
        says = "Worlds in which the policy makes the outcome worse, described by what was varied."
        yield View("failing-worlds", "Where does it fail?", says, {}, Table(heads, told), folded=False)


def _holds(rows: list[tuple[Any, ...]]) -> str:
    """How many outcomes get better, or worse, in nearly every member."""
    known = [row[7] for row in rows if row[7] is not None]
    always, never = sum(share >= SURE for share in known), sum(share <= 1 - SURE for share in known)
    return (
        f"Of {len(known)} outcomes, {always} are better in at least {100 * SURE:.0f} % of the worlds and {never} "
        f"worse; of {len(known) - always - never} it depends on the world."
    )


def _scale(row: dict[str, str], *values: float | None) -> float:
    return max((abs(v) for v in values if v is not None), default=0.0)


def _names(folder: Path) -> dict[str, str]:
    """Scenarios by their titles up to the colon; by their names where titles begin alike, as those of portfolios do."""
    titles = read_manifest(folder).get("titles", {})
    short = {name: one_line(title).partition(":")[0] for name, title in titles.items()}
    return short if len(set(short.values())) == len(short) else {name: name.replace("_", " ") for name in titles}


def regret(folder: Path) -> Iterable[View]:
    """What choosing a scenario would cost where another had been better."""
    names = _names(folder)
    rows = [
        (
            outcome(r["outcome"]),
            r["unit"],
            names.get(r["scenario"], r["scenario"]),
            value(r["mean"]),
            value(r["worst"]),
            value(r["share_best"]),
        )
        for r in read(folder / "regret.csv")
    ]
    if not rows:
        return
    columns = (
        Column("outcome", "Outcome", text=True),
        Column("unit", "Unit", text=True),
        Column("scenario", "Scenario", text=True),
        Column("mean", "Mean regret"),
        Column("worst", "Worst regret"),
        Column("best", "Best in, share of worlds", "share"),
    )
    body = {
        "mark": {"type": "rect", "stroke": "#fff"},
        "encoding": {
            "x": {
                "field": "scenario",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelAngle": -20, "orient": "top"},
            },
            "y": {"field": "outcome", "type": "nominal", "sort": None, "title": None},
            "color": {
                "field": "best",
                "type": "quantitative",
                "title": "best in, share of worlds",
                "scale": {"domain": [0, 1], "range": ["#f3f5f7", "#0072B2"]},
                "legend": {"format": ".0%", "gradientLength": 180},
            },
            "tooltip": [
                {"field": "outcome"},
                {"field": "scenario"},
                {"field": "best", "format": ".0%"},
                {"field": "worst", "format": ",.3~r"},
            ],
        },
    }
    yield View(
        "regret",
        "What could one regret?",
        "Regret: how much worse a scenario is than the best of those compared, world by world. "
        "Darker: best in more of the worlds.",
        spec(body, width=360, height={"step": 19}, words="In what share of worlds each scenario is best."),
        Table(columns, rows),
    )

"""The same firm with and without a treatment, year after year, beside what an evaluator would publish."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pullthrough.parameters.schema.study import TREATMENTS
from pullthrough.present.figures.counterfactual import NAMES, OF_SWITCHES, SHOWN
from pullthrough.present.figures.stamp import with_interval
from pullthrough.present.pages.charts.files import Rows, read, value
from pullthrough.present.pages.charts.style import QUIET, spec
from pullthrough.present.pages.charts.view import Column, Spec, Table, View

WORDS = {
    "award_open": "Award of an open call",
    "award_directed": "Award of a directed call",
    "contract": "First contract",
    "engagement": "Early engagement",
    "acquisition": "Bought by a prime",
}
EXACT, PUBLISHED = "the same unit with and without", "those who just got it less those who just missed it"
FIRST_LOOK = 5
"""Years after the treatment of which the finding speaks."""


def counterfactual(folder: Path) -> Iterable[View]:
    """Differences by year since the treatment, exact and as published, one picture a treatment and outcome."""
    told = [row for row in read(folder / "counterfactual.csv") if row["group"] == "all"]
    tables: dict[str, Table] = {}
    for kind in dict.fromkeys(row["kind"] for row in told):
        line = kind in TREATMENTS
        for outcome in SHOWN.get(kind, OF_SWITCHES) if line else OF_SWITCHES:
            mine = [row for row in told if row["kind"] == kind and row["outcome"] == outcome]
            title = f"{_kind(kind)}: {NAMES.get(outcome, outcome).lower()}, {mine[0]['unit'] if mine else ''}"
            rows = [
                (value(row["year"]), words, *(value(row[c]) for c in ("without", "with", "difference", "ci_low", "ci_high", "n")))
                for estimand, words in (("exact" if line else "exact_inside", EXACT), ("published", PUBLISHED))
                for row in mine
                if row["estimand"] == estimand and value(row["difference"]) is not None
            ]  # fmt: skip
            if rows:
                tables[title] = Table(COLUMNS, rows, title)
    if tables:
        yield View(
            "counterfactual",
            "What does it do to those who get it?",
            "Across: years since. Up: the difference that it makes, with its 95 % interval, clustered by world. Blue: the same "
            "unit in two worlds that differ in nothing else. Orange: what an evaluator can see, who has the one world alone.",
            _spec(),
            next(iter(tables.values())),
            tables,
            finding=_finding(told),
        )


COLUMNS = (
    Column("year", "Years since"),
    Column("how", "Compared", text=True),
    Column("without", "Without"),
    Column("with", "With"),
    Column("difference", "Difference"),
    Column("low", "95 % interval from"),
    Column("high", "to"),
    Column("n", "Units"),
)


def _kind(kind: str) -> str:
    return WORDS.get(kind, f"Switch “{kind.replace('_', ' ')}”")


def _finding(told: Rows) -> str:
    """What the first treatment did to the first of its outcomes after some years, exact and as published."""
    kind = told[0]["kind"]
    outcome = (SHOWN if kind in TREATMENTS else {}).get(kind, OF_SWITCHES)[0]
    mine = {
        row["estimand"]: row
        for row in told
        if (row["kind"], row["outcome"]) == (kind, outcome) and value(row["year"]) == FIRST_LOOK
    }
    said = [
        f"{_difference(mine[name])} {words}"
        for name, words in (
            ("exact", "exactly"),
            ("exact_inside", "exactly"),
            ("published", "as an evaluator would see it"),
        )
        if name in mine
        and value(mine[name]["difference"]) is not None
        and not (name == "exact_inside" and "exact" in mine)
    ]
    if not said:
        return ""
    name, unit = NAMES.get(outcome, outcome).lower(), next(iter(mine.values()))["unit"]
    return f"{_kind(kind)}, {name} after {FIRST_LOOK} years, {unit}: {'; '.join(said)}."


def _difference(row: dict[str, str]) -> str:
    middle, below, above = (value(row[c]) or 0.0 for c in ("difference", "ci_low", "ci_high"))
    change, low, high = with_interval(middle, below, above)
    return f"{change} ({low} to {high})"


def _spec() -> Spec:
    x = {
        "field": "year",
        "type": "quantitative",
        "title": "years since",
        "axis": {"titleY": 30, "tickMinStep": 1, "grid": False},
    }
    y = {"field": "difference", "type": "quantitative", "title": None, "axis": {"format": ",~r"}}
    colour = {
        "field": "how",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [EXACT, PUBLISHED], "range": ["#0072B2", "#B34700"]},
    }
    dash = {
        "field": "how",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [EXACT, PUBLISHED], "range": [[1, 0], [6, 3]]},
    }
    layers: list[Spec] = [
        {"mark": {"type": "rule", "color": QUIET}, "encoding": {"y": {"datum": 0, "type": "quantitative"}}},
        {
            "mark": {"type": "area", "opacity": 0.17, "aria": False},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour},
        },
        {"mark": {"type": "line", "point": True}, "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
    ]
    return spec({"layer": layers}, width=520, height=260, words="Difference by years since the treatment.")

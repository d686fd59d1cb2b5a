"""The same firm with and without, year after year: a page for each treatment and each switch."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pullthrough.parameters.schema.study import TREATMENTS
from pullthrough.present.figures.counterfactual_channels import channels, panels_of
from pullthrough.present.figures.load import load
from pullthrough.present.figures.page import Page, page, save, wrap
from pullthrough.present.figures.stamp import stamp
from pullthrough.present.figures.style import LOOKS, QUIET, SMALL, Look, styled

NUMBERS = ("year", "without", "with", "difference", "ci_low", "ci_high", "n", "worlds")
TITLES = {
    "award_open": "What does an award of an open call do to the firm that gets it?",
    "award_directed": "What does an award of a directed call do to the firm that gets it?",
    "contract": "What does a first contract do to the firm that wins it?",
    "engagement": "What does early engagement do to the project that is invited?",
    "acquisition": "What becomes of a firm's technology when a prime buys it?",
}
SHOWN = {
    "award_open": ("turnover", "later_contract", "later_awards", "supplying"),
    "award_directed": ("turnover", "later_contract", "later_awards", "supplying"),
    "contract": ("supplying", "inside", "turnover", "productivity"),
    "engagement": ("trl", "adopted", "later_contract", "capability"),
    "acquisition": ("exists", "orders"),
}
OF_SWITCHES = ("knowledge", "staffing", "capability", "adoptions")
NAMES = {
    "turnover": "Turnover",
    "productivity": "Turnover a person",
    "capability": "Capability",
    "exists": "Still there",
    "inside": "Inside defence",
    "supplying": "Still supplying",
    "later_contract": "A later contract",
    "later_awards": "Later awards",
    "trl": "TRL of the project",
    "adopted": "Project in service",
    "orders": "Orders of the technology",
    "knowledge": "Public knowledge",
    "staffing": "People at hand over needed",
    "adoptions": "Adoptions since",
}
BANDS = {
    ("award_open", "turnover"): ((3, 3, 12), (6, 15, 40)),
    ("award_directed", "turnover"): ((3, 3, 12), (6, 15, 40)),
    ("award_open", "later_contract"): ((5, 5, 20),),
    ("award_directed", "later_contract"): ((5, -5, 5),),
    ("contract", "supplying"): ((10, 10, 30),),
    ("contract", "productivity"): ((10, -3, 3),),
}
"""Published: years, and the band in the unit of the panel; sources in docs/aqa/expectations/counterfactual.md."""

BAND_COLOUR, ACROSS, WIDE, HIGH = "#D55E00", 2.75, 2.05, 1.6
Row = dict[str, Any]


def draw_counterfactual(folder: Path) -> list[Path]:
    """Draw one page a treatment or switch; returns the files."""
    results = load(folder)
    with (folder / "counterfactual.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {n: float(row[n] or "nan") for n in NUMBERS} for row in csv.DictReader(file)]
    drawn: list[Path] = []
    with styled():
        for kind in dict.fromkeys(row["kind"] for row in rows):
            mine = [row for row in rows if row["kind"] == kind and row["group"] == "all"]
            foot = stamp(
                results,
                "Lines: means over units; shaded: 95 % intervals of the difference, clustered by world.",
                window="years since the treatment",
                runs="worlds",
            )
            drawn += save(_page(kind, mine, foot), folder / "figures" / f"counterfactual_{kind}")
            if panels_of(kind):
                drawn += save(channels(kind, mine, foot), folder / "figures" / f"channels_{kind}")
    return drawn


def _page(kind: str, rows: Sequence[Row], foot: Sequence[str]) -> Page:
    line = kind in TREATMENTS
    exact = "exact" if line else "exact_inside"
    names = [n for n in (SHOWN[kind] if line else OF_SWITCHES) if any(_of(rows, exact, n))]
    who = "the same units" if line else "all SMEs there when the levers were switched, and the world they are in"
    lines = [
        f"Above: {who} with it and without it, in worlds that are the same but for that. Below: the difference. "
        + (
            "Dashed: those who just got it less those who just missed it in the untreated world, as an evaluator sees them. "
            "Orange bars: published bands."
            if line
            else ""
        )
    ]
    key = [
        (LOOKS["policy"], "with; exact difference"),
        (LOOKS["baseline"], "without" + ("; near-miss" if line else "")),
    ]
    title = TITLES.get(kind, f"What does switching '{kind.replace('_', ' ')}' do?")
    down = 0.55 + HIGH + 0.35 + HIGH + 0.5
    drawn = page(title, lines, foot, down, key=key, width=max(8.0, 0.9 + ACROSS * len(names)))
    for i, name in enumerate(names):
        left = 0.8 + ACROSS * i
        same, missed = _of(rows, exact, name), _of(rows, "published", name)
        unit = same[0]["unit"]
        drawn.text(left - 0.35, 0.1, NAMES.get(name, name), size=9.0, weight="bold")
        drawn.text(left - 0.35, 0.27, "\n".join(wrap(unit, SMALL, ACROSS - 0.4)[:1]), size=SMALL, color=QUIET)
        _levels(drawn.axes(left, 0.45, WIDE, HIGH), same, growth=unit.startswith("per cent"))
        _difference(drawn.axes(left, 0.45 + HIGH + 0.4, WIDE, HIGH), same, missed, BANDS.get((kind, name), ()))
    return drawn


def _of(rows: Sequence[Row], estimand: str, outcome: str) -> list[Row]:
    mine = [row for row in rows if row["estimand"] == estimand and row["outcome"] == outcome]
    return [row for row in mine if math.isfinite(row["difference"])]


def _levels(axes: Axes, rows: Sequence[Row], *, growth: bool) -> None:
    """Means with and without; of logarithms the growth since the treatment."""
    start = rows[0]["without"] if growth else 0.0
    for look, column in ((LOOKS["baseline"], "without"), (LOOKS["policy"], "with")):
        _line(axes, look, [row["year"] for row in rows], [row[column] - start for row in rows])
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xticklabels([])


def _difference(axes: Axes, same: Sequence[Row], missed: Sequence[Row], bands: Sequence[tuple[int, int, int]]) -> None:
    for look, rows, shade in ((LOOKS["baseline"], missed, 0.15), (LOOKS["policy"], same, 0.22)):
        years = [row["year"] for row in rows]
        axes.fill_between(
            years,
            [r["ci_low"] for r in rows],
            [r["ci_high"] for r in rows],
            color=look.colour,
            alpha=shade,
            linewidth=0,
        )
        _line(axes, look, years, [row["difference"] for row in rows])
    for year, low, high in bands:
        axes.plot([year, year], [low, high], color=BAND_COLOUR, linewidth=4, alpha=0.8, solid_capstyle="butt")
    axes.axhline(0.0, color=QUIET, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel("years since")


def _line(axes: Axes, look: Look, x: Sequence[float], y: Sequence[float]) -> None:
    axes.plot(x, y, color=look.colour, linestyle=look.line, marker=look.marker, markersize=3, linewidth=1.6)

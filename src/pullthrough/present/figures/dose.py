"""The figures of a dose study: the response to the lever, and how its channel depends on readiness."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullthrough.observe.registry import CURVES
from pullthrough.parameters.policy.timeline import lever_leaf
from pullthrough.present.figures.dose_parts import PARTS, dose_parts
from pullthrough.present.figures.dose_response import dose_response
from pullthrough.present.figures.load import Results, load
from pullthrough.present.figures.page import Page, page, save, wrap
from pullthrough.present.figures.stamp import stamp
from pullthrough.present.figures.style import QUIET, styled
from pullthrough.present.names import human_name

BY_TRL = ("gap_closed_by_first_trl", "distance_by_first_trl")
COLOURS = ("#9ecae1", "#6baed6", "#3182bd", "#08519c", "#08306b", "#000000")
MARKS = "osD^vP"
FEW, BESIDE = 4 / 3, 0.09
"""A point is left out where more than a quarter of the runs has none; doses stand so far apart, in levels."""

ENGAGEMENT = "engagement."
"""Levers of when and how suppliers are engaged: of these alone the curves by readiness at engagement tell something."""


@dataclass(frozen=True)
class Point:
    """A curve at one level: mean and percentiles over so many runs."""

    trl: float
    mean: float
    low: float
    high: float
    n: float


def draw_dose(folder: Path) -> list[Path]:
    """Draw what a dose study found; returns the files."""
    results = load(folder)
    rows = _rows(folder / "dose_response.csv")
    if not rows:
        return []
    words = results.manifest["config"]["experiment"]
    lever = str(rows[0]["lever"])
    unit = _unit(lever)
    if unit.startswith("GBP thousand"):
        unit = unit.replace("thousand", "million")
        rows = [row | {"dose": row["dose"] / 1000.0} for row in rows]
    path = folder / "figures"
    path.mkdir(exist_ok=True)
    with styled():
        response = dose_response(
            [row for row in rows if row["kind"] not in PARTS],
            manifest=results.manifest,
            lever=lever,
            dose_unit=unit,
            baseline_dose=float(rows[0]["dose"]),
            question=words["question"],
            finding=words["finding"],
        )
        drawn = save(response, path / "dose_response")
        if parts := [row for row in rows if row["kind"] in PARTS]:
            drawn += save(dose_parts(results, lever, unit, parts), path / "dose_parts")
        curves = _curves(folder / "curves_quantiles.csv") if lever.startswith(ENGAGEMENT) else {}
        if curves:
            drawn += save(_by_trl(results, lever, curves), path / "channel_by_trl")
    return drawn


def _rows(path: Path) -> list[dict[str, Any]]:
    numbers = ("dose", "policy", "difference", "ci_low", "ci_high")
    with path.open(encoding="utf-8", newline="") as file:
        return [row | {n: float(row[n] or "nan") for n in numbers} for row in csv.DictReader(file)]


def _unit(lever: str) -> str:
    unit = leaf.quantity.unit if (leaf := lever_leaf(lever)) else ""
    return "" if unit == "1" else unit


def _curves(path: Path) -> dict[str, dict[str, list[Point]]]:
    """The points by curve and dose, of the curves by TRL that are defined at any dose."""
    found: dict[str, dict[str, list[Point]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["curve"] in BY_TRL and row["mean"]:
                point = Point(*(float(row[c]) for c in ("x", "mean", "q05", "q95", "n")))
                found.setdefault(row["curve"], {}).setdefault(row["scenario"], []).append(point)
    return found


def _by_trl(results: Results, lever: str, curves: dict[str, dict[str, list[Point]]]) -> Page:
    drawn = page(
        "Does engagement work better the earlier it happens?",
        [
            "Technologies by their readiness when they were first engaged. Left: share of the distance to the need that "
            "steering had closed when the tender opened. Right: the distance that was left. A design is frozen more and "
            "more as it matures, so what is learnt late moves it little. A point needs a technology in at least three of "
            "four runs, and is hollow if some run has none: it then says less.",
        ],
        stamp(
            results,
            "Statistic: mean over runs of the mean over technologies; thin line: 5th to 95th percentile of runs.",
        ),
        3.6,
    )
    for i, name in enumerate(BY_TRL):
        axes = drawn.axes(0.95 + 4.75 * i, 0.35, 3.7, 2.7)
        measure = CURVES[name]
        axes.set(title=measure.label, xlabel="TRL when first engaged")
        axes.set_ylabel("share" if measure.unit == "share" else "distance in technology space")
        for k, (scenario, points) in enumerate(curves.get(name, {}).items()):
            most = max(p.n for p in points)
            shown = [p for p in points if FEW * p.n >= most and math.isfinite(p.mean)]
            label, colour, mark = scenario.replace(f"{lever}=", ""), COLOURS[k % 6], MARKS[k % 6]
            aside = BESIDE * (k - (len(curves[name]) - 1) / 2)  # bands of several doses stand beside each other
            axes.plot([p.trl + aside for p in shown], [p.mean for p in shown], color=colour, linewidth=1.4)
            for p in shown:
                axes.plot([p.trl + aside] * 2, [p.low, p.high], color=colour, linewidth=0.9, alpha=0.6)
                face = colour if p.n == most else "white"
                axes.plot(p.trl + aside, p.mean, color=colour, marker=mark, markersize=5, markerfacecolor=face)
            axes.plot([], [], color=colour, marker=mark, markersize=5, label=label)
        axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))  # a mean that moved away from the need stays in sight
        axes.axhline(0.0, color=QUIET, linewidth=0.8)
        axes.set_xticks(range(1, 10))
        if i == 0:
            axes.legend(title="\n".join(wrap(human_name(lever), 8, 1.9)), frameon=False, fontsize=8, title_fontsize=8)
    return drawn

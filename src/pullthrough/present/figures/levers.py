"""Every lever of a group on one page: its channel, three headline outcomes, and what it makes worse, against the dose."""

from __future__ import annotations

import csv
import math
from itertools import batched
from pathlib import Path
from typing import Any

from pullthrough.present.figures.dose_response import COLOUR_OF, LINE, dose_panel
from pullthrough.present.figures.load import Results, described, load
from pullthrough.present.figures.page import Page, page, save, wrap
from pullthrough.present.figures.stamp import stamp
from pullthrough.present.figures.style import QUIET, SMALL, TEXT, styled
from pullthrough.present.names import human_name
from pullthrough.study.kinds.dose import quantity_of

HEADLINES = ("adoptions_per_year", "new_entrant_rate_contracts", "public_cost")
WORDS, ACROSS, DOWN, WIDTH = 2.5, 2.2, 2.55, 13.7  # inches: the lever's words, a panel's place, a row, the page
SMALL_PANEL, ROWS = (1.5, 1.2), 4
"""Inches of a panel; rows of a page, which so can be printed on a sheet and read."""
Row = dict[str, Any]


def draw_levers(folder: Path) -> list[Path]:
    """Draw one page for each group of levers; returns the files."""
    results = load(folder)
    rows, verdicts = _read(folder / "levers.csv"), _read(folder / "verdicts.csv")
    drawn: list[Path] = []
    with styled():
        for group in dict.fromkeys(v["lever"].partition(".")[0] for v in verdicts):
            mine = [v for v in verdicts if v["lever"].partition(".")[0] == group]
            for k, some in enumerate(batched(mine, ROWS)):
                name = f"levers_{group}" + (f"_{k + 1}" if k else "")
                drawn += save(levers_page(results, group, list(some), rows), folder / "figures" / name)
    return drawn


def levers_page(results: Results, group: str, verdicts: list[Row], rows: list[Row]) -> Page:
    """One row a plan: words, then panels of the channel, the headline outcomes and the largest loss."""
    drawn = page(
        f"Levers of {group}: what does more of each do?",
        [
            f"On top of: {results.title('policy')}. Each panel is one outcome against the dose of one lever. A mark is "
            "the mean difference from the first dose (dashed line) between paired runs; its bar is the 95 % interval, "
            "and a hollow mark has zero within it. First column: the channel, with what was expected before running.",
        ],
        stamp(
            results,
            "Statistic: mean paired difference from the first dose; bar: 95 % interval of the mean. Differences of shares "
            "in percentage points.",
            runs="paired runs at each dose",
        ),
        DOWN * len(verdicts),
        width=WIDTH,
    )
    for i, verdict in enumerate(verdicts):
        top = DOWN * i
        unit = _unit(verdict["lever"])
        scale = 1e-3 if unit.startswith("GBP million") else 1.0
        mine = [row | {"dose": scale * row["dose"]} for row in rows if row["plan"] == verdict["plan"]]
        verdict = verdict | {"from": scale * verdict["from"], "to": scale * verdict["to"], "unit": unit}
        _words(drawn, verdict, mine, top)
        for k, (kind, outcome) in enumerate(_outcomes(verdict, mine)):
            points = [row for row in mine if row["outcome"] == outcome]
            points = points[: len({row["dose"] for row in points})]  # an outcome may be of two kinds
            colour, marker, face = COLOUR_OF[kind]
            axes = drawn.axes(WORDS + 0.85 + ACROSS * k, top + 0.6 + LINE, *SMALL_PANEL, facecolor=face)
            title = wrap(described(outcome)[0], 9, SMALL_PANEL[0] + 0.55, bold=True)[:2]
            where: dict[str, Any] = {"transform": axes.transAxes, "va": "baseline", "linespacing": 1.15}
            axes.text(-0.3, 1 + 0.3 / SMALL_PANEL[1], "\n".join(title), size=9, weight="bold", **where)
            dose_panel(axes, points, colour, marker, float(verdict["from"]), described(outcome)[1], SMALL_PANEL[1])
            axes.set_xlabel(verdict["unit"] or "value of the lever", size=SMALL)
    return drawn


def _unit(lever: str) -> str:
    """The unit of a lever's doses as shown; money in millions."""
    unit = quantity_of(lever).declared.unit.replace("GBP thousand", "GBP million")
    return "" if unit == "1" else unit


def _outcomes(verdict: Row, rows: list[Row]) -> list[tuple[str, str]]:
    """The outcomes shown: the channel, the headlines, and of what may get worse the surest that is not shown yet."""
    shown = [("channel", verdict["channel"]), *(("headline", name) for name in HEADLINES if name != verdict["channel"])]
    there = {name for _, name in shown}
    losses = {row["outcome"]: row for row in rows if row["kind"] == "loss" and row["outcome"] not in there}
    sureness = {name: max(_sureness(row) for row in rows if row["outcome"] == name) for name in losses}
    if sureness and max(sureness.values()) > 1:  # only what does get worse, at some dose
        shown.append(("loss", max(sureness, key=lambda name: sureness[name])))
    return [pair for pair in shown if any(row["outcome"] == pair[1] for row in rows)]


def _sureness(row: Row) -> float:
    """How many half-widths of its interval a difference is for the worse."""
    half = (row["ci_high"] - row["ci_low"]) / 2
    worse = -row["difference"] * described(row["outcome"])[1]
    return worse / half if half > 0 and math.isfinite(worse) else -math.inf


def _words(drawn: Page, verdict: Row, rows: list[Row], top: float) -> None:
    given = f", given {rows[0]['given']}" if rows and rows[0]["given"] else ""
    lines = wrap(f"{verdict['lever']}", TEXT, WORDS, bold=True)
    drawn.text(0.4, top + 0.5, "\n".join(lines), size=TEXT, weight="bold", va="top", linespacing=1.2)
    unit = f" {verdict['unit']}" if verdict["unit"] else ""
    doses = sorted({row["dose"] for row in rows} | {verdict["from"], verdict["to"]})
    text = [f"{human_name(verdict['lever'])}."]
    text += [f"{doses[0]:g} to {doses[-1]:g}{unit}, compared with {verdict['from']:g}{given}."]
    text += [
        f"Expected: {verdict['expected']}: {verdict['because']}.",
        f"Found: {verdict['found']}{_astray(verdict, rows)}.",
    ]
    text += [f"Defect: {verdict['defect']}."] if verdict["defect"] else []
    text += [] if verdict["worse"] else ["Nothing is seen to get worse."]
    broken = [line for part in text for line in wrap(part, 8.5, WORDS - 0.1)]
    drawn.text(0.4, top + 0.5 + 0.19 * len(lines), "\n".join(broken), size=8.5, color=QUIET, va="top", linespacing=1.25)


def _astray(verdict: Row, rows: list[Row]) -> str:
    """At which doses the channel surely moves against what was expected, though it ends as expected; else nothing."""
    sign = {"more": 1, "less": -1}.get(verdict["expected"])
    if not sign or verdict["found"] != "as expected":
        return ""
    channel = [row for row in rows if row["outcome"] == verdict["channel"] and row["kind"] == "channel"]
    beyond = [row for row in channel if (row["dose"] - verdict["from"]) * (verdict["to"] - verdict["from"]) > 0]
    astray = [f"{row['dose']:g}" for row in beyond if (row["ci_high"] < 0 if sign > 0 else row["ci_low"] > 0)]
    return f" at {verdict['to']:g}, the other way at {', '.join(astray)}" if astray else ""


def _read(path: Path) -> list[Row]:
    numbers = {"dose", "difference", "ci_low", "ci_high", "from", "to"}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{k: float(v or "nan") if k in numbers else v for k, v in row.items()} for row in rows]

"""Years that have passed: the model's band beside what was published, one panel a published series."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR
from pullthrough.present.figures import draw_all
from pullthrough.present.figures.fans import BAND, key
from pullthrough.present.figures.load import Results, load, year_of
from pullthrough.present.figures.page import Page, page, save, wrap
from pullthrough.present.figures.stamp import stamp
from pullthrough.present.figures.style import LOOKS, QUIET, SMALL, styled

COLUMNS, WIDTH, HIGH, ACROSS, LINE = 3, 12.0, 1.75, 3.8, 0.145  # panels in a row; inches
NUMBERS = ("quarters", "mean", "q05", "q95", "published")
OUT = "#B84A00"
MARKS = {"inside": ("black", "black"), "near": ("black", "white")}
"""Colour of the edge and of the face of a published figure by where it lies; all others are outside."""
Row = dict[str, Any]


def draw_replay(folder: Path) -> list[Path]:
    """Draw the replay of a result folder and the figures of its comparison; returns the files."""
    results, rows = load(folder), _rows(folder / "replay.csv")
    with styled():
        drawn = save(replay(results, rows), folder / "figures" / "replay")
    return drawn + draw_all(folder)


def replay(results: Results, rows: list[Row]) -> Page:
    """One panel a published series: bands of both scenarios and the published figures with a verdict in words."""
    names = list(dict.fromkeys(row["panel"] for row in rows))
    panels = [[row for row in rows if row["panel"] == name] for name in names]
    notes = [_note(results, panel) for panel in panels]
    deepest = [
        max(len(lines) for lines in notes[i : i + COLUMNS]) for i in range(0, len(panels), COLUMNS)
    ]  # lines of words below each row of panels
    down = [0.62 + HIGH + 0.3 + LINE * lines + 0.15 for lines in deepest]
    drawn = page(
        "Does the model look like what was published?",
        [
            "Each panel is one published series. Lines and bands: the model; marks: published figures, a bar where one "
            "covers several years. A filled mark lies within nine runs in ten of the policy scenario over the same "
            "period; a hollow black one within a tenth of their mean, where runs hardly scatter; an orange one outside.",
        ],
        stamp(results, f"Model: {BAND}. Money: at prices of the time, to which the model's is taken."),
        sum(down) or 0.5,
        key=key(results),
        width=WIDTH,
    )
    top = 0.0
    for i, panel in enumerate(panels):
        if i and i % COLUMNS == 0:
            top += down[i // COLUMNS - 1]
        left = 0.85 + ACROSS * (i % COLUMNS)
        axes = drawn.axes(left, top + 0.57, ACROSS - 0.85, HIGH)
        _panel(axes, results, panel)
        drawn.text(left - 0.35, top + 0.57 + HIGH + 0.42, "\n".join(notes[i]), size=SMALL - 0.5, color=QUIET, va="top")
    return drawn


def _panel(axes: Axes, results: Results, rows: list[Row]) -> None:
    title = wrap(rows[0]["title"], 9.0, ACROSS - 0.5, bold=True)[:2]
    axes.set_title("\n".join(title), loc="left", x=-0.12, pad=16, fontsize=9.0)
    axes.text(-0.12, 1.03, rows[0]["unit"], transform=axes.transAxes, size=SMALL, color=QUIET)
    for role in ("baseline", "policy"):
        look = LOOKS[role]
        mine = [r for r in rows if r["kind"] == "year" and r["scenario"] == results.scenario(role)]
        mine = [r for r in mine if math.isfinite(r["mean"])]
        x = [_middle(r) for r in mine]
        if role == "policy":
            axes.fill_between(
                x, [r["q05"] for r in mine], [r["q95"] for r in mine], color=look.colour, alpha=0.18, linewidth=0
            )
        axes.plot(x, [r["mean"] for r in mine], color=look.colour, linestyle=look.line, linewidth=1.8)
    for row in _figures(results, rows):
        colour, face = MARKS.get(row["inside"], (OUT, "white"))
        if row["quarters"] > QUARTERS_PER_YEAR:
            ends = [_start(row), _start(row) + row["quarters"] / QUARTERS_PER_YEAR]
            axes.plot(ends, [row["published"]] * 2, color=colour, linewidth=1.6)
        axes.plot(_middle(row), row["published"], "D", markersize=5, color=colour, markerfacecolor=face)
    shown = [r[c] for r in rows for c in ("mean", "q95", "published") if math.isfinite(r[c])]
    axes.set_ylim(0, 1.1 * max(shown, default=1.0) or 1.0)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))


def _note(results: Results, rows: list[Row]) -> list[str]:
    """Where the published figures lie, the note of the panel and the sources, in lines."""
    figures = _figures(results, rows)
    ratios = [r["mean"] / r["published"] for r in figures if r["published"] and math.isfinite(r["mean"])]
    within = sum(r["inside"] == "inside" for r in figures)
    near = sum(r["inside"] == "near" for r in figures)
    words = f"{within} of {len(figures)} published figures inside the band"
    if near:
        words += f", {near} within a tenth where runs hardly scatter"
    if ratios:
        words += f"; model over published: {sum(ratios) / len(ratios):.2f} in the mean"
    sources = "; ".join(dict.fromkeys(f"{r['source']} ({r['reliability']})" for r in figures))
    parts = [words + ".", rows[0]["note"], f"Source: {sources}." if sources else "No figure in the years run."]
    return [line for part in parts if part for line in wrap(part, SMALL - 0.5, ACROSS - 0.45)]


def _figures(results: Results, rows: list[Row]) -> list[Row]:
    return [r for r in rows if r["kind"] == "figure" and r["scenario"] == results.scenario("policy")]


def _start(row: Row) -> float:
    return year_of(row["start"])


def _middle(row: Row) -> float:
    return _start(row) + float(row["quarters"]) / 8


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row | {n: float(row[n] or "nan") for n in NUMBERS} for row in csv.DictReader(file)]

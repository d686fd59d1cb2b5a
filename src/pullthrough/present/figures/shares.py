"""An effect shared out: one panel an outcome, one bar a part, the whole below. Used of measures and of channels."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes

from pullthrough.present.figures.load import Results, described, shown_unit
from pullthrough.present.figures.page import Page, page, text_width, wrap
from pullthrough.present.figures.stamp import SHARE, stamp
from pullthrough.present.figures.style import INK, QUIET, SMALL

COLUMNS, WIDTH, BAR, HEAD, FOOT = 3, 12.0, 0.24, 0.45, 0.5  # panels in a row; inches
GOOD, BAD, NEITHER, WHOLE = "#009E73", "#D55E00", "#6b6b6b", "#b5b5b5"
NUMBERS = ("value", "ci_low", "ci_high", "alone", "last")
Row = dict[str, Any]


def share_page(results: Results, rows: list[Row], part: str, title: str, lines: Sequence[str]) -> Page:
    """One panel for each outcome; parts keep one order, that of the rows, and the whole comes last.

    Args:
        results: for the stamp.
        rows: outcome, unit, the part, value, ci_low, ci_high, alone, last.
        part: name of the column of the part.
        title, lines: of the page.
    """
    outcomes = list(dict.fromkeys(row["outcome"] for row in rows))
    names = list(dict.fromkeys(row[part] for row in rows))
    shown = [name.replace("_", " ") for name in names]
    label = max([1.0, *(text_width(name, SMALL) for name in shown)]) + 0.15
    body = HEAD + BAR * len(names) + FOOT
    drawn = page(
        title,
        lines,
        stamp(
            results,
            "Statistic: mean over replicates, paired by seed; thin line: its 95 % interval. Units below each panel; of "
            "shares percentage points. Green: for the better; red: for the worse; grey: neither.",
            runs="replicates",
        ),
        body * max(1, math.ceil(len(outcomes) / COLUMNS)),
        width=WIDTH,
    )
    across = (WIDTH - 0.6 - label) / COLUMNS
    for i, outcome in enumerate(outcomes):
        column, line = i % COLUMNS, i // COLUMNS
        axes = drawn.axes(0.4 + label + across * column, HEAD + body * line, across - 0.35, BAR * len(names))
        mine = {row[part]: row for row in rows if row["outcome"] == outcome}
        _panel(axes, outcome, [mine[name] for name in names if name in mine])
        axes.set_yticks(range(len(names)), shown if column == 0 else [""] * len(names), fontsize=SMALL)
    return drawn


def share_rows(path: Path) -> list[Row]:
    """The rows of a table of shares, its numbers as numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row | {n: float(row[n] or "nan") for n in NUMBERS} for row in csv.DictReader(file)]


def _panel(axes: Axes, outcome: str, rows: list[Row]) -> None:
    name, better = described(outcome)
    unit = shown_unit(outcome, rows[0]["unit"])
    scale = 100.0 if unit == SHARE else 1.0
    title = wrap(name, 9, axes.get_window_extent().width / axes.figure.dpi + 0.1, bold=True)
    axes.set_title("\n".join(title[:2]), fontsize=9)
    axes.set_xlabel(
        "percentage points" if unit == SHARE else unit if unit not in ("", "1") else "pure number", fontsize=SMALL
    )
    axes.axvline(0.0, color="#555555", linewidth=1.0)
    for y, row in enumerate(rows):
        value, low, high = (scale * row[c] for c in ("value", "ci_low", "ci_high"))
        if not math.isfinite(value):
            continue
        whole = y == len(rows) - 1
        sure = low > 0 or high < 0
        side = value * better
        colour = WHOLE if whole else NEITHER if not side else GOOD if side > 0 else BAD
        axes.barh(y, value, 0.6, color=colour if sure or whole else "white", edgecolor=colour, linewidth=1.0)
        if math.isfinite(low):
            axes.plot([low, high], [y, y], color=INK, linewidth=1.0)
        for column, marker in (("alone", "o"), ("last", "x")):
            if math.isfinite(row[column]):
                axes.plot(scale * row[column], y, marker, color=INK, markersize=4, markerfacecolor="none")
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.axhline(len(rows) - 1.5, color=QUIET, linewidth=0.8)
    axes.locator_params(axis="x", nbins=4)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(axis="y", visible=False)

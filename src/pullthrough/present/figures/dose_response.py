"""Dose and response of one lever: the channel first, then the headline outcomes, then what gets worse."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes

from pullthrough.present.figures.load import Results, described, shown_unit
from pullthrough.present.figures.page import Page, page, save, wrap
from pullthrough.present.figures.stamp import SHARE, distinct, stamp
from pullthrough.present.figures.style import QUIET, SMALL, TEXT, styled
from pullthrough.present.names import human_name

Row = Mapping[str, Any]

KINDS = (  # kind, heading, colour, marker, background
    ("channel", "THE CHANNEL: how the lever works", "#0072B2", "o", "#eef4f9"),
    ("headline", "HEADLINE: what the policy is for", "#1b7a5a", "s", "#ffffff"),
    ("loss", "THE PRICE: what gets worse", "#B84A00", "v", "#fbf1ea"),
    ("spared", "EXPECTED TO GET WORSE, and at no dose surely does", "#595959", "o", "#f6f6f6"),
)
COLOUR_OF = {kind: (colour, marker, face) for kind, _, colour, marker, face in KINDS}
COLUMNS, PANEL, ACROSS, DOWN = 3, (2.15, 1.5), 3.1, 2.2  # panels in a row, their size and distance in inches
LINE = 0.16
HEAD: dict[str, Any] = {"size": 9, "weight": "bold", "va": "baseline", "linespacing": 1.15}


def draw_dose_response(rows: Sequence[Row], path: Path, **words: Any) -> list[Path]:
    """Draw :func:`dose_response` and write it as ``<path>.png`` and ``<path>.svg``; returns both paths."""
    with styled():
        return save(dose_response(rows, **words), path)


def dose_response(
    rows: Sequence[Row],
    *,
    manifest: Mapping[str, Any] | None = None,
    lever: str = "",
    dose_unit: str = "",
    baseline_dose: float = 0.0,
    question: str = "",
    finding: str = "",
    better: Mapping[str, int] | None = None,
) -> Page:
    """Small multiples: for each outcome the paired difference from the baseline dose, with its 95 % interval.

    Args:
        rows: mappings with ``lever, dose, outcome, unit, difference, ci_low, ci_high, n, kind``; ``kind`` is
            ``channel``, ``headline`` or ``loss``. Outcomes keep the order of their first row; nan is left out.
        manifest: of the run, for the stamp.
        lever: the lever in words; the ``lever`` of the rows if empty.
        dose_unit: unit of the dose.
        baseline_dose: the dose against which differences are taken.
        question: the title; a standard one if empty.
        finding: what was found, as a sentence under the title.
        better: for an outcome's name +1 if more is better, -1 if less is; written at its panel. That of the registry
            if it is not given; so is the label.
    """
    outcomes = {str(row["outcome"]): str(row["kind"]) for row in rows}
    for name in [name for name, kind in outcomes.items() if kind == "loss"]:
        mine = [row for row in rows if row["outcome"] == name]
        if not any(surely_worse(row, (better or {}).get(name, described(name)[1])) for row in mine):
            outcomes[name] = "spared"
    bands = [(kind, [name for name, k in outcomes.items() if k == kind[0]]) for kind in KINDS]
    bands = [(kind, names) for kind, names in bands if names]
    lever = human_name(lever or (str(rows[0]["lever"]) if rows else "lever"))
    dose = lever if not dose_unit or dose_unit in lever else f"{lever} ({dose_unit})"
    counts = sorted({int(row["n"]) for row in rows if float(row["dose"]) != baseline_dose})
    pairs = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}" if counts else "0"
    titles = {name: wrap(described(name)[0], 9, PANEL[0] + 0.6, bold=True) for name in outcomes}
    lines = max((len(words) for words in titles.values()), default=1)
    down = DOWN + LINE * lines
    deep = sum(math.ceil(len(names) / COLUMNS) for _, names in bands)
    drawn = page(
        question or f"What does more of the lever do: {lever}?",
        [
            f"Each panel is one outcome against the dose of the lever: {dose}. A mark is the mean difference from the dose "
            f"{baseline_dose:g} (dashed line: no difference) between paired runs with the same chance events; its bar "
            "is the 95 % interval, and a hollow mark has zero within it.",
        ],
        stamp(
            Results({**(manifest or {}), "replicates": pairs}),
            f"Statistic: mean paired difference from dose {baseline_dose:g}; bar: 95 % interval of the mean. Units "
            "above each panel; differences of shares in percentage points.",
            runs="paired runs at each dose",
        ),
        0.34 * len(bands) + down * deep - 0.1,
        findings=[finding],
    )
    at = 0.0
    for (_, heading, colour, marker, face), names in bands:
        drawn.text(0.4, at + 0.18, heading, size=TEXT, weight="bold", color=colour, va="center")
        at += 0.34
        for i, name in enumerate(names):
            top = at + 0.22 + LINE * lines + down * (i // COLUMNS)
            axes = drawn.axes(0.95 + ACROSS * (i % COLUMNS), top, *PANEL, facecolor=face)
            mine = [row for row in rows if row["outcome"] == name and math.isfinite(float(row["difference"]))]
            axes.text(-0.2, 1 + 0.27 / PANEL[1], "\n".join(titles[name]), transform=axes.transAxes, **HEAD)
            dose_panel(axes, mine, colour, marker, baseline_dose, (better or {}).get(name, described(name)[1]))
            axes.set_xlabel(dose if text_fits(dose) else dose_unit or "value of the lever")
        at += down * math.ceil(len(names) / COLUMNS)
    return drawn


def surely_worse(row: Row, better: int) -> bool:
    """Whether the interval of a difference lies on the worse side; where neither side is worse, whether it leaves out zero."""
    low, high = float(row["ci_low"]), float(row["ci_high"])
    return high < 0 if better > 0 else low > 0 if better < 0 else low > 0 or high < 0


def text_fits(words: str) -> bool:
    """Whether words fit on one line under a panel."""
    return len(wrap(words, 9, PANEL[0] + 0.6)) == 1


def spaced(doses: Sequence[float], least: float) -> list[float]:
    """Those of rising doses that can be written below the axis without touching: at least so far apart, the last one in.

    >>> spaced([0, 1, 2, 8, 9, 16], 2)
    [0, 2, 9, 16]
    """
    kept = [doses[-1]]
    for x in reversed(doses[1:-1]):
        if kept[-1] - x >= least and x - doses[0] >= least:
            kept.append(x)
    return [*([doses[0]] if len(doses) > 1 else []), *reversed(kept)]


def dose_panel(
    axes: Axes,
    rows: Sequence[Row],
    colour: str,
    marker: str,
    baseline: float,
    better: int,
    high: float = PANEL[1],
) -> None:
    """One outcome against the dose: differences from the baseline dose with their intervals, hollow where unsure.

    Args:
        axes, rows, colour, marker: what is drawn, and how.
        baseline: the dose from which differences are taken.
        better: which way is better.
        high: inches of the panel.
    """
    unit = shown_unit(str(rows[0]["outcome"]), str(rows[0]["unit"])) if rows else ""
    scale = 100.0 if unit == SHARE else 1.0
    shown = "percentage points" if unit == SHARE else unit if unit not in ("", "1") else "pure number" if rows else ""
    more = {1: "; up is better", -1: "; up is worse"}.get(better, "")
    words = (shown + more).removeprefix("; ")
    axes.text(-0.2, 1 + 0.11 / high, words, transform=axes.transAxes, size=SMALL, color=QUIET, va="baseline")
    axes.axhline(0.0, color="#555555", linewidth=1.0, linestyle=(0, (4, 2)))
    if not rows:
        axes.set(xticks=[], yticks=[])
        axes.text(0.5, 0.6, "not defined", transform=axes.transAxes, ha="center", color=QUIET)
        return
    rows = sorted(rows, key=lambda row: float(row["dose"]))
    doses = [float(row["dose"]) for row in rows]
    means = [scale * float(row["difference"]) for row in rows]
    axes.plot(doses, means, color=colour, linewidth=1.2, alpha=0.7)
    for row, x, y in zip(rows, doses, means, strict=True):
        below, above = scale * float(row["ci_low"]), scale * float(row["ci_high"])
        if math.isfinite(below):
            axes.plot([x, x], [below, above], color=colour, linewidth=2.0)
        sure = below > 0 or above < 0
        axes.plot(x, y, color=colour, marker=marker, markersize=5.5, markerfacecolor=colour if sure else "white")
    axes.locator_params(axis="y", nbins=5)
    marked = spaced(doses, (doses[-1] - doses[0]) / 6)
    axes.set_xticks(marked, distinct(marked))
    axes.margins(x=0.08, y=0.14)
    if baseline not in doses:
        axes.plot(baseline, 0.0, color=colour, marker="|", markersize=9)

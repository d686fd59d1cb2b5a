"""What each dose of a lever brought, in parts on top of one another, beside what it changed in all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from pullthrough.present.figures.load import Results, described
from pullthrough.present.figures.page import Page, page, wrap
from pullthrough.present.figures.stamp import distinct, number, stamp
from pullthrough.present.figures.style import INK, QUIET, SMALL
from pullthrough.present.names import human_name

PART, BESIDE = "part", "beside"
PARTS = (PART, BESIDE)
COLOURS = ("#BDBDBD", "#E6C69C", "#0072B2", "#009E73", "#CC79A7")
WIDE, HIGH = 4.6, 2.9
BOX = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.0}
Row = Mapping[str, Any]


def dose_parts(results: Results, lever: str, dose_unit: str, rows: Sequence[Row]) -> Page:
    """Bars in parts by dose, mean over runs; a diamond for the difference of the outcome that they are held against.

    Args:
        results: for the stamp.
        lever: its path; ``dose_unit``: unit of the doses.
        rows: of kinds ``part`` and ``beside``: dose, outcome, unit, policy (mean), difference, ci_low, ci_high.
    """
    parts = list(dict.fromkeys(str(row["outcome"]) for row in rows if row["kind"] == PART))
    beside = next((str(row["outcome"]) for row in rows if row["kind"] == BESIDE), "")
    held = (
        f" Diamond: {described(beside)[0].lower()}, difference from the first dose, with its 95 % interval; where it lies "
        "below the bar, some of what the bar shows took the place of what would have been bought otherwise."
        if beside
        else ""
    )
    drawn = page(
        "What does each dose bring, and how much of it is additional?",
        [f"Bars: mean over runs of each part, by dose: {human_name(lever)}.{held}"],
        stamp(results, "Statistic: means over paired runs; bar: 95 % interval of the mean difference."),
        HIGH + 0.95,
        width=9.4,
    )
    axes, axis_name = drawn.axes(1.0, 0.2, WIDE, HIGH), human_name(lever)
    doses = sorted({float(row["dose"]) for row in rows})
    base = dict.fromkeys(doses, 0.0)
    for name, colour in zip(parts, COLOURS, strict=False):
        mean = {float(row["dose"]): _known(row["policy"]) for row in rows if row["outcome"] == name}
        axes.bar(
            range(len(doses)), [mean[d] for d in doses], 0.6, [base[d] for d in doses], color=colour, edgecolor="white"
        )
        base = {dose: base[dose] + mean[dose] for dose in doses}
    if beside:
        _beside(axes, [row for row in rows if row["kind"] == BESIDE], doses)
    axes.axhline(0.0, color=QUIET, linewidth=0.8)
    axes.set_xticks(range(len(doses)), distinct(doses))
    axes.set_xlabel(axis_name if dose_unit in axis_name else f"{axis_name} ({dose_unit})")
    axes.set_ylabel(str(rows[0]["unit"]))
    axes.grid(False, axis="x")
    _key(drawn, parts, beside)
    return drawn


def _beside(axes: Axes, rows: Sequence[Row], doses: Sequence[float]) -> None:
    for row in rows:
        at, value = doses.index(float(row["dose"])), float(row["difference"])
        if at == 0 or not math.isfinite(value):
            continue
        if math.isfinite(row["ci_low"]):
            axes.plot([at, at], [row["ci_low"], row["ci_high"]], color=INK, linewidth=1.6)
        axes.plot(at, value, "D", color=INK, markersize=5.5)
        axes.annotate(
            number(value), (at, value), xytext=(7, 0), textcoords="offset points", va="center", size=SMALL, bbox=BOX
        )


def _key(drawn: Page, parts: Sequence[str], beside: str) -> None:
    """Beside the panel, what each colour and the diamond stand for, from the top of the bars down."""
    top = 0.35
    entries = [(described(name)[0], colour, "s") for name, colour in zip(parts, COLOURS, strict=False)]
    entries = entries[::-1] + ([(f"{described(beside)[0]}, difference", INK, "D")] if beside else [])
    axes = drawn.axes(WIDE + 1.3, 0.2, 0.2, HIGH)
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(HIGH, 0))
    for words, colour, marker in entries:
        axes.plot(0.5, top - 0.15, marker, color=colour, markersize=8 if marker == "s" else 5.5)
        lines = wrap(words, SMALL, 2.6)
        drawn.text(WIDE + 1.6, 0.2 + top - 0.15, "\n".join(lines), size=SMALL, va="center")
        top += 0.28 + 0.16 * (len(lines) - 1)


def _known(value: float) -> float:
    return value if math.isfinite(value) else 0.0

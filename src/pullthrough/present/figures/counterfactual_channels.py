"""Through what a treatment works: the difference of each part, year after year, of the same units with and without it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pullthrough.observe.series import ORIGINS
from pullthrough.parameters.schema.study import TREATMENTS
from pullthrough.present.figures.page import Page, page, spread, wrap
from pullthrough.present.figures.stamp import number
from pullthrough.present.figures.style import DPI, INK, QUIET, SMALL

Row = dict[str, Any]
BLUE, ORANGE, GREEN, PINK = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
LEFT, ACROSS, WIDE, HIGH = 0.75, 3.75, 2.2, 2.1  # inches


@dataclass(frozen=True)
class Panel:
    """What is shown in one panel: outcomes with a word and a colour each; a whole is drawn last, in black."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


MONEY = Panel("Money into the project", (("public_money", "public", BLUE), ("private_money", "private", ORANGE)))
STEPS = Panel("Readiness of the project", (("trl", "TRL", BLUE),))
CAPABILITY = Panel(
    "Capability",
    (("from_work", "by work", BLUE), ("from_science", "by science", GREEN), ("from_people", "by people", PINK),
     ("capability", "whole", INK)),
)  # fmt: skip
TURNOVER = Panel("Turnover", (("civil", "outside defence", GREEN), ("defence", "from defence", BLUE)))
STANDING = Panel(
    "A later contract, or supplying", (("later_contract", "contract", ORANGE), ("supplying", "supplying", BLUE))
)
IDEAS = Panel("Technologies begun since", (("begun", "all", BLUE),))
WHOSE = Panel(
    "Adoptions since, by whose idea",
    (*((f"adopted_{name}", short, colour) for name, short, colour in zip(
        ORIGINS, ("entrants", "SMEs", "primes", "universities"), (PINK, BLUE, ORANGE, GREEN), strict=True)),
     ("adoptions", "all", INK)),
)  # fmt: skip
PACE = Panel("Adoptions a year, of the last five", (("adoptions_lately", "all", BLUE),))
KNOWLEDGE = Panel("Public knowledge", (("knowledge", "knowledge", GREEN),))
STAFFING = Panel("People at hand over those needed", (("staffing", "staffing", PINK),))

OF_TREATMENTS = {
    "award_open": (MONEY, STEPS, CAPABILITY, TURNOVER, STANDING),
    "award_directed": (MONEY, STEPS, CAPABILITY, TURNOVER, STANDING),
    "contract": (CAPABILITY, TURNOVER, STANDING),
    "engagement": (MONEY, STEPS, CAPABILITY, STANDING),
}
OF_SWITCHES = (KNOWLEDGE, STAFFING, CAPABILITY, IDEAS, PACE, WHOSE)
TITLES = {
    "award_open": "Through what does an award of an open call work?",
    "award_directed": "Through what does an award of a directed call work?",
    "contract": "Through what does a first contract work?",
    "engagement": "Through what does early engagement work, for the project that is invited?",
}


def panels_of(kind: str) -> tuple[Panel, ...]:
    """The panels of a treatment or a switch; none for a treatment whose parts tell nothing."""
    return OF_TREATMENTS.get(kind, ()) if kind in TREATMENTS else OF_SWITCHES


def channels(kind: str, rows: Sequence[Row], foot: Sequence[str]) -> Page:
    """A panel for each channel: differences of its parts with their intervals.

    Args:
        kind: of treatment, or the name of a switch.
        rows: of ``counterfactual.csv``, of all units.
        foot: the stamp.
    """
    estimand = "exact" if kind in TREATMENTS else "exact_inside"
    mine = [row for row in rows if row["estimand"] == estimand and math.isfinite(row["difference"])]
    shown = [panel for panel in panels_of(kind) if any(row["outcome"] == panel.lines[0][0] for row in mine)]
    across = max(1, min(3, len(shown)))
    down = HIGH + 1.15
    drawn = page(
        TITLES.get(kind, f"Through what does switching '{kind.replace('_', ' ')}' work?"),
        [
            "With less without, of the same units in worlds that are the same but for that"
            + ("." if kind in TREATMENTS else ": firms are all SMEs that were there when the levers were switched.")
            + " A part whose shade leaves out zero surely moved."
        ],
        foot,
        down * math.ceil(len(shown) / across),
        width=max(8.0, LEFT + ACROSS * across + 0.1),
    )
    for place, panel in enumerate(shown):
        left, top = LEFT + ACROSS * (place % across), down * (place // across)
        unit = next(row["unit"] for row in mine if row["outcome"] == panel.lines[0][0])
        drawn.text(left - 0.35, top + 0.1, panel.title, size=9.0, weight="bold")
        drawn.text(left - 0.35, top + 0.27, "\n".join(wrap(unit, SMALL, ACROSS - 0.4)[:1]), size=SMALL, color=QUIET)
        _panel(drawn.axes(left, top + 0.42, WIDE, HIGH), panel, mine)
    return drawn


def _panel(axes: Axes, panel: Panel, rows: Sequence[Row]) -> None:
    ends: list[tuple[float, float, str, str]] = []
    for outcome, word, colour in panel.lines:
        line = sorted((row for row in rows if row["outcome"] == outcome), key=lambda row: float(row["year"]))
        if not line:
            continue
        years, values = [row["year"] for row in line], [row["difference"] for row in line]
        axes.fill_between(
            years, [r["ci_low"] for r in line], [r["ci_high"] for r in line], color=colour, alpha=0.13, linewidth=0
        )
        axes.plot(years, values, color=colour, linewidth=1.8, marker="o", markersize=2.5)
        ends.append((years[-1], values[-1], word, colour))
    axes.axhline(0.0, color=QUIET, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel("years since")
    low, high = axes.get_ylim()
    gap = 0.17 * (high - low) / (axes.bbox.height / DPI)
    heights = spread([y for _, y, _, _ in ends], gap, low + gap / 2, high - gap / 2)
    for (x, y, word, colour), at in zip(ends, heights, strict=True):
        axes.annotate(
            f"{word} {'+' if y > 0 else ''}{number(y)}", (x, at), xytext=(6, 0), textcoords="offset points", va="center",
            color=colour, size=SMALL, annotation_clip=False,
        )  # fmt: skip

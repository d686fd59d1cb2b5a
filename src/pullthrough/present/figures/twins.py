"""What would have happened anyway: each technology and each firm looked up in the other scenario."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from pullthrough.observe.registry import EVENTS
from pullthrough.present.figures.load import Results, Twins
from pullthrough.present.figures.page import Page, page
from pullthrough.present.figures.stamp import number, stamp
from pullthrough.present.figures.style import LOOKS, QUIET, SMALL

PARTS = (  # class, in the baseline's bar, in the policy's bar, colour, hatch, colour of its number
    ("lost", True, False, "#D55E00", "xxxx", "#222222"),
    ("later", True, True, "#E6C69C", "....", "#222222"),
    ("anyway", True, True, "#BDBDBD", "", "#222222"),
    ("earlier", True, True, "#9CCBE6", "////", "#222222"),
    ("additional", False, True, "#0072B2", "", "#ffffff"),
)
WORDS = {
    "lost": "lost: without the policy only",
    "later": "in both, later with the policy",
    "anyway": "in both, in the same quarter",
    "earlier": "in both, earlier with the policy",
    "additional": "additional: with the policy only",
}
SHORT = {"lost": "lost", "later": "later", "anyway": "same quarter", "earlier": "earlier", "additional": "additional"}
ROW, HIGH, KEY, SHIFT_BIN = 2.1, 1.25, 0.35, 4  # inches a kind, its panels, the key below them; quarters


def draw(results: Results) -> Page:
    """For each kind of event a bar for each scenario, in parts, and how far those in both are shifted."""
    kinds = [(name, results.twins[name]) for name in EVENTS if name in results.twins]
    drawn = page(
        "What would have happened anyway?",
        [
            results.compared(),
            "The same technology and the same firm are looked up in both scenarios, one by one. Left: what became of "
            "them, mean per run. Right: of those in both, how much earlier (left of zero) or later they come.",
        ],
        stamp(
            results,
            "Statistic: mean over pairs of runs, in brackets its 95 % interval. Counted: events in the window in at "
            "least one scenario; “only” means up to the last quarter run, so that what is additional may be something "
            "that would have come after it.",
        ),
        0.2 + ROW * max(1, len(kinds)) + KEY,
        findings=[_finding(name, told) for name, told in kinds],
        width=11.0,
    )
    for i, (name, told) in enumerate(kinds):
        bars = drawn.axes(1.15, 0.35 + ROW * i, 5.5, HIGH)
        _bars(bars, told)
        bars.set_title(f"{EVENTS[name].label} (per run)")
        if i == len(kinds) - 1:
            key_of_parts(bars)
        shifts = drawn.axes(7.55, 0.35 + ROW * i, 3.0, HIGH)
        _shifts(shifts, told)
    if not kinds:
        drawn.text(0.4, 0.3, "no twins in this result folder", color=QUIET)
    return drawn


def _bars(axes: Axes, told: Twins) -> None:
    at = {"baseline": 1.0, "policy": 0.0}
    means = {name: values[0] if math.isfinite(values[0]) else 0.0 for name, values in told.classes.items()}
    reach = max(sum(means.get(part[0], 0.0) for part in PARTS if part[side]) for side in (1, 2)) or 1.0
    for role, y in at.items():
        left, narrow = 0.0, []
        for name, in_baseline, in_policy, colour, hatch, ink in PARTS:
            mean = means.get(name, 0.0)
            if not (in_baseline if role == "baseline" else in_policy) or not mean:
                continue
            axes.barh(y, mean, 0.62, left, color=colour, hatch=hatch, edgecolor="white", linewidth=0.6)
            if mean > 0.07 * reach:
                style: dict[str, Any] = {"size": SMALL, "color": ink, "bbox": box_of(hatch)}
                axes.text(left + mean / 2, y, number(mean), ha="center", va="center", **style)
            else:
                narrow.append(f"{SHORT[name]} {number(mean)}")
            left += mean
        if narrow:  # a part too narrow for its number has it below the bar
            axes.text(
                0.0,
                y - 0.47,
                f"narrow parts: {', '.join(narrow)}",
                size=SMALL - 1,
                color=QUIET,
                va="center",
            )
    axes.set_yticks(list(at.values()), [LOOKS[role].word for role in at])
    axes.set(ylim=(-0.65, 1.45), xlim=(0, 1.02 * reach))
    axes.grid(axis="y", visible=False)


def box_of(hatch: str) -> dict[str, Any] | None:
    """What stands behind a number in a bar: white where the bar is hatched, since lines through figures cannot be read."""
    return (
        {"facecolor": "white", "edgecolor": "none", "alpha": 0.92, "pad": 0.8, "boxstyle": "square"} if hatch else None
    )


def key_of_parts(axes: Axes, below: float = 0.2) -> None:
    """What the colours of the parts say, so far below the axes as a share of their height."""
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=WORDS[name])
        for name, _, _, colour, hatch, _ in PARTS
    ]
    axes.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(-0.02, -below), ncol=2, frameon=False, fontsize=SMALL
    )


def _shifts(axes: Axes, told: Twins) -> None:
    """Numbers per run by shift, in bins of a year; what is not shifted has a bar of its own."""
    bins: dict[int, float] = {}
    for shift, mean in told.shifts.items():
        year = math.copysign(math.ceil(abs(shift) / SHIFT_BIN), shift) if shift else 0
        bins[int(year)] = bins.get(int(year), 0.0) + mean
    shown = {year: mean for year, mean in bins.items() if year}
    colours = {year: "#9CCBE6" if year < 0 else "#E6C69C" for year in shown}
    axes.bar(list(shown), list(shown.values()), 0.85, color=[colours[y] for y in shown], edgecolor="white")
    limit = max([3, *(abs(y) for y in shown)])
    axes.set(xlim=(-limit - 0.8, limit + 0.8))
    axes.axvline(0.0, color="#555555", linewidth=1.0)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_title("Shift of those in both (per run)")
    axes.set_xlabel("years, by whole years begun: ◄ earlier, later ►")
    if not shown:
        axes.set(yticks=[])
        axes.text(0.5, 0.5, "none is shifted", transform=axes.transAxes, ha="center", color=QUIET)


def _finding(name: str, told: Twins) -> str:
    """One sentence on deadweight, displacement and what is additional."""
    label = EVENTS[name].label
    additional, lost = (told.classes.get(c, (math.nan,) * 3) for c in ("additional", "lost"))
    share = told.classes.get("deadweight", (math.nan,) * 3)[0]
    if not math.isfinite(additional[0]):
        return ""
    words = f"{label}: {_with_interval(additional)} additional, {_with_interval(lost)} lost per run"
    return f"{words}; {number(share, 'share')} of those with the policy come anyway."


def _with_interval(values: tuple[float, float, float]) -> str:
    mean, low, high = values
    return f"{number(mean)} ({number(low)} to {number(high)})" if math.isfinite(low) else number(mean)

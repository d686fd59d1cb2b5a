"""The funnel of technology readiness levels (TRL): stock at each level and number that ever reached it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from pullthrough.present.figures.fans import both, key, say_nothing_recorded
from pullthrough.present.figures.load import Fan, Results
from pullthrough.present.figures.page import Page, page
from pullthrough.present.figures.stamp import finding, stamp
from pullthrough.present.figures.style import INK, LOOKS, QUIET, SMALL

LEVELS = (
    "basic principle",
    "concept",
    "proof of concept",
    "shown in laboratory",
    "shown in relevant setting",
    "prototype, relevant setting",
    "prototype, operational",
    "qualified",
    "in service",
)
VALLEY = (4, 6)


def draw(results: Results) -> Page:
    """Bars by TRL for both scenarios: mean stock (``funnel_stock``) and entries (``funnel_entered``)."""
    drawn = page(
        "Where does technology get stuck on its way into service?",
        [
            "Each pair of bars is one technology readiness level, from basic principle (1) to equipment in service "
            "(9). Many at a level on the left and few reaching the next on the right mark a blockage. Levels 4 to 6 "
            "(shaded) are the “valley of death”. Technologies start at different levels, so the numbers need not fall "
            "at every step.",
            *results.changes(),
        ],
        stamp(
            results,
            "Bar: mean of the runs; thin line: from the 5th to the 95th percentile of the runs. Left: technologies not "
            "yet in service, mean over the quarters of the window; right: each technology counts once at a level.",
        ),
        4.35,
        findings=[finding(results.effect("stock_trl_4_6"))],
        key=key(results),
    )
    panels = (("At the level, in an average quarter", "funnel_stock"), ("Reached the level", "funnel_entered"))
    for place, (title, curve) in enumerate(panels):
        axes = drawn.axes(2.55 + 3.85 * place, 0.3, 3.0, 3.7)
        axes.set_title(title, pad=6)
        _bars(axes, both(results, curve))
        if place == 0:
            axes.set_yticks(range(1, 10), [f"{words}  {level}" for level, words in enumerate(LEVELS, 1)])
        else:
            axes.set_yticks(range(1, 10), [str(level) for level in range(1, 10)])
        axes.tick_params(axis="y", length=0)
    return drawn


def _bars(axes: Axes, fans: dict[str, Fan]) -> None:
    axes.set_ylim(9.55, 0.45)
    axes.grid(False, axis="y")
    axes.axhspan(VALLEY[0] - 0.5, VALLEY[1] + 0.5, color="#f3efe2", zorder=0, linewidth=0)
    if not fans:
        say_nothing_recorded(axes)
        return
    largest = max(float(np.nanmax(np.fmax(fan.q95, fan.mean))) for fan in fans.values()) or 1.0
    axes.set_xlim(0, 1.24 * largest)
    for role, fan in fans.items():
        look, shift = LOOKS[role], -0.2 if role == "baseline" else 0.2
        face = "white" if look.hatch else look.colour
        axes.barh(fan.x + shift, fan.mean, 0.38, facecolor=face, edgecolor=look.colour, hatch=look.hatch, linewidth=0.8)
        axes.hlines(fan.x + shift, fan.q05, fan.q95, color=INK, linewidth=1.1)
        for level, mean, top in zip(fan.x, fan.mean, np.fmax(fan.q95, fan.mean), strict=True):
            words = f"{mean:,.0f}" if mean >= 100 else f"{mean:.1f}" if mean or level < 9 else ""
            axes.annotate(
                words, (top, level + shift), xytext=(3, 0), textcoords="offset points",
                va="center_baseline", size=SMALL, color=look.ink,
            )  # fmt: skip
    if all(fan.mean[-1] == 0.0 for fan in fans.values()):
        axes.text(0.01 * largest, 9, "no longer waiting: adopted", size=SMALL, color=QUIET, va="center_baseline")
    axes.set_xlabel(next(iter(fans.values())).unit)
    axes.xaxis.set_major_formatter("{x:,.5g}" if largest < 1000 else "{x:,.0f}")
    axes.locator_params(axis="x", nbins=6)

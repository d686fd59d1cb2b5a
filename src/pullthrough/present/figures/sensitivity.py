"""The figures of a sensitivity study: Morris's plane, or bars of Sobol' indices; of the effect and of the level."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from matplotlib.axes import Axes

from pullthrough.present.figures.load import Results, load, shown_unit
from pullthrough.present.figures.page import Page, save, spread
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import SHARE, stamp
from pullthrough.present.figures.style import INK, QUIET, Look, styled
from pullthrough.present.figures.swept import (
    MOST_PANELS,
    factor_label,
    factor_units,
    findings,
    question,
    rows_of,
    unit_label,
)

Table = dict[str, list[dict[str, str]]]
NAMED, MOST_BARS = 5, 10
ALL = 0.95
FIRST = Look("alone (first order)", "#0072B2", "#005685", "-", "s", "")
TOTAL = Look("with all interactions (total)", "#E69F00", "#8a5f00", "-", "o", "")
WHAT = {
    "effect": "the effect of the policy (paired difference between policy and baseline)",
    "baseline": "the level without the policy",
}
SHORT = {"effect": "does the effect of the policy", "baseline": "does the outcome itself"}


def draw_sensitivity(folder: Path) -> list[Path]:
    """Draw what a sensitivity study found into ``<folder>/figures``; returns the files."""
    results = load(folder)
    units = factor_units(folder)
    written: list[Path] = []
    for file, name, draw in (
        ("screening.csv", "morris_plane", morris_plane),
        ("indices.csv", "sobol_bars", sobol_bars),
    ):
        rows = list(rows_of(folder / file))
        for of in WHAT if rows else ():
            table: Table = {}
            for row in rows:
                if row["of"] == of:
                    table.setdefault(row["outcome"], []).append(row)
            suffix = "" if of == "effect" else f"_{of}"
            with styled():
                written += save(_page(draw, results, table, units, of), folder / "figures" / (name + suffix))
    return written


Panel = Callable[[Axes, list[dict[str, str]], dict[str, str]], None]


def _page(draw: Panel, results: Results, table: Table, units: dict[str, str], of: str) -> Page:
    names = list(table)[:MOST_PANELS]
    plane = draw is morris_plane
    factors = max(len(rows) for rows in table.values())
    bars = min(factors, MOST_BARS)
    title = question(results, "") if of == "effect" else ""
    notes = {name: unit_label(name, table[name][0]["unit"]) for name in names} if plane else {
        name: f"noise of replication: {_share(table[name][0]['noise'])} of the variance" for name in names
    }  # fmt: skip
    lines = MORRIS_LINES if plane else SOBOL_LINES
    statistic = MORRIS_STATISTIC if plane else SOBOL_STATISTIC
    n = table[names[0]][0]["n"]
    runs = f"replicates at each point; {n} trajectories" if plane else f"replicates at each point; {n} base points"
    return panelled(
        names,
        lambda axes, name: draw(axes, table[name], units),
        notes,
        title=title or f"On what {SHORT[of]} depend?",
        lines=[f"What is analysed: {WHAT[of]}.", lines],
        foot=stamp(results, statistic, runs=runs),
        findings=findings(results) if of == "effect" else [],
        key=() if plane else ((FIRST, FIRST.word), (TOTAL, TOTAL.word)),
        size=(2.35, 2.1) if plane else (1.9, 0.35 + 0.3 * bars),
        left=1.05 if plane else 2.35,
        across=3.4 if plane else 4.2,
        below=0.6,
        columns=3 if plane else 2,
    )


MORRIS_LINES = (
    "Each point is a factor. To the right: the more it changes over the factor's whole range (mean absolute "
    "elementary effect, line: its 95 % interval). Upwards: the more that change depends on where the other factors are "
    "(standard deviation: interaction or curvature). Grey: what Monte Carlo error alone would give on average. Below "
    "the dotted line a factor acts mostly the same everywhere."
)
SOBOL_LINES = (
    "Bars: share of the variance, over the ranges of all factors, that each factor explains alone, and that it has a part in. "
    "Thin lines: 95 % intervals. The grey band reaches to the share that is Monte Carlo error; a total inside it says "
    "nothing."
)
MORRIS_STATISTIC = (
    "Statistic: elementary effects of the mean over replicates (Morris 1991), for the whole range of a factor, of shares in "
    "percentage points; interval from resampling trajectories."
)
SOBOL_STATISTIC = (
    "Statistic: Sobol' indices of the mean over replicates (Saltelli et al. 2010; Jansen 1999), factors independent and evenly "
    "spread; intervals from resampling base points."
)


def morris_plane(axes: Axes, rows: list[dict[str, str]], units: dict[str, str]) -> None:
    """One outcome: size against spread, with the names of the largest."""
    scale = 100.0 if shown_unit(rows[0]["outcome"], rows[0]["unit"]) == SHARE else 1.0
    known = [r for r in rows if r["mu_star"] and r["sigma"]]
    axes.set(xlabel="change over the factor's range", ylabel="spread of that change")
    if not known:
        axes.text(0.5, 0.5, "not defined", transform=axes.transAxes, ha="center", color=QUIET)
        return
    noise = scale * float(known[0]["noise"] or 0)
    size = {r["factor"]: scale * float(r["mu_star"]) for r in known}
    high = {r["factor"]: scale * float(r["mu_star_high"] or r["mu_star"]) for r in known}
    sigma = {r["factor"]: scale * float(r["sigma"]) for r in known}
    right, top = 1.12 * max(*high.values(), noise, 1e-12), 1.18 * max(*sigma.values(), 1e-12)
    axes.axvspan(0.0, noise, color="#e4e4e4", zorder=0, linewidth=0)
    axes.plot([0, min(right, top)], [0, min(right, top)], color="#8c8c8c", linewidth=0.9, linestyle=":")
    for r in known:
        f = r["factor"]
        out = scale * float(r["mu_star_low"] or 0) > noise
        colour = "#0072B2" if out else "#8c8c8c"
        axes.plot(
            [scale * float(r["mu_star_low"] or r["mu_star"]), high[f]], [sigma[f]] * 2, color=colour, linewidth=0.9
        )
        axes.plot(size[f], sigma[f], "o", color=colour, markersize=5, markerfacecolor=colour if out else "white")
    named = [f for f in sorted(size, key=lambda f: -size[f])[:NAMED] if size[f] > noise]
    heights = spread([sigma[f] for f in named], 0.085 * top, 0.02 * top, 0.97 * top)
    for f, y in zip(named, heights, strict=True):
        left = size[f] > 0.55 * right
        words = factor_label(f, "")
        box = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.6}
        x, side = size[f] + (-0.02 if left else 0.02) * right, "right" if left else "left"
        axes.text(x, y + 0.035 * top, words, size=7, color=INK, va="center", ha=side, bbox=box, zorder=1.5)
    axes.set(xlim=(0, right), ylim=(0, top))
    axes.locator_params(nbins=5)


def sobol_bars(axes: Axes, rows: list[dict[str, str]], units: dict[str, str]) -> None:
    """One outcome: first-order and total index of each factor, the largest on top."""
    known = sorted((r for r in rows if r["ST"]), key=lambda r: -float(r["ST"]))[:MOST_BARS]
    axes.set_xlabel("share of the variance")
    if not known:
        axes.set(xticks=[], yticks=[])
        axes.text(0.5, 0.5, "does not vary", transform=axes.transAxes, ha="center", color=QUIET)
        return
    noise = float(known[0]["noise"] or 0)
    axes.axvspan(0.0, noise, color="#e4e4e4", zorder=0, linewidth=0)
    for y, row in enumerate(known):
        for name, look, shift in (("S1", FIRST, -0.18), ("ST", TOTAL, 0.18)):
            value, low, high = (float(row[c] or math.nan) for c in (name, f"{name}_low", f"{name}_high"))
            axes.barh(y + shift, max(value, 0.0), height=0.32, color=look.colour, alpha=0.85)
            axes.plot([max(low, -0.05), high], [y + shift] * 2, color=look.ink, linewidth=1.0)
    reach = max(1.0, *(min(float(r["ST_high"] or 1), 1.3) for r in known))
    axes.set_yticks(range(len(known)), [factor_label(r["factor"], "") for r in known], size=7.5)
    axes.set(ylim=(len(known) - 0.4, -0.6), xlim=(-0.05, 1.03 * reach))
    axes.grid(axis="y", visible=False)


def _share(cell: str) -> str:
    share = float(cell or 0)
    return "about all" if share > ALL else f"{100 * share:.0f} %"

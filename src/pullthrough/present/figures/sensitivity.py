"""The figures of a sensitivity study: Morris's plane, or bars of Sobol' indices; of the effect and of the level."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from matplotlib.axes import Axes

from pullthrough.present.figures.load import Results, load, shown_unit
from pullthrough.present.figures.page import Page, save, wrap
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import SHARE, stamp
from pullthrough.present.figures.style import QUIET, Look, styled
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
MOST_BARS, NAME_WIDTH = 10, 2.2  # rows; inches of a factor's name
ALL = 0.95
FIRST = Look("alone (first order)", "#0072B2", "#005685", "-", "s", "")
TOTAL = Look("with all interactions (total)", "#E69F00", "#8a5f00", "-", "o", "")
SIZE = Look("change over the factor's range", "#0072B2", "#005685", "-", "o", "")
SPREAD = Look("spread of that change", "#B84A00", "#8a3700", "none", "s", "")
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
        key=tuple((look, look.word) for look in ((SIZE, SPREAD) if plane else (FIRST, TOTAL))),
        size=(2.0, 0.35 + (0.27 if plane else 0.34) * bars),
        left=NAME_WIDTH + 0.6,
        across=NAME_WIDTH + 2.5,
        below=0.6,
        columns=2,
    )


MORRIS_LINES = (
    "A row is a factor, the ten largest on top. Circle: how much the result changes over the factor's whole range (mean absolute "
    "elementary effect), line: its 95 % interval; filled where that lies beyond the grey band, which Monte Carlo error alone "
    "would give on average. Square: how much that change depends on where the other factors are (standard deviation: "
    "interaction or curvature); left of the circle a factor acts mostly the same everywhere."
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
    """One outcome: how far each factor moves it, and how much that depends on the others; the largest on top.

    Size and dependence stand in one row and not as the two axes of a plane, since in a plane most factors lie on each other
    at the origin and no name has room.
    """
    scale = 100.0 if shown_unit(rows[0]["outcome"], rows[0]["unit"]) == SHARE else 1.0
    known = sorted((r for r in rows if r["mu_star"] and r["sigma"]), key=lambda r: -float(r["mu_star"]))[:MOST_BARS]
    axes.set_xlabel("change over the factor's range")
    if not known:
        axes.set(xticks=[], yticks=[])
        axes.text(0.5, 0.5, "not defined", transform=axes.transAxes, ha="center", color=QUIET)
        return
    noise = scale * float(known[0]["noise"] or 0)
    axes.axvspan(0.0, noise, color="#e4e4e4", zorder=0, linewidth=0)
    for y, row in enumerate(known):
        size, spread = scale * float(row["mu_star"]), scale * float(row["sigma"])
        low, high = (scale * float(row[c] or row["mu_star"]) for c in ("mu_star_low", "mu_star_high"))
        sure = low > noise
        colour = SIZE.colour if sure else "#8c8c8c"
        axes.plot([low, high], [y, y], color=colour, linewidth=1.4)
        axes.plot(size, y, SIZE.marker, color=colour, markersize=5.5, markerfacecolor=colour if sure else "white")
        axes.plot(spread, y, SPREAD.marker, color=SPREAD.colour, markersize=5, markerfacecolor="none")
    _named_rows(axes, [r["factor"] for r in known])
    axes.set_xlim(left=0.0)
    axes.locator_params(axis="x", nbins=5)


def _named_rows(axes: Axes, factors: Sequence[str]) -> None:
    """A row for each factor with its name, in two lines if it is long."""
    names = ["\n".join(wrap(factor_label(f, ""), 7.5, NAME_WIDTH)[:3]) for f in factors]
    axes.set_yticks(range(len(names)), names, size=7.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)


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
    reach = max(0.25, *(min(float(r["ST_high"] or r["ST"]), 1.3) for r in known))
    _named_rows(axes, [r["factor"] for r in known])
    axes.set_xlim(-0.05, 1.03 * reach)


def _share(cell: str) -> str:
    share = float(cell or 0)
    return "about all" if share > ALL else f"{100 * share:.0f} %"

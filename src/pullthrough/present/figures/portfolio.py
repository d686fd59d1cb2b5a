"""The figure of a search: portfolios as lines over the doses of levers and then the goals (parallel coordinates)."""

from __future__ import annotations

import math
from pathlib import Path

from matplotlib.axes import Axes

from pullthrough.present.figures.load import described, load, shown_unit
from pullthrough.present.figures.page import Page, page, save, spread, wrap
from pullthrough.present.figures.stamp import SHARE, stamp
from pullthrough.present.figures.style import INK, QUIET, Look, styled
from pullthrough.present.figures.swept import factor_label, findings, question, rows_of, unit_label
from pullthrough.present.names import unit_beside

Rows = list[dict[str, str]]
KNEE = Look("the front bends here", "#B34700", "#B34700", "-", "o", "")
FRONT = Look("on the front", "#0072B2", "#005685", "-", "s", "")
OTHER = Look("no longer on it, on fresh seeds", "#9a9a9a", "#666666", "--", "^", "")
ROOM, MOST_ROOM = 0.95, 1.7
ABOVE = 1.1  # inches: room for the names of axes, of up to seven lines
NAME_HEIGHT = 0.055
"""Names at the last axis are so far apart, in parts of its height."""


def draw_portfolio(folder: Path) -> list[Path]:
    """Draw the portfolios kept into ``<folder>/figures``; returns the files."""
    kept, effects = list(rows_of(folder / "portfolios.csv")), list(rows_of(folder / "pareto.csv"))
    if not kept:
        return []
    with styled():
        return save(_page(folder, kept, effects), folder / "figures" / "portfolios")


def _page(folder: Path, kept: Rows, effects: Rows) -> Page:
    results = load(folder)
    asked = results.manifest["config"]["study"]["portfolio"]
    levers = [lever for lever in asked["levers"] if len({row[lever] for row in kept}) > 1]
    goals = list(asked["goals"])
    axes_of = [
        (lever, [float(row[lever]) for row in kept], [float(d) for d in asked["levers"][lever]], 1) for lever in levers
    ]
    for goal in goals:
        mine = {r["portfolio"]: r for r in effects if r["outcome"] == goal}
        scale = 100.0 if shown_unit(goal, next(iter(mine.values()))["unit"]) == SHARE else 1.0
        values = [scale * float(mine[row["portfolio"]]["difference"] or math.nan) for row in kept]
        axes_of.append((goal, values, [v for v in values if math.isfinite(v)], described(goal)[1]))
    units = {goal: unit_label(goal, next(r["unit"] for r in effects if r["outcome"] == goal)) for goal in goals}
    looks = [KNEE if row["knee"] == "1" else FRONT if row["on_front"] == "1" else OTHER for row in kept]
    width = max(8.0, 1.6 + ROOM * len(axes_of) + 0.8)
    apart = min(MOST_ROOM, (width - 2.4) / max(1, len(axes_of) - 1))
    told = page(
        question(results, "Which portfolios are not beaten by any other?"),
        [
            results.compared(),
            "Each line is a portfolio. Left: the dose of each lever that differs between them, the first dose at the bottom. "
            "Right of the thick line: the "
            "change of each goal against the baseline, the better end on top, from fresh runs. Names stand at the last goal.",
        ],
        stamp(results, "Statistic: mean paired difference over fresh pairs, of shares in percentage points; intervals in "
            "pareto.csv.", runs="paired runs in the search"),
        ABOVE + 3.55,
        findings=findings(results),
        key=[(look, look.word) for look in (KNEE, FRONT, OTHER) if look in looks],
        width=width,
    )  # fmt: skip
    _lines(told.axes(0.9, ABOVE, apart * (len(axes_of) - 1), 2.9), kept, axes_of, looks, len(levers), units)
    return told


def _lines(
    axes: Axes,
    kept: Rows,
    axes_of: list[tuple[str, list[float], list[float], int]],
    looks: list[Look],
    levers: int,
    units: dict[str, str],
) -> None:
    heights = []
    for x, (name, values, scale, better) in enumerate(axes_of):
        low, high = min(scale), max(scale)
        down = better < 0 or (x < levers and scale[0] > scale[-1])
        span = (high - low) or 1.0
        heights.append(
            [(1 - (v - low) / span if down else (v - low) / span) if math.isfinite(v) else math.nan for v in values]
        )
        axes.plot([x, x], [0, 1], color="#8c8c8c", linewidth=0.9, zorder=1)
        for at, v in ((0, high if down else low), (1, low if down else high)):
            axes.text(
                x,
                at + (0.035 if at else -0.035),
                f"{_end(v)}",
                size=7,
                color=QUIET,
                ha="center",
                va="bottom" if at else "top",
            )
        words = (
            f"{described(name)[0]}, {units[name]}" if x >= levers else factor_label(name, unit_beside(f"policy.{name}"))
        )
        axes.text(x, 1.11, "\n".join(wrap(words, 7, ROOM - 0.08)), size=7, color=INK, ha="center", va="bottom")
    if levers and levers < len(axes_of):
        axes.axvline(levers - 0.5, color=INK, linewidth=2.2)
    named_at = spread([v if math.isfinite(v) else 0.0 for v in heights[-1]], NAME_HEIGHT, low=0.0)
    for i, (row, look) in enumerate(zip(kept, looks, strict=True)):
        ys = [column[i] for column in heights]
        axes.plot(
            range(len(ys)),
            ys,
            color=look.colour,
            linestyle=look.line,
            marker=look.marker,
            markersize=4,
            linewidth=1.6,
            alpha=0.85,
        )
        axes.text(len(ys) - 0.92, named_at[i], row["portfolio"], size=7.5, color=look.ink, va="center")
    axes.set(xlim=(-0.3, len(axes_of) - 0.6), ylim=(-0.1, 1.02))
    axes.axis("off")


def _end(value: float) -> str:
    """A number at the end of an axis: whole from a hundred on, else to three figures.

    >>> _end(20000.0), _end(4.5612), _end(0.02)
    ('20,000', '4.56', '0.02')
    """
    return (f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}").replace("-", "−")

"""The figure of a robust choice: what each portfolio brings over all worlds, and in how many it is good enough."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes

from pullthrough.present.figures.load import load, shown_unit
from pullthrough.present.figures.page import Page, save
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import SHARE, stamp
from pullthrough.present.figures.style import QUIET, styled
from pullthrough.present.figures.swept import better_words, findings, question, rows_of, unit_label

Rows = list[dict[str, str]]
COLOUR, CHANCE = "#0072B2", 1.96


def draw_robust(folder: Path) -> list[Path]:
    """Draw what a study of robust choice found into ``<folder>/figures``; returns the files."""
    effects: dict[str, Rows] = {}
    for row in rows_of(folder / "robust.csv"):
        effects.setdefault(row["outcome"], []).append(row)
    results = load(folder)
    asked = results.manifest["config"]["study"]["robust"]
    names = [name for name in dict.fromkeys([asked["decision"], *asked["thresholds"]]) if name in effects]
    if not names:
        return []
    with styled():
        return save(_page(folder, effects, names, asked["thresholds"]), folder / "figures" / "robust")


def _page(folder: Path, effects: dict[str, Rows], names: list[str], thresholds: dict[str, float]) -> Page:
    results = load(folder)
    rows = max(len(effects[name]) for name in names)
    return panelled(
        names,
        lambda axes, name: _panel(axes, effects[name], name, thresholds.get(name)),
        {name: f"{unit_label(name, effects[name][0]['unit'])}; {better_words(name)}" for name in names},
        title=question(results, "Which portfolio holds in many worlds?"),
        lines=[
            f"Baseline: {results.title('baseline')}. Mark: mean difference over worlds by their weights. Thin line: from 5 to "
            f"95 % of worlds, everything varied; "
            "thick line: what chance alone does to one world. Dashed: good enough. In per cent: weight of the worlds in which "
            "it is better.",
        ],
        foot=stamp(results, "Statistic: mean paired difference in each world, of shares in percentage "
            "points.", runs="paired runs in each world"),
        findings=findings(results),
        size=(3.0, 0.4 + 0.3 * rows),
        left=1.6,
        across=4.9,
        below=0.6,
        columns=2,
        right=1.0,
    )  # fmt: skip


def _panel(axes: Axes, rows: Rows, name: str, threshold: float | None) -> None:
    scale = 100.0 if shown_unit(name, rows[0]["unit"]) == SHARE else 1.0
    for y, row in enumerate(rows):
        if not row["difference"]:
            continue
        middle, low, high, sd = (scale * float(row[c] or 0) for c in ("difference", "q05", "q95", "sd_chance"))
        axes.plot([low, high], [y, y], color=COLOUR, linewidth=1.2)
        axes.plot(
            [middle - CHANCE * sd, middle + CHANCE * sd], [y, y], color=COLOUR, linewidth=3.6, solid_capstyle="butt"
        )
        axes.plot(middle, y, "o", color=COLOUR, markersize=5.5)
        words = f"{100 * float(row['share_favourable']):.0f} %"
        axes.annotate(words, (1.0, y), xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points", size=7.5,
                      color=QUIET, va="center")  # fmt: skip
    axes.axvline(0.0, color="#555555", linewidth=1.0, zorder=0)
    if threshold is not None:
        axes.axvline(scale * threshold, color=QUIET, linewidth=1.0, linestyle=(0, (4, 2)), zorder=0)
    axes.set_yticks(range(len(rows)), [row["portfolio"] for row in rows], size=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.locator_params(axis="x", nbins=5)

"""Many scenarios against one baseline: the effects side by side, and adoption over time, a panel a scenario."""

from __future__ import annotations

import math
from pathlib import Path

from matplotlib.axes import Axes

from pullthrough.present.figures.load import Results, described, load, shown_unit
from pullthrough.present.figures.page import Page, page, save, wrap
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import SHARE, stamp
from pullthrough.present.figures.style import LOOKS, TEXT, styled
from pullthrough.present.figures.swept import better_words, findings, question, rows_of, unit_label

OUTCOMES = (
    "adoption_rate", "adoptions_per_year", "time_to_adoption", "new_entrant_rate_contracts", "entrants_per_year",
    "public_cost", "cost_per_adoption", "private_rd", "procurement_time",
)  # fmt: skip
SERIES = "adoptions_year"
BETTER, WORSE, UNCLEAR, NEUTRAL = "#009E73", "#D55E00", "#6b6b6b", "#444444"
ACROSS, DOWN, PANEL = 3.1, 2.35, (2.3, 1.5)


def draw_scenarios(folder: Path) -> list[Path]:
    """Draw the figures of a comparison of many scenarios; nothing if there are only two."""
    results = load(folder)
    rows = [r for r in rows_of(folder / "comparisons.csv") if r["against"] == results.scenario("baseline")]
    names = list(dict.fromkeys(r["scenario"] for r in rows))
    if len(names) < 2:
        return []
    with styled():
        written = save(_effects(results, rows, names), folder / "figures" / "scenarios")
        if any((name, SERIES) in results.fans for name in names):
            written += save(_over_time(results, names), folder / "figures" / "scenarios_over_time")
    return written


def _effects(results: Results, rows: list[dict[str, str]], names: list[str]) -> Page:
    numbered = "; ".join(f"{i + 1}: {results.title_of(name)}" for i, name in enumerate(names))
    units = {r["outcome"]: unit_label(r["outcome"], r["unit"]) for r in rows}
    shown = [name for name in OUTCOMES if name in units]
    return panelled(
        shown,
        lambda axes, outcome: _panel(axes, [r for r in rows if r["outcome"] == outcome], names),
        {name: f"{units[name]}; {better_words(name)}" for name in shown},
        title=question(results, "How do the scenarios differ from the baseline?"),
        lines=[
            f"Baseline: {results.title('baseline')}. Scenarios: {numbered}.",
            "A mark is the mean paired difference from the baseline, its line the 95 % interval. ▲ better, ▼ worse, ◆ changed, "
            "of itself neither, ○ unclear: the interval holds zero. Each interval stands alone: of twenty one misses by chance.",
        ],
        foot=stamp(
            results, "Statistic: mean paired difference, of shares in percentage points; 95 % t-interval over pairs."
        ),
        findings=findings(results),
        size=(2.35, 0.3 + 0.24 * len(names)),
        left=0.75,
        below=0.45,
    )


def _panel(axes: Axes, rows: list[dict[str, str]], names: list[str]) -> None:
    axes.axvline(0.0, color="#555555", linewidth=1.0)
    for row in rows:
        if not row["difference"]:
            continue
        scale = 100.0 if shown_unit(row["outcome"], row["unit"]) == SHARE else 1.0
        value, low, high = (scale * float(row[c] or math.nan) for c in ("difference", "ci_low", "ci_high"))
        y, better = names.index(row["scenario"]), described(row["outcome"])[1]
        sure = low > 0 or high < 0
        good = (value > 0) == (better > 0)
        colour = UNCLEAR if not sure else NEUTRAL if better == 0 else BETTER if good else WORSE
        marker = "o" if not sure else "D" if better == 0 else "^" if good else "v"
        axes.plot([low, high], [y, y], color=colour, linewidth=1.4)
        axes.plot(value, y, marker=marker, color=colour, markersize=5.5, markerfacecolor=colour if sure else "white")
    axes.set_yticks(range(len(names)), [str(i + 1) for i in range(len(names))])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.locator_params(axis="x", nbins=5)


def _over_time(results: Results, names: list[str]) -> Page:
    rows = math.ceil(len(names) / 3)
    drawn = page(
        "How many technologies come into service, year by year, in each scenario?",
        [
            f"First entries into service in the last four quarters. Blue: the scenario; grey, the same in every panel: the "
            f"baseline, {results.title('baseline')}. Lines: mean over runs; bands: 5 % to 95 % of runs.",
        ],
        stamp(
            results,
            "Statistic: mean and quantiles over runs.",
            window="all years simulated",
            runs="runs of each scenario",
        ),
        DOWN * rows - 0.15,
    )
    top = max(float(results.fans[n, SERIES].q95.max()) for n in [*names, results.scenario("baseline")])
    for i, name in enumerate(names):
        left = 0.85 + ACROSS * (i % 3)
        axes = drawn.axes(left, 0.35 + DOWN * (i // 3), *PANEL)
        words = wrap(results.title_of(name), TEXT, ACROSS - 0.5, bold=True)
        head = words[0] + (" …" if len(words) > 1 else "")
        drawn.text(left - 0.45, 0.2 + DOWN * (i // 3), head, weight="bold", size=TEXT)
        for scenario, look in ((results.scenario("baseline"), LOOKS["baseline"]), (name, LOOKS["policy"])):
            fan = results.fans[scenario, SERIES]
            axes.fill_between(fan.x, fan.q05, fan.q95, color=look.colour, alpha=0.16, linewidth=0)
            axes.plot(fan.x, fan.mean, color=look.colour, linestyle=look.line, linewidth=1.5)
        axes.set_ylim(0, 1.05 * top or 1.0)
        axes.locator_params(nbins=5)
        if i % 3 == 0:
            axes.set_ylabel("per year")
    return drawn

"""Many scenarios against one baseline: effects, adoption over time and twins side by side, every scenario by its name.

What compares two scenarios only is drawn for each of them, the name of the scenario at the end of the file's.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pullthrough.observe.registry import EVENTS
from pullthrough.present.dates import short_name
from pullthrough.present.figures import load_figures
from pullthrough.present.figures.fans import mark_dates, say
from pullthrough.present.figures.load import Results, Twins, described, load, shown_unit
from pullthrough.present.figures.page import Page, page, save, spread, text_width
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import SHARE, number, stamp
from pullthrough.present.figures.style import LOOKS, SMALL, TEXT, styled
from pullthrough.present.figures.swept import better_words, findings, question, rows_of, unit_label
from pullthrough.present.figures.twins import PARTS, box_of, key_of_parts

OUTCOMES = (
    "adoption_rate", "adoptions_per_year", "time_to_adoption", "adoption_value", "adoptions_below_proven", "winner_distance",
    "new_entrant_rate_contracts", "entrants_per_year", "private_rd", "public_cost", "cost_per_adoption", "procurement_time",
)  # fmt: skip
OF_TWO = ("effects", "trl_funnel", "cumulative_incidence", "new_entrants")
"""Figures of one scenario and the baseline."""

SERIES = "adoptions_year"
BETTER, WORSE, UNCLEAR, NEUTRAL = "#009E73", "#D55E00", "#6b6b6b", "#444444"
ACROSS, DOWN, PANEL = 3.1, 2.35, (2.3, 1.5)
LINES = ("#0072B2", "#B34700", "#007A5A", "#A0527D", "#7A6A00", "#3F6BC4", "#8A3B12")
WIDEST = 1.9  # inches of a scenario's name


def draw_scenarios(folder: Path) -> list[Path]:
    """Draw the figures of a comparison of many scenarios; nothing if there are only two."""
    results = load(folder)
    rows = [r for r in rows_of(folder / "comparisons.csv") if r["against"] == results.scenario("baseline")]
    names = list(dict.fromkeys(r["scenario"] for r in rows))
    if len(names) < 2:
        return []
    figures = load_figures()
    with styled():
        written = save(_effects(results, rows, names), folder / "figures" / "effects")
        if any((name, SERIES) in results.fans for name in names):
            written += save(_over_time(results, names), folder / "figures" / "adoption_over_time")
        if results.twins_of:
            written += save(_twins(results, names), folder / "figures" / "twins")
        for figure in OF_TWO:
            for name in names:
                written += save(figures[figure](results.of(name)), folder / "figures" / f"{figure}_{name}")
    return written


def _titles(results: Results, names: list[str]) -> str:
    return "; ".join(f"{name}: {results.title_of(name)}" for name in names)


def _effects(results: Results, rows: list[dict[str, str]], names: list[str]) -> Page:
    units = {r["outcome"]: unit_label(r["outcome"], r["unit"]) for r in rows}
    chosen = results.manifest.get("config", {}).get("study", {}).get("outcomes") or OUTCOMES
    shown = [name for name in chosen if name in units]
    marks = [_short(name) for name in names]
    room = max(text_width(mark, SMALL) for mark in marks)
    return panelled(
        shown,
        lambda axes, outcome: _panel(axes, [r for r in rows if r["outcome"] == outcome], names, marks),
        {name: f"{units[name]}; {better_words(name)}" for name in shown},
        title=question(results, "How do the scenarios differ from the baseline?"),
        lines=[
            f"Baseline: {results.title('baseline')}. Scenarios: {_titles(results, names)}.",
            "A mark is the mean paired difference from the baseline, its line the 95 % interval. ▲ better, ▼ worse, ◆ changed, "
            "of itself neither, ○ unclear: the interval includes zero. Each interval stands alone: one in twenty misses.",
        ],
        foot=stamp(
            results, "Statistic: mean paired difference, of shares in percentage points; 95 % t-interval over pairs."
        ),
        findings=findings(results),
        size=(2.35, 0.3 + 0.24 * len(names)),
        left=0.55 + room,
        across=2.85 + room,
        below=0.45,
    )


def _short(name: str) -> str:
    """A name that fits beside a panel."""
    while text_width(name, SMALL) > WIDEST:
        name = name.rstrip("…")[:-1] + "…"
    return name


def _panel(axes: Axes, rows: list[dict[str, str]], names: list[str], marks: list[str]) -> None:
    known = [row for row in rows if row["difference"]]
    if not known:
        say(axes, "not defined")
        return
    axes.axvline(0.0, color="#555555", linewidth=1.0)
    for row in known:
        scale = 100.0 if shown_unit(row["outcome"], row["unit"]) == SHARE else 1.0
        value, low, high = (scale * float(row[c] or math.nan) for c in ("difference", "ci_low", "ci_high"))
        y, better = names.index(row["scenario"]), described(row["outcome"])[1]
        sure = low > 0 or high < 0
        good = (value > 0) == (better > 0)
        colour = UNCLEAR if not sure else NEUTRAL if better == 0 else BETTER if good else WORSE
        marker = "o" if not sure else "D" if better == 0 else "^" if good else "v"
        axes.plot([low, high], [y, y], color=colour, linewidth=1.4)
        axes.plot(value, y, marker=marker, color=colour, markersize=5.5, markerfacecolor=colour if sure else "white")
    defined = {row["scenario"] for row in known}
    words = [mark if name in defined else f"{mark} (not defined)" for name, mark in zip(names, marks, strict=True)]
    axes.set_yticks(range(len(names)), words, fontsize=SMALL)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.locator_params(axis="x", nbins=5)


def _twins(results: Results, names: list[str]) -> Page:
    """A bar a scenario and kind of event: all that happens in the scenario or in the baseline, in parts."""
    kinds = [name for name in EVENTS if any(name in results.twins_of.get(s, {}) for s in names)]
    high, marks = 0.3 * len(names), [_short(name) for name in names]
    left = 0.65 + max(text_width(mark, SMALL) for mark in marks)
    drawn = page(
        "What would have happened anyway, in each scenario?",
        [
            f"Baseline: {results.title('baseline')}. Scenarios: {_titles(results, names)}.",
            "The same technology and the same firm are looked up in the scenario and in the baseline, one by one. A bar is "
            "everything that happens in at least one of the two, mean per run: with the scenario come all parts but “lost”.",
        ],
        stamp(
            results,
            "Statistic: mean over pairs of runs. Counted: events in the window in at least one of the two; “only” means up "
            "to the last quarter run.",
        ),
        0.15 + (high + 0.75) * max(1, len(kinds)) + 0.35,
        width=10.0,
    )
    for i, kind in enumerate(kinds):
        axes = drawn.axes(left, 0.35 + (high + 0.75) * i, 9.5 - left, high)
        axes.set_title(f"{EVENTS[kind].label} (per run)")
        for y, name in enumerate(names):
            _bar(axes, y, results.twins_of.get(name, {}).get(kind))
        axes.set_yticks(range(len(names)), marks, fontsize=SMALL)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.grid(axis="y", visible=False)
        if i == len(kinds) - 1:
            key_of_parts(axes, below=0.3)
    return drawn


def _bar(axes: Axes, y: int, told: Twins | None) -> None:
    left = 0.0
    means = {name: values[0] for name, values in told.classes.items()} if told else {}
    reach = sum(means.get(part[0], 0.0) for part in PARTS)
    for name, _, _, colour, hatch, ink in PARTS:
        mean = means.get(name, 0.0)
        if not math.isfinite(mean) or not mean:
            continue
        axes.barh(y, mean, 0.68, left, color=colour, hatch=hatch, edgecolor="white", linewidth=0.6)
        if mean > 0.08 * reach:
            where = left + mean / 2, y
            axes.text(*where, number(mean), ha="center", va="center", size=SMALL, color=ink, bbox=box_of(hatch))
        left += mean


def _over_time(results: Results, names: list[str]) -> Page:
    rows = math.ceil((len(names) + 1) / 3)
    drawn = page(
        "How many technologies come into service, year by year, in each scenario?",
        [
            f"First entries into service in the last four quarters. Blue: the scenario; grey, the same in every panel: the "
            f"baseline, {results.title('baseline')}. Lines: mean over runs; bands: 5 % to 95 % of runs.",
            f"Scenarios: {_titles(results, names)}. Dotted: one of its policies comes into force. Shaded: the future, as seen "
            "from the day of the study.",
        ],
        stamp(
            results,
            "Statistic: mean and quantiles over runs.",
            window="all years simulated",
            runs="runs of each scenario",
        ),
        DOWN * rows - 0.15,
    )
    known = (results.fans.get((n, SERIES)) for n in [*names, results.scenario("baseline")])
    top = max(float(fan.q95[np.isfinite(fan.q95)].max(initial=0.0)) for fan in known if fan is not None)
    for i, name in enumerate(names):
        left = 0.85 + ACROSS * (i % 3)
        axes = drawn.axes(left, 0.35 + DOWN * (i // 3), *PANEL)
        drawn.text(left - 0.45, 0.2 + DOWN * (i // 3), _short(name), weight="bold", size=TEXT)
        for scenario, look in ((results.scenario("baseline"), LOOKS["baseline"]), (name, LOOKS["policy"])):
            fan = results.fans.get((scenario, SERIES))
            if fan is None:
                continue
            axes.fill_between(fan.x, fan.q05, fan.q95, color=look.colour, alpha=0.16, linewidth=0)
            axes.plot(fan.x, fan.mean, color=look.colour, linestyle=look.line, linewidth=1.5)
        _years(axes, top)
        mark_dates(axes, results.of(name), words=False)
        if i % 3 == 0:
            axes.set_ylabel("per year")
    _together(drawn, results, names, top)
    return drawn


def _years(axes: Axes, top: float) -> None:
    axes.margins(x=0.0)
    axes.set_ylim(0, 1.05 * top or 1.0)
    axes.locator_params(axis="y", nbins=5)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))


def _together(drawn: Page, results: Results, names: list[str], top: float) -> None:
    """The last panel: the means of all scenarios, each with its name at the end of its line."""
    place = len(names)
    left, down = 0.85 + ACROSS * (place % 3), DOWN * (place // 3)
    axes = drawn.axes(left, 0.35 + down, PANEL[0] - 0.35, PANEL[1])
    drawn.text(left - 0.45, 0.2 + down, "all means together", weight="bold", size=TEXT)
    ends: list[tuple[float, float, str, str]] = []
    for i, name in enumerate([results.scenario("baseline"), *names]):
        fan = results.fans.get((name, SERIES))
        if fan is None or not (fan := fan.defined()).x.size:
            continue
        colour = LOOKS["baseline"].colour if not i else LINES[(i - 1) % len(LINES)]
        axes.plot(fan.x, fan.mean, color=colour, linewidth=1.3, linestyle=LOOKS["baseline"].line if not i else "-")
        ends.append((float(fan.x[-1]), float(fan.mean[-1]), short_name(name) if i else "baseline", colour))
    _years(axes, top)
    for (x, _, words, colour), y in zip(ends, spread([e[1] for e in ends], 0.085 * top, 0.0, top), strict=True):
        axes.annotate(words, (x, y), xytext=(3, 0), textcoords="offset points", va="center", size=SMALL - 1.5, color=colour,
                      annotation_clip=False)  # fmt: skip

"""The effect of the policy on every outcome: paired differences with their intervals, one row an outcome."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from pullthrough.present.figures.load import Effect, Results
from pullthrough.present.figures.stamp import PERCENT_UNITS, VERDICTS, difference, number, stamp
from pullthrough.present.figures.style import QUIET, SMALL, TEXT, Page, page, wrap

WIDTH, ROW, HEADING = 11.0, 0.34, 0.3
LABEL, BASELINE, POLICY, PLOT, DIFFERENCE, VERDICT = 0.4, 3.75, 4.5, 4.7, 7.75, 9.6  # inches from the left
PLOT_WIDTH = 2.85
GROUPS = (
    ("Adoption", ("adoption_rate", "adoptions", "time_to_adoption", "cost_per_adoption")),
    ("New entrants", ("new_entrant", "entrant")),
    ("Who wins", ("sme_", "top10", "hhi", "single_source", "onshore", "regional")),
    ("Money", ("public_cost", "private")),
)
REST = "The chain from idea to service"
MARKS = {  # marker, colour, filled
    "better": ("^", "#009E73", True),
    "worse": ("v", "#D55E00", True),
    "higher": ("D", "#444444", True),
    "lower": ("D", "#444444", True),
    "unclear": ("o", "#6b6b6b", False),
    "no change": ("|", "#6b6b6b", True),
}


def draw(results: Results) -> Page:
    """A table with a plot in it: labels, both means, the difference relative to the baseline, and a verdict."""
    groups = _grouped(results.effects)
    rows = sum(len(members) for _, members in groups)
    body = 0.55 + HEADING * len(groups) + ROW * max(rows, 1) + 0.4
    drawn = page(
        "What does the policy change, how surely, and what does it make worse?",
        [
            f"Policy: {results.title('policy')}. Baseline: {results.title('baseline')}.",
            "Each mark is the mean difference between paired runs (policy less baseline, same chance events), in per cent of "
            "the baseline's mean; its line is the 95 % interval. Upward triangle: better. Downward triangle: worse. Diamond: "
            "changed, with no better or worse. Open circle: the interval holds zero, so no clear difference.",
        ],
        stamp(
            results,
            "Columns: mean of the runs of each scenario; mean paired difference with its 95 % interval, in the outcome's "
            "unit (of shares in percentage points); share of pairs in which the policy is better. Each interval stands "
            f"alone: of {rows} intervals, about {number(rows / 20)} would miss the truth by chance.",
        ),
        body,
        width=WIDTH,
    )
    axes = drawn.axes(PLOT, 0.5, PLOT_WIDTH, body - 0.9)
    limit = _limit(results.effects)
    axes.set(xlim=(-1.12 * limit, 1.12 * limit), ylim=(body - 0.9, 0.0), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.axvline(0.0, color="#555555", linewidth=1.0)
    axes.set_xlabel("difference, per cent of the baseline's mean")
    _headings(drawn)
    at = 0.0
    for name, members in groups:
        drawn.text(LABEL, 0.5 + at + 0.2, name, weight="bold", size=TEXT, va="center_baseline")
        at += HEADING
        for effect in members:
            _row(drawn, axes, effect, at + ROW / 2, limit)
            at += ROW
            axes.axhline(at, color="#ededed", linewidth=0.7, zorder=0)
    return drawn


def _headings(drawn: Page) -> None:
    style = {"size": SMALL + 0.5, "color": QUIET, "va": "bottom", "linespacing": 1.15}
    drawn.text(LABEL, 0.42, "outcome (unit)", **style)
    drawn.text(BASELINE, 0.42, "baseline", ha="right", **style)
    drawn.text(POLICY, 0.42, "policy", ha="right", **style)
    drawn.text(PLOT + PLOT_WIDTH / 2, 0.42, "◄ less with the policy     more ►", ha="center", **style)
    drawn.text(DIFFERENCE, 0.42, "difference\n[95 % interval]", **style)
    drawn.text(VERDICT, 0.42, "verdict,\npairs better", **style)


def _row(drawn: Page, axes: Axes, effect: Effect, at: float, limit: float) -> None:
    size, top = SMALL + 0.5, 0.5 + at
    unit = "" if effect.unit in (*PERCENT_UNITS, "1", "") else f" ({effect.unit})"
    lines = wrap(effect.label + unit, size, BASELINE - LABEL - 0.75)
    if len(lines) > 2:
        lines = [lines[0], lines[1] + " …"]
    drawn.text(LABEL, top, "\n".join(lines), size=size, va="center", linespacing=1.1)
    verdict = effect.verdict
    if verdict == "not defined":
        drawn.text(DIFFERENCE, top, "not defined in this run", size=size, color=QUIET, va="center")
    drawn.text(BASELINE, top, number(effect.baseline, effect.unit), size=size, ha="right", va="center")
    drawn.text(POLICY, top, number(effect.policy, effect.unit), size=size, ha="right", va="center")
    if verdict == "not defined":
        return
    interval = f"[{number(effect.ci_low, effect.unit, signed=True)}, {number(effect.ci_high, effect.unit, signed=True)}]"
    drawn.text(DIFFERENCE, top - 0.07, difference(effect), size=size, va="center")
    drawn.text(DIFFERENCE, top + 0.07, interval, size=SMALL, color=QUIET, va="center")
    marker, colour, filled = MARKS[verdict]
    emphasis = {"weight": "bold" if verdict in ("better", "worse") else "normal", "color": _darker(colour)}
    drawn.text(VERDICT, top - 0.07, VERDICTS[verdict], size=size, va="center", **emphasis)
    if math.isfinite(effect.share_better):
        drawn.text(VERDICT, top + 0.07, f"better in {100 * effect.share_better:.0f} %", size=SMALL, color=QUIET, va="center")
    if effect.baseline == 0.0 or not math.isfinite(effect.baseline):
        axes.text(0.04 * limit, at, "baseline is zero: see the numbers", size=SMALL, color=QUIET, va="center")
        return
    _mark(axes, effect, at, limit, marker, colour, filled)


def _mark(axes: Axes, effect: Effect, at: float, limit: float, marker: str, colour: str, filled: bool) -> None:
    scale = 100.0 / abs(effect.baseline)
    middle, low, high = (scale * v for v in (effect.difference, effect.ci_low, effect.ci_high))
    if abs(middle) > limit:
        side = math.copysign(1.0, middle)
        axes.annotate(
            "", (1.1 * side * limit, at), (0.62 * side * limit, at), arrowprops={"arrowstyle": "-|>", "color": colour}
        )
        style = {"ha": "right" if side > 0 else "left", "va": "center", "size": SMALL, "color": _darker(colour)}
        axes.text(0.58 * side * limit, at, f"{number(middle, signed=True)} %", **style)
        return
    if math.isfinite(low):
        axes.plot([max(low, -1.1 * limit), min(high, 1.1 * limit)], [at, at], color=colour, linewidth=1.8)
    face = colour if filled else "white"
    axes.plot(middle, at, marker=marker, markersize=7, color=colour, markerfacecolor=face, markeredgewidth=1.4)


def _limit(effects: tuple[Effect, ...]) -> float:
    """Half the width of the axis in per cent: room for four rows in five, the others get an arrow and a number."""
    reach = sorted(
        100 / abs(e.baseline) * max(abs(v) for v in (e.difference, e.ci_low, e.ci_high) if math.isfinite(v))
        for e in effects
        if math.isfinite(e.difference) and math.isfinite(e.baseline) and e.baseline != 0
    )
    needed = reach[min(len(reach) - 1, math.ceil(0.8 * len(reach)))] if reach else 1.0
    return next((v for v in (1, 2, 5, 10, 20, 50, 100, 200, 500) if v >= needed), 1000.0)


def _grouped(effects: tuple[Effect, ...]) -> list[tuple[str, list[Effect]]]:
    places: dict[str, list[Effect]] = {name: [] for name, _ in GROUPS} | {REST: []}
    for effect in effects:
        places[next((g for g, starts in GROUPS if effect.outcome.startswith(starts)), REST)].append(effect)
    return [(name, members) for name, members in places.items() if members]


def _darker(colour: str) -> str:
    return "#" + "".join(f"{int(int(colour[i : i + 2], 16) * 0.72):02x}" for i in (1, 3, 5))

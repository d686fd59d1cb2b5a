"""The effect of the policy on the headline outcomes: paired differences with their intervals, one row an outcome."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from pullthrough.present.figures.load import Effect, Results
from pullthrough.present.figures.page import Page, page, wrap
from pullthrough.present.figures.stamp import differences, number, stamp, unit_words
from pullthrough.present.figures.style import QUIET, SMALL, TEXT
from pullthrough.present.tables.headlines import GROUPS, REST, group_of, headlines

WIDTH, HEADING, ROW, TALL_ROW, HEADS, AXIS = 12.0, 0.32, 0.245, 0.36, 0.45, 0.45  # inches, as the places in a row:
LABEL, BASELINE, POLICY, PLOT, DIFFERENCE, INTERVAL, VERDICT, PAIRS = 0.4, 4.1, 4.8, 4.95, 8.6, 8.7, 10.3, 11.6
PLOT_WIDTH = 2.75
SIZE = SMALL + 0.5
FROM_NOTHING = 3000  # per cent of a baseline so near zero that a percentage says nothing
EVEN = 5.0  # per cent: smaller effects stand evenly on the axis
TICKS = (-3000, -1000, -300, -100, -30, -10, 0, 10, 30, 100, 300, 1000, 3000)
MARKS = {  # marker, colour, filled
    "better": ("^", "#009E73", True),
    "worse": ("v", "#D55E00", True),
    "higher": ("D", "#444444", True),
    "lower": ("D", "#444444", True),
    "unclear": ("o", "#6b6b6b", False),
    "no change": ("s", "#6b6b6b", False),
}


def draw(results: Results) -> Page:
    """A table with a plot in it: labels, both means, the difference relative to the baseline, and a verdict."""
    chosen = results.manifest.get("config", {}).get("study", {}).get("outcomes", ())
    shown = tuple(headlines(results.effects, lambda effect: effect.outcome, chosen))
    groups = _grouped(shown)
    depth = sum(HEADING + sum(_height(effect) for effect in members) for _, members in groups) or ROW
    drawn = page(
        "What does the policy change, how surely, and what does it make worse?",
        [
            results.compared(),
            "Each mark is the mean difference between paired runs (policy less baseline, same chance events), in per "
            "cent of the baseline's mean; its line is the 95 % interval. The axis is squeezed away from zero, so that small and "
            "large effects are both seen.",
            "▲ better\u2003▼ worse\u2003◆ changed, of itself neither good nor bad\u2003"
            "○ unclear: the interval includes zero\u2003□ no change at all",
        ],
        stamp(
            results,
            "Columns: mean over the pairs of runs for each scenario; mean paired difference and its 95 % interval in "
            "the outcome's unit (of shares in percentage points); share of pairs in which the policy is better, ties "
            "counting half, none where neither way is better; “of n” where not every pair has a value. Each "
            "interval stands alone: one in twenty misses by chance.",
        ),
        HEADS + depth + AXIS,
        width=WIDTH,
    )
    axes, limit = drawn.axes(PLOT, HEADS, PLOT_WIDTH, depth), _limit(shown)
    axes.set_xscale("function", functions=(squeezed, stretched))
    axes.set(xlim=(_place(-1.08, limit), _place(1.08, limit)), ylim=(depth, 0.0), yticks=[])
    ticks = [v for v in TICKS if abs(v) <= limit]
    marked = [
        v for v in ticks if limit < 100 or abs(v) in (0, limit, limit // 10, limit // 100)
    ]  # the rest has no room
    axes.set_xticks(ticks, [("0" if not v else f"{v:+,d}".replace("-", "−")) if v in marked else "" for v in ticks])
    axes.minorticks_off()
    axes.spines["left"].set_visible(False)
    axes.axvline(0.0, color="#555555", linewidth=1.0)
    axes.set_xlabel("difference, per cent of the baseline's mean")
    _heads(drawn)
    pairs, top = results.manifest.get("replicates"), 0.0
    rules: list[float] = []
    for name, members in groups:
        drawn.text(LABEL, HEADS + top + 0.2, name, weight="bold", size=TEXT, va="center_baseline")
        top += HEADING
        for effect in members:
            at = top + _height(effect) / 2
            _words(drawn, effect, HEADS + at, "" if effect.n == pairs else f" of {effect.n}")
            _mark(axes, effect, at, limit)
            top += _height(effect)
            rules.append(top)
    axes.hlines(rules, _place(-1.08, limit), _place(1.08, limit), color="#ededed", linewidth=0.7, zorder=0)
    return drawn


def _label(effect: Effect) -> list[str]:
    lines = wrap(effect.label + unit_words(effect.unit, "(", ")"), SIZE, BASELINE - LABEL - 0.6)
    return lines if len(lines) <= 2 else [lines[0], lines[1] + " …"]


def _height(effect: Effect) -> float:
    return ROW if len(_label(effect)) == 1 else TALL_ROW


def _heads(drawn: Page) -> None:
    style: dict[str, Any] = {"size": SIZE, "color": QUIET, "va": "bottom"}
    middle, top = PLOT + PLOT_WIDTH / 2, HEADS - 0.08
    drawn.text(LABEL, top, "outcome (unit)", **style)
    heads = {BASELINE: "baseline", POLICY: "policy", DIFFERENCE: "difference", PAIRS: "pairs better"}
    for place, words in heads.items():
        drawn.text(place, top, words, ha="right", **style)
    drawn.text(middle - 0.08, top, "◄ less with policy", ha="right", **style)
    drawn.text(middle + 0.08, top, "more with policy ►", **style)
    drawn.text(INTERVAL, top, "95 % interval", **style)
    drawn.text(VERDICT, top, "verdict", **style)


def _words(drawn: Page, effect: Effect, top: float, note: str) -> None:
    """The words of a row, ``top`` inches below the top of the body; the note goes behind the share of pairs."""
    drawn.text(LABEL, top, "\n".join(_label(effect)), size=SIZE, va="center", linespacing=1.1)
    style: dict[str, Any] = {"size": SIZE, "va": "center_baseline"}
    drawn.text(BASELINE, top, number(effect.baseline, effect.unit), ha="right", **style)
    drawn.text(POLICY, top, number(effect.policy, effect.unit), ha="right", **style)
    if effect.verdict == "not defined":
        drawn.text(INTERVAL, top, "not defined in this run", color=QUIET, **style)
        return
    change, low, high = differences(effect)
    interval = f"[{low}, {high}]" if math.isfinite(effect.ci_low) else "none"
    drawn.text(DIFFERENCE, top, change, ha="right", **style)
    drawn.text(INTERVAL, top, interval, color=QUIET, **style)
    weight = "bold" if effect.verdict in ("better", "worse") else "normal"
    drawn.text(VERDICT, top, effect.verdict, weight=weight, color=_ink(effect), **style)
    if effect.better and math.isfinite(effect.share_better) and effect.verdict != "no change":
        drawn.text(PAIRS, top, f"{100 * effect.share_better:.0f} %{note}", ha="right", **style)


def _mark(axes: Axes, effect: Effect, at: float, limit: float) -> None:
    """The mark of a row with its interval; an arrow with the number for one that lies outside the axis."""
    style: dict[str, Any] = {"size": SMALL, "va": "center_baseline"}
    if effect.verdict == "not defined":
        return
    if effect.baseline == 0.0:
        axes.text(0.04 * limit, at, "baseline is zero", color=QUIET, **style)
        return
    marker, colour, filled = MARKS[effect.verdict]
    middle, low, high = (100 * v / abs(effect.baseline) for v in (effect.difference, effect.ci_low, effect.ci_high))
    if abs(middle) > limit:
        side = math.copysign(1.0, middle)
        ends = (_place(1.04 * side, limit), at), (_place(0.8 * side, limit), at)
        axes.annotate("", *ends, arrowprops={"arrowstyle": "-|>", "color": colour, "shrinkA": 0, "shrinkB": 0})
        where = _place(0.77 * side, limit), at
        axes.text(*where, "from almost nothing", ha="right" if side > 0 else "left", color=_ink(effect), **style)
        return
    if math.isfinite(low):
        axes.plot(
            [max(low, _place(-1.06, limit)), min(high, _place(1.06, limit))], [at, at], color=colour, linewidth=1.8
        )
    face = colour if filled else "white"
    axes.plot(middle, at, marker=marker, markersize=6, color=colour, markerfacecolor=face, markeredgewidth=1.3)


def _limit(effects: tuple[Effect, ...]) -> float:
    """Half the width of the axis in per cent: room for every row but those that start from almost nothing."""
    reach = [
        100 / abs(e.baseline) * max(abs(v) for v in (e.difference, e.ci_low, e.ci_high) if math.isfinite(v))
        for e in effects
        if math.isfinite(e.difference) and e.baseline != 0.0
    ]
    needed = max((v for v in reach if v <= FROM_NOTHING), default=FROM_NOTHING if reach else 1.0)
    return float(next((v for v in TICKS if v > 0 and v >= needed), FROM_NOTHING))


def squeezed(values: Any) -> Any:
    """Per cent as places on the axis: even up to about :data:`EVEN`, logarithmic beyond."""
    return np.sign(values) * np.log1p(np.abs(values) / EVEN)


def stretched(places: Any) -> Any:
    """The other way round."""
    return np.sign(places) * EVEN * np.expm1(np.abs(places))


def _place(share: float, limit: float) -> float:
    """The value that lies so far from zero on the axis, as a share of its half."""
    return float(stretched(share * squeezed(np.float64(limit))))


def _grouped(effects: tuple[Effect, ...]) -> list[tuple[str, list[Effect]]]:
    places: dict[str, list[Effect]] = {name: [] for name in (*(group for group, _ in GROUPS), REST)}
    for effect in effects:
        places[group_of(effect.outcome)].append(effect)
    return [(name, members) for name, members in places.items() if members]


def _ink(effect: Effect) -> str:
    """The colour of the mark, darkened for words."""
    colour = MARKS[effect.verdict][1]
    return "#" + "".join(f"{int(int(colour[i : i + 2], 16) * 0.72):02x}" for i in (1, 3, 5))

"""Response curves: the effect of the policy along one factor, with bands; a line for each value of a second one."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from pullthrough.present.figures.heat_map import AXIS_SIZE, lines_of, swept_unit
from pullthrough.present.figures.page import Page
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import stamp
from pullthrough.present.figures.style import QUIET, Look
from pullthrough.present.figures.swept import MOST_PANELS, Place, Swept, better_words, findings, question

LINES = (
    ("#0072B2", "#005685", "o"),
    ("#E69F00", "#8a5f00", "s"),
    ("#009E73", "#00694d", "D"),
    ("#444444", "#444444", "^"),
)
"""Colour, ink of words, marker."""

FAR = 2.0
"""Zero is in a panel unless it lies further from the means than so many times their range."""

ROOM = 0.6
"""The axis reaches so far beyond the means, relative to their range; wider bands are cut."""


def draw(swept: Swept) -> Page:
    """The first numeric factor along the axis; lines for the first few combinations of the others."""
    along = swept.numeric()[0]
    rest = [i for i in range(len(swept.factors)) if i != along]
    groups = list(dict.fromkeys(_rest(p, rest) for p in next(iter(swept.outcomes.values()))))
    chosen = _spread(groups, len(LINES))
    looks = {
        group: Look("", colour, ink, "-", mark, "") for group, (colour, ink, mark) in zip(chosen, LINES, strict=False)
    }
    key = [(look, _words(swept, rest, group, first=i == 0)) for i, (group, look) in enumerate(looks.items()) if rest]
    names = list(swept.outcomes)[:MOST_PANELS]
    drawn = f" Of {len(groups)} lines {len(chosen)} are drawn." if len(groups) > len(chosen) else ""
    return panelled(
        names,
        lambda axes, name: _panel(axes, swept, name, along, rest, looks),
        {name: f"{swept_unit(swept, name)}; {better_words(name)}" for name in names},
        title=question(swept.results, f"How does the effect depend on {swept.label(swept.factors[along])}?"),
        lines=[
            swept.results.compared(swept.scenario),
            "Each mark is the mean paired difference between policy and baseline, runs with the same chance events; the band "
            "is its 95 % interval, cut where it is much wider than the means are apart. Filled marks: the interval excludes "
            "zero. Dashed line: no difference." + drawn,
        ],
        foot=stamp(
            swept.results,
            "Statistic: mean paired difference at each point, of shares in percentage points; band: 95 % t-interval over "
            "pairs, one point at a time.",
            runs="paired runs at each point",
        ),
        findings=findings(swept.results),
        key=key,
    )


def _panel(
    axes: Axes, swept: Swept, name: str, along: int, rest: list[int], looks: dict[tuple[object, ...], Look]
) -> None:
    for group, look in looks.items():
        mine = [p for p in swept.outcomes[name] if _rest(p, rest) == group and math.isfinite(p.difference)]
        mine.sort(key=lambda p: float(p.values[along]))
        xs = [float(p.values[along]) for p in mine]
        axes.fill_between(xs, [p.ci_low for p in mine], [p.ci_high for p in mine], color=look.colour, alpha=0.14, lw=0)
        axes.plot(xs, [p.difference for p in mine], color=look.colour, linewidth=1.2)
        for x, p in zip(xs, mine, strict=True):
            face = look.colour if p.sure else "white"
            axes.plot(x, p.difference, marker=look.marker, color=look.colour, markerfacecolor=face, markersize=4)
    means = [p.difference for p in swept.outcomes[name] if _rest(p, rest) in looks and math.isfinite(p.difference)]
    if means:
        low, high = min(means), max(means)
        if FAR * (high - low) >= max(-high, low, 0.0):
            low, high = min(0.0, low), max(0.0, high)
        else:  # with zero in it the axis would show one flat line
            axes.text(0.98, 0.03, "zero lies off this axis", transform=axes.transAxes, ha="right", size=7, color=QUIET)
        more = ROOM * (high - low) or 1.0
        axes.set_ylim(low - more, high + more)
    if axes.get_ylim()[0] < 0.0 < axes.get_ylim()[1]:
        axes.axhline(0.0, color="#555555", linewidth=1.0, linestyle=(0, (4, 2)), zorder=1)
    axes.locator_params(axis="both", nbins=5)
    axes.set_xlabel(lines_of(swept, along, 2.5), size=AXIS_SIZE)


def _rest(place: Place, rest: list[int]) -> tuple[object, ...]:
    return tuple(place.values[i] for i in rest)


def _spread(groups: list[tuple[object, ...]], most: int) -> list[tuple[object, ...]]:
    """At most so many groups, the first and the last among them."""
    if len(groups) <= most:
        return groups
    return [groups[round(i * (len(groups) - 1) / (most - 1))] for i in range(most)]


def _words(swept: Swept, rest: list[int], group: tuple[object, ...], *, first: bool) -> str:
    """The values of the other factors; the first entry of a key names them."""
    shown = [f"{v:g}" if isinstance(v, float) else str(v) for v in group]
    named = [swept.label(swept.factors[i]).partition(" (")[0] + " " if first else "" for i in rest]
    return ", ".join(f"{n}{v}" for n, v in zip(named, shown, strict=True))

"""A tornado: how far each factor alone moves the effect of the policy."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from pullthrough.present.figures.heat_map import swept_unit
from pullthrough.present.figures.page import Page, wrap
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import stamp
from pullthrough.present.figures.style import INK, QUIET, Look
from pullthrough.present.figures.swept import Place, Swept, better_words, findings, question

MOST_FACTORS, MOST_OUTCOMES, NAME_WIDTH = 14, 4, 2.05  # the last in inches, of a factor's name
LOW = Look("lowest value", "#7d7d7d", "#555555", "-", "s", "")
HIGH = Look("highest value", "#0072B2", "#005685", "-", "o", "")


def draw(swept: Swept) -> Page:
    """Two panels in a row, each with the factors that move its outcome most."""
    names = list(swept.outcomes)[:MOST_OUTCOMES]
    rows = min(MOST_FACTORS, len(swept.factors))
    return panelled(
        names,
        lambda axes, name: _panel(axes, swept, name),
        {name: f"{swept_unit(swept, name)}; {better_words(name)}" for name in names},
        title=question(swept.results, "Which assumption, alone, moves the effect of the policy most?"),
        lines=[
            swept.results.compared(swept.scenario),
            "Each row is one factor at the lowest and at the highest of its values, everything else as configured. A mark is "
            "the mean paired difference between policy and baseline there, its thin line the 95 % interval, the grey bar all "
            "values that were run. Dashed line: as configured; solid line: no difference. Longest bar on top.",
        ],
        foot=stamp(
            swept.results,
            "Statistic: mean paired difference at each point, of shares in percentage points; 95 % t-interval over pairs.",
            runs="paired runs at each point",
        ),
        findings=findings(swept.results),
        key=((LOW, LOW.word), (HIGH, HIGH.word)),
        size=(3.0, 0.35 + 0.27 * rows),
        left=2.55,
        across=5.7,
        below=0.55,
        columns=2,
        right=1.05,
    )


def _panel(axes: Axes, swept: Swept, name: str) -> None:
    places = swept.outcomes[name]
    base = places[0]
    rows = []
    for i, factor in enumerate(swept.factors):
        mine = [p for p in places[1:] if all(p.values[j] == base.values[j] for j in range(len(p.values)) if j != i)]
        mine = sorted((p for p in mine if math.isfinite(p.difference)), key=lambda p: _order(p, i))
        if mine:
            reach = [p.difference for p in mine] + [base.difference]
            rows.append((max(reach) - min(reach), factor, i, (mine[0], mine[-1]), reach))
    rows = sorted(rows, key=lambda row: -row[0])[:MOST_FACTORS]
    for y, (_, _, i, (low, high), reach) in enumerate(rows):
        ends = [min(reach), max(reach)]
        axes.plot(ends, [y, y], color="#d0d0d0", linewidth=7, solid_capstyle="butt", zorder=1)
        for place, look, shift in ((low, LOW, -0.13), (high, HIGH, 0.13)):
            axes.plot([place.ci_low, place.ci_high], [y + shift] * 2, color=look.colour, linewidth=1.0)
            axes.plot(place.difference, y + shift, marker=look.marker, color=look.colour, markersize=5)
        words = f"{_shown(low.values[i])} … {_shown(high.values[i])}"
        axes.annotate(words, (1.0, y), xycoords=("axes fraction", "data"), xytext=(3, 0), textcoords="offset points",
                      size=7, color=QUIET, va="center")  # fmt: skip
    axes.axvline(0.0, color="#555555", linewidth=1.0, zorder=0)
    axes.axvline(base.difference, color=INK, linewidth=1.0, linestyle=(0, (4, 2)), zorder=0)
    axes.set_yticks(
        range(len(rows)),
        ["\n".join(wrap(swept.label(factor), 7.5, NAME_WIDTH)[:2]) for _, factor, *_ in rows],
        size=7.5,
    )
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.locator_params(axis="x", nbins=5)


def _order(place: Place, i: int) -> tuple[bool, float, str]:
    value = place.values[i]
    return isinstance(value, str), value if isinstance(value, float) else 0.0, str(value)


def _shown(value: float | str) -> str:
    return f"{value:g}" if isinstance(value, float) else value

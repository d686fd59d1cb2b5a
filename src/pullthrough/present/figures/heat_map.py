"""A heat map: the effect of the policy over two factors, one panel an outcome."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from pullthrough.present.figures.load import described
from pullthrough.present.figures.page import Page, wrap
from pullthrough.present.figures.panels import panelled
from pullthrough.present.figures.stamp import distinct, stamp
from pullthrough.present.figures.style import INK
from pullthrough.present.figures.swept import MOST_PANELS, Swept, better_words, findings, question

WORSE, MIDDLE, BETTER = "#B84A00", "#f7f7f7", "#0072B2"
NEUTRAL = "#5b4a8a"
AXIS_SIZE = 8.5
MOST_NUMBERS = 8
"""Up to so many columns the numbers are written into the cells."""


def draw(swept: Swept) -> Page:
    """The first two numeric factors of a grid; of the others the first value."""
    across, up = swept.numeric()[:2]
    names = list(swept.outcomes)[:MOST_PANELS]
    rest = [i for i in range(len(swept.factors)) if i not in (across, up)]
    held = ", ".join(f"{swept.label(swept.factors[i])} at {_first(swept, i)}" for i in rest)
    units = {name: f"{swept_unit(swept, name)}; {better_words(name)}" for name in names}
    return panelled(
        names,
        lambda axes, name: _panel(axes, swept, name, across, up),
        units,
        title=question(swept.results, f"What do {_words(swept, across)} and {_words(swept, up)} do together?"),
        lines=[
            swept.results.compared(swept.scenario),
            "Each cell is the mean paired difference between policy and baseline at these values of the two factors, runs "
            "with the same chance events. Blue: better, orange: worse (purple: more or less, neither of itself better); "
            "white: no difference. A ring marks a cell whose 95 % interval includes zero: unclear. Between the cells along "
            "the black line the mean difference changes its sign." + (f" Held: {held}." if held else ""),
        ],
        foot=stamp(
            swept.results,
            "Statistic: mean paired difference at each point, of shares in percentage points; 95 % t-interval over pairs.",
            runs="paired runs at each point",
        ),
        findings=findings(swept.results),
        size=(2.3, 1.95),
        left=1.1,
        across=3.8,
        below=1.0,
    )


def swept_unit(swept: Swept, outcome: str) -> str:
    """The unit of the differences of an outcome."""
    from pullthrough.observe.registry import OUTCOMES
    from pullthrough.present.figures.swept import unit_label

    known = OUTCOMES.get(outcome)
    return unit_label(outcome, known.unit if known else "")


def _panel(axes: Axes, swept: Swept, name: str, across: int, up: int) -> None:
    rest = [i for i in range(len(swept.factors)) if i not in (across, up)]
    places = [p for p in swept.outcomes[name] if all(p.values[i] == _first(swept, i) for i in rest)]
    xs, ys = (sorted({float(p.values[i]) for p in places}) for i in (across, up))
    grid = np.full((len(ys), len(xs)), np.nan)
    sure = np.zeros(grid.shape, bool)
    for p in places:
        at = ys.index(float(p.values[up])), xs.index(float(p.values[across]))
        grid[at], sure[at] = p.difference, p.sure
    limit = float(np.nanmax(np.abs(grid), initial=0.0)) or 1.0
    better = described(name)[1]
    ends = {1: (WORSE, BETTER), -1: (BETTER, WORSE)}.get(better, (NEUTRAL, NEUTRAL))
    colours = LinearSegmentedColormap.from_list("effect", [ends[0], MIDDLE, ends[1]])
    image = axes.pcolormesh(grid, cmap=colours, vmin=-limit, vmax=limit, edgecolor="white", linewidth=0.5)
    image.set_rasterized(False)
    axes.grid(False)
    _boundary(axes, grid)
    written = len(xs) <= MOST_NUMBERS
    for (j, i), value in np.ndenumerate(grid):
        if not np.isfinite(value):
            axes.text(i + 0.5, j + 0.5, "–", ha="center", va="center", size=7)
            continue
        if not sure[j, i]:
            axes.plot(i + 0.5, j + (0.76 if written else 0.5), "o", ms=2.6, mfc="none", mec="#333333", mew=0.6)
        if written:
            ink = "white" if abs(value) > 0.62 * limit else INK
            axes.text(i + 0.5, j + 0.42, _short(value, limit), ha="center", va="center", size=6.3, color=ink)
    _ticks(axes, xs, ys)
    axes.set_xlabel(lines_of(swept, across, 2.6), size=AXIS_SIZE)
    axes.set_ylabel(lines_of(swept, up, 1.9), size=AXIS_SIZE)
    bar = axes.figure.colorbar(image, ax=axes, fraction=0.05, pad=0.03)  # type: ignore[union-attr]
    bar.outline.set_visible(False)  # type: ignore[operator]
    bar.locator = MaxNLocator(4)
    bar.update_ticks()
    bar.ax.tick_params(labelsize=7)


def lines_of(swept: Swept, factor: int, width: float) -> str:
    """The name of a factor at an axis so many inches long, in as many lines as it needs."""
    return "\n".join(wrap(swept.label(swept.factors[factor]), AXIS_SIZE, width))


def _boundary(axes: Axes, grid: np.ndarray) -> None:
    """Edges between neighbouring cells of opposite sign."""
    rows, columns = grid.shape
    sign = np.sign(np.nan_to_num(grid))
    for j in range(rows):
        for i in range(columns):
            if i + 1 < columns and sign[j, i] * sign[j, i + 1] < 0:
                axes.plot([i + 1, i + 1], [j, j + 1], color="black", linewidth=1.6, solid_capstyle="butt")
            if j + 1 < rows and sign[j, i] * sign[j + 1, i] < 0:
                axes.plot([i, i + 1], [j + 1, j + 1], color="black", linewidth=1.6, solid_capstyle="butt")


def _ticks(axes: Axes, xs: list[float], ys: list[float]) -> None:
    for values, put in ((xs, axes.set_xticks), (ys, axes.set_yticks)):
        step = -(-len(values) // 8)
        chosen = range(0, len(values), step)
        put([i + 0.5 for i in chosen], distinct([values[i] for i in chosen]))


def _short(value: float, limit: float) -> str:
    """A value to as many decimals as give the largest of its panel two figures, three from 100 on; never "-0".

    >>> _short(0.00312, 0.0034), _short(-12.34, 25.0), _short(-0.0001, 3.0)
    ('0.0031', '−12', '0.0')
    """
    decimals = min(9, max(0, 1 - math.floor(math.log10(limit))))
    text = f"{value:.{decimals}f}"
    return (text if float(text) else text.lstrip("-")).replace("-", "−")


def _first(swept: Swept, i: int) -> float | str:
    return next(iter(swept.outcomes.values()))[0].values[i]


def _words(swept: Swept, i: int) -> str:
    return swept.label(swept.factors[i]).partition(" (")[0]

"""A scatter: the effect of the policy at sampled points against each factor, for the first outcome."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes

from pullthrough.present.figures.heat_map import swept_unit
from pullthrough.present.figures.load import described
from pullthrough.present.figures.page import Page, page
from pullthrough.present.figures.panels import COLUMNS
from pullthrough.present.figures.stamp import stamp
from pullthrough.present.figures.style import INK
from pullthrough.present.figures.swept import Place, Swept, better_words, findings, question

MOST_FACTORS, PARTS = 12, 6


def draw(swept: Swept) -> Page:
    """A panel for each numeric factor: points, and the mean in each sixth of them."""
    name = next(iter(swept.outcomes))
    factors = swept.numeric()[:MOST_FACTORS]
    places = [p for p in swept.outcomes[name] if math.isfinite(p.difference)]
    rows = math.ceil(len(factors) / COLUMNS)
    label = described(name)[0]
    drawn = page(
        question(swept.results, f"How does the effect on this outcome vary over the points: {label}?"),
        [
            f"{label}: paired difference between policy and baseline, {swept_unit(swept, name)}; {better_words(name)}. Each dot "
            "is the mean at one point, where all factors vary at once; a dark dot's 95 % interval excludes zero. The line "
            f"joins the means of {PARTS} equal parts of the points along the factor: where it is flat, the factor alone does "
            "nothing on average.",
        ],
        stamp(
            swept.results,
            "Statistic: mean paired difference at each point, of shares in percentage points.",
            runs="paired runs at each point",
        ),
        2.4 * rows,
        findings=findings(swept.results),
    )
    for k, i in enumerate(factors):
        axes = drawn.axes(0.95 + 3.1 * (k % COLUMNS), 0.15 + 2.4 * (k // COLUMNS), 2.15, 1.7)
        _panel(axes, places, i)
        axes.set_xlabel(swept.label(swept.factors[i]), size=8)
    return drawn


def _panel(axes: Axes, places: list[Place], i: int) -> None:
    axes.axhline(0.0, color="#555555", linewidth=1.0, linestyle=(0, (4, 2)))
    for sure, colour in ((False, "#b5cfe0"), (True, "#0072B2")):
        mine = [p for p in places if p.sure == sure]
        axes.plot([p.values[i] for p in mine], [p.difference for p in mine], ".", color=colour, markersize=3.5)
    order = sorted(places, key=lambda p: float(p.values[i]))
    parts = [order[j] for j in range(len(order))]
    if len(parts) >= 2 * PARTS:
        split = [list(part) for part in np.array_split(np.array(range(len(parts))), PARTS)]
        xs = [float(np.mean([float(parts[j].values[i]) for j in part])) for part in split]
        ys = [float(np.mean([parts[j].difference for j in part])) for part in split]
        axes.plot(xs, ys, color=INK, linewidth=1.6)
    axes.locator_params(axis="both", nbins=5)

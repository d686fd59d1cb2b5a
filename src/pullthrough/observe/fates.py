"""Where pull-through fails: what became of the technologies begun in the window, by origin and class, and how far they came.

A fate is a way into service, or that a technology was given up early, in the valley of death or late, or that it is still at
work when the run ends. Numbers are per year of the window, so that classes and origins can be added up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.origins import by_origin
from pullthrough.observe.series import FATES, fates_of, funnel_of
from pullthrough.observe.ways import WAYS
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import CLASS_NAMES, NEVER, TOP_TRL
from pullthrough.world.tables import Tables

Array = NDArray[np.float64]
OUTCOMES = ()
"""None: it measures curves alone."""
VALLEY = (4, 7)
"""Given up below the first is early, from the second on late."""


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Technologies begun a year by fate, for each origin and class; and by origin how many came to each TRL or beyond."""
    technology = tables.technologies
    begun = window.holds(technology.begun)
    farthest = highest_trl(tables)
    fate = fates(tables, farthest)
    curves: dict[str, Array] = {}
    for origin, mine in by_origin(technology).items():
        born = begun & mine
        came = np.array([int((farthest[born] >= level).sum()) for level in range(1, TOP_TRL + 1)])
        curves[funnel_of(origin)] = in_a_year(came, window)
        for number, name in enumerate(CLASS_NAMES):
            counted = np.bincount(fate[born & (technology.category == number)], minlength=len(FATES))
            curves[fates_of(origin, name)] = in_a_year(counted, window)
    return {}, curves


def fates(tables: Tables, farthest: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place in ``FATES`` of what became of each technology, of which the highest TRL is known."""
    technology = tables.technologies
    stage = np.where(
        farthest < VALLEY[0], "given_up_early", np.where(farthest < VALLEY[1], "given_up_middle", "given_up_late")
    )
    place = {name: number for number, name in enumerate(FATES)}
    found = np.full(len(farthest), place["at_work"])
    ended = np.asarray(technology.ended) != NEVER
    for name in ("given_up_early", "given_up_middle", "given_up_late"):
        found[ended & (stage == name)] = place[name]
    served = np.asarray(technology.adopted) != NEVER  # what has served and was given up later has served
    for name, way in WAYS.items():
        found[served & (technology.way == way)] = place[name]
    return found


def highest_trl(tables: Tables) -> NDArray[np.int64]:
    """The highest TRL that each technology came to."""
    reached = np.asarray(tables.technologies.reached)[:, 1:] != NEVER
    levels = np.arange(1, reached.shape[1] + 1)
    found: NDArray[np.int64] = np.where(reached, levels, 0).max(axis=1, initial=0)
    return found


def in_a_year(count: NDArray[np.int64], window: Window) -> Array:
    """Numbers per year of the window; nan if it has none."""
    found: Array = count.astype(np.float64) * ratio(1.0, window.years)
    return found

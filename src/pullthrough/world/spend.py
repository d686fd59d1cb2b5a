"""Dated series that a run is given from outside: what is spent with industry, and threats.

Published payments are at prices of their time; a deflator takes them to those of 2021. After the last year published,
spend grows as the world says, in real terms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.policy.prices import price_level
from pullthrough.parameters.schema.quarters import number_of
from pullthrough.parameters.schema.world import Calendar, Market, World
from pullthrough.world.codes import QUARTERS_PER_YEAR

Series = NDArray[np.float64]


def years_of(calendar: Calendar) -> NDArray[np.int64]:
    """The year of each quarter of a run, shape (quarters,)."""
    quarters: NDArray[np.int64] = np.arange(calendar.quarters) - calendar.burn_in
    return calendar.first_year + quarters // QUARTERS_PER_YEAR


def real_spend(market: Market, calendar: Calendar) -> Series:
    """Payments to industry in each quarter, GBP thousand a year at 2021 prices, before any lever; shape (quarters,).

    Published years are deflated, years between them interpolated; before the first it is as in the first; afterwards it grows by
    ``growth_next`` up to ``growth_until`` and by ``growth_later`` from then on. Where it is not ``dated`` it is ``spend``.
    """
    wanted = years_of(calendar)
    if not (market.dated and market.spending):
        return np.full(len(wanted), market.spend)
    years = sorted(market.spending, key=int)
    level = price_level(market, np.array([int(year) for year in years]))
    real = np.array([market.spending[year] for year in years]) / level
    found: Series = np.interp(wanted, [int(year) for year in years], real)
    last = int(years[-1])
    turn = max(last, market.growth_until)
    soon = np.clip(wanted, last, turn) - last
    later = np.maximum(wanted, turn) - turn
    return found * (1.0 + market.growth_next) ** soon * (1.0 + market.growth_later) ** later


def threats(world: World) -> Series:
    """What threats add to the plan of each segment in each quarter, shape (quarters, segments): rises that fade by halves."""
    quarters = np.arange(world.calendar.quarters)
    first = QUARTERS_PER_YEAR * world.calendar.first_year - world.calendar.burn_in
    added: Series = np.zeros((len(quarters), len(world.segments)))
    for threat in world.threats.values():
        since = quarters - ((number_of(threat.start) or 0) - first)
        felt = np.where(since >= 0, threat.rise * 0.5 ** (np.maximum(since, 0) / threat.half_life), 0.0)
        for place, name in enumerate(world.segments):
            if not threat.segments or name in threat.segments:
                added[:, place] += felt
    return added

"""Prices: sums of money in documents are at prices of their year, those of the model at 2021 prices.

A sum of s at prices of year y is s x 100 / p(y) at 2021 prices, with p the price level of the world (``world.market.deflator``,
2021 = 100).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pullthrough.parameters.checking.problems import Problem
from pullthrough.parameters.schema.policy import Levers, Stage
from pullthrough.parameters.schema.world import Market

BASE_PRICES = 100.0
"""The price level in the year of the model's prices."""

SUM = "GBP"
"""The unit of a sum of money begins with it."""


def price_level(market: Market, years: NDArray[np.int64]) -> NDArray[np.float64]:
    """Prices of each year over those of 2021; shape as ``years``.

    Years that the world does not list are interpolated; before its first and after its last it is as in that one; 1 in a world
    without a price level.
    """
    known = years_of(market)
    if not known:
        return np.ones(len(years))
    level: NDArray[np.float64] = np.interp(years, known, [market.deflator[str(year)] for year in known])
    return level / BASE_PRICES


def years_of(market: Market) -> list[int]:
    """The years of which a world has the price level; what is no year is refused elsewhere."""
    return sorted(int(year) for year in market.deflator if year.isdigit())


def at_model_prices(amount: float, levers: Levers, market: Market) -> float:
    """A sum that a policy names, at 2021 prices. Without a year of its own it is at those prices already."""
    if not isinstance(levers, Stage) or levers.prices is None:
        return amount
    return amount / float(price_level(market, np.array([levers.prices]))[0])


def problems_of(where: str, levers: Levers, market: Market) -> Iterator[Problem]:
    """A year of prices that the world has no price level of."""
    known = years_of(market)
    if not isinstance(levers, Stage) or levers.prices is None or not known:
        return
    if not known[0] <= levers.prices <= known[-1]:
        message = f"must be a year from {known[0]} to {known[-1]}, for which world.market.deflator has the price level"
        yield Problem(f"{where}.prices", levers.prices, message)

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
    known = sorted(market.deflator, key=int)
    if not known:
        return np.ones(len(years))
    level: NDArray[np.float64] = np.interp(years, [int(year) for year in known], [market.deflator[year] for year in known])
    return level / BASE_PRICES


def at_model_prices(amount: float, levers: Levers, market: Market) -> float:
    """A sum that a policy names, at 2021 prices. Without a year of its own it is at those prices already."""
    if not isinstance(levers, Stage) or levers.prices is None:
        return amount
    return amount / float(price_level(market, np.array([levers.prices]))[0])


def problems_of(where: str, levers: Levers, market: Market) -> Iterator[Problem]:
    """A year of prices that the world has no price level of."""
    if not isinstance(levers, Stage) or levers.prices is None or not market.deflator:
        return
    first, last = min(map(int, market.deflator)), max(map(int, market.deflator))
    if not first <= levers.prices <= last:
        message = f"must be a year from {first} to {last}, for which world.market.deflator has the price level"
        yield Problem(f"{where}.prices", levers.prices, message)

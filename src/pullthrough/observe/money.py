"""Outcomes in money: public cost, all that government pays, private money, who is paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.flows import PAYMENTS, PRIVATE_RD, PUBLIC_COST
from pullthrough.observe.window import Window, ratio
from pullthrough.world.tables import FLOW_NAMES, Tables

MILLION = 1000.0  # GBP thousand


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Public cost and what it buys, all payments, money of calls not awarded, leverage, shares of spend."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    public = (sum(total[name] for name in PUBLIC_COST) - total["float_gain"]) / MILLION
    private = sum(total[name] for name in PRIVATE_RD) / MILLION
    outcomes = {
        "public_cost": ratio(public, window.years),
        "total_payments": ratio(sum(total[name] for name in PAYMENTS) / MILLION, window.years),
        "cost_per_adoption": ratio(public, total["adoptions"]),
        "funding_left": ratio((total["offered"] - total["award_money"]) / MILLION, window.years),
        "funding_left_share": ratio(total["offered"] - total["award_money"], total["offered"]),
        "private_leverage": ratio(private, total["public_rd"] / MILLION),
        "private_rd": ratio(private, window.years),
        "sme_share_direct": ratio(total["spend_sme"], total["spend"]),
        "top10_share": top_share(window, tables, noted),
    }
    return outcomes, {}


def top_share(window: Window, tables: Tables, noted: NDArray[np.int64]) -> float:
    """Mean over calendar years of the ten best-paid suppliers' share: their payments stand in each year's last quarter."""
    years = (window.stop - window.start) // 4
    if not years:
        return float("nan")
    spend = noted[window.start : window.start + 4 * years, FLOW_NAMES.index("spend")].reshape(years, 4).sum(axis=1)
    top = tables.stocks.top10_paid[window.start + 3 : window.start + 4 * years : 4]
    paid = spend > 0
    return float((top[paid] / spend[paid]).mean()) if paid.any() else float("nan")

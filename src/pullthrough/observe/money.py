"""Outcomes in money: public cost, all that government pays, private money, who is paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.flows import PAYMENTS, PRIVATE_RD, PUBLIC_COST, paid_by_year
from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("sme_share_direct", "share", "SME share of spend, direct", "payments to SMEs over all payments to industry", 1),
    Outcome("top10_share", "share", "Top-10 suppliers' share of spend",
            "payments to the ten best-paid suppliers of a calendar year over all payments; mean over years", 0),
    Outcome("public_cost", "GBP million per year", "Public cost of pull-through",
            "awards spent, officials, notices, extra procurement staff, overruns, failed integration, training places, help for "
            "exports and screening of investment, less what late payment saves; not the price of equipment, which is bought in "
            "any case", -1),
    Outcome("total_payments", "GBP million per year", "Payments to industry and academia",
            "all that government pays them: contracts and support at home and abroad, overruns, awards spent, second sources; "
            "of public_cost it holds these and failed integration, not officials, training, clusters nor exports", 0),
    Outcome("funding_left", "GBP million per year", "Unallocated call funding",
            "paid into the pots of all instruments, less awarded from them; it waits there, or returns where nothing may be "
            "carried over; below 0 where more was awarded of what had waited", -1),
    Outcome("funding_left_share", "share", "Unallocated share of call funding", "unallocated call funding over the money paid into the pots of all instruments", -1),
    Outcome("cost_per_adoption", "GBP million", "Public cost per adoption", "public cost over adoptions in the window", -1),
    Outcome("private_leverage", "1", "Private R&D per public pound",
            "own and investors' money, at home and abroad, over public money spent on development", 1),
    Outcome("private_rd", "GBP million per year", "Private R&D",
            "own and investors' money, at home and abroad, spent on development", 1),
)  # fmt: skip


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Public cost and what it buys, all payments, unallocated call funding, leverage, shares of spend."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    public = (sum(total[name] for name in PUBLIC_COST) - total["float_gain"]) / THOUSANDS_PER_MILLION
    private = sum(total[name] for name in PRIVATE_RD) / THOUSANDS_PER_MILLION
    outcomes = {
        "public_cost": ratio(public, window.years),
        "total_payments": ratio(sum(total[name] for name in PAYMENTS) / THOUSANDS_PER_MILLION, window.years),
        "cost_per_adoption": ratio(public, total["adoptions"]),
        "funding_left": ratio((total["offered"] - total["award_money"]) / THOUSANDS_PER_MILLION, window.years),
        "funding_left_share": ratio(total["offered"] - total["award_money"], total["offered"]),
        "private_leverage": ratio(private, total["public_rd"] / THOUSANDS_PER_MILLION),
        "private_rd": ratio(private, window.years),
        "sme_share_direct": ratio(total["spend_sme"], total["spend"]),
        "top10_share": top_share(window, tables, noted),
    }
    return outcomes, {}


def top_share(window: Window, tables: Tables, noted: NDArray[np.int64]) -> float:
    """Mean over calendar years of the ten best-paid suppliers' share: their payments stand in each year's last quarter."""
    spend, last_quarters = paid_by_year(window, noted)
    top = tables.stocks.top10_paid[last_quarters]
    paid = spend > 0
    return float((top[paid] / spend[paid]).mean()) if paid.any() else float("nan")

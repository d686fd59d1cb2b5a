"""Outcomes of the market for contracts: who wins new ones, what is competed, what changes hands, what goes abroad."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.flows import COLUMN
from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import LARGE, NOTHING, QUARTERS_PER_YEAR, TENDER
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("new_contracts_per_year", "per year", "New contracts",
            "contracts let in tenders, by orders and for support work, amendments not counted, per year", 0),
    Outcome("new_contracts_value", "GBP million per year", "Value of new contracts",
            "price of contracts let in tenders, by orders and for support work, amendments not counted; support over its whole term", 0),
    Outcome("sme_share_contracts", "share", "SMEs' share of new contracts, by number", "new contracts that an SME leads, over all", 1),
    Outcome("sme_share_contract_value", "share", "SMEs' share of new contracts, by value", "price of new contracts that an SME leads, over that of all", 1),
    Outcome("uncompeted_contracts", "share", "New contracts without competition, by number",
            "new contracts let after a single offer, and support contracts not put to competition, over all", 0),
    Outcome("support_moved", "share per year", "Support work that changes supplier",
            "yearly value of support work that changed supplier, per year, over support spend", 0),
    Outcome("money_in_reach", "share", "Spend that rules of buying reach",
            "contracts let in the window and support work let anew in it, over spend at the end of the window", 0),
    Outcome("payments_abroad", "share", "Payments to others than UK industry", "payments to suppliers abroad over all payments", 0),
    Outcome("large_uncompeted", "share", "Large requirements without competition",
            "tenders of the large tier let in the window after a single offer, over all of that tier, by number", 0),
    Outcome("first_sales_by_support", "per year", "Suppliers that begin with support work",
            "support contracts won by organisations that had never sold to defence, per year", 1),
)  # fmt: skip

Array = NDArray[np.float64]


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Who wins new contracts, by number and by value, and how much of the money moves."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    need = tables.requirements
    let = window.holds(need.let) & (need.winner != NOTHING)
    large = let & (need.tier == LARGE) & (need.way == TENDER)
    contracts = total["contracts"] + total["relets"]
    alone = int((need.bidders[let] <= 1).sum()) + total["relets"] - total["relets_competed"]
    support = total["spend"] - _bought(noted, window)
    outcomes = {
        "new_contracts_per_year": ratio(contracts, window.years),
        "new_contracts_value": ratio(
            (total["let_value"] + total["relets_value"]) / THOUSANDS_PER_MILLION, window.years
        ),
        "sme_share_contracts": ratio(total["contracts_sme"] + total["relets_sme"], contracts),
        "sme_share_contract_value": ratio(
            total["let_value_sme"] + total["relets_value_sme"], total["let_value"] + total["relets_value"]
        ),
        "uncompeted_contracts": ratio(alone, contracts),
        "support_moved": ratio(total["work_moved"], support),
        "money_in_reach": _in_reach(window, tables),
        "payments_abroad": ratio(total["spend_abroad"], total["spend"]),
        "large_uncompeted": ratio(int((need.bidders[large] <= 1).sum()), int(large.sum())),
        "first_sales_by_support": ratio(total["relets_first"], window.years),
    }
    return outcomes, {}


def series(window: Window, tables: Tables, noted: NDArray[np.int64]) -> dict[str, Array]:
    """Shares of the ten largest in the year so far, and of SMEs in the new contracts of a quarter."""
    shown = slice(window.burn_in, window.end + 1)
    flow = noted[shown].astype(float)
    count = flow[:, COLUMN["contracts"]] + flow[:, COLUMN["relets"]]
    value = flow[:, COLUMN["let_value"]] + flow[:, COLUMN["relets_value"]]
    by_smes = flow[:, COLUMN["contracts_sme"]] + flow[:, COLUMN["relets_sme"]]
    value_of_smes = flow[:, COLUMN["let_value_sme"]] + flow[:, COLUMN["relets_value_sme"]]
    spend = flow[:, COLUMN["spend"]]
    year_so_far = np.concatenate(
        [np.cumsum(spend[first : first + QUARTERS_PER_YEAR]) for first in range(0, len(spend), QUARTERS_PER_YEAR)]
        or [spend]
    )
    top = tables.stocks.top10_paid[shown].astype(float)
    return {
        "top10_share": _share(top, year_so_far),
        "sme_share_contracts": _share(by_smes, count),
        "sme_share_contract_value": _share(value_of_smes, value),
        "payments_abroad": _share(flow[:, COLUMN["spend_abroad"]], spend),
    }


def _share(part: Array, whole: Array) -> Array:
    found: Array = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found


def _bought(noted: NDArray[np.int64], window: Window) -> int:
    """Payments on contracts let in tenders and by orders."""
    here = noted[window.start : window.stop]
    return int((here[:, COLUMN["spend"]] - here[:, COLUMN["spend_support"]]).sum())


def _in_reach(window: Window, tables: Tables) -> float:
    """What is tendered, and of support the work whose contract was let anew in the window, at the end of the run."""
    tendered = float(tables.rules.market.tendered_share[0])
    works = tables.works[: int(tables.clock.works[0])]
    value = works.value.astype(float)
    return tendered + (1.0 - tendered) * (
        float(value[window.start <= works.began].sum()) / max(1.0, float(value.sum()))
    )

"""Outcomes of the acquisition route and of supply: who competed, what is made at home, what was available."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import (
    CODEVELOPMENT,
    FOREIGN,
    IMPORT,
    NO_ROW,
    NOTHING,
    OPEN,
    OPEN_COMPETITION,
    OPERATIONAL_INDEPENDENCE,
    QUARTERS_PER_YEAR,
    SINGLE_SOURCE,
    STRATEGIC_IMPERATIVE,
    TENDER,
    UK_COMPETITION,
)
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("single_source_share", "share", "Spend without competition",
            "contracts let after a single offer at their price, and support under contracts not put to competition, over all spend; where support "
            "contracts do not end, in proportion to the support base that came without competition", 0),
    Outcome("single_source_tenders", "share", "Tendered value without competition",
            "price of contracts let after a single offer over that of all contracts let in the window", 0),
    Outcome("route_open", "share", "Route: open competition", "price of contracts let in the window on this route over that of all", 0),
    Outcome("route_uk", "share", "Route: UK competition", "price of contracts let in competition among UK suppliers over that of all", 0),
    Outcome("route_single", "share", "Route: onshore single source", "price of contracts let to one UK supplier over that of all", 0),
    Outcome("route_codeveloped", "share", "Route: co-development", "price of contracts let with a partner nation over that of all", 0),
    Outcome("route_import", "share", "Route: import", "price of contracts let abroad without competition over that of all", 0),
    Outcome("price_to_value", "share", "Price relative to budgeted value", "prices over budgeted values, of contracts let in the window", -1),
    Outcome("turned_away_per_year", "per year", "Novel bids excluded by route",
            "novel technologies that would have been bid but were excluded by the route, at the last opening, per year", -1),
    Outcome("onshore_share", "share", "UK share of work",
            "price paid to suppliers at home over all work of contracts let in the window; a partner nation's part, which it pays "
            "itself, counts as work abroad", 0),
    Outcome("onshore_share_open", "share", "UK share of payments, open segments",
            "price paid to suppliers at home over price paid, of contracts let in the window in segments of this sovereignty class; "
            "a partner nation pays for its own part", 0),
    Outcome("onshore_share_independence", "share", "UK share of payments, operational independence",
            "price paid to suppliers at home over price paid, of contracts let in the window in segments of operational independence; "
            "a partner nation pays for its own part", 1),
    Outcome("onshore_share_imperative", "share", "UK share of payments, strategic imperatives",
            "price paid to suppliers at home over price paid, of contracts let in the window in segments of strategic imperatives; "
            "a partner nation pays for its own part", 1),
    Outcome("availability", "share", "Availability", "quarters in which capabilities in service were supplied, over all their quarters in service", 1),
    Outcome("outages_per_year", "per year", "Supply failures", "capabilities in service that lost their supply, per year", -1),
)  # fmt: skip

Array = NDArray[np.float64]
ROUTE_NAMES = {
    "open": OPEN_COMPETITION,
    "uk": UK_COMPETITION,
    "single": SINGLE_SOURCE,
    "codeveloped": CODEVELOPMENT,
    "import": IMPORT,
}
CLASS_NAMES = {"open": OPEN, "independence": OPERATIONAL_INDEPENDENCE, "imperative": STRATEGIC_IMPERATIVE}


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Route shares, single source, onshore share, price, availability."""
    need = tables.requirements
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    let = window.holds(need.let) & (need.winner != NOTHING)
    price = np.where(let, need.price, 0)
    home, whole = _work(tables)
    by_class = np.asarray(tables.segments.sovereignty)[need.segment]
    alone, spent = _without_competition(window, tables, noted)
    here = slice(window.start, window.stop)
    outcomes = {
        "single_source_share": ratio(alone[here].sum(), spent[here].sum()),
        "single_source_tenders": ratio(price[need.bidders <= 1].sum(), price.sum()),
        "price_to_value": ratio(price[need.way == TENDER].sum(), need.value[let & (need.way == TENDER)].sum()),
        "onshore_share": ratio(home[let].sum(), whole[let].sum()),
        "turned_away_per_year": ratio(need.refused[window.holds(need.opened)].sum(), window.years),
        "availability": 1.0 - ratio(total["unavailable"], total["capabilities"]),
        "outages_per_year": ratio(total["outages"], window.years),
    }
    for name, route in ROUTE_NAMES.items():
        outcomes[f"route_{name}"] = ratio(price[need.route == route].sum(), price.sum())
    for name, sovereignty in CLASS_NAMES.items():
        chosen = let & (by_class == sovereignty)
        outcomes[f"onshore_share_{name}"] = ratio(home[chosen].sum(), price[chosen].sum())
    return outcomes, {}


def series(window: Window, tables: Tables, noted: NDArray[np.int64]) -> dict[str, Array]:
    """Single-source share and availability from the first year to the last quarter run, shape (quarters,)."""
    shown = slice(window.burn_in, window.end + 1)
    alone, spent = _without_competition(window, tables, noted)
    flow = noted[shown].astype(float)
    kept, all_of_them = (flow[:, FLOW_NAMES.index(name)] for name in ("unavailable", "capabilities"))
    return {
        "single_source_share": np.divide(alone, spent, out=np.zeros(len(spent)), where=spent > 0)[shown],
        "availability": 1.0 - np.divide(kept, all_of_them, out=np.zeros(len(flow)), where=all_of_them > 0),
    }


def _work(tables: Tables) -> tuple[Array, Array]:
    """Work done at home and in all for each requirement, GBP thousand; a partner's share comes on top of our price."""
    need = tables.requirements
    share = float(tables.rules.routes.partner_share[0])
    home = np.where(need.winner == FOREIGN, 0.0, need.price)
    return home, np.where(need.codeveloped, need.price / (1.0 - share), need.price)


def _without_competition(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[Array, Array]:
    """Spend let without competition, and all spend, in each quarter, GBP thousand, shape (quarters run,).

    Contracts count at their price when let, by the number of offers. Support work counts by how its contracts were let.
    Where they do not end, it counts in proportion to the support base: at the start the share
    ``market.single_source_support`` of it is uncompeted, and each delivered contract adds its support, competed or not as
    the contract was.
    """
    market = tables.rules.market[0]
    support_share = float(tables.rules.tender.support_share[0])
    quarters = window.end + 1
    need = tables.requirements
    standing = need.winner != NOTHING
    alone = need.bidders <= 1
    spend = np.asarray(tables.spend[:quarters] * tables.levers.budget.factor[:quarters], dtype=float)
    bulk = spend * (1.0 - float(market.tendered_share)) / QUARTERS_PER_YEAR
    served = standing & (need.contractor != NO_ROW)
    base = float(tables.agency.support_total[0])
    gained = np.cumsum(_by_quarter(need.delivered, np.where(served, need.price, 0), quarters)) * support_share
    alone_gained = np.cumsum(_by_quarter(need.delivered, np.where(served & alone, need.price, 0), quarters))
    uncompeted = float(market.single_source_support) * base + alone_gained * support_share
    support = np.divide(uncompeted, base + gained, out=np.zeros(quarters), where=base + gained > 0)
    let = _by_quarter(need.let, np.where(standing, need.price, 0), quarters)
    let_alone = _by_quarter(need.let, np.where(standing & alone, need.price, 0), quarters)
    if tables.agency.lets_support[0]:
        return noted[:quarters, FLOW_NAMES.index("spend_uncompeted")] + let_alone, bulk + let
    return bulk * support + let_alone, bulk + let


def _by_quarter(when: NDArray[np.integer[Any]], amount: NDArray[Any], quarters: int) -> Array:
    """Amounts summed by quarter; what has not happened is left out."""
    known = when >= 0
    return np.bincount(when[known], weights=amount[known].astype(float), minlength=quarters)[:quarters]

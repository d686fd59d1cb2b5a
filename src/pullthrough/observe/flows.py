"""Outcomes and series that are sums and ratios of flows and stocks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.series import FLOW_SERIES
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.codes import QUARTERS_PER_YEAR
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("adoptions_per_year", "per year", "Adoptions", "technologies entering service for the first time, per year", 1),
    Outcome("new_entrant_rate_awards", "share", "New entrants among award winners",
            "organisations that had never won an award before the year, over all that won one in it; mean over years", 1),
    Outcome("new_entrant_rate_contracts", "share", "New entrants among contractors",
            "contractors that had never won a contract before the year, over all that won one in it; mean over years", 1),
    Outcome("new_entrant_value_awards", "share", "New entrants' share of award money",
            "award money of organisations in their first winning year, over all award money", 1),
    Outcome("new_entrant_value_contracts", "share", "New entrants' share of contract value",
            "contract value of domestic contractors in their first winning year, over all of it", 1),
    Outcome("entrants_per_year", "per year", "Firms entering defence", "potential entrants that entered, per year", 1),
    Outcome("unmet_per_year", "per year", "Requirements cancelled", "requirements cancelled for lack of budget, per year", -1),
    Outcome("novel_share", "share", "Novel technology's share of contracts", "contracts won by novel technology over all contracts", 1),
    Outcome("integration_failure_rate", "share", "Failed integrations", "failed over attempted integrations of novel technology", -1),
    Outcome("call_success_rate", "share", "Success rate of innovation calls", "awards over proposals, innovation calls", 0),
    Outcome("call_sme_share", "share", "SME share of innovation-call funding", "money to SMEs over all money, innovation calls", 0),
    Outcome("call_newcomer_share", "share", "New entrants among call winners",
            "winners of a year's innovation calls that had never won one, over all winners; mean over years", 1),
    Outcome("stock_trl_4_6", "technologies", "Projects at TRL 4-6", "mean number not yet in service", 0),
    Outcome("call_awards_from_smes", "share", "SMEs among call awards, by number", "awards of innovation calls to SMEs, over all", 0),
    Outcome("call_awards_from_academia", "share", "Universities among call awards, by number", "awards of innovation calls to "
            "universities, over all", 0),
)  # fmt: skip

Array = NDArray[np.float64]
COLUMN = {name: i for i, name in enumerate(FLOW_NAMES)}
PUBLIC_COST = (
    "public_rd",
    "administration",
    "haste_cost",
    "engagement_cost",
    "notice_cost",
    "overruns",
    "failure_losses",
    "training_cost",
    "export_cost",
    "export_losses",
    "screening_cost",
    "route_cost",
    "second_source_cost",
    "assurance_cost",
    "cluster_cost",
    "outreach_cost",
    "uptake_cost",
    "relet_cost",
    "approval_cost",
    "idle_officials",
)
PAYMENTS = ("spend", "overruns", "public_rd", "second_source_cost")
PRIVATE_RD = ("own_rd", "investor_rd", "foreign_capital")


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Outcomes of calls, entry and adoption by number; the funnel's stock."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    stock = np.asarray(tables.stocks.trl[window.start : window.stop], dtype=float)
    years = window.years
    outcomes = {
        "adoptions_per_year": ratio(total["adoptions"], years),
        "entrants_per_year": ratio(total["entrants"], years),
        "unmet_per_year": ratio(total["unmet"], years),
        "novel_share": ratio(total["novel_contracts"], total["contracts"]),
        "integration_failure_rate": ratio(total["integration_failures"], total["integrations"]),
        "call_success_rate": ratio(total["call_awards"], total["call_proposals"]),
        "call_sme_share": ratio(total["call_money_sme"], total["call_money"]),
        "call_awards_from_smes": ratio(total["call_awards_sme"], total["call_awards"]),
        "call_awards_from_academia": ratio(total["call_awards_academic"], total["call_awards"]),
        "call_newcomer_share": mean(_yearly(noted, window, "call_winners_new", "call_winners")),
        "new_entrant_value_awards": ratio(total["award_money_new"], total["award_money"]),
        "new_entrant_value_contracts": ratio(total["contract_value_new"], total["contract_value"]),
        "new_entrant_rate_awards": mean(_yearly(noted, window, "award_winners_new", "award_winners")),
        "new_entrant_rate_contracts": mean(_yearly(noted, window, "contract_winners_new", "contract_winners")),
        "stock_trl_4_6": float(stock[:, 4:7].sum(axis=1).mean()) if len(stock) else float("nan"),
    }
    return outcomes, {"funnel_stock": stock[:, 1:].mean(axis=0) if len(stock) else np.full(9, np.nan)}


def series(window: Window, tables: Tables, noted: NDArray[np.int64]) -> dict[str, Array]:
    """Every series from the first year to the last quarter run, shape (quarters,)."""
    shown = slice(window.burn_in, window.end + 1)
    flow = noted[shown].astype(float)
    stocks: Any = tables.stocks[shown]
    found = {name: flow[:, COLUMN[name]] for name in FLOW_SERIES}
    found["public_cost"] = flow[:, [COLUMN[name] for name in PUBLIC_COST]].sum(axis=1) - flow[:, COLUMN["float_gain"]]
    found["private_rd"] = flow[:, [COLUMN[name] for name in PRIVATE_RD]].sum(axis=1)
    found["top10_paid"] = stocks.top10_paid.astype(float)
    found["ties"] = tables.network_notes["ends"][shown] / 2.0
    found["cluster_members"] = tables.regional_notes["members"][shown].sum(axis=1).astype(float)
    found["active_smes"] = stocks.active_smes.astype(float)
    found["open_requirements"] = stocks.open_requirements.astype(float)
    found |= {f"stock_trl_{k}": stocks.trl[:, k].astype(float) for k in range(1, 10)}
    for name in ("adoptions", "entrants"):
        found[f"{name}_year"] = last_four(noted[:, COLUMN[name]])[shown]
    whole = Window(window.burn_in, window.end + 1, window.burn_in, window.end)
    for kind in ("award", "contract"):
        yearly = np.full(len(flow), np.nan)
        rates = _yearly(noted, whole, f"{kind}_winners_new", f"{kind}_winners")
        yearly[QUARTERS_PER_YEAR - 1 : QUARTERS_PER_YEAR * len(rates) : QUARTERS_PER_YEAR] = rates
        found[f"new_entrant_rate_{kind}s"] = yearly
    return found


def last_four(flow: NDArray[np.int64]) -> Array:
    """Sum of each quarter and the three before it; nan in the first three quarters of the run."""
    total = np.full(len(flow), np.nan)
    whole_year = len(flow) >= QUARTERS_PER_YEAR
    ones = np.ones(QUARTERS_PER_YEAR)
    total[QUARTERS_PER_YEAR - 1 :] = np.convolve(flow.astype(float), ones, "valid") if whole_year else []
    return total


def _yearly(noted: NDArray[np.int64], window: Window, part: str, whole: str) -> Array:
    """A ratio of yearly sums for each whole calendar year of the window; nan in a year without any."""
    years = max(0, window.stop - window.start) // QUARTERS_PER_YEAR
    if years == 0:
        return np.empty(0)
    end = window.start + QUARTERS_PER_YEAR * years
    sums = noted[window.start : end].reshape(years, QUARTERS_PER_YEAR, -1).sum(axis=1).astype(float)
    bottom = sums[:, COLUMN[whole]]
    rates: Array = np.divide(sums[:, COLUMN[part]], bottom, out=np.full(years, np.nan), where=bottom > 0)
    return rates


def paid_by_year(window: Window, noted: NDArray[np.int64]) -> tuple[NDArray[np.int64], slice]:
    """Payments to industry in each whole calendar year of the window, and the last quarters of these years.

    Returns:
        GBP thousand, shape (years,); and a slice over the quarters of the run with as many places.
    """
    years = max(0, window.stop - window.start) // QUARTERS_PER_YEAR
    end = window.start + QUARTERS_PER_YEAR * years
    spend = noted[window.start : end, COLUMN["spend"]].reshape(years, QUARTERS_PER_YEAR).sum(axis=1)
    return spend, slice(window.start + QUARTERS_PER_YEAR - 1, end, QUARTERS_PER_YEAR)

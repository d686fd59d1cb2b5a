"""Outcomes of budgets, plans, supply chains and skilled people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.flows import paid_by_year
from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("dates_kept", "share", "Published dates kept", "by value, published tenders opened on their date, over those whose date came", 1),
    Outcome("slips_per_year", "per year", "Slippage of published tenders",
            "quarters by which published tenders were postponed for lack of budget, summed, per year", -1),
    Outcome("trust", "1", "Trust in the published plan", "mean over segments and quarters of the weight that industry gives it", 1),
    Outcome("money_returned", "GBP million per year", "Unspent tender budget returned",
            "tender budget above the carry-over limit at the end of a year", 0),
    Outcome("sme_share_indirect", "share", "SME share of spend, indirect",
            "payments of suppliers to SMEs for defence work, over all payments to industry", 1),
    Outcome("hhi", "1", "Concentration of suppliers (HHI)",
            "10,000 x sum of squared shares in the payments of a calendar year; suppliers not modelled one by one count as very "
            "small; mean over years", -1),
    Outcome("skills_gap", "share", "Skills shortage (share of demand)",
            "people that development needs beyond those at hand, by region, over people needed; valued at their cost, over the "
            "window", -1),
)  # fmt: skip

Array = NDArray[np.float64]
WHOLE_MARKET = 10_000.0  # Herfindahl-Hirschman index of a single supplier


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Trust and kept dates, unspent money, indirect share of SMEs, concentration, skills shortages."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    outcomes = {
        "trust": mean(np.asarray(tables.marks.trust[window.start : window.stop], dtype=float)),
        "dates_kept": ratio(total["value_on_date"], total["value_due"]),
        "slips_per_year": ratio(total["slips"], window.years),
        "money_returned": ratio(total["returned"] / THOUSANDS_PER_MILLION, window.years),
        "sme_share_indirect": ratio(total["spend_sme_indirect"], total["spend"]),
        "hhi": concentration(window, tables, noted),
        "skills_gap": ratio(total["work_missing"], total["work_wanted"]),
    }
    return outcomes, {}


def concentration(window: Window, tables: Tables, noted: NDArray[np.int64]) -> float:
    """Mean over calendar years of the index: suppliers that are not modelled one by one count as very small."""
    spend, last_quarters = paid_by_year(window, noted)
    squares = np.asarray(tables.marks.paid_squares[last_quarters], dtype=float)
    paid = spend > 0
    return mean(WHOLE_MARKET * squares[paid] / spend[paid].astype(float) ** 2)


def series(window: Window, tables: Tables, noted: NDArray[np.int64]) -> dict[str, Array]:
    """Trust, and the share of people missing, in each quarter from the first year on."""
    shown = slice(window.burn_in, window.end + 1)
    wanted, missing = (noted[shown, FLOW_NAMES.index(name)].astype(float) for name in ("work_wanted", "work_missing"))
    gap = np.divide(missing, wanted, out=np.full(len(wanted), np.nan), where=wanted > 0)
    return {"trust": np.asarray(tables.marks.trust[shown], dtype=float), "skills_gap": gap}

"""Outcomes and series of exports and foreign investment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.flows import COLUMN, last_four
from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import ACTIVE, SME
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("exports", "GBP billion per year", "Defence export orders",
            "value of orders won abroad in defence segments, those counted as security left out", 1),
    Outcome("security_exports", "GBP billion per year", "Security export orders",
            "value of orders won abroad in segments counted as security", 1),
    Outcome("export_share_air", "share", "Air share of defence export orders", "orders in air segments over defence orders", 0),
    Outcome("export_campaigns", "per year", "Export campaigns entered", "campaigns entered, security included, per year", 0),
    Outcome("export_win_rate", "share", "Export campaigns won", "orders over campaigns entered, by number, security included", 1),
    Outcome("export_uk_content", "share", "UK content of defence export orders",
            "value of the work done in the United Kingdom over the value of the orders", 1),
    Outcome("export_public_cost", "GBP million per year", "Public cost of exports",
            "promotion, officials of contracts between governments, and losses borne under them; part of public_cost", -1),
    Outcome("rivals_gain", "1", "Rivals' gain in quality",
            "ln quality that foreign suppliers hold from technology transfer and from technologies lost to them; mean over the "
            "segments that export, last quarter run", -1),
    Outcome("foreign_capital", "GBP million per year", "Foreign growth capital", "money of foreign investors spent on development", 1),
    Outcome("foreign_deals_per_year", "per year", "Foreign growth deals", "benign deals made, per year", 0),
    Outcome("foreign_owned_share", "share", "SMEs under foreign ownership",
            "SMEs in defence that a foreign investor has taken over, over all SMEs in defence, last quarter run", 0),
    Outcome("contested_acquisitions", "per year", "Malign acquisitions not detected",
            "technologies whose control passed abroad, per year", -1),
    Outcome("offers_barred", "per year", "Offers refused for strategic imperatives",
            "offers from abroad for technology of strategic imperatives, which is not for sale, per year", 0),
    Outcome("harmless_offers_lost", "per year", "Benign offers lost to screening",
            "benign offers called in for screening and then withdrawn, per year", -1),
    Outcome("screening_public_cost", "GBP million per year", "Public cost of screening", "officials; part of public_cost", -1),
)  # fmt: skip

Array = NDArray[np.float64]
BILLION = 1e6


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Orders from abroad and what they cost, foreign capital and what it takes."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    years = window.years
    firms = tables.organisations[(tables.organisations.kind == SME) & (tables.organisations.standing == ACTIVE)]
    sold = tables.segments.export_market > 0
    outcomes = {
        "exports": ratio(total["export_orders"] / BILLION, years),
        "security_exports": ratio(total["security_orders"] / BILLION, years),
        "export_share_air": ratio(total["export_orders_air"], total["export_orders"]),
        "export_win_rate": ratio(total["campaigns_won"], total["campaigns"]),
        "export_campaigns": ratio(total["campaigns"], years),
        "export_uk_content": ratio(total["export_content"], total["export_orders"]),
        "export_public_cost": ratio((total["export_cost"] + total["export_losses"]) / THOUSANDS_PER_MILLION, years),
        "rivals_gain": float(tables.segments.leaked[sold].mean()) if sold.any() else float("nan"),
        "foreign_capital": ratio(total["foreign_capital"] / THOUSANDS_PER_MILLION, years),
        "foreign_deals_per_year": ratio(total["foreign_deals"], years),
        "foreign_owned_share": ratio(int(firms.foreign_owned.sum()), len(firms)),
        "contested_acquisitions": ratio(total["contested"], years),
        "offers_barred": ratio(total["offers_barred"], years),
        "harmless_offers_lost": ratio(total["offers_withdrawn"], years),
        "screening_public_cost": ratio(total["screening_cost"] / THOUSANDS_PER_MILLION, years),
    }
    return outcomes, {}


def series(window: Window, noted: NDArray[np.int64]) -> dict[str, Array]:
    """Orders of the last four quarters, GBP billion, and the air sector's share of them, shape (quarters,)."""
    shown = slice(window.burn_in, window.end + 1)
    orders, air, security = (
        last_four(noted[:, COLUMN[name]])[shown] for name in ("export_orders", "export_orders_air", "security_orders")
    )
    share = np.divide(air, orders, out=np.full(len(orders), np.nan), where=orders > 0)
    return {
        "exports_year": orders / BILLION,
        "security_exports_year": security / BILLION,
        "export_share_air_year": share,
    }

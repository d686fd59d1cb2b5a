"""Capability: what serves, held against what is needed; needs without anything, and what serves badly, count and are priced.

The benefit of something in service is exp(merit - m_0), m_0 the mean merit of proven products: 1 for a typical proven product.
A need stands from its conception to the end of the service of what met it; one that was cancelled as long as service lasts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.merit import first_orders
from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.codes import CANCELLED, NEVER, NO_ROW, NOTHING, QUARTERS_PER_YEAR
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("capability", "share", "Capability",
            "benefit of what serves and is available, over what a typical proven product would bring if it met every need at once; "
            "by value of the need, mean over quarters", 1),
    Outcome("capability_gap", "GBP million per year", "Cost of capability gaps",
            "value of needs that nothing serves, and the missing part of those that are served worse than by a typical proven "
            "product, spread over the time of service; mean over quarters", -1),
    Outcome("user_benefit", "GBP million per year", "Benefit of adoptions to users",
            "price of adoptions x (benefit less that of the proven product drawn for the same need): those below it count against", 1),
    Outcome("benefit_lost", "GBP million per year", "Benefit lost by adoptions below the proven product",
            "of it, what adoptions worse than the proven product take away", -1),
)  # fmt: skip

Array = NDArray[np.float64]


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Capability and its gaps, as a whole and by segment; benefit of adoptions."""
    served, missing, needed = standing(window, tables)
    shown = slice(window.start, window.stop)
    flow = noted[: window.end + 1].astype(float)
    out, whole = flow[:, FLOW_NAMES.index("unavailable")], flow[:, FLOW_NAMES.index("capabilities")]
    available = 1.0 - np.divide(out, whole, out=np.zeros(len(out)), where=whole > 0)
    all_served, all_needed = served.sum(axis=0) * available, needed.sum(axis=0)
    share = np.divide(all_served, all_needed, out=np.full(len(all_needed), np.nan), where=all_needed > 0)
    gaps = missing.sum(axis=0) + (1.0 - available) * (all_needed - missing.sum(axis=0))
    life = float(tables.rules.supply.service_life[0]) / QUARTERS_PER_YEAR
    outcomes = {"capability": mean(share[shown]), "capability_gap": mean(gaps[shown]) / life / THOUSANDS_PER_MILLION}
    here, there = (served * available)[:, shown].sum(axis=1), needed[:, shown].sum(axis=1)
    by_segment = np.divide(here, there, out=np.full(len(there), np.nan), where=there > 0)
    return outcomes | benefit_of_adoptions(window, tables), {"capability_by_segment": by_segment}


def benefit_of_adoptions(window: Window, tables: Tables) -> dict[str, float]:
    """What adoptions bring their users beyond the proven product, and what those below it take away."""
    need = tables.requirements
    need = need[window.holds(need.delivered)]
    need = need[first_orders(need, tables)]
    gained = need.price * (benefit(need.merit, tables) - benefit(need.proven_merit, tables)) / THOUSANDS_PER_MILLION
    return {
        "user_benefit": ratio(gained.sum(), window.years),
        "benefit_lost": ratio(np.maximum(-gained, 0.0).sum(), window.years),
    }


def benefit(merit: NDArray[Any], tables: Tables) -> Array:
    """exp(merit - m_0)."""
    found: Array = np.exp(np.asarray(merit, float) - float(tables.rules.tender.legacy_quality[0]))
    return found


def standing(window: Window, tables: Tables) -> tuple[Array, Array, Array]:
    """Benefit served, value missing and value needed in each quarter, GBP thousand, each of shape (segments, quarters run)."""
    need = tables.requirements
    life = int(tables.rules.supply.service_life[0])
    quarters = window.end + 1
    segments = len(tables.segments)
    served = np.zeros((segments, quarters + 1))
    filled, needed = np.zeros_like(served), np.zeros_like(served)

    def over(table: Array, rows: NDArray[np.intp], first: Any, past: Any, amounts: Array) -> None:
        """Add amounts of some requirements from a quarter up to, and without, another."""
        place = np.asarray(need.segment)[rows]
        np.add.at(table, (place, np.clip(first, 0, quarters)), amounts)
        np.add.at(table, (place, np.clip(past, 0, quarters)), -amounts)

    value = np.asarray(need.value, float)
    delivered = np.asarray(need.delivered)
    asked = np.flatnonzero(np.asarray(need.of_plan))
    met = delivered[asked] != NEVER
    conceived = np.asarray(need.conceived)[asked]
    ended = np.where(met, delivered[asked] + life, quarters)
    ended = np.where(np.asarray(need.status)[asked] == CANCELLED, conceived + life, ended)
    over(needed, asked, conceived, ended, value[asked])
    for rows, first, past, merit in spells(need, asked[met], life):
        good = benefit(merit, tables)
        over(served, rows, first, past, value[rows] * good)
        over(filled, rows, first, past, value[rows] * np.minimum(good, 1.0))
    totals = [np.cumsum(table[:, :quarters], axis=1) for table in (served, filled, needed)]
    return totals[0], np.maximum(0.0, totals[2] - totals[1]), totals[2]


def spells(need: Any, met: NDArray[np.intp], life: int) -> list[tuple[Any, Any, Any, Any]]:
    """Rows of needs, from when up to when, and with what merit something serves them: first delivery, then each upgrade."""
    delivered, merit = np.asarray(need.delivered), np.asarray(need.merit, float)
    host = np.asarray(need.host)
    orders = np.flatnonzero((host != NO_ROW) & (delivered != NEVER) & (np.asarray(need.winner) != NOTHING)
                            & ~np.asarray(need.of_plan))  # fmt: skip
    target = np.concatenate([met, host[orders]])
    begun = np.concatenate([delivered[met], delivered[orders]])
    good = np.concatenate([merit[met], merit[orders]])
    order = np.lexsort((begun, target))
    target, begun, good = target[order], begun[order], good[order]
    last = np.append(target[1:] != target[:-1], True)
    retired = delivered[target] + life
    past = np.where(last, retired, np.append(begun[1:], 0))
    return [(target, np.minimum(begun, retired), np.minimum(past, retired), good)]

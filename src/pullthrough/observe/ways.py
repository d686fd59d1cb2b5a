"""By which ways technology enters service: tenders, and the orders outside them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.projects import FIVE_YEARS, incidence
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import (
    AFTER_TRIAL,
    FOLLOW_ON,
    INSERTION,
    NOTHING,
    RAPID,
    TENDER,
    UPGRADE,
    URGENT,
)
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import FLOW_NAMES, Tables

WAYS = {
    "tender": TENDER,
    "follow_on": FOLLOW_ON,
    "insertion": INSERTION,
    "upgrade": UPGRADE,
    "rapid": RAPID,
    "urgent": URGENT,
    "trial": AFTER_TRIAL,
}


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """First adoptions a year by way, orders outside tenders and their cost, and what became of projects with a user in view."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    technology = tables.technologies
    adopted = window.holds(technology.adopted)
    outcomes = {
        f"adoptions_by_{name}": ratio(float((adopted & (technology.way == way)).sum()), window.years)
        for name, way in WAYS.items()
    }
    need = tables.requirements
    ordered = window.holds(need.delivered) & (need.winner != NOTHING) & (need.way != TENDER)
    with_user, _ = incidence(window, technology.completed, technology.adopted, technology.ended, FIVE_YEARS)
    return outcomes | {
        "orders_outside_tenders": ratio(total["direct_orders"], window.years),
        "orders_delivered": ratio(float(ordered.sum()), window.years),
        "orders_value": ratio(total["direct_value"] / THOUSANDS_PER_MILLION, window.years),
        "uptake_cost": ratio(total["uptake_cost"] / THOUSANDS_PER_MILLION, window.years),
        "completed_in_service": float(with_user[FIVE_YEARS]),
        "awards_with_user": ratio(total["awards_with_user"], total["awards"]),
        "trials_per_year": ratio(total["trials"], window.years),
        "trials_passed": ratio(total["trials_passed"], total["trials"]),
    }, {}

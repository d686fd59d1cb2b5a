"""By which ways technology enters service: tenders, and the orders outside them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
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

OUTCOMES = (
    Outcome("adoptions_by_tender", "per year", "Adoptions by tender", "technologies entering service for the first time as the answer "
            "to a tender, per year", 0),
    Outcome("adoptions_by_follow_on", "per year", "Adoptions by follow-on order", "technologies entering service for the first time, ordered by "
            "the user that an R&D award had in view, per year", 0),
    Outcome("adoptions_by_insertion", "per year", "Adoptions by insertion", "technologies entering service for the first time, put into "
            "equipment in service by its design authority, per year", 0),
    Outcome("adoptions_by_upgrade", "per year", "Adoptions by upgrade competition", "technologies entering service for the first time, put "
            "into equipment in service after an open upgrade competition, per year", 0),
    Outcome("adoptions_by_rapid", "per year", "Adoptions by rapid purchase", "technologies entering service for the first time, bought ready "
            "in small numbers, per year", 0),
    Outcome("adoptions_by_urgent", "per year", "Adoptions by urgent purchase", "technologies entering service for the first time, for an urgent "
            "need of operations, per year", 0),
    Outcome("adoptions_by_trial", "per year", "Adoptions after a trial purchase", "technologies entering service for the first time, ordered by "
            "the user that had a few on trial, per year", 0),
    Outcome("orders_outside_tenders", "per year", "Orders outside tenders", "orders placed on any way but a tender, first and later ones", 0),
    Outcome("needs_by_order", "per year", "Needs met by an order", "needs of sponsors' plans let to one supplier as a follow-on order, in "
            "place of their tender", 0),
    Outcome("orders_delivered", "per year", "Orders outside tenders delivered", "those accepted in the window", 0),
    Outcome("orders_value", "GBP million per year", "Value of orders outside tenders", "their prices when placed", 0),
    Outcome("uptake_cost", "GBP million per year", "Public cost of ways outside tenders", "officials and engineers at work on them; part "
            "of public_cost", -1),
    Outcome("completed_in_service", "share", "Completed projects with a user that enter service", "cumulative incidence of service five "
            "years after a project with a user in view was completed, of those completed in the window; Aalen-Johansen", 1),
    Outcome("awards_with_user", "share", "Awards with a user in view", "awards whose call asked for a user, or whose owner had met the "
            "sponsor of the need that it works for, over all awards", 0),
    Outcome("trials_per_year", "per year", "Trial purchases", "technologies of which a few were bought to be tried", 0),
    Outcome("trials_passed", "share", "Trials passed", "over trial purchases", 0),
)  # fmt: skip

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
        "needs_by_order": ratio(total["needs_by_order"], window.years),
        "orders_delivered": ratio(float(ordered.sum()), window.years),
        "orders_value": ratio(total["direct_value"] / THOUSANDS_PER_MILLION, window.years),
        "uptake_cost": ratio(total["uptake_cost"] / THOUSANDS_PER_MILLION, window.years),
        "completed_in_service": float(with_user[FIVE_YEARS]),
        "awards_with_user": ratio(total["awards_with_user"], total["awards"]),
        "trials_per_year": ratio(total["trials"], window.years),
        "trials_passed": ratio(total["trials_passed"], total["trials"]),
    }, {}

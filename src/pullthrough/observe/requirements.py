"""Outcomes of requirements: times and fit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean
from pullthrough.world.codes import NOVEL, QUARTERS_PER_YEAR, TENDER
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("procurement_time", "years", "Procurement time",
            "mean years from the first opening of a tender, relaunches included, to contract, of contracts let in the window", -1),
    Outcome("procedure_time", "years", "Tender-to-contract time",
            "mean years from the last opening of a tender to contract, of contracts let in the window", -1),
    Outcome("winner_distance", "1", "Distance of winners from need", "mean over novel technology that won in the window", -1),
    Outcome("delivery_time", "years", "Delivery time", "mean years from contract to acceptance, delivered in the window", -1),
    Outcome("need_to_service", "years", "Time from need to service",
            "mean years from conception of a requirement to delivery, delivered in the window", -1),
)  # fmt: skip


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Procurement and delivery time, need to service, distance of winners."""
    need = tables.requirements
    let = window.holds(need.let)
    tendered = let & (need.way == TENDER)
    delivered = window.holds(need.delivered)
    outcomes = {
        "procurement_time": mean((need.let - need.opened)[tendered] / QUARTERS_PER_YEAR),
        "procedure_time": mean(need.assurance[tendered] / QUARTERS_PER_YEAR),
        "delivery_time": mean((need.delivered - need.let)[delivered] / QUARTERS_PER_YEAR),
        "need_to_service": mean(
            (need.delivered - need.conceived)[delivered & (need.way == TENDER)] / QUARTERS_PER_YEAR
        ),
        "winner_distance": mean(np.where(let & (need.winner == NOVEL), need.winner_distance, np.nan)),
    }
    return outcomes, {}

"""Outcomes of plans, approvals, officials and late programmes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.codes import LARGE, MET, NEVER, QUARTERS_PER_YEAR, TENDER
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("plan_over_budget", "share", "Plan over its budget",
            "value of requirements not yet tendered over the money of the time from conception to tender, less 1; of all quarters "
            "of the window together", 0),
    Outcome("tender_delay", "years", "Delay of tenders",
            "mean years from the date first planned to the first opening, of tenders first opened in the window", -1),
    Outcome("conception_to_tender", "years", "From conception to tender",
            "mean years from conception to the first opening, of tenders first opened in the window", -1),
    Outcome("conception_to_tender_large", "years", "From conception to tender, large projects",
            "mean years from conception to the first opening, of tenders of the large tier (need.large_from) first opened in the window", -1),
    Outcome("conception_to_contract_large", "years", "From conception to contract, large projects",
            "mean years from conception to contract, of contracts of the large tier let in the window", -1),
    Outcome("approval_delays", "per year", "Tenders waiting for approval",
            "quarters by which tenders waited for their approvals, summed, per year", -1),
    Outcome("officials_speed", "share", "Officials at hand",
            "mean speed of officials' work: what they can do over what they are asked for, at most 1", 1),
    Outcome("large_on_schedule", "share", "Large contracts on schedule",
            "contracts of the large tier delivered no later than promised, over all delivered in the window", 1),
    Outcome("large_delay", "years", "Delay of large contracts",
            "mean years from the date promised to delivery, of contracts of the large tier delivered in the window", -1),
)  # fmt: skip

Array = NDArray[np.float64]


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Plans against budgets, times before the tender, officials, and programmes against their schedule."""
    need, marks = tables.requirements, tables.marks[window.start : window.stop]
    opened = window.holds(need.opened) & (need.way == TENDER)
    large = need.tier == LARGE
    let = window.holds(need.let) & (need.way == TENDER) & large
    delivered = window.holds(need.delivered) & (need.status == MET) & (need.let != NEVER) & large
    late = (need.delivered - need.promised)[delivered]
    slips = noted[window.start : window.stop, FLOW_NAMES.index("approval_slips")].sum()
    speed = np.asarray(marks.officials_speed, dtype=float)
    outcomes = {
        "plan_over_budget": ratio(float(marks.plan.sum()), float(marks.plan_money.sum())) - 1.0,
        "tender_delay": mean((need.opened - need.first_planned)[opened] / QUARTERS_PER_YEAR),
        "conception_to_tender": mean((need.opened - need.conceived)[opened] / QUARTERS_PER_YEAR),
        "conception_to_tender_large": mean((need.opened - need.conceived)[opened & large] / QUARTERS_PER_YEAR),
        "conception_to_contract_large": mean((need.let - need.conceived)[let] / QUARTERS_PER_YEAR),
        "approval_delays": ratio(float(slips), window.years),
        "officials_speed": mean(np.where(speed > 0.0, speed, np.nan)),
        "large_on_schedule": mean((late <= 0).astype(float)),
        "large_delay": mean(late / QUARTERS_PER_YEAR),
    }
    return outcomes, {}

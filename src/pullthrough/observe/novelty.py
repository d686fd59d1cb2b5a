"""What money kept for novel technology brought: bought anyway, a proven product under a new name, or additional."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import ADDITIONAL, ANYWAY, NOT_FENCED, NOVEL, RELABELLED
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("fenced_value", "GBP million per year", "Contracts from ring-fenced money", "price of those let in the window", 0),
    Outcome("fenced_anyway", "share", "Ring-fenced, bought anyway",
            "by price, contracts from ring-fenced money for technology as ready as others have to be, that would have beaten the "
            "proven and the foreign product in the same tender", 0),
    Outcome("fenced_relabelled", "share", "Ring-fenced, relabelled", "by price, those won by a proven product under a new name", -1),
    Outcome("fenced_additional", "share", "Ring-fenced, additional", "by price, the rest of them", 1),
    Outcome("fenced_value_anyway", "GBP million per year", "Ring-fenced and bought anyway", "fenced_value x fenced_anyway; nothing without a fence", 0),
    Outcome("fenced_value_relabelled", "GBP million per year", "Ring-fenced and relabelled", "fenced_value x fenced_relabelled, likewise", -1),
    Outcome("fenced_value_additional", "GBP million per year", "Ring-fenced and additional", "fenced_value x fenced_additional, likewise", 1),
    Outcome("novel_value", "GBP million per year", "Value of contracts for novel technology",
            "price of contracts let in the window, in tenders and by orders, that novel technology won", 0),
)  # fmt: skip


PARTS = {"anyway": ANYWAY, "relabelled": RELABELLED, "additional": ADDITIONAL}


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Value let from ring-fenced money, its three parts as shares and in money, and the value of all novel contracts."""
    need = tables.requirements
    here = window.holds(need.let)
    let = here & (need.fence != NOT_FENCED)
    whole = float(need.price[let].sum())
    parts = {name: float(need.price[let & (need.fence == part)].sum()) for name, part in PARTS.items()}
    outcomes = {f"fenced_{name}": ratio(part, whole) for name, part in parts.items()}
    outcomes |= {f"fenced_value_{name}": in_a_year(part, window) for name, part in parts.items()}
    novel = float(need.price[here & (need.winner == NOVEL)].sum())
    return outcomes | {"fenced_value": in_a_year(whole, window), "novel_value": in_a_year(novel, window)}, {}


def in_a_year(thousands: float, window: Window) -> float:
    """GBP million a year from GBP thousand in the window."""
    return ratio(thousands / THOUSANDS_PER_MILLION, window.years)

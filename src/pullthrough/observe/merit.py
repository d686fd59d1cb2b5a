"""What is brought into service by value and by merit, compared with the proven product drawn for the same need.

Merit is ln (quality x fit), as a tender judges it (``processes/shared/offers.py``). The proven product is the incumbent's: it is
drawn for each need, also where nobody may offer it, as under money kept for novel technology.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.codes import NOVEL
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("adoption_value", "GBP million per year", "Adoptions by value",
            "price of the contracts by which technologies entered service for the first time", 1),
    Outcome("adoptions_no_worse", "per year", "Adoptions no worse than the proven product",
            "adoptions whose merit, ln (quality x fit) as the tender judged it, is at least that of the proven product of the "
            "incumbent drawn for the same need, offered or not", 1),
    Outcome("adoptions_below_proven", "share", "Adoptions worse than the proven product", "adoptions of lower merit than the proven product, over all adoptions", -1),
    Outcome("adoption_merit", "ln", "Merit gained by adoptions",
            "mean over adoptions of merit less that of the proven product drawn for the same need; 0.7 is twice as good", 1),
    Outcome("equipment_merit", "ln", "Merit gained by all equipment",
            "mean over contracts delivered, whoever won, weighted by price, of merit less that of the proven product drawn for the same "
            "need; the proven product itself counts zero", 1),
)  # fmt: skip


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Adoptions by value and by merit gained, and merit gained in all that was delivered."""
    need = tables.requirements
    need = need[window.holds(need.delivered)]
    gained = need.merit - need.proven_merit
    adopted = first_orders(need, tables)
    below = int((gained[adopted] < 0).sum())
    return {
        "adoption_value": ratio(need.price[adopted].sum() / THOUSANDS_PER_MILLION, window.years),
        "adoptions_no_worse": ratio(int(adopted.sum()) - below, window.years),
        "adoptions_below_proven": ratio(below, int(adopted.sum())),
        "adoption_merit": mean(gained[adopted]),
        "equipment_merit": ratio((gained * need.price).sum(), need.price.sum()),
    }, {}


def first_orders(need: np.recarray, tables: Tables) -> NDArray[np.bool_]:
    """Which delivered requirements brought a technology into service for the first time."""
    novel = np.flatnonzero(need.winner == NOVEL)  # the others have no technology
    first = np.zeros(len(need), bool)
    first[novel] = np.asarray(tables.technologies.adopted)[need.technology[novel]] == need.delivered[novel]
    return first

"""What money kept for novel technology brought: bought anyway, a proven product under a new name, or additional."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import ADDITIONAL, ANYWAY, NOT_FENCED, RELABELLED
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("fenced_value", "GBP million per year", "Contracts from ring-fenced money", "price of those let in the window", 0),
    Outcome("fenced_anyway", "share", "Ring-fenced, bought anyway",
            "by price, contracts from ring-fenced money for technology as ready as others have to be, that would have beaten the "
            "proven and the foreign product in the same tender", 0),
    Outcome("fenced_relabelled", "share", "Ring-fenced, relabelled", "by price, those won by a proven product under a new name", -1),
    Outcome("fenced_additional", "share", "Ring-fenced, additional", "by price, the rest of them", 1),
)  # fmt: skip


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Value let from ring-fenced money, and its three parts."""
    need = tables.requirements
    let = window.holds(need.let) & (need.fence != NOT_FENCED)
    whole = float(need.price[let].sum())
    parts = {"anyway": ANYWAY, "relabelled": RELABELLED, "additional": ADDITIONAL}
    outcomes = {
        f"fenced_{name}": ratio(need.price[let & (need.fence == part)].sum(), whole) for name, part in parts.items()
    }
    return outcomes | {"fenced_value": ratio(whole / THOUSANDS_PER_MILLION, window.years)}, {}

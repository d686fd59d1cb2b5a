"""Outcomes of the supply graph: who enters it, what is lost in it, and what waits for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("chain_entrants_per_year", "per year", "New entrants to the supply chain", "first subcontracts of a firm from a prime, per year", 1),
    Outcome("chain_entrant_share", "share", "New entrants among new subcontractors",
            "first subcontracts of a firm, over all packages won by a firm that did not have them", 1),
    Outcome("subcontractors", "firms", "SMEs with a subcontract", "at the end of the run", 1),
    Outcome("packages_lost_per_year", "per year", "Suppliers lost by primes",
            "packages whose supplier closed, or passed under control from abroad, per year", -1),
    Outcome("deliveries_delayed", "per year", "Deliveries delayed by the supply chain",
            "contracts delayed by the loss of a supplier, or by a shock to one, on whom they depend", -1),
)  # fmt: skip


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Entries into the chain, losses and delays."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    return {
        "chain_entrants_per_year": ratio(total["chain_entrants"], window.years),
        "chain_entrant_share": ratio(total["chain_entrants"], total["subcontracts_won"]),
        "subcontractors": float((np.asarray(tables.supply.subcontracts) > 0).sum()),
        "packages_lost_per_year": ratio(total["packages_lost"], window.years),
        "deliveries_delayed": ratio(total["deliveries_delayed"], window.years),
    }, {}

"""Outcomes of entrants: how long they stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.survival import survival
from pullthrough.observe.window import Window
from pullthrough.world.codes import ACTIVE, NEVER, QUARTERS_PER_YEAR, SME
from pullthrough.world.tables import Tables

HORIZON = 48  # quarters


def lives(tables: Tables) -> dict[str, NDArray[np.int64]]:
    """Entry, leaving (NEVER: still there), first award and first contract of every SME that was ever in defence."""
    ended = tables.careers[: int(tables.clock.careers[0])]
    org = tables.organisations
    there = (org.kind == SME) & (org.standing == ACTIVE)
    found = {
        name: np.concatenate([ended[name], org[name][there]]).astype(np.int64)
        for name in ("entered", "first_award", "first_contract")
    }
    found["left"] = np.concatenate([ended.left, np.full(int(there.sum()), NEVER)]).astype(np.int64)
    return found


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Survival in defence of the firms that entered in the window: those that left, and those still there."""
    found = lives(tables)
    entered, left = found["entered"], found["left"]
    mine = window.holds(entered)
    gone = left[mine] != NEVER
    times = np.where(gone, left[mine], window.end) - entered[mine]
    curve = survival(times, gone, HORIZON)
    return {f"entrant_survival_{years}": float(curve[QUARTERS_PER_YEAR * years]) for years in (3, 5, 10)}, {
        "entrant_survival": curve
    }

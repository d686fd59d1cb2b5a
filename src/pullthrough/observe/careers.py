"""Outcomes of entrants: how long they stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.survival import survival
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import ACQUIRED, ACTIVE, CLOSED, FAILED, NEVER, QUARTERS_PER_YEAR, SME, WITHDREW
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("entrant_survival_3", "share", "Entrants still in defence after 3 years",
            "Kaplan-Meier estimate for firms that entered in the window", 1),
    Outcome("entrant_survival_5", "share", "Entrants still in defence after 5 years", "Kaplan-Meier estimate for firms that entered in the window", 1),
    Outcome("entrant_survival_10", "share", "Entrants still in defence after 10 years", "Kaplan-Meier estimate for firms that entered in the window", 1),
    Outcome("supplier_survival_3", "share", "New suppliers still selling after 3 years",
            "share of suppliers whose first award, contract or share in one is in the window that sell again 3 years later or after; "
            "a supplier is gone after its last sale once two years have passed without one; Kaplan-Meier", 1),
    Outcome("supplier_survival_5", "share", "New suppliers still selling after 5 years",
            "share of suppliers whose first award, contract or share in one is in the window that sell again 5 years later or after; "
            "a supplier is gone after its last sale once two years have passed without one; Kaplan-Meier", 1),
    Outcome("supplier_survival_10", "share", "New suppliers still selling after 10 years",
            "share of suppliers whose first award, contract or share in one is in the window that sell again 10 years later or after; "
            "a supplier is gone after its last sale once two years have passed without one; Kaplan-Meier", 1),
    Outcome("departures_withdrew", "share", "Exits by choice", "SMEs that left defence in the window for lack of prospects and "
            "went on outside, over all that left", 0),
    Outcome("departures_failed", "share", "Exits through insolvency", "SMEs that left defence in the window since they could "
            "not afford to stay, over all that left", 0),
    Outcome("departures_closed", "share", "Exits for other reasons", "SMEs that closed in the window at the rate usual for "
            "their size, over all that left defence", 0),
    Outcome("departures_acquired", "share", "Exits by acquisition", "SMEs bought by a UK prime in the window, over all that "
            "left defence", 0),
)  # fmt: skip

HORIZON = 48  # quarters
SILENCE = 8  # quarters without a sale after which a supplier counts as gone
CAUSES = {"withdrew": WITHDREW, "failed": FAILED, "closed": CLOSED, "acquired": ACQUIRED}


def lives(tables: Tables) -> dict[str, NDArray[np.int64]]:
    """Entry, leaving (NEVER: still there), first award and first contract of every SME that was ever in defence."""
    ended = tables.careers[: int(tables.clock.careers[0])]
    org = tables.organisations
    there = (org.kind == SME) & (org.standing == ACTIVE)
    found = {
        name: np.concatenate([ended[name], org[name][there]]).astype(np.int64)
        for name in ("entered", "first_award", "first_contract", "first_sale", "last_sale")
    }
    found["left"] = np.concatenate([ended.left, np.full(int(there.sum()), NEVER)]).astype(np.int64)
    found["key"] = np.concatenate([ended.key, org.key[there]]).view(np.int64)
    found["cause"] = np.concatenate([ended.cause, np.zeros(int(there.sum()))]).astype(np.int64)
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
    supplying = supplier_survival(window, found)
    return {
        **{f"entrant_survival_{years}": float(curve[QUARTERS_PER_YEAR * years]) for years in (3, 5, 10)},
        **{f"supplier_survival_{years}": float(supplying[QUARTERS_PER_YEAR * years]) for years in (3, 5, 10)},
        **departures(window, found),
    }, {"entrant_survival": curve}


def supplier_survival(window: Window, found: dict[str, NDArray[np.int64]]) -> NDArray[np.float64]:
    """Survival as published figures measure it: from the first award, contract or share in one to the last.

    A supplier is gone after its last sale, if that lies so far back that the published spell would count as ended. A firm that
    withdrew and came back is one supplier.
    """
    _, firm = np.unique(found["key"], return_inverse=True)
    sold = found["first_sale"] != NEVER
    first = np.full(firm.max(initial=-1) + 1, np.iinfo(np.int64).max)
    last = np.full(len(first), NEVER)
    np.minimum.at(first, firm[sold], found["first_sale"][sold])
    np.maximum.at(last, firm[sold], found["last_sale"][sold])
    new = window.holds(first) & (first > 0)
    gone = last[new] < window.end - SILENCE
    times = np.where(gone, last[new] + 1, window.end) - first[new]
    return survival(times, gone, HORIZON)


def departures(window: Window, found: dict[str, NDArray[np.int64]]) -> dict[str, float]:
    """Shares of those that left defence in the window by cause; all four add up to one."""
    left = window.holds(found["left"])
    causes = found["cause"][left]
    return {f"departures_{name}": ratio(float((causes == code).sum()), len(causes)) for name, code in CAUSES.items()}

"""Where adopted technology comes from: civil technology of entrants, or ideas of SMEs, primes and universities."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.world.codes import ACADEMIC, CIVIL, NEVER, PRIME, SME
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("adopted_from_civil", "share", "Adoptions of civil technology", "first adoptions of technology that entrants brought "
            "into defence, over all", 0),
    Outcome("adopted_from_sme", "share", "Adoptions of SMEs' ideas", "first adoptions of ideas of SMEs inside defence, over all", 0),
    Outcome("adopted_from_prime", "share", "Adoptions of primes' ideas", "first adoptions of primes' ideas, over all", 0),
    Outcome("adopted_from_academic", "share", "Adoptions of university ideas", "first adoptions of ideas of universities, whoever brought "
            "them into service, over all", 0),
    Outcome("adopted_handed_over", "share", "Adoptions after licence or spin-out", "adoptions of university ideas that a firm had taken over, "
            "over all adoptions", 0),
    Outcome("yield_civil", "share", "Yield of civil technology", "technologies brought by entrants in the window that have entered "
            "service by the end of the run, over all brought", 1),
    Outcome("yield_sme", "share", "Yield of SMEs' ideas", "ideas of SMEs inside defence begun in the window that have "
            "entered service by the end of the run, over all begun", 1),
    Outcome("yield_prime", "share", "Yield of primes' ideas", "primes' ideas begun in the window that have entered service by the end of "
            "the run, over all begun", 1),
    Outcome("yield_academic", "share", "Yield of university ideas", "university ideas begun in the window that have entered service by the "
            "end of the run, over all begun", 1),
)  # fmt: skip

BORN_IN = {"sme": SME, "prime": PRIME, "academic": ACADEMIC}


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """Shares of first adoptions by origin, and the share of technologies begun that have entered service, by origin."""
    technology = tables.technologies
    adopted = window.holds(technology.adopted)
    origins = by_origin(technology)
    outcomes = {
        f"adopted_from_{name}": ratio(float((adopted & mine).sum()), float(adopted.sum()))
        for name, mine in origins.items()
    }
    begun = window.holds(technology.begun)
    in_service = technology.adopted != NEVER
    outcomes |= {
        f"yield_{name}": ratio(float((begun & mine & in_service).sum()), float((begun & mine).sum()))
        for name, mine in origins.items()
    }
    handed = adopted & (technology.handed_over != NEVER) & (technology.born_kind == ACADEMIC)
    return outcomes | {"adopted_handed_over": ratio(float(handed.sum()), float(adopted.sum()))}, {}


def by_origin(technology: Any) -> dict[str, NDArray[np.bool_]]:
    """Which rows of the table of technologies are of each origin."""
    civil = technology.origin == CIVIL
    return {"civil": civil} | {name: ~civil & (technology.born_kind == kind) for name, kind in BORN_IN.items()}

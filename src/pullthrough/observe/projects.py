"""Outcomes of technologies: incidence of adoption, the valley of death, distance from need."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.survival import cumulative_incidence
from pullthrough.observe.window import Window, mean
from pullthrough.world.codes import NEVER, QUARTERS_PER_YEAR, TOP_TRL
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("adoption_rate", "share", "Adoption rate within 10 years",
            "cumulative incidence of first entry into service 10 years after the first public money, among technologies that "
            "got it in the window; Aalen-Johansen, abandonment competes, the unfinished are censored", 1),
    Outcome("time_to_adoption", "years", "Time to adoption",
            "median years from first public money (from the idea, if there was none) to service, of first adoptions in the window", -1),
    Outcome("bridged", "share", "Valley of death crossed within 5 years",
            "cumulative incidence of TRL 7 five years after TRL 4, among those reaching TRL 4 in the window; Aalen-Johansen", 1),
    Outcome("distance_at_tender", "1", "Distance from need at tender",
            "mean distance between need and the technologies developed for it when the tender opens", -1),
    Outcome("distance_engaged", "1", "Distance from need at tender, engaged",
            "mean distance between need and the technologies developed for it when the tender opens, for those whose owners had been engaged", -1),
    Outcome("gap_closed", "share", "Share of the gap closed by steering",
            "mean over engaged technologies of 1 - distance when the tender opens / distance at first engagement", 1),
)  # fmt: skip

Array = NDArray[np.float64]
Quarters = NDArray[np.integer[Any]]
HORIZON = 60  # quarters of the incidence curves
TEN_YEARS = 40
FIVE_YEARS = 20


def measure(window: Window, tables: Tables, noted: NDArray[np.int64]) -> tuple[dict[str, float], dict[str, Array]]:
    """Adoption, bridging and distance, from the table of technologies."""
    tech = tables.technologies
    funded, adopted, ended, reached = tech.funded, tech.adopted, tech.ended, tech.reached
    adoption, abandonment = incidence(window, funded, adopted, ended, HORIZON)
    bridged, _ = incidence(window, reached[:, 4], reached[:, 7], ended, FIVE_YEARS)
    served = window.holds(adopted)
    since = np.where((funded != NEVER) & (funded <= adopted), funded, tech.begun)[served]
    times = (adopted[served] - since) / QUARTERS_PER_YEAR
    distance = np.where(window.holds(tech.tender_seen), tech.tender_distance, np.nan)
    engaged = tech.first_engaged_trl != NEVER
    met, first, begun_at = (of[engaged] for of in (distance, tech.first_engaged_trl, tech.first_engaged_distance))
    same = (tech.tender_of[engaged] == tech.first_engaged_for[engaged]) & (begun_at > 0)
    closed = np.where(same, 1.0 - met / np.maximum(begun_at, 1e-12), np.nan)
    outcomes = {
        "adoption_rate": float(adoption[TEN_YEARS]),
        "bridged": float(bridged[FIVE_YEARS]),
        "time_to_adoption": float(np.median(times)) if times.size else float("nan"),
        "distance_at_tender": mean(distance),
        "distance_engaged": mean(met),
        "gap_closed": mean(closed),
    }
    entered = window.holds(reached).sum(axis=0)[1 : TOP_TRL + 1].astype(float)
    return outcomes, {
        "cumulative_incidence": adoption,
        "cumulative_abandonment": abandonment,
        "funnel_entered": entered / max(window.years, 1 / QUARTERS_PER_YEAR),
        "distance_by_first_trl": np.array([mean(met[first == k]) for k in range(1, TOP_TRL + 1)]),
        "gap_closed_by_first_trl": np.array([mean(closed[first == k]) for k in range(1, TOP_TRL + 1)]),
    }


def incidence(
    window: Window, origin: Quarters, success: Quarters, ended: Quarters, horizon: int
) -> tuple[Array, Array]:
    """Incidence of success and of abandonment after an origin in the window, censored at the last quarter run."""
    mine = window.holds(origin)
    start, won, lost = origin[mine], success[mine], ended[mine]
    causes = np.where(won != NEVER, 1, np.where(lost != NEVER, 2, 0))
    stop = np.where(causes == 1, won, np.where(causes == 2, lost, window.end))
    return cumulative_incidence(np.maximum(stop - start, 0), causes, horizon)

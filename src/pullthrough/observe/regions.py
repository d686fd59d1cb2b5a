"""Outcomes by region: money, jobs, adoptions, entrants, knowledge; for every region, and for one and its neighbours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.window import Window, ratio
from pullthrough.parameters.policy.setting import Setting
from pullthrough.world.codes import MICRO, QUARTERS_PER_YEAR
from pullthrough.world.tables import Tables

OUTCOMES = (
    Outcome("jobs", "jobs", "Jobs supported by defence",
            "defence revenue of the organisations modelled, over turnover per employee; mean over years", 1),
    Outcome("settlers_share", "share", "Entrants that locate elsewhere",
            "entrants that locate in a neighbouring region with a cluster instead of their own, over all entrants", 0),
    Outcome("focus_adoptions", "per year", "Adoptions, region",
            "by the owner's region, in the region of the study (observe.region)", 1),
    Outcome("focus_entrants", "per year", "Entrants, region", "by the region in which they locate", 1),
    Outcome("focus_knowledge", "1 per year", "Knowledge learnt, region", "distance moved by all organisations of the region", 1),
    Outcome("focus_jobs", "jobs", "Jobs supported by defence, region",
            "defence revenue of the organisations modelled in the region, over turnover per employee; mean over years", 1),
    Outcome("focus_share", "share", "Share of payments and awards, region",
            "defence revenue and award money of the organisations modelled, over those of all regions", 0),
    Outcome("neighbours_adoptions", "per year", "Adoptions, neighbours",
            "by the owner's region, in the regions that border on that of the study (observe.region)", 1),
    Outcome("neighbours_entrants", "per year", "Entrants, neighbours", "that locate in the regions that border on that of the study", 1),
    Outcome("neighbours_knowledge", "1 per year", "Knowledge learnt, neighbours",
            "distance moved by all organisations of the regions that border on that of the study", 1),
    Outcome("neighbours_jobs", "jobs", "Jobs supported by defence, neighbours",
            "defence revenue of the organisations modelled in the regions that border on that of the study, over turnover per employee; "
            "mean over years", 1),
    Outcome("neighbours_share", "share", "Share of payments and awards, neighbours",
            "defence revenue and award money of the organisations modelled in the regions that border on that of the study, over those of "
            "all regions", 0),
)  # fmt: skip

Array = NDArray[np.float64]


def measure(setting: Setting, window: Window, tables: Tables) -> tuple[dict[str, float], dict[str, Array]]:
    """A value a region, and outcomes of ``observe.region`` and of the regions that border on it."""
    years = window.years
    note = tables.regional[window.start : window.stop]
    technologies = tables.technologies
    adopted = np.bincount(technologies.region[window.holds(technologies.adopted)], minlength=len(tables.clusters))
    seen = tables.regional_notes[window.start : window.stop]
    revenue = revenue_a_year(seen["revenue"])
    money = revenue + note["awards"].sum(axis=0) / max(years, 1 / QUARTERS_PER_YEAR)
    sums = {name: note[name].sum(axis=0).astype(float) for name in ("entrants", "settlers", "knowledge")}
    curves: dict[str, Array] = {
        "regional_share": money / money.sum() if money.sum() > 0 else np.full(len(money), np.nan),
        "adoptions_by_region": adopted / max(years, 1 / QUARTERS_PER_YEAR),
        "entrants_by_region": sums["entrants"] / max(years, 1 / QUARTERS_PER_YEAR),
        "knowledge_by_region": sums["knowledge"] / MICRO / max(years, 1 / QUARTERS_PER_YEAR),
        "jobs_by_region": revenue / setting.world.population.turnover_per_employee,
        "members_by_region": seen["members"].mean(axis=0) if len(seen) else np.full(len(money), np.nan),
    }
    outcomes = {
        "jobs": float(curves["jobs_by_region"].sum()),
        "settlers_share": ratio(sums["settlers"].sum(), sums["entrants"].sum()),
    }
    return outcomes | focus(setting, tables, curves), curves


def revenue_a_year(revenue: NDArray[np.int64]) -> Array:
    """Mean defence revenue of a calendar year by region, GBP thousand; a year's revenue stands in its last quarter."""
    years = len(revenue) // QUARTERS_PER_YEAR
    if not years:
        return np.full(revenue.shape[1], np.nan)
    whole: Array = revenue[QUARTERS_PER_YEAR - 1 : QUARTERS_PER_YEAR * years : QUARTERS_PER_YEAR].mean(axis=0)
    return whole


def focus(setting: Setting, tables: Tables, curves: dict[str, Array]) -> dict[str, float]:
    """Sums over the region of the study, and over the regions that border on it; nan where there are none."""
    regions = list(setting.world.population.firms_by_region)
    here = np.array([region == setting.observe.region for region in regions], bool)
    near = tables.neighbours[here].any(axis=0) & ~here
    names = {"adoptions": "adoptions_by_region", "entrants": "entrants_by_region", "knowledge": "knowledge_by_region",
             "jobs": "jobs_by_region", "share": "regional_share"}  # fmt: skip
    return {
        f"{place}_{name}": float(curves[curve][where].sum()) if where.any() else float("nan")
        for place, where in (("focus", here), ("neighbours", near))
        for name, curve in names.items()
    }

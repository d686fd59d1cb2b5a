"""Dates that the manifest of a study knows: when policies come into force, and when it was run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR

WORLD, AD_HOC = "world", "policy"
"""Who sets a lever where no policy does: the world from its start, and the words of a command."""


@dataclass(frozen=True)
class Date:
    """A policy comes into force in a scenario, in years."""

    policy: str
    year: float


def dates_of(manifest: Mapping[str, Any], tested: Sequence[str], against: str) -> list[Date]:
    """When policies of the tested scenarios that the baseline does not have first change a lever, in order."""
    told = manifest.get("policies", {})
    baseline = {_policy(change) for change in told.get(against, ())}
    found: dict[str, float] = {}
    for scenario in tested:
        for change in told.get(scenario, ()):
            policy, year = _policy(change), year_of_quarter(manifest, int(change.get("quarter", 0)))
            if policy not in baseline | {WORLD} and change.get("quarter"):
                found[policy] = min(year, found.get(policy, year))
    return [Date(policy, year) for policy, year in sorted(found.items(), key=lambda item: item[1])]


def year_of_quarter(manifest: Mapping[str, Any], quarter: int) -> float:
    """The year of a quarter counted from the first of the burn-in."""
    calendar = manifest.get("config", {}).get("world", {}).get("calendar", {})
    return float(calendar.get("first_year", 0)) + (quarter - int(calendar.get("burn_in", 0))) / QUARTERS_PER_YEAR


def run_on(manifest: Mapping[str, Any]) -> float | None:
    """When the study was run, in years: what lies after it is future."""
    started = str(manifest.get("started") or manifest.get("finished") or "")
    try:
        return int(started[:4]) + (int(started[5:7]) - 1) / 12
    except ValueError:
        return None


def short_name(policy: str) -> str:
    """The name of a policy beside a date.

    >>> short_name("dgp_2013"), short_name("rdsc_network"), short_name("patient"), short_name("policy")
    ('DGP 2013', 'RDSC network', 'patient', 'further levers')
    """
    if policy == AD_HOC:
        return "further levers"
    first, *rest = policy.split(".")[0].split("_")
    known = rest and len(first) <= 4 and first.isalpha()
    return " ".join([first.upper() if known else first, *rest])


def quarter_in_words(year: float) -> str:
    """A date in years as a quarter.

    >>> quarter_in_words(2021.25)
    '2021 Q2'
    """
    return f"{int(year)} Q{int(QUARTERS_PER_YEAR * (year % 1)) + 1}"


def _policy(change: Mapping[str, Any]) -> str:
    return str(change.get("policy", "")).partition(".")[0]
